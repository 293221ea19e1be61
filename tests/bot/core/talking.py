# SPDX-License-Identifier: EUPL-1.2
"""A person who talks to the conversation; everything goes through JSON between two lines."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from bot.content import read_content
from bot.core import secretariat
from bot.core.answering import Finding, show
from bot.core.conversation import after_delivery, converse, on_tick
from bot.core.dialogue import Dialogue
from bot.core.exchange import Means
from bot.core.library import Library
from bot.core.markup import to_plain
from bot.core.messages import Choice, Incoming, Letter
from bot.core.turns import After, Before, Linked, Request
from flows.session import Session
from flows.vocabulary import normal
from flows.wording import NO_WORDS, plain
from knowledge.labs import Suspension

ROME = ZoneInfo("Europe/Rome")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ROME)  # a Monday
CONTENT = read_content()


class Nearby:
    """A matcher that finds what the test says."""

    def __init__(self, names: Sequence[str] = ()) -> None:
        self.names = names

    def rank(self, text: str, leading: Sequence[str] = ()) -> SimpleNamespace:
        return SimpleNamespace(candidates=[SimpleNamespace(id=one, value="", share=0.2) for one in self.names])


@cache
def make_library(today: date, nearby: tuple[str, ...] = (), suspended: tuple[Suspension, ...] = ()) -> Library:
    assert CONTENT.labs is not None
    assert CONTENT.gazetteer is not None
    labs = replace(CONTENT.labs, suspended=suspended)
    library = Library(
        flows={name: flow for name, (flow, _) in CONTENT.flows.items()},
        entries=CONTENT.entries, sources=CONTENT.sources, labs=labs, meetings=CONTENT.meetings,
        gazetteer=CONTENT.gazetteer, matcher=Nearby(nearby), subjects=CONTENT.subjects,
        phrases=CONTENT.phrases, letters=CONTENT.letters,
    )  # fmt: skip
    return library.on(today)


def finder(table: Mapping[str, object]) -> Callable[[Library, str, date, str], Finding]:
    """A search that finds what a table says: one entry, or several to choose among."""
    known = {normal(question): found for question, found in table.items()}

    def answer(library: Library, question: str, today: date, before: str = "") -> Finding:
        names = known.get(normal(question))
        if names is None:
            return Finding(question, "handoff", False, plain(library.phrases["no_answer"]), (), "segreteria", "stub")
        listed = [names] if isinstance(names, str) else list(names)
        found = tuple(one for one in (show(library, name, today, 0.9, question) for name in listed) if one)
        assert len(found) == len(listed), f"no such entry among {listed}"
        if len(found) > 1:
            return Finding(question, "suggest", False, plain(library.phrases["suggest"]), found, None, "stub")
        entry = library.entries[found[0].id.partition("#")[0]]
        return Finding(
            question, entry.outcome, found[0].known, found[0].text, found, found[0].flow, "stub", found[0].id
        )

    return answer


@dataclass
class Book:
    """A register in memory."""

    requests: list[Request] = field(default_factory=list)
    states: dict[str, str] = field(default_factory=dict)
    times: dict[str, datetime] = field(default_factory=dict)
    coded: int = 0  # codes mailed lately

    def earlier(self, body_key, lab, since):
        wanted = (body_key, lab, "request")
        found = [r for r in self.requests if (r.body_key, r.lab, r.kind) == wanted and r.at >= since]
        return found[-1] if found else None

    def of_body(self, body_key):
        return tuple(r for r in reversed(self.requests) if r.body_key == body_key)

    def of_person(self, person):
        mine = [r for r in reversed(self.requests) if r.person == person]
        return tuple((r, self.states.get(r.key, "waiting")) for r in mine)

    def of_session(self, session):
        return next((r for r in self.requests if r.session == session), None)

    def by_reference(self, reference):
        return next((r for r in self.requests if r.reference == reference), None)

    def receipts(self, person, address, since):
        return 0

    def codes(self, address, since):
        return self.coded

    def sent_at(self, key):
        return self.times.get(key)

    def asked(self, person, question):
        return any(row.canonical == question for r in self.requests if r.person == person for row in r.rows)


@dataclass
class Talk:
    """One conversation; `store` outlives it, as a database would."""

    channel: str = "telegram"
    address: str = "123"
    search: Mapping[str, object] = field(default_factory=dict)
    nearby: Sequence[str] = ()
    now: datetime = NOW
    suspended: tuple[Suspension, ...] = ()
    secret: str = "per le prove"
    book: Book = field(default_factory=Book)
    dialogues: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    choices: list[Choice] = field(default_factory=list)  # every one ever shown, newest last
    letters: list[Letter] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    afters: list[After] = field(default_factory=list)
    count: int = 0
    linked: Linked | None = None

    @property
    def library(self) -> Library:
        return make_library(self.now.date(), tuple(self.nearby), self.suspended)

    @property
    def means(self) -> Means:
        return Means(
            letters=secretariat, to="segreteria@cap4city.example", domain="cap4city.example", secret=self.secret,
            answer=finder(self.search), show=show, led=finder(self.search), mailbox="assistente@cap4city.example",
        )  # fmt: skip

    @property
    def chat(self) -> str:
        return f"{self.channel}:{self.address}"

    @property
    def dialogue(self) -> Dialogue | None:
        text = self.dialogues.get(self.chat)
        return Dialogue.from_json(text) if text else None

    def session_of(self, name: str) -> Session | None:
        text = self.sessions.get(name)
        return Session.from_json(text) if text else None

    @property
    def session(self) -> Session | None:
        return self.session_of(self.dialogue.session) if self.dialogue else None

    def before(self, session: str = "") -> Before:
        dialogue = self.dialogue
        own = session or (dialogue.session if dialogue else "")
        claimed = dialogue.claim.session if dialogue and dialogue.claim else ""
        others = [one for one in self.sessions if one != own and (self.owners[one] == self.chat or one == claimed)]
        return Before(dialogue, self.session_of(own), tuple(filter(None, map(self.session_of, others))), self.linked)

    def takes(self, incoming: Incoming) -> After | None:
        if incoming.event_id in self.seen:
            return None
        self.seen.add(incoming.event_id)
        after = converse(self.library, self.before(), incoming, register=self.book, now=self.now, means=self.means)
        again = converse(self.library, self.before(), incoming, register=self.book, now=self.now, means=self.means)
        assert after == again, "the same event must always lead to the same"
        return self.stores(after)

    def stores(self, after: After | None) -> After | None:
        if after is None:
            return None
        for message in after.messages:
            assert message.key not in self.keys
            self.keys.add(message.key)
            self.choices += message.choices
        self.letters += after.letters
        self.book.requests += after.requests
        self.afters.append(after)
        if after.forget:
            self.dialogues.pop(self.chat, None)
            for name in [one for one, owner in self.owners.items() if owner == self.chat]:
                self.sessions.pop(name, None)
            return after
        self.dialogues[self.chat] = after.dialogue.to_json()
        assert Dialogue.from_json(after.dialogue.to_json()) == after.dialogue
        for session in after.sessions:
            self.sessions[session.id] = session.to_json()
            self.owners.setdefault(session.id, self.chat)
            assert Session.from_json(session.to_json()) == session
        return after

    def event(self, **fields: object) -> Incoming:
        self.count += 1
        base = {"channel": self.channel, "address": self.address, "event_id": f"{self.address}-{self.count}"}
        return Incoming(**{**base, "at": self.now, **fields})

    def says(self, text: str, **fields: object) -> After | None:
        return self.takes(self.event(text=text, **fields))

    def taps(self, label: str) -> After | None:
        wanted = normal(label)
        choice = next((one for one in reversed(self.choices) if normal(one.label) == wanted), None)
        assert choice is not None, f"«{label}» was never shown; last: {[c.label for c in self.choices[-12:]]}"
        return self.takes(self.event(kind="tap", prompt=choice.prompt, option=choice.option))

    def waits(self, **span: float) -> None:
        self.now += timedelta(**span)

    def ticks(self, kind: str, session: str = "") -> After | None:
        before = self.before(session or (self.dialogue.session if self.dialogue else ""))
        return self.stores(on_tick(self.library, before, kind, register=self.book, now=self.now, means=self.means))

    def delivers(self, status: str) -> After | None:
        letter = next(one for one in reversed(self.letters) if one.session and one.purpose != "receipt")
        self.book.states[letter.key] = status
        if status == "sent":
            self.book.times[letter.key] = self.now
        before = self.before(letter.session)
        return self.stores(
            after_delivery(self.library, before, letter.key, status, register=self.book, now=self.now, means=self.means)
        )


def heard(after: After | None) -> str:
    """Everything a turn said, as plain text, with the labels of its choices."""
    if after is None:
        return ""
    lines = [to_plain(message.text) if message.text != NO_WORDS else "" for message in after.messages]
    labels = [choice.label for message in after.messages for choice in message.choices]
    return "\n".join([*lines, *labels])
