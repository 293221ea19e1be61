# SPDX-License-Identifier: EUPL-1.2
"""What is held about a person, as that person may see it: /stato, /cancella_dati, /privacy."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.core import privacy, sessions
from bot.core.dialogue import Dialogue
from bot.core.exchange import Exchange
from bot.core.labels import named
from bot.core.passing_on import session_of
from bot.core.turns import Request
from flows.replies import Draft
from flows.session import Session
from flows.wording import NO_WORDS, Wording, join
from knowledge.events import day_in_words

_SHOWN = 10  # requests in one message, newest first
_BLANKS = ("titolare", "rpd", "base_giuridica", "url")


def tell_state(ex: Exchange) -> Exchange:
    """/stato: every request with the state of its letter, every form left half-way."""
    sent = own(ex)
    lines = [line(ex, request, state) for request, state in sent[:_SHOWN]]
    lines += [ex.phrase("status.open", title=_title(ex, one)) for one in sessions.waiting(ex)]
    parts = [ex.phrase("status.title") if lines else NO_WORDS, join(lines, "\n")]
    parts.append(ex.phrase("status.end" if sent else "status.none"))
    ex = ex.remember(offer=None).say(join(parts))
    ex = ex.offer([*_actions(ex), *sessions.resumable(ex)])
    return sessions.again(ex) if ex.filling else ex


def own(ex: Exchange) -> tuple[tuple[Request, str], ...]:
    """A person's requests; by letter only those of the thread, because an office's address is many people's."""
    sent = ex.given.register.of_person(ex.dialogue.person)
    if ex.channel != "email":
        return sent
    here = {*ex.sessions, session_of(ex.dialogue.chat)}
    return tuple((request, state) for request, state in sent if request.session in here)


def line(ex: Exchange, request: Request, state: str) -> Wording:
    """A request with the state of its letter."""
    at = ex.given.register.sent_at(request.key) if state == "sent" else None
    told = {"state": ex.phrase(f"status.{state}", **_when(ex, at or request.at)), "body": request.body}
    told |= {"reference": request.reference, "kind": ex.library.phrases[f"status.{request.kind}"]}
    return ex.phrase("status.row" if request.body else "status.lone", **told)


def _when(ex: Exchange, at: datetime) -> dict[str, str]:
    local = at.astimezone(ex.given.now.tzinfo)
    return {"date": day_in_words(local.date()), "hour": f"{local:%H:%M}"}


def _title(ex: Exchange, session: Session) -> str:
    flow = ex.library.flows.get(session.flow)
    return flow.title if flow else session.flow


def standing(ex: Exchange) -> list[tuple[Request, Session]]:
    """The person's requests, newest first, that were not withdrawn and whose answers are kept, each with the session
    that wrote it last."""
    sent = [request for request, _ in own(ex)]
    withdrawn = {one.reference for one in sent if one.kind == "withdrawal"}
    found = []
    for one in sent:
        latest = _latest(ex, sent, one.reference) if one.kind == "request" and one.reference not in withdrawn else None
        session = ex.sessions[latest.session] if latest else None
        if session and session.sent and (session.answers or session.before):
            found.append((one, session))
    return found


def _actions(ex: Exchange) -> list[tuple[str, Wording]]:
    """What can still be done with a request; one that is being corrected can only be withdrawn."""
    found: list[tuple[str, Wording]] = []
    for one, session in standing(ex)[:_SHOWN]:
        flow = ex.library.flows.get(session.flow)
        still = session.status == "submitted" and flow is not None and not flow.suspended
        for action in ("correct", "withdraw") if still else ("withdraw",):
            label = named(ex.library.phrases, f"offer.{action}", reference=one.reference)
            found.append((f"{action}:{one.reference}", label))
    return found


def _latest(ex: Exchange, requests: Sequence[Request], reference: str) -> Request | None:
    """What was sent last under a reference: a correction may have been written in another form than the request."""
    kept = [one for one in requests if one.reference == reference and one.session in ex.sessions]
    return max(kept, key=lambda one: one.at, default=None)


