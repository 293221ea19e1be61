# SPDX-License-Identifier: EUPL-1.2
"""Which conversation a letter belongs to: by the ids that it answers, never by its subject."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.channels.envelope import Envelope

_KEPT_FIRST, _KEPT_LAST = 1, 20  # ids in References: the thread's first and the newest
_OWN = re.compile(r"<[A-Za-z0-9_-]{8,64}\.([0-9a-f]{16})@([^<>@\s]+)>")
_TOKEN = re.compile(r"(?<![A-Za-z0-9])r_([0-9a-f]{24})(?![A-Za-z0-9])")


@dataclass(frozen=True)
class Thread:
    """A conversation by letter, and how it was found: own, received, new."""

    name: str
    how: str


def answer_key(key: str, thread: str) -> str:
    """What our Message-ID is made of: who answers it names the thread without any table of ours."""
    return f"{key}.{thread}" if thread else key


def thread_of(envelope: Envelope, *, domain: str, known: Callable[[str], str], otherwise: str) -> Thread:
    """The thread of a letter. `known` gives the thread of an id that was received before, or of a letter of ours;
    `otherwise` is what a new thread is named after. Who may look into it is decided by the sender's address."""
    answered = (*envelope.in_reply_to, *reversed(envelope.references))
    for one in answered:
        match = _OWN.fullmatch(one)
        if match and match[2].lower() == domain.lower():
            return Thread(match[1], "own")
    for one in answered:
        found = known(one)
        if found:
            return Thread(found, "received")
    return Thread(_name(envelope.message_id or otherwise), "new")


def _name(text: str) -> str:
    return hashlib.sha256(f"thread|{text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def references_for(envelope: Envelope) -> tuple[str, ...]:
    """What the answer's References hold: the letter's own, then its id; the first and the newest of a long thread."""
    before = envelope.references or envelope.in_reply_to[:1]
    every = tuple(one for one in dict.fromkeys((*before, envelope.message_id)) if one)
    if len(every) <= _KEPT_FIRST + _KEPT_LAST:
        return every
    return (*every[:_KEPT_FIRST], *every[-_KEPT_LAST:])


def saved_token(*texts: str) -> str:
    """The token of a saved request, in a subject or a text; "" where there is none."""
    found = (_TOKEN.search(text[:4_000]) for text in texts)
    return next((match[1] for match in found if match), "")
