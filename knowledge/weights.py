# SPDX-License-Identifier: EUPL-1.2
"""The matcher's weights: one score a class for a text, in pure Python."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.features import BUCKETS

_LANE = 4  # bytes a class takes while rows are added
_STEPS = 255  # a text's weights are whole numbers while they are added
assert _STEPS * 255 * BUCKETS < 1 << (8 * _LANE), "a lane would overflow into the next class"


@dataclass(frozen=True)
class Weights:
    """A matrix of buckets × classes, one byte a cell: cell value = low + byte · step."""

    classes: tuple[str, ...]
    cells: bytes
    low: float
    step: float
    _rows: dict[int, int] = field(default_factory=dict, compare=False, repr=False)

    def scores(self, vector: Mapping[int, float]) -> list[float]:
        """The score of each class, in the order of `classes`.

        Rows are added as very large integers, one lane a class: the interpreter then adds
        hundreds of classes in one operation (docs/decisions/0003).
        """
        if not vector:
            return [0.0] * len(self.classes)
        unit = max(vector.values()) / _STEPS
        total = 0
        share = 0
        known = self._rows.get
        for column, weight in vector.items():
            times = round(weight / unit)
            total += times * (known(column) or self._row(column))
            share += times
        lanes = memoryview(total.to_bytes(_LANE * len(self.classes), "little")).cast("I")
        base = self.low * share
        return [unit * (base + self.step * lane) for lane in lanes]

    def shares(self, vector: Mapping[int, float]) -> list[float]:
        """The same as shares that add up to one."""
        scores = self.scores(vector)
        top = max(scores)
        grown = [math.exp(score - top) for score in scores]
        whole = sum(grown)
        return [one / whole for one in grown]

    def _row(self, column: int) -> int:
        row = self._rows.get(column)
        if row is None:
            width = len(self.classes)
            spread = bytearray(_LANE * width)
            spread[::_LANE] = self.cells[column * width : (column + 1) * width]
            row = self._rows[column] = int.from_bytes(spread, "little")
        return row
