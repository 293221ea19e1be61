# SPDX-License-Identifier: EUPL-1.2
"""Scores from one byte a cell, in pure Python."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.weights import Weights

CELLS = bytes([0, 255, 10, 20, 30, 40])  # three buckets of two classes
WEIGHTS = Weights(("uno", "due"), CELLS, low=-1.0, step=0.01)
vectors = st.dictionaries(st.integers(0, 2), st.floats(0.001, 1), max_size=3)


def plainly(vector) -> list[float]:
    """The same, cell by cell."""

    def cell(column: int, place: int) -> float:
        return WEIGHTS.low + WEIGHTS.step * CELLS[column * 2 + place]

    return [sum(weight * cell(column, place) for column, weight in vector.items()) for place in (0, 1)]


@given(vectors)
def test_scores_are_those_of_the_matrix(vector):
    exact = plainly(vector)
    scores = WEIGHTS.scores(vector)
    for score, wanted in zip(scores, exact, strict=True):
        assert score == pytest.approx(wanted, abs=0.01 * (1 + len(vector)))
    assert WEIGHTS.scores(dict(reversed(vector.items()))) == scores


def test_a_text_without_a_feature_scores_nothing():
    assert WEIGHTS.scores({}) == [0.0, 0.0]
    assert WEIGHTS.shares({}) == [0.5, 0.5]


@given(vectors)
def test_shares_add_up_to_one(vector):
    shares = WEIGHTS.shares(vector)
    assert sum(shares) == pytest.approx(1)
    scores = WEIGHTS.scores(vector)
    assert (shares[0] > shares[1]) == (scores[0] > scores[1])


def test_many_features_do_not_overflow():
    wide = Weights(tuple(map(str, range(300))), bytes([255]) * 300 * 400, low=0.0, step=1.0)
    scores = wide.scores(dict.fromkeys(range(400), 1.0))
    assert scores == [pytest.approx(255 * 400)] * 300


def test_rows_are_spread_once():
    one = Weights(("uno", "due"), CELLS, low=-1.0, step=0.01)
    first = one.scores({0: 1.0})
    assert one.scores({0: 1.0}) == first
    assert one == WEIGHTS
