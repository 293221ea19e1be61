# SPDX-License-Identifier: EUPL-1.2
"""Whether a ranking is sure enough to answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.decision import Calibration, Curve, Signals, decide

CALIBRATION = Calibration(one=Curve(0.0, 1.0), three=Curve(0.0, 1.0), state=0.7, decline=0.5, suggest=0.6)
shares = st.floats(0, 1)


@pytest.mark.parametrize(
    ("one", "three", "states", "verdict"),
    [
        (0.9, 0.95, True, "answer"), (0.9, 0.95, False, "answer"), (0.6, 0.9, True, "suggest"),
        (0.6, 0.9, False, "answer"),
        (0.4, 0.7, False, "suggest"), (0.2, 0.5, True, "none"), (0.2, 0.5, False, "none"), (0.71, 0.71, True, "answer"),
        (0.0, 0.0, True, "none"), (1.0, 1.0, True, "answer"),
    ],
)  # fmt: skip
def test_facts_need_more_than_saying_that_nobody_knows(one, three, states, verdict):
    assert decide(Signals(one, three), CALIBRATION, states=states)[0] == verdict


def test_why_says_what_decided():
    assert decide(Signals(0.9, 0.95), CALIBRATION, states=True)[1] == "P=0.90 ≥ 0.70"
    assert decide(Signals(0.6, 0.9), CALIBRATION, states=True)[1] == "P=0.60 < 0.70, P3=0.90 ≥ 0.60"
    assert decide(Signals(0.2, 0.5), CALIBRATION, states=True)[1] == "P=0.20 < 0.70, P3=0.50 < 0.60"


@given(shares, shares, st.floats(-5, 5), st.floats(0, 5))
def test_a_greater_share_is_never_less_likely(low, high, bias, slope):
    curve = Curve(bias, slope)
    assert 0 <= curve.chance(low) <= 1
    assert curve.chance(min(low, high)) <= curve.chance(max(low, high)) + 1e-12


@given(shares, shares, st.booleans())
def test_a_verdict_is_one_of_three_and_never_less_with_more(one, three, states):
    order = ["none", "suggest", "answer"]
    verdict = decide(Signals(one, max(one, three)), CALIBRATION, states=states)[0]
    surer = decide(Signals(min(1, one + 0.1), min(1, max(one, three) + 0.1)), CALIBRATION, states=states)[0]
    assert order.index(surer) >= order.index(verdict)


def test_a_half_is_a_half():
    assert Curve(0.0, 3.0).chance(0.5) == pytest.approx(0.5)
    assert CALIBRATION.chance(Signals(0.5, 0.9)) == pytest.approx(0.5)
