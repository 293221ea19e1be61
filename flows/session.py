# SPDX-License-Identifier: EUPL-1.2
"""What one person has answered so far, and the question that is open; to JSON and back."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

SEEN_LIMIT = 50

Status = Literal["active", "submitted", "withdrawn", "left", "cancelled", "expired"]
Source = Literal["typed", "tapped", "form", "prefill", "carried"]
PromptKind = Literal[
    "ask",
    "review",
    "exit",
    "question",
    "sensitive",
    "place",
    "near",
    "prefill",
    "repeat",
    "suspended",
    "certified",
]


class Frozen(BaseModel):
    """A value that never changes; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(Frozen):
    """A Comune, as the list of municipalities writes it."""

    code: str  # Belfiore, such as A053
    name: str
    province: str  # its name, such as Cosenza
    sigla: str  # such as CS
    region: str

    @property
    def ipa(self) -> str:
        """The code that IndicePA usually gives to this Comune: proposed, to be verified."""
        return f"c_{self.code.lower()}"


class Answer(Frozen):
    """One answer: `value` is canonical text, empty when the person skipped an optional question."""

    value: str
    raw: str = ""  # as typed; erased at submission
    source: Source = "typed"
    event: str = ""
    place: Place | None = None

    @property
    def skipped(self) -> bool:
        return not self.value


class Prompt(Frozen):
    """The question that is open now: only its own token can answer it by a tap."""

    id: str  # 8 characters
    kind: PromptKind
    slot: str = ""
    options: tuple[str, ...] = ()  # keys in the order shown: «2» typed is the second of them
    bad: int = 0  # answers that could not be read, so far
    held: str = ""  # the text put aside while we ask what it is
    cleaned: str = ""  # the same without its delicate words
    entry: str = ""  # the answer that the held text would get, if it is a question
    resume: str = ""  # the token of the question underneath
    places: tuple[Place, ...] = ()

    def key(self, option: str) -> str | None:
        """The option meant by a key or by its index from 0; None when there is no such option."""
        if option in self.options:
            return option
        if option.isascii() and option.isdigit() and int(option) < len(self.options):
            return self.options[int(option)]
        return None


class Session(Frozen):
    """Answers and the open prompt. The position is derived from the answers, never stored."""

    format: Literal[1] = 1
    id: str
    flow: str
    digest: str = ""
    rev: int = 0
    status: Status = "active"
    answers: dict[str, Answer] = Field(default_factory=dict)
    proposed: dict[str, Answer] = Field(default_factory=dict)  # read from one sentence, not yet confirmed
    prompt: Prompt | None = None
    editing: str = ""
    seen: tuple[str, ...] = ()
    touched_at: datetime | None = None  # the last time the person did something
    due_at: datetime | None = None  # the next reminder
    before: dict[str, Answer] = Field(default_factory=dict)  # as last sent, while a correction is under way
    sent: tuple[str, ...] = ()  # keys of what was submitted, the first is the request itself
    delivery: Literal["", "queued", "sent", "failed"] = ""

    def to_json(self) -> str:
        """The text kept in the database."""
        return self.model_dump_json(exclude_defaults=True)

    @classmethod
    def from_json(cls, text: str) -> "Session":
        """The session kept by `to_json`; raises pydantic.ValidationError."""
        return cls.model_validate_json(text)

    def changed(self, **fields: object) -> "Session":
        """The same session with some fields replaced."""
        return self.model_copy(update=fields)


def new_session(session_id: str, flow: str) -> Session:
    """A session in which nothing was said yet; the first event for it is `Open`."""
    return Session(id=session_id, flow=flow)
