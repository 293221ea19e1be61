# SPDX-License-Identifier: EUPL-1.2
"""How sure is sure enough: learned from phrasings, and from whole entries, that training did not see."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.folds import Trial
from knowledge.decision import Calibration, Curve, Signals

Column = NDArray[np.float64]

OTHER_SHARE = 0.35  # messages that no entry answers, as live assistants meet them (HINT3: 0.42 to 0.72)


@dataclass(frozen=True)
class Limits:
    """What may go wrong at most, as shares of the left-out rows of each kind."""

    false: float  # a question that no entry answers gets an answer that states facts
    wrong: float  # an answerable question gets another entry's facts
    declined: float  # an answerable question is told that nobody knows, or is sent elsewhere
    lost: float  # suggestions without the right entry


LIMITS = Limits(false=0.05, wrong=0.06, declined=0.05, lost=0.04)


def calibrate(trials: Sequence[Trial], states: Callable[[str], bool], limits: Limits) -> Calibration:
    """Curves and least chances from the trials."""
    one = _curve(trials, [t.found == t.wanted for t in trials], three=False)
    three = _curve(trials, [t.wanted in t.three for t in trials], three=True)
    curves = Calibration(one, three, state=0.0, decline=0.0, suggest=0.0)
    chances = np.array([curves.chance(t.signals) for t in trials])
    among = np.array([curves.chance_of_three(t.signals) for t in trials])
    return Calibration(
        one,
        three,
        state=_least_to_state(trials, chances, states, limits),
        decline=_least_to_decline(trials, chances, states, limits),
        suggest=_least_to_suggest(trials, among, limits),
    )


def _least_to_state(trials: Sequence[Trial], chances: Column, states: Callable[[str], bool], limits: Limits) -> float:
    stated = np.array([states(t.found) for t in trials])
    answerable = np.array([bool(t.wanted) and states(t.wanted) for t in trials])
    wrong = stated & answerable & np.array([t.found != t.wanted for t in trials])
    false = stated & ~answerable
    return max(
        _least(chances, false, float((~answerable).sum()) * limits.false),
        _least(chances, wrong, float(answerable.sum()) * limits.wrong),
    )


def _least_to_decline(trials: Sequence[Trial], chances: Column, states: Callable[[str], bool], limits: Limits) -> float:
    answerable = np.array([bool(t.wanted) and states(t.wanted) for t in trials])
    declined = answerable & np.array([not states(t.found) for t in trials])
    return _least(chances, declined, float(answerable.sum()) * limits.declined)


def _least_to_suggest(trials: Sequence[Trial], among: Column, limits: Limits) -> float:
    inside = np.array([bool(t.wanted) for t in trials])
    lost = inside & np.array([t.wanted in t.three for t in trials])
    ordered = np.sort(among[lost])
    return float(ordered[int(len(ordered) * limits.lost)]) if len(ordered) else 0.0


def _least(chances: Column, bad: NDArray[np.bool_], allowed: float) -> float:
    """The least chance above which at most `allowed` bad rows remain."""
    ordered = np.sort(chances[bad])[::-1]
    place = int(allowed)
    return float(np.nextafter(ordered[place], 1)) if place < len(ordered) else 0.0


def _curve(trials: Sequence[Trial], right: Sequence[bool], *, three: bool) -> Curve:
    """A logistic with weights that are never negative, by projected gradient descent."""
    probe = Curve(0.0, 1.0, 0.0, 0.0), Curve(0.0, 0.0, 1.0, 0.0)
    rows = np.array([_row(t.signals, three=three, probe=probe) for t in trials])
    wanted = np.array(right, float)
    weight = _weights(trials)
    found = np.zeros(4)
    scale = np.abs(rows).mean(axis=0)
    for _ in range(2000):
        chance = 1 / (1 + np.exp(-(rows @ (found / scale))))
        slope = (rows / scale).T @ (weight * (chance - wanted)) + 1e-4 * found
        found = found - 0.5 * slope
        found[1:] = np.maximum(found[1:], 0)
    bias, share, margin, covered = found / scale
    return Curve(float(bias), float(share), float(margin), float(covered))


def _row(signals: Signals, *, three: bool, probe: tuple[Curve, Curve]) -> list[float]:
    top = signals.share + signals.second + signals.third if three else signals.share
    rest = 1 - top if three else signals.second
    logits = [_logit(curve.chance(top, rest, 0.0)) for curve in probe]
    return [1.0, *logits, signals.covered]


def _logit(chance: float) -> float:
    inside = min(max(chance, 1e-9), 1 - 1e-9)
    return float(np.log(inside / (1 - inside)))


def _weights(trials: Sequence[Trial]) -> Column:
    """Left-out entries count as the share of messages that no entry answers."""
    outside = np.array([not t.wanted for t in trials])
    share = np.where(outside, OTHER_SHARE / max(1, outside.sum()), (1 - OTHER_SHARE) / max(1, (~outside).sum()))
    return np.asarray(share, float)


def summary(trials: Sequence[Trial], calibration: Calibration, states: Callable[[str], bool]) -> Mapping[str, float]:
    """What the calibration does with the trials, as shares."""
    inside = [t for t in trials if t.wanted]
    known = [t for t in inside if states(t.wanted)]
    other = [t for t in trials if not (t.wanted and states(t.wanted))]
    told = [calibration.chance(t.signals) >= calibration.state and states(t.found) for t in known]
    return {
        "top1": sum(t.found == t.wanted for t in inside) / len(inside),
        "recall3": sum(t.wanted in t.three for t in inside) / len(inside),
        "answered_right": sum(a and t.found == t.wanted for a, t in zip(told, known, strict=True)) / len(known),
        "answered_wrong": sum(a and t.found != t.wanted for a, t in zip(told, known, strict=True)) / len(known),
        "false": sum(calibration.chance(t.signals) >= calibration.state and states(t.found) for t in other)
        / max(1, len(other)),
    }
