# SPDX-License-Identifier: EUPL-1.2
"""How sure is sure enough: learned from phrasings, and from whole entries, that training did not see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.trials import Trial
from knowledge.decision import Calibration, Curve

Column = NDArray[np.float64]
Rows = NDArray[np.bool_]

OTHER_SHARE = 0.35  # messages that no entry answers, as live assistants meet them (HINT3: 0.42 to 0.72)
NEW_SHARE = 0.2  # of those: the ones that no entry foresees either, as if its entry had been left out


@dataclass(frozen=True)
class Limits:
    """What may go wrong at most, as shares of the left-out rows of each kind.

    Left-out rows are about three times as hard as real questions (an author writes each line unlike the others),
    so these are looser than what they lead to: docs/decisions/0003 has both figures.
    """

    unknown: float = 0.16  # a question that the sources do not answer gets an answer that states facts
    outside: float = 0.10  # another office's matter gets one
    wrong: float = 0.15  # an answerable question gets another entry's facts
    declined: float = 0.07  # an answerable question is told that nobody knows, or is sent elsewhere
    lost: float = 0.005  # right suggestions that are not shown


@dataclass(frozen=True)
class Kinds:
    """Which entries state facts, and which of the others are other offices' matters."""

    states: frozenset[str]
    outside: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Table:
    """The trials as columns."""

    right: Rows  # the first entry answers
    among: Rows  # one of the first three does
    states: Rows  # the first entry states facts
    answerable: Rows  # an entry that was there states the facts asked for
    outside: Rows
    unknown: Rows
    new: Rows  # the whole entry was left out
    share: Column
    three: Column


def calibrate(trials: Sequence[Trial], kinds: Kinds, limits: Limits | None = None) -> Calibration:
    """Curves and least chances from the trials."""
    limits = limits or Limits()
    table = _columns(trials, kinds)
    one = _curve(table.share, table.right, ~table.answerable)
    three = _curve(table.three, table.among, ~table.answerable)
    chances = _chances(one, table.share)
    return Calibration(
        one=one,
        three=three,
        state=max(
            _least(chances, table.states, _known_and_new(table, table.unknown), limits.unknown),
            _least(chances, table.states, _known_and_new(table, table.outside), limits.outside),
            _least(chances, table.states & ~table.right, _evenly(table.answerable), limits.wrong),
        ),
        decline=_least(chances, ~table.states, _evenly(table.answerable), limits.declined),
        suggest=_least_to_suggest(_chances(three, table.three), table.answerable & table.among, limits.lost),
    )


def _columns(trials: Sequence[Trial], kinds: Kinds) -> _Table:
    inside = np.array([bool(t.wanted) and t.wanted in kinds.states for t in trials])
    outside = np.array([t.entry in kinds.outside for t in trials])
    return _Table(
        right=np.array([bool(t.wanted) and t.found in t.answers for t in trials]),
        among=np.array([bool(t.wanted) and bool(t.answers.intersection(t.three)) for t in trials]),
        states=np.array([t.found in kinds.states for t in trials]),
        answerable=inside,
        outside=outside,
        unknown=~inside & ~outside,
        new=np.array([not t.wanted for t in trials]),
        share=np.array([t.signals.share for t in trials]),
        three=np.array([t.signals.three for t in trials]),
    )


def _least_to_suggest(among: Column, right: Rows, lost: float) -> float:
    ordered = np.sort(among[right])
    return float(ordered[int(len(ordered) * lost)]) if len(ordered) else 0.0


def _evenly(rows: Rows) -> Column:
    return np.asarray(rows / max(1, rows.sum()), float)


def _known_and_new(table: _Table, rows: Rows) -> Column:
    """What each row weighs: NEW_SHARE in all for those whose entry was left out, unless there are no others."""
    known, new = rows & ~table.new, rows & table.new
    share = NEW_SHARE if known.any() else 1.0
    return (1 - share) * _evenly(known) + share * _evenly(new)


def _least(chances: Column, bad: Rows, weights: Column, allowed: float) -> float:
    """The least chance above which bad rows weigh at most `allowed`."""
    order = np.argsort(-chances[bad])
    place = int(np.searchsorted(np.cumsum(weights[bad][order]), allowed, side="right"))
    return float(np.nextafter(chances[bad][order][place], 1)) if place < len(order) else 0.0


def _chances(curve: Curve, shares: Column) -> Column:
    return np.array([curve.chance(share) for share in shares])


def _curve(shares: Column, right: Rows, others: Rows) -> Curve:
    """A logistic with a slope that is never negative, by Newton's method; `others` weigh OTHER_SHARE together."""
    inside = np.clip(shares, 1e-6, 1 - 1e-6)
    rows = np.stack([np.ones(len(shares)), np.log(inside / (1 - inside))], axis=1)
    weight = np.where(others, OTHER_SHARE / max(1, others.sum()), (1 - OTHER_SHARE) / max(1, (~others).sum()))
    found = np.zeros(2)
    for _ in range(30):
        chance = 1 / (1 + np.exp(-(rows @ found)))
        slope = rows.T @ (weight * (chance - right)) + 1e-4 * found
        bend = (rows * (weight * chance * (1 - chance))[:, None]).T @ rows + 1e-4 * np.eye(2)
        found = found - np.linalg.solve(bend, slope)
    return Curve(float(found[0]), float(max(found[1], 0.0)))


def summary(trials: Sequence[Trial], calibration: Calibration, kinds: Kinds) -> Mapping[str, float]:
    """What the calibration does with the trials, as shares of each kind of row."""
    table = _columns(trials, kinds)
    told = table.states & (_chances(calibration.one, table.share) >= calibration.state)
    known = table.answerable
    return {
        "top1": _share(table.right, known),
        "recall3": _share(table.among, known),
        "answered_right": _share(told & table.right, known),
        "answered_wrong": _share(told & ~table.right, known),
        "false_unknown": float(_known_and_new(table, table.unknown)[told].sum()),
        "false_outside": float(_known_and_new(table, table.outside)[told].sum()),
    }


def _share(hits: Rows, among: Rows) -> float:
    return float(hits[among].mean()) if among.any() else 0.0
