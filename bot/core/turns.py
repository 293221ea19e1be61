# SPDX-License-Identifier: EUPL-1.2
"""One turn of a conversation: what is known before it, and everything that must be stored after it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from bot.core.dialogue import Dialogue
from bot.core.messages import Letter, Outgoing
from flows.replies import Erase, Row, Schedule
from flows.session import Session


@dataclass(frozen=True)
class Request:
    """One row of the register: a confirmed request, or a question passed on."""

    key: str  # of its letter
    reference: str  # C4C-2026-7K3F
    kind: Literal["request", "question", "amendment", "withdrawal"]
    session: str
    person: str
    body: str  # «Comune di Acri (CS)»
    body_key: str  # Belfiore code, or the name folded: what makes two requests the same body's
    lab: str  # topic id, or da_definire; "" for a question
    outcome: str
    email: str
    at: datetime
    flow: str
    version: int
    digest: str
    rows: tuple[Row, ...] = ()
    original: str = ""  # key of the request that this one corrects or withdraws
    doubts: tuple[str, ...] = ()  # why the outcome is what it is, as the letter says it, without markup


class Register(Protocol):
    """What the core may ask of the requests sent so far; the answers are as of the turn's beginning."""

    def earlier(self, body_key: str, lab: str, since: datetime) -> Request | None:
        """The newest request, not withdrawn, of the same body for the same lab since a time."""

    def of_body(self, body_key: str) -> tuple[Request, ...]:
        """All requests of a body, newest first."""

    def of_person(self, person: str) -> tuple[tuple[Request, str], ...]:
        """A person's requests with the state of their letter: waiting, sent, failed."""

    def of_session(self, session: str) -> Request | None:
        """The request that a session sent, if it did."""

    def by_reference(self, reference: str) -> Request | None:
        """The request with this reference."""

    def receipts(self, person: str, address: str, since: datetime) -> int:
        """How many receipts went to a person or to an address since a time."""

    def codes(self, address: str, since: datetime) -> int:
        """How many codes to open a saved request went to an address since a time."""

    def sent_at(self, key: str) -> datetime | None:
        """When the letter of this key left; None while it waits, or if it failed."""

    def asked(self, person: str, question: str) -> bool:
        """Whether this person has already passed on this question."""


@dataclass(frozen=True)
class Miss:
    """A question that got no answer, or an unhelpful one; kept without who asked it."""

    question: str
    outcome: str  # suggest, handoff, unhelpful
    entry: str = ""


@dataclass(frozen=True)
class Linked:
    """What a saved-request token in «/start r_<token>» leads to, whoever began it."""

    session: Session
    person: str  # who began it


@dataclass(frozen=True)
class Before:
    """What was stored when the event came: the dialogue (None: a new one) and its open session."""

    dialogue: Dialogue | None = None
    session: Session | None = None  # of a letter or a tick: the session it is about
    others: tuple[Session, ...] = ()  # this conversation's other sessions still kept, and the claimed one
    linked: Linked | None = None  # None too when the token is unknown or has expired


@dataclass(frozen=True)
class After:
    """Everything that one event changes: stored together, or not at all."""

    dialogue: Dialogue
    sessions: tuple[Session, ...] = ()
    messages: tuple[Outgoing, ...] = ()
    letters: tuple[Letter, ...] = ()
    requests: tuple[Request, ...] = ()
    schedule: tuple[tuple[str, Schedule], ...] = ()  # session id, when to come back to it
    erase: tuple[Erase, ...] = ()
    forget: bool = False  # erase everything about this person, after this turn's messages are queued
    misses: tuple[Miss, ...] = ()
    interruptions: tuple[tuple[str, str, str], ...] = ()  # flow, slot, entry: where people ask
    rewards: tuple[tuple[str, bool], ...] = field(default=())  # entry, whether it was useful
    why: str = ""  # of a letter: what decided; not kept
    handed_over: bool = False  # of a letter: a person must answer it
