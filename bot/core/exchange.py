# SPDX-License-Identifier: EUPL-1.2
"""One turn under way: what it was given, what was said so far, and what must be stored at its end."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Protocol, cast

from bot.core import answering, leads
from bot.core.answering import Finding, Found
from bot.core.delicate import without_delicate
from bot.core.dialogue import Dialogue, Offer
from bot.core.library import Library
from bot.core.messages import Attachment, Channel, Choice, Incoming, Letter
from bot.core.turns import Before, Miss, Register, Request
from flows.replies import Draft, Erase, Handover, Schedule, SubmitRequest
from flows.session import Session
from flows.wording import Wording, fill

_KEPT_ASIDE = 5


class Secretariat(Protocol):
    """Who composes letters: the module `bot.core.secretariat`."""

    def compose_request(
        self,
        library: Library,
        effect: SubmitRequest,
        *,
        dialogue: Dialogue,
        register: Register,
        now: datetime,
        to: str,
        domain: str,
    ) -> tuple[tuple[Letter, ...], Request]:
        """The letter, the receipt if one is due, and the row of the register."""  # fmt: skip

    def compose_question(
        self,
        library: Library,
        effect: Handover,
        *,
        dialogue: Dialogue,
        register: Register,
        now: datetime,
        to: str,
        domain: str,
    ) -> tuple[tuple[Letter, ...], Request]:
        """The same for a question passed on."""  # fmt: skip

    def draft(
        self,
        library: Library,
        effect: Draft,
        *,
        dialogue: Dialogue,
        register: Register,
        now: datetime,
        to: str,
        domain: str,
    ) -> tuple[Wording, Attachment]:
        """The letter as a text and a file, for the person's own mailbox."""  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Means:
    """What every turn is given besides content and memory."""

    letters: Secretariat
    to: str  # where letters for the secretariat go
    domain: str  # of our Message-IDs
    controller: Mapping[str, str] = field(default_factory=dict)  # titolare, rpd, base_giuridica, url
    secret: str = ""  # for codes that nobody can guess; without one no request is opened from elsewhere
    mailbox: str = ""  # our own address, for letters that answer themselves
    telegram: str = ""  # the bot's name there, for links
    answer: Callable[[Library, str, date, str], Finding] = answering.answer
    show: Callable[[Library, str, date, float, str], Found | None] = answering.show
    led: Callable[[Library, str, date, Sequence[str]], Finding] = leads.answer_led  # a question of a letter


@dataclass(frozen=True, kw_only=True)
class Given:
    """What does not change during a turn."""

    library: Library
    means: Means
    register: Register
    now: datetime  # aware, in people's own time: its date is today
    event: str  # unique for ever
    incoming: Incoming | None = None  # None: a tick, or news of a letter

    @property
    def today(self) -> date:
        """The day for which answers must be true."""
        return self.now.date()


@dataclass(frozen=True)
class Spoken:
    """One message in the making; `apart`: never joined with its neighbours."""

    text: Wording
    choices: tuple[Choice, ...] = ()
    files: tuple[Attachment, ...] = ()
    apart: bool = False


