# SPDX-License-Identifier: EUPL-1.2
"""What the build makes from the phrasings, and its bytes: features, words, weights, calibration."""

import json
import struct
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from knowledge.decision import Calibration, Curve
from knowledge.features import rarity
from knowledge.weights import Weights

FORMAT = 2


@dataclass(frozen=True)
class Model:
    """Everything a matcher needs besides the content; `digest` says which content it was made from."""

    digest: str
    method: str  # softmax, or counting where nothing was trained
    rare: Mapping[str, float]  # feature → rarity
    vocabulary: tuple[str, ...]  # whole words, to mend misspelt ones
    weights: Weights
    calibration: Calibration

    def calibrated(self, calibration: Calibration) -> "Model":
        """The same model with another calibration."""
        return replace(self, calibration=calibration)


def to_bytes(model: Model, counts: Mapping[str, int], texts: int) -> bytes:
    """The model as one compressed file; `counts` of features among `texts` phrasings stand for their rarity."""
    head = {
        "format": FORMAT,
        "digest": model.digest,
        "method": model.method,
        "texts": texts,
        "counts": _grouped(counts),
        "vocabulary": " ".join(model.vocabulary),
        "classes": model.weights.classes,
        "low": model.weights.low,
        "step": model.weights.step,
    }
    text = json.dumps(head, ensure_ascii=False).encode()
    return zlib.compress(struct.pack("<I", len(text)) + text + model.weights.cells, 6)


def from_bytes(data: bytes, calibration: Calibration) -> Model:
    """The model of `to_bytes`; raises ValueError where the bytes are not one."""
    try:
        whole = zlib.decompress(data)
        (size,) = struct.unpack_from("<I", whole)
        head = json.loads(whole[4 : 4 + size])
    except (zlib.error, struct.error, UnicodeDecodeError) as fault:
        raise ValueError("unable to read the matcher's model") from fault
    if head["format"] != FORMAT:
        raise ValueError(f"unable to read format {head['format']} of the matcher's model")
    counts = {feature: int(n) for n, group in head["counts"].items() for feature in group.split("\n")}
    return Model(
        digest=head["digest"],
        method=head["method"],
        rare=rarity(counts, head["texts"]),
        vocabulary=tuple(head["vocabulary"].split()),
        weights=Weights(tuple(head["classes"]), whole[4 + size :], head["low"], head["step"]),
        calibration=calibration,
    )


def _grouped(counts: Mapping[str, int]) -> dict[int, str]:
    groups: dict[int, list[str]] = {}
    for feature, count in sorted(counts.items()):
        groups.setdefault(count, []).append(feature)
    return {count: "\n".join(features) for count, features in sorted(groups.items())}


def calibrations_to_json(calibrations: Mapping[str, Calibration], digest: str) -> str:
    """The calibration of each method for the content of a digest, as a file that people can compare between commits."""
    methods = {name: asdict(one) for name, one in sorted(calibrations.items())}
    return json.dumps({"content": digest, **methods}, indent=2) + "\n"


def calibrations_from_json(text: str, digest: str = "") -> dict[str, Calibration]:
    """The calibrations of `calibrations_to_json`; raises ValueError where they are none, or of another content than
    the digest names."""
    try:
        methods = dict(json.loads(text))
        content = methods.pop("content")
        found = {name: _calibration(value) for name, value in methods.items()}
    except (KeyError, TypeError, AttributeError) as fault:
        raise ValueError("unable to read the calibrations") from fault
    if digest not in ("", content):
        raise ValueError("these calibrations are of other content")
    return found


def _calibration(value: dict[str, Any]) -> Calibration:
    one, three = Curve(**value.pop("one")), Curve(**value.pop("three"))
    return Calibration(one, three, **value)
