# SPDX-License-Identifier: EUPL-1.2
"""The Capacity Labs: two areas, their topics, since when they can be asked for, what is suspended."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.parser import Lines, Problem, explain
from knowledge.words import tokens

ALL = "all"
SHORT_LIMIT = 30  # characters of a button's label

_Row = TypeVar("_Row", bound=BaseModel)
_Spot = tuple[str | int, ...]


@dataclass(frozen=True)
class Topic:
    """One theme on which a lab works; `needs` are the ways in which people say that they need it."""

    id: str
    ambito: str
    title: str
    short: str
    explains: str
    needs: tuple[str, ...]
    see: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ambito:
    """One of the areas that gather the topics."""

    id: str
    title: str
    topics: tuple[Topic, ...]


@dataclass(frozen=True)
class Suspension:
    """From a day on, a topic (or all of them) cannot be asked for, and why."""

    since: datetime.date
    topic: str
    reason: str


@dataclass(frozen=True)
class Labs:
    """All that labs.yaml says."""

    available_from: datetime.date
    ambiti: tuple[Ambito, ...]
    suspended: tuple[Suspension, ...] = ()
    catalogue_url: str = ""
    form_url: str = ""

    @property
    def topics(self) -> tuple[Topic, ...]:
        """Every topic, in the order of the file."""
        return tuple(topic for ambito in self.ambiti for topic in ambito.topics)

    def topic(self, id: str) -> Topic | None:  # noqa: A002
        """The topic with this id."""
        return next((topic for topic in self.topics if topic.id == id), None)

    def started(self, today: datetime.date) -> bool:
        """Whether labs can be asked for at all on a day; the first day is inside."""
        return today >= self.available_from

    def closed(self, topic: str, today: datetime.date) -> str | None:
        """Why a topic cannot be asked for on a day, or None; any other id is closed only with all of them."""
        rules = (rule for rule in self.suspended if rule.topic in (ALL, topic) and today >= rule.since)
        return next((rule.reason for rule in rules), None)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _File(_Strict):
    available_from: datetime.date
    catalogue_url: str = ""
    form_url: str = ""
    suspended: tuple[object, ...] = ()
    ambiti: tuple[object, ...] = Field(min_length=1)


class _SuspensionRow(_Strict):
    since: datetime.date
    topic: str
    reason: str = Field(min_length=10)


class _AmbitoRow(_Strict):
    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str = Field(min_length=3)
    topics: tuple[object, ...] = Field(min_length=1)


class _TopicRow(_Strict):
    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str = Field(min_length=3)
    short: str = Field(min_length=3, max_length=SHORT_LIMIT)
    explains: str = Field(min_length=20)
    needs: tuple[str, ...] = Field(min_length=1)
    see: tuple[str, ...] = ()


def parse_labs(value: object, lines: Lines) -> tuple[Labs | None, list[Problem]]:
    """The labs from the file's plain values, or None and what is wrong with them."""
    problems: list[Problem] = []
    head = _row(_File, value, (), lines, problems)
    if head is None:
        return None, problems
    rows = enumerate(head.suspended)
    suspended = [_row(_SuspensionRow, item, ("suspended", i), lines, problems) for i, item in rows]
    ambiti = [_ambito(item, ("ambiti", i), lines, problems) for i, item in enumerate(head.ambiti)]
    labs = Labs(
        available_from=head.available_from,
        ambiti=tuple(ambito for ambito in ambiti if ambito),
        suspended=tuple(Suspension(**row.model_dump()) for row in suspended if row),
        catalogue_url=head.catalogue_url,
        form_url=head.form_url,
    )
    problems = problems or sorted(_contradictions(labs, lines))
    return (None if problems else labs), problems


def _row(model: type[_Row], value: object, place: _Spot, lines: Lines, problems: list[Problem]) -> _Row | None:
    try:
        return model.model_validate(value)
    except ValidationError as fault:
        problems += explain(fault, model, lines, within=place)
        return None


def _ambito(value: object, place: _Spot, lines: Lines, problems: list[Problem]) -> Ambito | None:
    row = _row(_AmbitoRow, value, place, lines, problems)
    if row is None:
        return None
    items = enumerate(row.topics)
    topics = [_row(_TopicRow, item, (*place, "topics", i), lines, problems) for i, item in items]
    made = tuple(Topic(ambito=row.id, **topic.model_dump()) for topic in topics if topic)
    return Ambito(row.id, row.title, made)


def _contradictions(labs: Labs, lines: Lines) -> Iterator[Problem]:
    """What each row cannot see alone: the same id or need twice, a topic that does not exist."""
    known = [topic.id for topic in labs.topics]
    said: dict[tuple[str, ...], tuple[str, int]] = {}
    for place, topic in _placed(labs):
        line = lines.get(place, 1)
        if known.count(topic.id) > 1 or topic.id == ALL:
            yield line, f"id «{topic.id}» già usato: sceglierne un altro"
        for id in topic.see:  # noqa: A001
            if id not in known or id == topic.id:
                yield lines.get((*place, "see"), line), f"«see» indica «{id}»: non è un altro tema"
        yield from _needs_twice(topic, place, said, lines)
    for i, rule in enumerate(labs.suspended):
        if rule.topic not in (ALL, *known):
            yield (
                lines.get(("suspended", i, "topic"), 1),
                f"tema «{rule.topic}» sconosciuto: usare un id o «{ALL}»",
            )


def _placed(labs: Labs) -> Iterator[tuple[_Spot, Topic]]:
    for i, ambito in enumerate(labs.ambiti):
        for j, topic in enumerate(ambito.topics):
            yield ("ambiti", i, "topics", j), topic


def _needs_twice(
    topic: Topic, place: _Spot, said: dict[tuple[str, ...], tuple[str, int]], lines: Lines
) -> Sequence[Problem]:
    problems = []
    for i, need in enumerate(topic.needs):
        first = said.setdefault(tuple(tokens(need)), (topic.id, i))
        if first != (topic.id, i):
            problems.append((lines.get((*place, "needs", i), 1), f"bisogno «{need}» già scritto in «{first[0]}»"))
    return problems
