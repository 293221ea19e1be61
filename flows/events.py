# SPDX-License-Identifier: EUPL-1.2
"""What can happen in a conversation, with what the matcher read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from flows.replies import (
    Ask,
    Button,
    Calendar,
    Card,
    Clarify,
    Doubt,
    Draft,
    Effect,
    Erase,
    Exit,
    FaqAnswer,
    Form,
    FormItem,
    Handover,
    Invalid,
    Notice,
    Outcome,
    Reply,
    Result,
    Review,
    Row,
    Schedule,
    StartFlow,
    SubmitRequest,
)
from flows.session import Place

__all__ = [
    "NOTHING_READ",
    "Ask",
    "Button",
    "Calendar",
    "Card",
    "Channel",
    "Clarify",
    "Command",
    "CommandName",
    "Delivered",
    "Doubt",
    "Draft",
    "Effect",
    "Erase",
    "Event",
    "Exit",
    "FaqAnswer",
    "FieldText",
    "Filled",
    "Form",
    "FormItem",
    "Handover",
    "Happening",
    "Invalid",
    "Notice",
    "Open",
    "Outcome",
    "Place",
    "Reading",
    "Released",
    "Reply",
    "Result",
    "Review",
    "Row",
    "Said",
    "Schedule",
    "StartFlow",
    "SubmitRequest",
    "Tapped",
    "Tick",
]

Channel = Literal["telegram", "email", "terminal"]
CommandName = Literal[
    "back", "cancel", "summary", "skip", "keep", "edit", "submit", "own_mail", "help", "show",
    "correct", "withdraw", "withdrawn",
]  # fmt: skip


# What the matcher read, before anything is decided


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a text was read as. The engine believes it and never searches by itself."""

    entry: str | None = None  # the strong FAQ hit
    score: float = 0.0
    question: bool = False  # the text looks like a question
    places: tuple[Place, ...] = ()  # best first; never from the name of a Unione
    sure: bool = False  # places[0] is the one meant; otherwise the person is asked
    meant: tuple[str, ...] = ()  # ids of the options meant in other words, best first
    elsewhere: str = ""  # a place named that is none of the options; `meant` are those nearest
    sensitive: tuple[str, ...] = ()  # kinds of delicate data: health, codice_fiscale, iban
    cleaned: str = ""  # the text without them
    earlier: str = ""  # reference of a request of the same body for the same lab in the last 30 days


NOTHING_READ = Reading()


@dataclass(frozen=True, kw_only=True)
class Happening:
    """What every event carries."""

    id: str
    at: datetime
    channel: Channel
    reading: Reading = NOTHING_READ


@dataclass(frozen=True, kw_only=True)
class Open(Happening):
    """Start the flow, or come back to it. `text` is the sentence that started it, `given` answers already
    known (canonical, by slot), taken without asking."""

    origin: str = ""
    text: str = ""
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Said(Happening):
    """A text typed by the person."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Tapped(Happening):
    """A button: `option` is its key, or its index from 0 in the prompt's options."""

    prompt: str
    option: str


@dataclass(frozen=True)
class FieldText:
    """One line of a filled form."""

    slot: str
    text: str
    reading: Reading = NOTHING_READ


@dataclass(frozen=True, kw_only=True)
class Filled(Happening):
    """A form sent back."""

    fields: tuple[FieldText, ...]


@dataclass(frozen=True, kw_only=True)
class Command(Happening):
    """A command; `argument` is the slot for `edit`."""

    name: CommandName
    argument: str = ""


@dataclass(frozen=True, kw_only=True)
class Tick(Happening):
    """Time has come: a reminder, or the end of the keeping time."""

    kind: Literal["remind", "expire"]


@dataclass(frozen=True, kw_only=True)
class Delivered(Happening):
    """What became of a letter."""

    key: str
    status: Literal["queued", "sent", "failed"]


@dataclass(frozen=True, kw_only=True)
class Released(Happening):
    """A human has finished with this person: the open question is shown again."""


Event = Open | Said | Tapped | Filled | Command | Tick | Delivered | Released
