# SPDX-License-Identifier: EUPL-1.2
"""The model through its bytes, and its calibration through a file that people can read."""

import zlib

import pytest

from knowledge.decision import Calibration, Curve
from knowledge.features import rarity
from knowledge.model import Model, calibrations_from_json, calibrations_to_json, from_bytes, to_bytes
from knowledge.weights import Weights

CALIBRATION = Calibration(Curve(0.1, 1.2), Curve(0.3, 1.4), state=0.7, decline=0.5, suggest=0.6)
COUNTS = {"=piao": 3, "~spesa": 1, " co": 3, "=quant cost": 2}
MODEL = Model(
    digest="0123456789abcdef",
    method="softmax",
    rare=rarity(COUNTS, 9),
    vocabulary=("costo", "piao"),
    weights=Weights(("a/uno", "a/due#piao"), bytes(range(16)), low=-0.5, step=0.01),
    calibration=CALIBRATION,
)


def test_a_model_survives_its_bytes():
    assert from_bytes(to_bytes(MODEL, COUNTS, 9), CALIBRATION) == MODEL


def test_the_bytes_are_the_same_each_time():
    assert to_bytes(MODEL, COUNTS, 9) == to_bytes(MODEL, dict(reversed(COUNTS.items())), 9)


@pytest.mark.parametrize(
    "data",
    [b"", b"x", zlib.compress(b""), zlib.compress(b"\x02\x00\x00\x00\xff\xfe"), zlib.compress(b"\x10\x00\x00\x00{}")],
)
def test_other_bytes_are_no_model(data):
    with pytest.raises((ValueError, KeyError)):
        from_bytes(data, CALIBRATION)


def test_damaged_bytes_are_no_model():
    data = to_bytes(MODEL, COUNTS, 9)
    for at in range(0, len(data), 7):
        broken = data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
        with pytest.raises(ValueError):
            from_bytes(broken, CALIBRATION)
        with pytest.raises(ValueError):
            from_bytes(data[:at], CALIBRATION)


def test_a_model_of_another_format_is_refused():
    text = zlib.decompress(to_bytes(MODEL, COUNTS, 9)).replace(b'"format": 2', b'"format": 9')
    with pytest.raises(ValueError, match="format 9"):
        from_bytes(zlib.compress(text), CALIBRATION)


def test_a_calibration_is_read_as_written():
    calibrations = {"softmax": CALIBRATION, "counting": Calibration(Curve(0, 1), Curve(0, 1), 1.0, 1.0, 0.0)}
    text = calibrations_to_json(calibrations, "9f")
    assert calibrations_from_json(text) == calibrations_from_json(text, "9f") == calibrations
    assert calibrations_to_json(calibrations_from_json(text), "9f") == text
    assert text.endswith("}\n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "[]",
        "null",
        '{"softmax": {}}',
        '{"content": "9f", "softmax": {}}',
        '{"content": "9f", "softmax": 1}',
        '{"content": "9f", "softmax": {"one": {"bias": 0, "slope": 1}, "three": {"bias": 0, "slope": 1}, "more": 1}}',
        '{"softmax": {"one": {}, "three": {}}}',
        '{"softmax": {"one": {"bias": 0, "slope": 1}}}',
    ],
)
def test_another_file_is_no_calibration(text):
    with pytest.raises(ValueError):
        calibrations_from_json(text)


def test_calibrations_of_other_content_are_refused():
    with pytest.raises(ValueError, match="other content"):
        calibrations_from_json(calibrations_to_json({"softmax": CALIBRATION}, "9f"), "aa")


def test_another_calibration_leaves_the_rest():
    other = Calibration(Curve(0, 1), Curve(0, 1), 0.9, 0.9, 0.9)
    changed = MODEL.calibrated(other)
    assert (changed.calibration, changed.weights, MODEL.calibration) == (other, MODEL.weights, CALIBRATION)