def correct(ex: Exchange, reference: str) -> Exchange:
    """Correct a request named in /stato, if it is this person's."""
    session = next((session for one, session in standing(ex) if one.reference == reference), None)
    if session is None:
        return ex.say(ex.phrase("notice.nothing_sent"))
    return sessions.order(ex, "correct", session_id=session.id)


def text_not_delivered(ex: Exchange, session: Session, key: str) -> Exchange:
    """The letter that could not be delivered, to send by other means."""
    register, means = ex.given.register, ex.given.means
    sent = [request for request, _ in register.of_person(ex.dialogue.person) if request.key == key]
    request = sent[0] if sent else register.of_session(session.id)
    flow = ex.library.flows.get(session.flow)
    submit = next((step.submit for step in flow.steps if step.submit), None) if flow else None
    if request is None or submit is None:
        return ex
    effect = Draft(key=key, session=session.id, flow=session.flow, rows=request.rows, letter=submit.letter)
    text, file = means.letters.draft(
        ex.library, effect,
        dialogue=ex.dialogue, register=register, now=ex.given.now, to=means.to, domain=means.domain,
    )  # fmt: skip
    return ex.say(text, file, apart=True)


def ask_erasure(ex: Exchange) -> Exchange:
    """/cancella_dati: what goes now, what would not leave any more, what stays elsewhere."""
    sent = own(ex)
    just = [one.reference for one in ex.requests]  # the register is as of the turn's beginning
    waiting = [*just, *(request.reference for request, state in sent if state == "waiting")]
    left = [one for one in (ex.session, *sessions.waiting(ex)) if one is not None and one.status == "active"]
    titles = ", ".join(dict.fromkeys(f"«{_title(ex, one)}»" for one in left))
    references = ", ".join(dict.fromkeys(request.reference for request, _ in sent))
    lines = [
        ex.phrase("erase.conversation"),
        ex.phrase("erase.sessions", titles=titles) if titles else NO_WORDS,
        ex.phrase("erase.requests", references=references) if references else NO_WORDS,
    ]
    parts = [
        join([ex.phrase("erase.title"), join(lines, "\n")]),
        ex.phrase("erase.waiting", references=", ".join(dict.fromkeys(waiting))) if waiting else NO_WORDS,
        ex.phrase("erase.stay") if len(sent) + len(just) > len(waiting) else NO_WORDS,
        ex.phrase("erase.ask"),
    ]
    ex = ex.remember(offer=None).say(join(parts), apart=True)
    phrases = ex.library.phrases
    options = [("erase:yes", named(phrases, "offer.erase_yes")), ("erase:no", named(phrases, "offer.erase_no"))]
    return ex.offer(options, asked=True)


def erase(ex: Exchange, confirmed: bool) -> Exchange:
    """Forget everything about this person, once confirmed."""
    if not confirmed:
        ex = ex.remember(offer=None).say(ex.phrase("erase.kept"))
        return sessions.again(ex) if ex.filling else ex
    old = ex.dialogue
    blank = Dialogue(
        chat=old.chat, person=old.person, channel=old.channel, address=old.address, thread=old.thread,
        subject=old.subject, last_id=old.last_id, references=old.references,
    )  # fmt: skip
    ex = ex.say(ex.phrase("erase.done"))
    return replace(
        ex, dialogue=blank, sessions={}, changed=(), forget=True, misses=(), interruptions=(), schedule=(), erase=()
    )


def tell_privacy(ex: Exchange) -> Exchange:
    """/privacy: the notice in one screen, with the blanks that the data controller fills."""
    told = {name: ex.given.means.controller.get(name) or ex.library.phrases["privacy.blank"] for name in _BLANKS}
    days = {kept.id: str(kept.days) for kept in privacy.KEPT if kept.days is not None}
    terms = [ex.phrase(f"kept.{name}", days=days[name]) for name in days if f"kept.{name}" in ex.library.phrases]
    return ex.say(ex.phrase("privacy.full", **told, kept=join(terms, "; ")), apart=True)
