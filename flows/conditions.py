# SPDX-License-Identifier: EUPL-1.2
"""When a branch is taken: structured tests of answers, never expressions."""

from collections.abc import Mapping
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
    names = {"all": "all", "any": "any", "not": "not", "not_": "not", "list": "list"}
    keys = value if isinstance(value, Mapping) else getattr(type(value), "model_fields", ())
    return next((names[key] for key in keys if key in names), "slot")


Condition = Annotated[
    Annotated[Test, Tag("slot")]
    | Annotated[Count, Tag("list")]
    | Annotated[All, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")],
    Discriminator(_condition_kind),
]