@dataclass(frozen=True)
class Topic:
    """What a menu of answers is about."""

    question: str = ""
    tried: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """A turn never changes: every step gives another one."""

    given: Given
    before: Before
    dialogue: Dialogue
    sessions: Mapping[str, Session]  # every one known of this conversation, as it is now
    changed: tuple[str, ...] = ()
    spoken: tuple[Spoken, ...] = ()
    offered: tuple[str, ...] = ()  # options of the menu shown in this turn
    first: int = 0  # the number of the first of them
    shown: int = 0  # how many numbers have been used
    asked: bool = False  # the menu's «sì» cannot be undone
    then: str = ""  # the command that follows its answer
    topic: Topic = Topic()
    steps: int = 0  # events handed to the engine
    letters: tuple[Letter, ...] = ()
    requests: tuple[Request, ...] = ()
    schedule: tuple[tuple[str, Schedule], ...] = ()
    erase: tuple[Erase, ...] = ()
    forget: bool = False
    misses: tuple[Miss, ...] = ()
    interruptions: tuple[tuple[str, str, str], ...] = ()
    rewards: tuple[tuple[str, bool], ...] = ()
    why: str = ""  # what decided about a letter
    handed_over: bool = False  # a person must answer it

    @property
    def library(self) -> Library:
        """All content."""
        return self.given.library

    @property
    def channel(self) -> Channel:
        """By which channel the person is reached."""
        return cast(Channel, self.dialogue.channel)

    @property
    def session(self) -> Session | None:
        """The session under way, or whose end is still shown."""
        return self.sessions.get(self.dialogue.session)

    @property
    def filling(self) -> bool:
        """Whether a flow is open: its numbers and answers come first."""
        session = self.session
        return session is not None and session.status == "active" and session.prompt is not None

    @property
    def token(self) -> str:
        """The single-use name of this turn's menu."""
        return digest(self.dialogue.chat, self.given.event, "menu")[:8]

    def phrase(self, code: str, /, **values: str) -> Wording:
        """A phrase of the content; raises KeyError when there is none."""
        return phrase(self.library.phrases, code, **values)

    def say(self, text: Wording, *files: Attachment, apart: bool = False) -> "Exchange":
        """The same turn with more said."""
        return self.speak(Spoken(text, files=files, apart=apart)) if text or files else self

    def speak(self, *messages: Spoken) -> "Exchange":
        """The same turn with these messages after the others."""
        numbers = [choice.number for message in messages for choice in message.choices]
        return replace(self, spoken=(*self.spoken, *messages), shown=max([self.shown, *numbers]))

    def offer(
        self, options: Sequence[tuple[str, Wording]], topic: Topic | None = None, *, asked: bool = False
    ) -> "Exchange":
        """Choices of the turn's menu, under the message said last; each option once. In an open flow they have no
        numbers, because the flow's own have, unless they are what is `asked` there."""
        new = [(key, label) for key, label in dict(options).items() if key not in self.offered]
        if not new:
            return self
        start = self.shown + 1 if asked or not self.filling else 0
        made = tuple(Choice(self.token, key, label, start + at if start else 0) for at, (key, label) in enumerate(new))
        last = self.spoken[-1] if self.spoken else Spoken(fill("", {}))
        last = replace(last, choices=(*last.choices, *made))
        return replace(
            self,
            spoken=(*self.spoken[:-1], last),
            offered=(*self.offered, *(key for key, _ in new)),
            first=self.first or start,
            shown=self.shown + len(new) if start else self.shown,
            asked=self.asked or asked,
            topic=topic or self.topic,
        )

    def missed(self, question: str, outcome: str, entry: str = "") -> "Exchange":
        """The same turn with a question noted that got no helpful answer, without its delicate words."""
        kept = without_delicate(question, self.library.phrases["delicate.mark"])
        return replace(self, misses=(*self.misses, Miss(kept, outcome, entry))) if kept else self

    def because(self, why: str, *, handed_over: bool = False) -> "Exchange":
        """The same turn with what decided it."""
        return replace(self, why=why, handed_over=handed_over)

    def remember(self, **fields: object) -> "Exchange":
        """The same turn with a changed dialogue."""
        return replace(self, dialogue=self.dialogue.changed(**fields))

    def keep(self, session: Session) -> "Exchange":
        """The same turn with a session as it is now."""
        changed = tuple(dict.fromkeys((*self.changed, session.id)))
        return replace(self, sessions={**self.sessions, session.id: session}, changed=changed)

    def put_aside(self, session_id: str) -> "Exchange":
        """A session left half-way, to come back to."""
        kept = [one for one in self.dialogue.aside if one != session_id]
        return self.remember(aside=tuple([*kept, session_id][-_KEPT_ASIDE:]))

    def menu(self) -> Offer | None:
        """What the menu shown in this turn is remembered as."""
        if not self.offered:
            return None
        about = self.topic
        return Offer(
            id=self.token, options=self.offered, question=about.question, tried=about.tried, first=self.first,
            asked=self.asked, then=self.then,
        )  # fmt: skip


def phrase(phrases: Mapping[str, str], code: str, /, **values: str) -> Wording:
    """A phrase filled with values; ((secretariat)) stands for the secretariat's public address."""
    return fill(phrases[code], {"secretariat": phrases["secretariat.address"], **values})


def digest(*parts: str) -> str:
    """A name made of others, the same for ever."""
    return hashlib.sha256("|".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def begin(given: Given, before: Before, dialogue: Dialogue) -> Exchange:
    """A turn in which nothing was said yet."""
    known = [*before.others, *([before.session] if before.session else [])]
    return Exchange(given=given, before=before, dialogue=dialogue, sessions={one.id: one for one in known})
