# SPDX-License-Identifier: EUPL-1.2
"""One message to everything it leads to: a command, the flow under way, a flow to start, an answer, or a person."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from bot.core import commands, correspondence, enquiries, gatherings, links, menus, sessions
from bot.core.asked import bare_text
from bot.core.closing import close, silent
from bot.core.dialogue import Dialogue
from bot.core.exchange import Exchange, Given, Means, begin
from bot.core.library import Library
from bot.core.messages import Incoming
from bot.core.office_hours import is_office_hour, office_hour_from
from bot.core.records import text_not_delivered
from bot.core.turns import After, Before, Register
from bot.core.wishes import wished_flow
from flows.events import Delivered, Released, Tick
from flows.replies import Schedule
from flows.session import Session

_NUMBER = re.compile(r"\d{1,2}[.)]?")  # of a choice; a longer one may be a year or a post code


def converse(
    library: Library, before: Before, incoming: Incoming, *, register: Register, now: datetime, means: Means
) -> After:
    """What a message leads to. `library` is the day's; `now` is aware, in people's own time."""
    event = f"{incoming.channel}:{incoming.event_id}"
    given = Given(library=library, means=means, register=register, now=now, event=event, incoming=incoming)
    ex = _known(begin(given, before, _dialogue(before, incoming)))
    match incoming.kind:
        case "ignored":
            return close(ex)
        case "blocked" | "unblocked":
            return close(ex.remember(blocked=incoming.kind == "blocked"))
        case "group":
            return close(gatherings.answer(ex, incoming))
    return close(_decide(ex.remember(blocked=False), incoming))


def after_delivery(
    library: Library,
    before: Before,
    key: str,
    status: Literal["sent", "failed"],
    *,
    register: Register,
    now: datetime,
    means: Means,
) -> After | None:
    """What follows once a letter has left, or never will; None where nobody remembers it."""
    if before.dialogue is None or before.session is None:
        return None
    ex = _alone(library, before, f"letter:{key}:{status}", register=register, now=now, means=means)
    session = before.session
    event = Delivered(**sessions.base(ex), key=key, status=status)
    ex = sessions.give(ex, session.id, event, notices_only=True)
    if status == "failed" and ex.spoken:
        ex = text_not_delivered(ex, session, key)
    return silent(ex) if ex.dialogue.blocked else close(ex)


def on_tick(
    library: Library,
    before: Before,
    kind: Literal["remind", "expire"],
    *,
    register: Register,
    now: datetime,
    means: Means,
) -> After | None:
    """A reminder, or the end of the keeping time; None where nobody remembers the session."""
    session = before.session
    if before.dialogue is None or session is None or session.flow not in library.flows:
        return None
    name = f"tick:{session.id}:{kind}:{now.isoformat()}"
    ex = _alone(library, before, name, register=register, now=now, means=means)
    if kind == "remind" and _is_past(ex, session):  # the bot was off for long: what could be resumed is over
        kind = "expire"
    later = office_hour_from(now)
    if kind == "remind" and later != now:
        return close(replace(ex, schedule=((session.id, Schedule(kind="remind", at=later)),)))
    elsewhere = ex.filling and ex.dialogue.session != session.id
    if kind == "remind" and not elsewhere and session.status == "active":
        ex = ex.remember(session=session.id, flow=session.flow)
    event = Tick(**sessions.base(ex), kind=kind)
    ex = sessions.give(ex, session.id, event, notices_only=elsewhere)
    if kind == "remind" and ex.spoken:
        ex = _reminded(ex, session.id, elsewhere=elsewhere)
    mute = ex.dialogue.blocked or ex.dialogue.paused or (kind == "remind" and ex.dialogue.no_reminders)
    return silent(ex) if mute else close(ex, quiet=not is_office_hour(now))


def _is_past(ex: Exchange, session: Session) -> bool:
    """Whether the keeping time of a session is over."""
    kept = timedelta(days=ex.library.flows[session.flow].expire_after_days)
    return session.touched_at is not None and ex.given.now - session.touched_at >= kept


def on_release(
    library: Library, before: Before, event: str, *, register: Register, now: datetime, means: Means
) -> After | None:
    """A human has finished with this person: the assistant answers again."""
    if before.dialogue is None:
        return None
    ex = _alone(library, before, event, register=register, now=now, means=means).remember(paused=False)
    if not ex.filling:
        return close(ex.say(ex.phrase("notice.released")))
    return close(sessions.give(ex, ex.dialogue.session, Released(**sessions.base(ex))))


def _alone(
    library: Library, before: Before, event: str, *, register: Register, now: datetime, means: Means
) -> Exchange:
    """A turn that no message of the person began."""
    assert before.dialogue is not None
    given = Given(library=library, means=means, register=register, now=now, event=event)
    return _known(begin(given, before, before.dialogue))


def _dialogue(before: Before, incoming: Incoming) -> Dialogue:
    """The conversation, with where its next letter belongs."""
    known = before.dialogue or Dialogue(
        chat=incoming.chat, person=incoming.person, channel=incoming.channel, address=incoming.address,
        thread=incoming.thread,
    )  # fmt: skip
    if incoming.channel != "email":
        return known
    return known.changed(
        subject=known.subject or incoming.subject, last_id=incoming.reply_to, references=incoming.references
    )


def _known(ex: Exchange) -> Exchange:
    """Without a session that was forgotten, or whose flow no longer exists."""
    session = ex.session
    gone = session is None or session.flow not in ex.library.flows
    return ex.remember(session="", flow="") if gone and ex.dialogue.session else ex


def _decide(ex: Exchange, incoming: Incoming) -> Exchange:
    """What cannot be undone is asked once: any message that does not answer it ends it."""
    offer = ex.dialogue.offer
    if offer is None or not offer.asked:
        return _taken(ex, incoming)
    option = menus.answer_meant(ex, incoming)
    if option is not None:
        return menus.press(ex, option)
    return menus.tell_unanswered(_taken(ex.remember(offer=None), incoming), offer)


def _taken(ex: Exchange, incoming: Incoming) -> Exchange:
    by_letter = incoming.channel == "email" and incoming.kind == "text"
    order = commands.read(ex, replace(incoming, text=bare_text(incoming.text)) if by_letter else incoming)
    if by_letter and order is None:
        return correspondence.take(ex)
    if ex.dialogue.paused and order is None:
        return ex
    text = incoming.text
    wish = wished_flow(text) if incoming.kind == "text" and order is None else None
    asks = order is None and wish is None and not ex.dialogue.session
    ex = _introduce(ex, menu=asks)
    if order is not None:
        return commands.obey(ex, order)
    if incoming.kind == "tap":
        return _tapped(ex, incoming)
    if incoming.kind == "unreadable":
        return _unreadable(ex, incoming.text, incoming.argument)
    return _heard(ex, text, wish)


def _introduce(ex: Exchange, *, menu: bool) -> Exchange:
    """The first words to a person: who speaks, what it can do, how to reach the secretariat, where to begin."""
    if ex.dialogue.introduced:
        return ex
    if ex.channel == "email":
        return ex  # a letter begins so anyway
    ex = ex.remember(introduced=True)
    ex = ex.say(ex.phrase("welcome.first"), apart=True)
    return sessions.offer_menu(ex, "") if menu else ex


def _tapped(ex: Exchange, incoming: Incoming) -> Exchange:
    """Only what is open now can be chosen; anything else shows it."""
    offer = ex.dialogue.offer
    if offer is not None and incoming.prompt == offer.id:
        option = menus.option_tapped(offer, incoming.option)
        return menus.press(ex, option) if option else menus.show_open(ex)
    if ex.session is not None:
        return sessions.tap(ex, incoming.prompt, incoming.option)
    return menus.show_open(ex)


def _unreadable(ex: Exchange, what: str, caption: str) -> Exchange:
    """What cannot be read is named; the words beside it are a question, but never an answer of a form."""
    if caption and not ex.filling:
        return enquiries.ask(ex.say(ex.phrase("unreadable.caption")), caption)
    code = f"unreadable.{what}"
    ex = ex.say(ex.phrase(code if code in ex.library.phrases else "unreadable.other"))
    return sessions.again(ex) if ex.filling else ex


def _heard(ex: Exchange, text: str, wish: str | None) -> Exchange:
    """A typed text: a mailed code, the open flow, a choice of the menu, a flow to start, a question."""
    coded = links.try_code(ex, text)
    if coded is not None:
        return coded
    option = menus.option_typed(ex, text)
    if option is not None:
        return menus.press(ex, option)
    beside = commands.own_matter(ex, text) or commands.beside_flow(ex, text)
    if beside is not None:
        return beside
    heard = sessions.hear(ex, text) if ex.session is not None else None
    if heard is not None:
        return heard
    if wish is not None and wish in ex.library.flows:
        return sessions.start(ex, wish, text=text)
    if not ex.filling and _NUMBER.fullmatch(text.strip()):
        return menus.show_open(ex, "no_number")
    return commands.without_flow(ex, text) or enquiries.ask(ex, text)


def _reminded(ex: Exchange, session_id: str, *, elsewhere: bool) -> Exchange:
    """How to go on, and how to hear no more of it."""
    back = [(f"resume:{session_id}", menus.option_label(ex, f"resume:{session_id}"))] if elsewhere else []
    return ex.offer([*back, ("no_reminders", ex.phrase("offer.no_reminders"))])
