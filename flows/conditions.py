# SPDX-License-Identifier: EUPL-1.2
"""When a branch is taken: structured tests of answers, lists and days, never expressions."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from flows.session import Frozen

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
Part = Literal["province", "region", "code", "ipa", "group"]


class Test(Frozen):
    """An answer compared with a value: exactly one comparison."""

    __test__ = False  # not a pytest class

    slot: Id
    part: Part | None = None
    is_: str | None = Field(None, alias="is")
    in_: tuple[str, ...] | None = Field(None, alias="in")
    gte: int | None = None
    lte: int | None = None
    answered: bool | None = None

    @model_validator(mode="after")
    def _one_comparison(self) -> Self:
        given = [v for v in (self.is_, self.in_, self.gte, self.lte, self.answered) if v is not None]
        if len(given) != 1:
            raise ValueError("serve un confronto solo fra is, in, gte, lte, answered")
        return self


class Count(Frozen):
    """How many open options a list has."""

    list: str
    gte: int | None = None
    lte: int | None = None

    @model_validator(mode="after")
    def _one_comparison(self) -> Self:
        if (self.gte is None) == (self.lte is None):
            raise ValueError("serve un confronto solo fra gte e lte")
        return self


class Span(Frozen):
    """From a day until a day, both inside; one of the two may be left out."""

    from_: date | None = Field(None, alias="from")
    until: date | None = None

    @model_validator(mode="after")
    def _some_day(self) -> Self:
        if self.from_ is None and self.until is None:
            raise ValueError("serve «from», «until» o tutti e due")
        if self.from_ is not None and self.until is not None and self.from_ > self.until:
            raise ValueError(f"nessun giorno va dal {self.from_} al {self.until}: scambiare «from» e «until»")
        return self


class Today(Frozen):
    """The day lies in a span of days."""

    today: Span

    def on(self, day: date | None) -> bool:
        """Whether it holds on a day; without one, every date is past."""
        day, span = day or date.max, self.today
        return (span.from_ is None or span.from_ <= day) and (span.until is None or day <= span.until)


class All(Frozen):
    """Every condition holds."""

    all: tuple["Condition", ...] = Field(min_length=1)


class AnyOf(Frozen):
    """One condition holds."""

    any: tuple["Condition", ...] = Field(min_length=1)


class Not(Frozen):
    """The condition does not hold."""

    not_: "Condition" = Field(alias="not")


def _condition_kind(value: Any) -> str:
    names = {"all": "all", "any": "any", "not": "not", "not_": "not", "list": "list", "today": "today"}
    keys = value if isinstance(value, Mapping) else getattr(type(value), "model_fields", ())
    return next((names[key] for key in keys if key in names), "slot")


Condition = Annotated[
    Annotated[Test, Tag("slot")]
    | Annotated[Count, Tag("list")]
    | Annotated[Today, Tag("today")]
    | Annotated[All, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")],
    Discriminator(_condition_kind),
]
