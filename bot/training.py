# SPDX-License-Identifier: EUPL-1.2
"""Makes the matcher's weights from the phrasings: softmax and ridge regression over hashed features, in numpy."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.features import BUCKETS, weigh
from knowledge.weights import Weights

Matrix = NDArray[np.float32]
Classes = NDArray[np.int64]

STEPS = 60  # more change no answer: docs/decisions/0003
_PENALTY = 0.03
_PACE = 8  # times the step that is safe for two classes; with hundreds the slope bends far less
_RIDGE = 0.3
_RIDGE_SHARE = 5.0  # what ridge scores weigh beside the softmax's: 0.5 to 1 point on four of five public sets


def train_weights(
    texts: Sequence[Sequence[str]],
    names: Sequence[str],
    rare: Mapping[str, float],
    concepts: Mapping[str, str],
) -> Weights:
    """Weights for the sorted classes of `names`, one name a text."""
    classes = sorted(set(names))
    places = {name: i for i, name in enumerate(classes)}
    wanted = np.array([places[name] for name in names])
    return pack(train(matrix(texts, rare, concepts), wanted, len(classes)), classes)


def matrix(texts: Sequence[Sequence[str]], rare: Mapping[str, float], concepts: Mapping[str, str]) -> Matrix:
    """One row a text, one column a bucket."""
    rows = np.zeros((len(texts), BUCKETS), np.float32)
    for row, words in zip(rows, texts, strict=True):
        vector = weigh(words, rare, concepts)
        row[list(vector)] = list(vector.values())
    return rows


def train(rows: Matrix, classes: Classes, count: int) -> Matrix:
    """Weights (buckets × classes); time O(rows · buckets · classes), memory O(rows · buckets)."""
    wanted = np.zeros((len(rows), count), np.float32)
    wanted[np.arange(len(rows)), classes] = 1
    ridge = ridge_weights(rows, wanted)
    return np.asarray(softmax_weights(rows, wanted) + np.float32(_RIDGE_SHARE) * ridge, np.float32)


def softmax_weights(rows: Matrix, wanted: Matrix, steps: int = STEPS) -> Matrix:
    """Multinomial logistic regression by Nesterov's method."""
    penalty = _PENALTY / len(rows)
    pace = np.float32(_PACE / (_curvature(rows) + penalty))
    weights = np.zeros((rows.shape[1], wanted.shape[1]), np.float32)
    ahead = weights
    for step in range(1, steps + 1):
        slope = rows.T @ ((softmax(rows @ ahead) - wanted) / len(rows)) + penalty * ahead
        stepped = ahead - pace * slope
        ahead = np.asarray(stepped + np.float32((step - 1) / (step + 2)) * (stepped - weights), np.float32)
        weights = np.asarray(stepped, np.float32)
    return weights


def ridge_weights(rows: Matrix, wanted: Matrix) -> Matrix:
    """Least squares with a penalty, in closed form, on the smaller side of the matrix."""
    if len(rows) < rows.shape[1]:
        inner = rows @ rows.T
        inner[np.diag_indices(len(inner))] += np.float32(_RIDGE)
        return np.asarray(rows.T @ np.linalg.solve(inner, wanted), np.float32)
    inner = rows.T @ rows
    inner[np.diag_indices(len(inner))] += np.float32(_RIDGE)
    return np.asarray(np.linalg.solve(inner, rows.T @ wanted), np.float32)


def _curvature(rows: Matrix) -> float:
    direction = np.asarray(np.random.default_rng(0).standard_normal(rows.shape[1]), np.float32)
    size = 1.0
    for _ in range(15):
        direction = rows.T @ (rows @ direction)
        size = float(np.linalg.norm(direction))
        direction = np.asarray(direction / size, np.float32)
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
