# SPDX-License-Identifier: EUPL-1.2
"""Makes the matcher's weights from the phrasings: a softmax over hashed features, in numpy."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.features import BUCKETS, letter_groups, rarity, weigh, word_roots
from knowledge.weights import Weights

Matrix = NDArray[np.float32]
Classes = NDArray[np.int64]

STEPS = 60  # more change no answer: docs/decisions/0003
_PENALTY = 0.03


def rare_features(texts: Sequence[Sequence[str]], concepts: Mapping[str, str]) -> dict[str, float]:
    """The rarity of every feature that the texts hold."""
    counts: Counter[str] = Counter()
    for words in texts:
        counts.update(set(letter_groups(words)) | set(word_roots(words, concepts)))
    return rarity(counts, len(texts))


def matrix(texts: Sequence[Sequence[str]], rare: Mapping[str, float], concepts: Mapping[str, str]) -> Matrix:
    """One row a text, one column a bucket."""
    rows = np.zeros((len(texts), BUCKETS), np.float32)
    for row, words in zip(rows, texts, strict=True):
        vector = weigh(words, rare, concepts)
        row[list(vector)] = list(vector.values())
    return rows


def train(rows: Matrix, classes: Classes, count: int, steps: int = STEPS) -> Matrix:
    """Softmax weights (buckets × classes) by Nesterov's method; O(rows · buckets · classes) a step."""
    wanted = np.zeros((len(rows), count), np.float32)
    wanted[np.arange(len(rows)), classes] = 1
    penalty = _PENALTY / len(rows)
    pace = 1 / (_curvature(rows) + penalty)
    weights = np.zeros((rows.shape[1], count), np.float32)
    ahead = weights
    for step in range(1, steps + 1):
        slope = rows.T @ ((softmax(rows @ ahead) - wanted) / len(rows)) + penalty * ahead
        stepped = ahead - np.float32(pace) * slope
        ahead = stepped + np.float32((step - 1) / (step + 2)) * (stepped - weights)
        weights = stepped
    return weights


def _curvature(rows: Matrix) -> float:
    direction = np.random.default_rng(0).standard_normal(rows.shape[1]).astype(np.float32)
    size = 1.0
    for _ in range(15):
        direction = rows.T @ (rows @ direction)
        size = float(np.linalg.norm(direction))
        direction /= size
    return 0.5 * size / len(rows)


def softmax(scores: Matrix) -> Matrix:
    """Shares that add up to one in each row."""
    grown = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(grown / grown.sum(axis=1, keepdims=True), np.float32)


def pack(weights: Matrix, classes: Sequence[str]) -> Weights:
    """The weights in one byte a cell."""
    low = float(weights.min())
    step = (float(weights.max()) - low) / 255 or 1.0
    cells = np.round((weights - low) / step).astype(np.uint8)
    return Weights(tuple(classes), cells.tobytes(), low, step)
