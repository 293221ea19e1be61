# SPDX-License-Identifier: EUPL-1.2
"""Makes the matcher's weights from the phrasings: softmax, ridge and counts over hashed features, in numpy."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from bot.counting import SMOOTH
from bot.feature_table import FeatureTable, Matrix
from knowledge.weights import Weights

STEPS = 20  # more change no answer: docs/decisions/0003
_PENALTY = 0.03
_CURVATURE = 0.1  # of the bound 1/2 (Böhning 1992) that the slope really shows with hundreds of classes
_RIDGE = 0.3
_RIDGE_SHARE = 5.0  # what ridge scores weigh beside the softmax's: docs/decisions/0003 has the measurements
_COUNT_SHARE = 0.3  # what counted scores (complement naive Bayes) weigh


def train_weights(texts: Sequence[Sequence[str]], names: Sequence[str], concepts: Mapping[str, str]) -> Weights:
    """Weights for the sorted classes of `names`, one name a text given as words."""
    classes = sorted(set(names))
    places = {name: i for i, name in enumerate(classes)}
    wanted = np.zeros((len(texts), len(classes)), np.float32)
    wanted[np.arange(len(texts)), [places[name] for name in names]] = 1
    rows = FeatureTable.of(texts, concepts).matrix(np.ones(len(texts), bool))
    return pack(train(rows, wanted), classes)


def train(rows: Matrix, wanted: Matrix) -> Matrix:
    """Weights (buckets × classes); time O(rows · buckets · classes), memory O(rows · buckets)."""
    ridge = np.float32(_RIDGE_SHARE) * ridge_weights(rows, wanted)
    counted = np.float32(_COUNT_SHARE) * counted_weights(rows, wanted)
    return np.asarray(softmax_weights(rows, wanted) + ridge + counted, np.float32)


def softmax_weights(rows: Matrix, wanted: Matrix, steps: int = STEPS) -> Matrix:
    """Multinomial logistic regression: Newton steps with one fixed curvature, hastened by Nesterov's method."""
    penalty = np.float32(_PENALTY / len(rows))
    straighten = _solver(rows, _CURVATURE / len(rows), float(penalty))
    weights = np.zeros((rows.shape[1], wanted.shape[1]), np.float32)
    ahead = weights
    for step in range(1, steps + 1):
        slope = rows.T @ ((softmax(rows @ ahead) - wanted) / len(rows)) + penalty * ahead
        stepped = ahead - straighten(slope)
        ahead = np.asarray(stepped + np.float32((step - 1) / (step + 2)) * (stepped - weights), np.float32)
        weights = np.asarray(stepped, np.float32)
    return weights


def _solver(rows: Matrix, share: float, penalty: float) -> Callable[[Matrix], Matrix]:
    """x ↦ (share · rowsᵀ rows + penalty)⁻¹ x, by the smaller side of the matrix (Woodbury)."""
    if len(rows) < rows.shape[1]:
        inner = _inverse(rows @ rows.T, penalty / share)
        return lambda x: np.asarray((x - rows.T @ (inner @ (rows @ x))) / np.float32(penalty), np.float32)
    inverse = _inverse(np.float32(share) * (rows.T @ rows), penalty)
    return lambda x: np.asarray(inverse @ x, np.float32)


def _inverse(square: Matrix, ridge: float) -> Matrix:
    square[np.diag_indices(len(square))] += np.float32(ridge)
    return np.asarray(np.linalg.inv(square.astype(np.float64)), np.float32)


def ridge_weights(rows: Matrix, wanted: Matrix) -> Matrix:
    """Least squares with a penalty, in closed form, on the smaller side of the matrix."""
    if len(rows) < rows.shape[1]:
        inner = rows @ rows.T
        inner[np.diag_indices(len(inner))] += np.float32(_RIDGE)
        return np.asarray(rows.T @ np.linalg.solve(inner, wanted), np.float32)
    inner = rows.T @ rows
    inner[np.diag_indices(len(inner))] += np.float32(_RIDGE)
    return np.asarray(np.linalg.solve(inner, rows.T @ wanted), np.float32)


def counted_weights(rows: Matrix, wanted: Matrix) -> Matrix:
    """What `bot.counting` makes, all classes at once."""
    own = rows.T @ wanted
    rest = np.maximum(own.sum(axis=1, keepdims=True) - own, 0)
    size = own.sum(axis=0, keepdims=True)
    inside = np.log(own + SMOOTH) - np.log(size + SMOOTH * len(own))
    outside = np.log(rest + SMOOTH) - np.log(own.sum() - size + SMOOTH * len(own))
    return np.asarray(inside - outside, np.float32)


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
