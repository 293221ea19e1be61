# SPDX-License-Identifier: EUPL-1.2
"""What a flow file may say: a flow, its steps, and what a confirmed review becomes."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from flows.conditions import Condition, Id, Today
from flows.session import Frozen
from flows.slots import ChoiceSlot, Option, ProvinceSlot, Slot, Text

Days = Annotated[int, Field(ge=1, le=365)]

# Words may change without asking anything again, so they are no part of a flow's identity.
WORDS = frozenset(
    {"label", "ask", "help", "hint", "example", "title", "text", "note", "say", "intro", "heading", "alias"}
    | {"facts", "sources", "offer", "version", "digest", "remind_after_days", "expire_after_days"}
)


class Branch(Frozen):
    """Where a step leads, and when."""

    to: Id
    when: Condition | None = None


class Cards(Frozen):
    """Options shown in full at the end: those an answer names or leads to, or a whole list."""

    slots: tuple[Id, ...] = ()
    list: str = ""


class ExitSpec(Frozen):
    """An end that names its cause and offers what can be done."""

    # weighed: the weakest outcome among the flow's doubts
    outcome: Literal["yes", "no", "to_confirm", "info", "not_addressed", "weighed"]
    say: Text
    because: Id
    offer: tuple[str, ...] = Field(min_length=1)
    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    cards: Cards | None = None
    carry: dict[Id, Id] = Field(default_factory=dict)  # the other flow's slot: this flow's slot


class Submit(Frozen):
    """What a confirmed review becomes."""

    to: Literal["secretariat"]
    kind: Literal["request", "question"] = "request"
    letter: Text
    receipt: str = ""
    own_mail: bool = False
    text: str = ""  # shown above «Trasmetti»


class Step(Frozen):
    """One of three: collects answers, reviews them, or ends the flow."""

    id: Id
    collect: tuple[Id, ...] = ()
    next: tuple[Branch, ...] = ()
    review: bool = False
    submit: Submit | None = None
    exit: ExitSpec | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        kinds = [bool(self.collect), self.review, self.exit is not None]
        if sum(kinds) != 1:
            raise ValueError("un passo è uno solo fra collect, review ed exit")
        if self.collect and not self.next:
            raise ValueError("manca «next»: dire dove porta il passo")
        if not self.collect and self.next:
            raise ValueError("«next» va solo con «collect»: toglierlo")
        if self.review and self.submit is None:
            raise ValueError("manca «submit»: dire che cosa si invia")
        if not self.review and self.submit is not None:
            raise ValueError("«submit» va solo con «review: true»: toglierlo")
        return self


class DoubtSpec(Frozen):
    """What the answers say about the orientative outcome, for the review and the letter."""

    id: Id
    when: Condition
    outcome: Literal["yes", "no", "to_confirm"]
    say: Text
    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Flow(Frozen):
    """A conversation: answers to collect, steps between them."""

    format: Literal[1]
    flow: Id
    version: Annotated[int, Field(ge=1)]
    title: Text
    intro: str = ""
    heading: str = ""
    on_change: Literal["revalidate", "restart"] = "revalidate"
    remind_after_days: Days = 5
    expire_after_days: Days = 30
    prefill: tuple[Id, ...] = ()  # slots that the opening sentence may fill
    slots: dict[Id, Slot] = Field(min_length=1)
    steps: tuple[Step, ...] = Field(min_length=1)
    doubts: tuple[DoubtSpec, ...] = ()
    # given by `resolve`
    lists: dict[str, tuple[Option, ...]] = Field(default_factory=dict)
    today: date | None = None  # None: every date is past
    opens: dict[str, date] = Field(default_factory=dict)  # by list, the day from which its options can be asked for
    digest: str = ""

    @model_validator(mode="before")
    @classmethod
    def _name_slots(cls, value: Any) -> Any:
        slots = value.get("slots") if isinstance(value, dict) else None
        if not isinstance(slots, dict):
            return value
        named = {key: {**slot, "id": key} if isinstance(slot, dict) else slot for key, slot in slots.items()}
        return {**value, "slots": named}

    def step(self, step_id: str) -> Step:
        """The step of this name; the parser guarantees that branches name real ones."""
        return next(step for step in self.steps if step.id == step_id)

    @property
    def suspended(self) -> str | None:
        """Why nothing can be sent now: a required choice whose options are all closed, or not to be asked for yet."""
        if self.not_before is not None:
            return self.not_before.isoformat()
        for options in (self.lists.get(name, ()) for name in self._sent_lists()):
            if options and all(option.closed for option in options):
                return options[0].note
        return None

    @property
    def not_before(self) -> date | None:
        """The day from which this can be sent, while it is to come."""
        days = (self.opens[name] for name in self._sent_lists() if name in self.opens)
        return next((day for day in days if self.today is not None and self.today < day), None)

    def _sent_lists(self) -> Iterator[str]:
        """The lists without a choice from which nothing is sent."""
        for slot in self.slots.values() if any(step.submit for step in self.steps) else ():
            if isinstance(slot, ChoiceSlot) and slot.options_from and slot.required:
                yield slot.options_from


def resolve(
    flow: Flow,
    lists: Mapping[str, Sequence[Option]],
    phrases: Mapping[str, str] | None = None,
    today: date | None = None,
    *,
    opens: Mapping[str, date] | None = None,
) -> Flow:
    """The flow as of a day, with its lists filled in, phrases named by code written out, and the digest of the whole.

    Without a day every date is past. A resolved flow can be resolved again for another day.
    """
    listed = {name: tuple(options) for name, options in lists.items()}
    filled = flow.model_copy(update={"lists": listed, "today": today, "opens": dict(opens or {})})
    if phrases:
        slots = {
            key: slot.model_copy(update={"ask": phrases.get(slot.ask, slot.ask)}) for key, slot in filled.slots.items()
        }
        filled = filled.model_copy(update={"slots": slots, "intro": phrases.get(flow.intro, flow.intro)})
    return filled.model_copy(update={"digest": digest(filled)})


def digest(flow: Flow) -> str:
    """The identity of a resolved flow: what it asks and decides on its day, not how it words it.

    A condition on the day counts as true or false, so that only the day on which one turns is another identity.
    """
    used = {slot.options_from for slot in flow.slots.values() if isinstance(slot, ChoiceSlot | ProvinceSlot)}
    used |= {slot.typed_from for slot in flow.slots.values() if isinstance(slot, ChoiceSlot)}
    data = flow.model_dump(mode="json", by_alias=True, exclude={"today", "opens"})
    data["slots"] = list(data["slots"].values())  # a slot may be called «note»
    data["lists"] = {name: options for name, options in data["lists"].items() if name in used}
    data |= {"early": True} if flow.not_before else {}
    notices = {key: slot.ask for key, slot in flow.slots.items() if slot.type == "acknowledge"}
    text = json.dumps([_bare(data, flow.today), notices], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _bare(value: Any, today: date | None) -> Any:
    """Without words, and with conditions on the day decided."""
    if isinstance(value, dict) and isinstance(value.get("today"), dict):
        return Today.model_validate(value).on(today)
    if isinstance(value, dict):
        return {key: _bare(item, today) for key, item in value.items() if key not in WORDS}
    return [_bare(item, today) for item in value] if isinstance(value, list) else value
