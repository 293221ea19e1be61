# SPDX-License-Identifier: EUPL-1.2
"""The end of a turn: what was said as messages with their keys, and everything that must be stored."""

from dataclasses import replace

from bot.core.dialogue import Offer
from bot.core.exchange import Exchange, Spoken, digest
from bot.core.messages import Outgoing
from bot.core.postscript import as_letter
from bot.core.turns import After
from flows.wording import join


def close(ex: Exchange, *, quiet: bool = False) -> After:
    """Everything that the turn changes. `quiet`: its messages make no sound."""
    ex = as_letter(ex)
    messages = _messages(ex)
    if quiet:
        messages = tuple(replace(one, quiet=True) for one in messages)
    return After(
        dialogue=ex.dialogue.changed(offer=_offer(ex)),
        sessions=tuple(ex.sessions[one] for one in ex.changed),
        messages=messages,
        letters=ex.letters,
        requests=ex.requests,
        schedule=ex.schedule,
        erase=ex.erase,
        forget=ex.forget,
        misses=ex.misses,
        interruptions=ex.interruptions,
        rewards=ex.rewards,
        why=ex.why,
        handed_over=ex.handed_over,
    )


def silent(ex: Exchange) -> After:
    """The same with nothing said."""
    return close(replace(ex, spoken=(), offered=()))


def _messages(ex: Exchange) -> tuple[Outgoing, ...]:
    by_mail = ex.dialogue.channel == "email"
    joined = [_one(ex.spoken)] if by_mail and ex.spoken else _joined(ex.spoken)
    closed = [*_closed(ex), *("" for _ in joined)]
    return tuple(_outgoing(ex, one, at=at, closes=closed[at]) for at, one in enumerate(joined))


def _joined(spoken: tuple[Spoken, ...]) -> list[Spoken]:
    """Short notices go with what follows them; whatever has buttons, files or a life of its own ends a message."""
    found: list[Spoken] = []
    for one in spoken:
        last = found[-1] if found else None
        if last and not (last.choices or last.files or last.apart or one.apart):
            found[-1] = _one((last, one))
        else:
            found.append(one)
    return found


def _one(spoken: tuple[Spoken, ...]) -> Spoken:
    return Spoken(
        join([one.text for one in spoken]),
        tuple(choice for one in spoken for choice in one.choices),
        tuple(file for one in spoken for file in one.files),
    )


def _offer(ex: Exchange) -> Offer | None:
    """The menu that is open from now on. Once more was said, «Cancello tutto?» is not asked any more."""
    old = ex.dialogue.offer
    return ex.menu() or (None if old is not None and old.asked and ex.spoken else old)


def _closed(ex: Exchange) -> list[str]:
    """The prompts that were open before and are not any more: their buttons are taken away."""
    incoming, old = ex.given.incoming, ex.before.dialogue
    session = ex.before.session
    told = [
        incoming.prompt if incoming else "",
        session.prompt.id if session and session.prompt else "",
        old.offer.id if old and old.offer else "",
    ]
    offer = _offer(ex)
    now = ex.session
    still = {offer.id if offer else "", now.prompt.id if now and now.prompt else "", ""}
    return [prompt for prompt in dict.fromkeys(told) if prompt not in still]


def _outgoing(ex: Exchange, spoken: Spoken, *, at: int, closes: str) -> Outgoing:
    dialogue = ex.dialogue
    return Outgoing(
        key=digest(dialogue.chat, ex.given.event, str(at)),
        channel=ex.channel,
        address=dialogue.address,
        thread=dialogue.thread,
        text=spoken.text,
        choices=spoken.choices,
        files=spoken.files,
        closes=closes,
        subject=_subject(ex),
        in_reply_to=dialogue.last_id,
        references=dialogue.references,
    )


def _subject(ex: Exchange) -> str:
    """By mail a summary says in its subject that nothing has left yet."""
    if ex.channel != "email":
        return ""
    session = ex.session
    review = session is not None and session.prompt is not None and session.prompt.kind == "review"
    waiting = ex.library.phrases["review.subject"] if review else ""
    return " – ".join(part for part in (waiting, ex.dialogue.subject) if part)
