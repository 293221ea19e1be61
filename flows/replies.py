# SPDX-License-Identifier: EUPL-1.2
"""What a conversation says in return, as meaning without markup, and what must then be done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from flows.session import Place, Session
from flows.wording import NO_WORDS, Wording

Outcome = Literal["", "yes", "no", "to_confirm"]


@dataclass(frozen=True)
class Button:
    """To tap or to type: `label` is content; without one, `code` names the phrase `button.<code>`."""

    key: str
    label: str = ""
    code: str = ""
    closed: bool = False  # shown, not selectable
    note: str = ""  # why it is closed, or a word of explanation


@dataclass(frozen=True)
class Row:
    """One line of the review and of the letter."""

    slot: str
    label: str
    value: str  # as people read it
    canonical: str
    derived: bool = False  # «dato ricavato, da verificare»
    corrected: bool = False  # derived once, then written by the person
    skipped: bool = False
    internal: bool = False  # shown in the review, not sent


@dataclass(frozen=True)
class Card:
    """A choice shown in full: a topic, a meeting."""

    id: str
    label: str
    text: str = ""
    closed: bool = False
    note: str = ""


@dataclass(frozen=True)
class Doubt:
    """One line of the orientative outcome."""

    id: str
    outcome: Outcome
    text: Wording
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A question. `buttons` are answers, `controls` are skip, back, keep, human."""

    prompt: str
    slot: str
    kind: str  # the slot's type
    label: str
    text: Wording
    buttons: tuple[Button, ...] = ()
    controls: tuple[Button, ...] = ()
    number: int = 0
    of: int = 0
    example: str = ""
    hint: str = ""
    current: str = ""  # the answer being corrected


@dataclass(frozen=True)
class FormItem:
    """One line of the form sent by mail."""

    number: int
    slot: str
    kind: str
    label: str
    text: Wording
    buttons: tuple[Button, ...] = ()
    required: bool = True
    only_if: str = ""  # «Tipo di ente: Unione di Comuni»
    value: str = ""  # already answered
    error: str = ""  # code
    typed: str = ""  # what could not be read


@dataclass(frozen=True, kw_only=True)
class Form:
    """All questions still possible, in order; `accepted` rows were just read."""

    prompt: str
    items: tuple[FormItem, ...]
    accepted: tuple[Row, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Review:
    """Check your answers. `buttons` in order: one a row (`edit:<slot>`), then submit, own_mail, cancel."""

    prompt: str
    rows: tuple[Row, ...]
    buttons: tuple[Button, ...]
    outcome: Outcome = ""
    doubts: tuple[Doubt, ...] = ()
    text: Wording = NO_WORDS
    submittable: bool = True
    amendment: bool = False


@dataclass(frozen=True)
class FaqAnswer:
    """A question in the middle: answer it with `entry`, or search `question`; the place is kept."""

    entry: str | None
    question: str


@dataclass(frozen=True)
class Invalid:
    """An answer that could not be read; phrase `invalid.<code>`. attempt 2 adds the example, 3 a human."""

    slot: str
    code: str
    attempt: int
    values: Mapping[str, str] = field(default_factory=dict)
    example: str = ""


@dataclass(frozen=True)
class Notice:
    """Something to know: phrase `notice.<code>` filled with `values`, or the content's own `text`."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)
    text: Wording = NO_WORDS
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Clarify:
    """We ask what was meant: phrase `clarify.<reason>`."""

    prompt: str
    reason: Literal["question", "sensitive", "place", "near", "prefill", "repeat", "certified"]
    slot: str
    buttons: tuple[Button, ...]
    held: str = ""
    rows: tuple[Row, ...] = ()  # for prefill: what was understood
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Exit:
    """The flow ends here, and says why; `because` is the row that caused it."""

    prompt: str
    step: str
    outcome: str
    text: Wording
    heading: Wording = NO_WORDS
    because: Row | None = None
    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    cards: tuple[Card, ...] = ()
    doubts: tuple[Doubt, ...] = ()  # every line of the outcome, when there are several
    buttons: tuple[Button, ...] = ()


Reply = Ask | Form | Review | FaqAnswer | Invalid | Notice | Clarify | Exit


# What must be done


@dataclass(frozen=True, kw_only=True)
class SubmitRequest:
    """Send this. `key` is the same for the same session and rows: a second confirmation sends nothing."""

    key: str
    kind: Literal["request", "amendment", "withdrawal"]
    session: str
    flow: str
    version: int
    digest: str
    rows: tuple[Row, ...]
    letter: str
    receipt: str
    outcome: Outcome = ""
    doubts: tuple[Doubt, ...] = ()
    original: str = ""  # for amendment and withdrawal: the key (or the reference) of the first one
    repeats: str = ""  # reference of the earlier request of the same body, when this is a second one


@dataclass(frozen=True, kw_only=True)
class Handover:
    """Pass a question on to the secretariat, exactly as these rows show it."""

    key: str
    session: str
    flow: str
    version: int
    digest: str
    rows: tuple[Row, ...]
    letter: str
    receipt: str


@dataclass(frozen=True, kw_only=True)
class Draft:
    """The letter as a text and a file for the person's own mailbox; nothing is sent."""

    key: str
    session: str
    flow: str
    rows: tuple[Row, ...]
    letter: str
    outcome: Outcome = ""
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StartFlow:
    """Open another flow: give `given` to its `Open`."""

    flow: str
    given: Mapping[str, str] = field(default_factory=dict)
    places: tuple[Place, ...] = ()  # for the Comuni in `given`: put them in the reading of `Open`
    origin: str = ""


@dataclass(frozen=True, kw_only=True)
class AskWithdrawal:
    """Ask whether what this session sent is to be withdrawn; a yes comes back as the command `withdrawn`."""

    session: str


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """Give the calendar file of a meeting."""

    event: str


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """Hand in a `Tick` of this kind at this time; a later one for the same session replaces it."""

    kind: Literal["remind", "expire"]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Erase:
    """Forget what was typed in this session at once, raw copies included."""

    session: str
    slots: tuple[str, ...] = ()  # only what was typed for these; empty: the whole session


Effect = SubmitRequest | Handover | Draft | StartFlow | AskWithdrawal | Calendar | Schedule | Erase


@dataclass(frozen=True)
class Result:
    """What an event led to."""

    session: Session
    replies: tuple[Reply, ...] = ()
    effects: tuple[Effect, ...] = ()
