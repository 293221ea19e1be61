# SPDX-License-Identifier: EUPL-1.2
"""Whether a ranking is sure enough to answer, to suggest, or only to pass the question on."""

import math
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["answer", "both", "suggest", "none"]


@dataclass(frozen=True)
class Signals:
    """What a ranking shows of its own reliability, each in 0…1."""

    share: float  # what the first entry gets of the whole
    second: float  # what the next one gets
    third: float
    covered: float  # of the question's words, by rarity: how much the first entry's phrasings hold


@dataclass(frozen=True)
class Curve:
    """P(right) = logistic of the signals; weights are never negative."""

    bias: float
    share: float
    margin: float
    covered: float

    def chance(self, top: float, rest: float, covered: float) -> float:
        """The probability that what gets `top` of the share is right, when the next one gets `rest`."""
        z = self.bias + self.share * _logit(top) + self.margin * math.log(max(top, 1e-6) / max(rest, 1e-6))
        return 1 / (1 + math.exp(-z - self.covered * covered))


@dataclass(frozen=True)
class Calibration:
    """Curves and least chances, made by the build from left-out phrasings; never written by hand."""

    one: Curve  # the first entry is right
    three: Curve  # the right one is among three
    state: float  # least chance for an answer that states facts
    decline: float  # least chance for «the sources do not tell» or another office
    suggest: float  # least chance for suggestions

    def chance(self, signals: Signals) -> float:
        """P(the first entry is right)."""
        return self.one.chance(signals.share, signals.second, signals.covered)

    def chance_of_three(self, signals: Signals) -> float:
        """P(the right entry is among the first three)."""
        total = signals.share + signals.second + signals.third
        return self.three.chance(total, 1 - total, signals.covered)


def decide(signals: Signals, calibration: Calibration, *, states: bool) -> tuple[Verdict, str]:
    """What to do with a ranking, and why in one line; `states`: the first entry states facts."""
    chance = calibration.chance(signals)
    least = calibration.state if states else calibration.decline
    if chance >= least:
        return "answer", f"P={chance:.2f} ≥ {least:.2f}"
    among = calibration.chance_of_three(signals)
    if among >= calibration.suggest:
        return "suggest", f"P={chance:.2f} < {least:.2f}, P3={among:.2f} ≥ {calibration.suggest:.2f}"
    return "none", f"P={chance:.2f} < {least:.2f}, P3={among:.2f} < {calibration.suggest:.2f}"


def _logit(share: float) -> float:
    inside = min(max(share, 1e-6), 1 - 1e-6)
    return math.log(inside / (1 - inside))
