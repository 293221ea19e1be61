# SPDX-License-Identifier: EUPL-1.2
"""The kinds of answer a flow can ask for: choice, Comune, text, e-mail, number and the others."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from flows.conditions import Id, Part
from flows.session import Frozen

Text = Annotated[str, Field(min_length=1)]


class Option(Frozen):
    """One of the answers to a choice."""

    id: Id
    label: Text
    alias: tuple[Text, ...] = ()  # other ways of writing it
    note: str = ""  # with `closed`: why it cannot be chosen
    closed: bool = False  # shown, not selectable
    text: str = ""  # Markdown, for a card
    group: str = ""  # an ambito, a region
    joint: bool = False  # bodies of this kind go by the names of their Comuni
    leads: tuple[Id, ...] = ()  # what this answer suggests, in another list


class Derived(Frozen):
    """Read from a Comune, or from a province whose region it is, instead of being asked."""

    slot: Id
    part: Part


class Carried(Frozen):
    """Where an answer comes from that is never asked by itself: the newest answers of another flow."""

    flow: Id
    slots: tuple[Id, ...] = Field(min_length=1)  # the first that was answered there


class SlotBase(Frozen):
    """What every slot says."""

    id: Id
    label: Text
    alias: tuple[Text, ...] = ()  # other names of the question: «correggi la mail», «il cellulare è …»
    ask: str = ""
    help: tuple[str, ...] = ()  # FAQ entries
    hint: str = ""
    example: str = ""
    required: bool = True
    internal: bool = False  # routes the person, is not sent
    instead: Id | None = None  # the slot to correct when the answer is of another kind
    derived: Derived | None = None
    carried: Carried | None = None  # no question of the way: shown, and corrected, only where it was brought along
    told_with: Id | None = None  # the slot whose typed words may already tell this one

    @model_validator(mode="after")
    def _asked(self) -> Self:
        if not self.ask:
            raise ValueError("manca «ask»: scrivere la domanda")
        return self


class ChoiceSlot(SlotBase):
    """One of some options, written here or taken from a list."""

    type: Literal["choice"]
    options: tuple[Option, ...] = ()
    options_from: str = ""  # the name of a list: labs, events …
    typed_from: str = ""  # a list whose options may also be typed by name, though none is shown or it is closed
    other: Option | None = None  # an answer besides those of the list
    group_from: Id | None = None  # only the options whose group is this slot's answer
    leads_from: Id | None = None  # only the options that this slot's answer leads to

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if bool(self.options) == bool(self.options_from):
            raise ValueError("scrivere «options» oppure «options_from», uno dei due")
        ids = [option.id for option in self.options]
        twice = sorted({one for one in ids if ids.count(one) > 1})
        if twice:
            raise ValueError(f"opzione «{twice[0]}» scritta due volte: toglierne una")
        return self


class MunicipalitySlot(SlotBase):
    """A Comune; its province, region and codes are derived."""

    type: Literal["municipality"]


class ProvinceSlot(SlotBase):
    """A province, by name or sigla."""

    type: Literal["province"]
    options_from: Literal["provinces", "territories"] = "provinces"


class TextSlot(SlotBase):
    """Free text: whatever it is for, delicate data in it are asked about before it is taken."""

    type: Literal["text"]
    min: Annotated[int, Field(ge=1)] = 1
    max: Annotated[int, Field(le=4000)] = 500
    person: bool = False  # the answer is a person's name
    body_of: Id | None = None  # the answer is the name of a body, of the kind that this slot's answer tells
    is_question: bool = False  # the answer is itself a question: it never interrupts
    starts: tuple[Text, ...] = ()  # words that begin a name in a sentence: Unione, Città metropolitana


class EmailSlot(SlotBase):
    """An e-mail address."""

    type: Literal["email"]
    ordinary: bool = False  # ordinary mail is sent to it: a PEC is asked about once


class PhoneSlot(SlotBase):
    """An Italian telephone number."""

    type: Literal["phone"]


class NumberSlot(SlotBase):
    """A whole number."""

    type: Literal["number"]
    min: int = 0
    max: int = 10_000_000


class DateSlot(SlotBase):
    """A day, or the person's own words for one."""

    type: Literal["date"]


class YesNoSlot(SlotBase):
    """Yes or no."""

    type: Literal["yes_no"]


class AcknowledgeSlot(SlotBase):
    """«Ho letto»: asked again when its text changes."""

    type: Literal["acknowledge"]


Slot = Annotated[
    ChoiceSlot
    | MunicipalitySlot
    | ProvinceSlot
    | TextSlot
    | EmailSlot
    | PhoneSlot
    | NumberSlot
    | DateSlot
    | YesNoSlot
    | AcknowledgeSlot,
    Field(discriminator="type"),
]
