# SPDX-License-Identifier: EUPL-1.2
"""Stand-ins that remember: a mind with simple rules, a clock that stands still, a sender that fails on demand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.core.dialogue import Dialogue
from bot.core.messages import Attachment, CannotDeliver, Incoming, Letter, Outgoing, Parcel, Sent, TryAgainLater
from bot.core.turns import After, Before, Miss, Register, Request
from bot.inbox import Desk, Inbox
from bot.storage import Due, Storage
from flows.replies import Erase, Row, Schedule
from flows.session import Answer, Session
from flows.wording import plain

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday, ten o'clock in Rome
SECRETARIAT = "cap4city@anci.example"
PHRASES = {
    "notice.broken": "Non è andata. ((secretariat))",
    "aside.subject": "Messaggio ((event))",
    "aside.letter": "Da ((person))",
}


@dataclass
class Clock:
    """Stands still until it is moved."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


def said(text: str, event: str = "1", *, address: str = "7", channel: str = "telegram", **more: object) -> Incoming:
    return Incoming(channel=channel, address=address, event_id=event, at=NOW, text=text, **more)


def letter(key: str, *, person: str = "telegram:7", session: str = "", to: str = SECRETARIAT, **more: object) -> Letter:
    values = {"purpose": "request", "subject": f"Lettera {key}", "text": plain(f"Testo **{key}**")} | more
    return Letter(key=key, to=to, person=person, session=session, **values)


def message(key: str, *, address: str = "7", text: str = "Ciao", **more: object) -> Outgoing:
    return Outgoing(key=key, channel="telegram", address=address, text=plain(text), **more)


def request(key: str, **more: object) -> Request:
    values = {
        "reference": f"C4C-{key.upper()}", "kind": "request", "session": f"s-{key}", "person": "telegram:7",
        "body": "Comune di Acri (CS)", "body_key": "A053", "lab": "piao", "outcome": "yes",
        "email": "maria@comune.example", "at": NOW, "flow": "richiesta", "version": 1, "digest": "d",
        "rows": (Row("fabbisogno", "Fabbisogno", "due concorsi deserti", "due concorsi deserti"),),
    }  # fmt: skip
    return Request(key=key, **(values | more))


class Mind:
    """Counts what a person said; «confermo» sends a request, «errore» breaks it, «dimentica» forgets everything."""

    def __init__(self) -> None:
        self.news: list[tuple[str, str]] = []
        self.ticks: list[Due] = []

    def converse(self, before: Before, incoming: Incoming, register: Register, now: datetime) -> After:
        if "errore" in incoming.text:
            raise ValueError(f"unable to think of {incoming.text}")
        old = before.session or Session(id=f"s-{incoming.chat}", flow="richiesta")
        count = int(before.dialogue.about) + 1 if before.dialogue else 1
        event = f"{incoming.channel}-{incoming.event_id}"
        session = old.changed(rev=old.rev + 1, answers={"testo": Answer(value=incoming.text)})
        dialogue = Dialogue(
            chat=incoming.chat, person=incoming.person, channel=incoming.channel, address=incoming.address,
            session=session.id, about=str(count),
        )  # fmt: skip
        reply = Outgoing(
            key=f"r-{event}",
            channel=incoming.channel,
            address=incoming.address,
            text=plain(f"{count}: {incoming.text}"),
        )
        after = After(dialogue=dialogue, sessions=(session,), messages=(reply,))
        return self._more(after, incoming.text, event, now)

    def _more(self, after: After, text: str, event: str, now: datetime) -> After:
        session = after.sessions[0]
        more: dict[str, object] = {}
        if text.startswith("confermo"):
            more["letters"] = (letter(f"l-{event}", person=after.dialogue.person, session=session.id),)
            more["requests"] = (request(f"l-{event}", person=after.dialogue.person, session=session.id, at=now),)
        if text == "dimentica":
            more["forget"] = True
        if text == "annulla":
            more["sessions"] = (session.changed(status="cancelled", answers={}),)
            more["erase"] = (Erase(session=session.id),)
        if text == "ricorda":
            more["schedule"] = ((session.id, Schedule(kind="remind", at=now + timedelta(days=5))),)
        if text == "chissà":
            more["misses"] = (Miss(text, "handoff"),)
            more["interruptions"] = (("richiesta", "testo", "a/b"),)
            more["rewards"] = (("a/b", True),)
        return After(**(vars(after) | more))

    def after_delivery(self, before: Before, key: str, status: str, register: Register, now: datetime) -> After | None:
        self.news.append((key, status))
        return self._tell(before, f"n-{key}-{status}", f"lettera {status}")

    def on_lost_receipt(self, reference: str, address: str, register: Register, now: datetime) -> Letter | None:
        self.news.append((reference, address))
        return letter(f"lost-{reference}", purpose="undelivered")

    def on_lost_answer(self, key: str, address: str, reason: str, now: datetime) -> Letter:
        self.news.append((address, reason))
        return letter(f"lost-{key}", purpose="undelivered")

    def on_tick(self, before: Before, due: Due, register: Register, now: datetime) -> After | None:
        self.ticks.append(due)
        return self._tell(before, f"t-{due.session}-{due.kind}", "promemoria")

    def _tell(self, before: Before, key: str, text: str) -> After:
        assert before.dialogue
        to = before.dialogue
        note = Outgoing(key=key, channel="telegram", address=to.address, text=plain(text))
        return After(dialogue=to, messages=(note,))


def make_inbox(path: Path, mind: Mind | None = None, clock: Callable[[], datetime] | None = None) -> Inbox:
    return Inbox(Storage(path), mind or Mind(), Desk(SECRETARIAT, lambda: PHRASES), clock or Clock())


@dataclass
class FakeSender:
    """Remembers what it was given; `faults` are raised first, one a call, for the keys they are for."""

    faults: dict[str, list[Exception]] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)
    rested: int = 0

    async def send(self, parcel: Parcel, *, at: datetime) -> Sent:
        waiting = self.faults.get(parcel.key)
        if waiting:
            raise waiting.pop(0)
        self.sent.append(parcel.key)
        return Sent(f"x-{parcel.key}")

    async def rest(self) -> None:
        self.rested += 1


LATER = TryAgainLater("busy")
NEVER = CannotDeliver("no such person")
FILE = Attachment("richiesta.csv", "text/csv", b"\xef\xbb\xbfa;b\r\n")
