# SPDX-License-Identifier: EUPL-1.2
"""A question in the middle of a flow: its answer, without losing the place."""

from dataclasses import replace

from bot.core.answering import Found
from bot.core.enquiries import feedback, propose, told
from bot.core.exchange import Exchange, Topic
from flows.replies import FaqAnswer
from flows.session import Session


def interject(ex: Exchange, session: Session, reply: FaqAnswer) -> Exchange:
    """The answer as a message of its own; the engine shows its question again after it."""
    found = _entry(ex, reply)
    slot = session.prompt.slot if session.prompt else ""
    ex = replace(ex, topic=Topic(reply.question)).remember(offer=None)
    if found is None:
        return _searched(ex, session, reply.question, slot)
    ex = _noted(ex, session, slot, found.id)
    ex = told(ex, (found,), found.id).say(found.text, apart=True)
    return feedback(ex, (found,)) if _taps(ex) else ex


def _entry(ex: Exchange, reply: FaqAnswer) -> Found | None:
    if reply.entry is None:
        return None
    return ex.given.means.show(ex.library, reply.entry, ex.given.today, 1.0, reply.question)


def _searched(ex: Exchange, session: Session, question: str, slot: str) -> Exchange:
    finding = ex.given.means.answer(ex.library, question, ex.given.today, "")
    first = finding.found[0].id if finding.found else ""
    ex = _noted(ex, session, slot, first).say(finding.text, apart=True)
    if finding.outcome == "suggest":
        ex = ex.missed(question, "suggest", first)
        if ex.channel != "email":
            return propose(ex, finding.found)
        titles = "; ".join(f"«{one.title}»" for one in finding.found)
        return ex.say(ex.phrase("asked.aside_titles", titles=titles), apart=True)
    if finding.outcome == "handoff" and not finding.found:
        ex = ex.missed(question, "handoff")
        return ex.say(ex.phrase("asked.aside_person"), apart=True)
    return ex


def _noted(ex: Exchange, session: Session, slot: str, entry: str) -> Exchange:
    """Which question of which flow makes people ask what."""
    if session.status != "active" or not entry:
        return ex
    return replace(ex, interruptions=(*ex.interruptions, (session.flow, slot, entry)))


def _taps(ex: Exchange) -> bool:
    """Only where buttons can be tapped: what is typed belongs to the open question."""
    return ex.dialogue.channel == "telegram"
