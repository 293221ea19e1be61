# SPDX-License-Identifier: EUPL-1.2
"""Weights without training, by counting: each class against all others (complement naive Bayes), pure Python."""

import math
from collections.abc import Mapping, Sequence

from knowledge.features import BUCKETS, weigh
from knowledge.weights import Weights

SMOOTH = 0.03  # what a class is taken to have seen of every bucket; 0.01 to 0.1 answer alike


def count_weights(
    texts: Sequence[Sequence[str]],
    names: Sequence[str],
    rare: Mapping[str, float],
    concepts: Mapping[str, str],
) -> Weights:
    """Weights for the sorted classes of `names`, one name a text; time O(features + buckets · classes)."""
    classes = sorted(set(names))
    sums: dict[str, dict[int, float]] = {name: {} for name in classes}
    whole = [0.0] * BUCKETS
    for words, name in zip(texts, names, strict=True):
        row = sums[name]
        for column, weight in weigh(words, rare, concepts).items():
            row[column] = row.get(column, 0.0) + weight
            whole[column] += weight
    return _pack([_ratios(sums[name], whole) for name in classes], classes)


def _ratios(own: Mapping[int, float], whole: Sequence[float]) -> list[float]:
    """log P(bucket | class) - log P(bucket | all other classes)."""
    size = sum(own.values())
    inside = math.log(size + SMOOTH * BUCKETS)
    outside = math.log(sum(whole) - size + SMOOTH * BUCKETS)
    unseen = math.log(SMOOTH) - inside + outside
    ratios = [unseen - math.log(max(total, 0.0) + SMOOTH) for total in whole]
    for column, weight in own.items():
        rest = max(whole[column] - weight, 0.0)
        ratios[column] = math.log(weight + SMOOTH) - inside - math.log(rest + SMOOTH) + outside
    return ratios


def _pack(rows: Sequence[Sequence[float]], classes: Sequence[str]) -> Weights:
    low = min(map(min, rows))
    step = (max(map(max, rows)) - low) / 255 or 1.0
    cells = bytes(round((cell - low) / step) for column in zip(*rows, strict=True) for cell in column)
    return Weights(tuple(classes), cells, low, step)
