# SPDX-License-Identifier: EUPL-1.2
"""Whether a ranking is sure enough to answer, to suggest, or only to pass the question on."""

import math
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["answer", "suggest", "none"]


@dataclass(frozen=True)
class Signals:
    """What a ranking shows of its own reliability, each in 0…1."""

    share: float  # what the first entry gets of the whole
    three: float  # what the first three get together


@dataclass(frozen=True)
class Curve:
    """P(right) as a logistic of a share's log odds; the slope is never negative."""

    bias: float
    slope: float

    def chance(self, share: float) -> float:
        """The probability that what gets this share is right."""
        inside = min(max(share, 1e-6), 1 - 1e-6)
        return 1 / (1 + math.exp(-self.bias - self.slope * math.log(inside / (1 - inside))))


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
        return self.one.chance(signals.share)


def decide(signals: Signals, calibration: Calibration, *, states: bool) -> tuple[Verdict, str]:
    """What to do with a ranking, and why in one line; `states`: the first entry states facts."""
    chance = calibration.chance(signals)
    least = calibration.state if states else calibration.decline
    if chance >= least:
        return "answer", f"P={chance:.2f} ≥ {least:.2f}"
    among = calibration.three.chance(signals.three)
    if among >= calibration.suggest:
        return "suggest", f"P={chance:.2f} < {least:.2f}, P3={among:.2f} ≥ {calibration.suggest:.2f}"
    return "none", f"P={chance:.2f} < {least:.2f}, P3={among:.2f} < {calibration.suggest:.2f}"
