# SPDX-License-Identifier: EUPL-1.2
"""From phrasings to a model: features, weights, and the calibration learned from what is left out."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.counting import count_weights
from knowledge.decision import Calibration, Curve
from knowledge.features import BUCKETS, letter_groups, rarity, word_roots
from knowledge.model import Model
from knowledge.search import SLOT
from knowledge.words import Lexicon

TRAIN_AT_MOST = 60_000  # phrasings: above, a dense matrix no longer fits in 1 GB and weights are only counted
METHODS = {False: "softmax", True: "counting"}  # by whether training is left out
UNSURE = Calibration(Curve(0.0, 1.0), Curve(0.0, 1.0), state=1.0, decline=1.0, suggest=0.0)


@dataclass(frozen=True)
class Phrasing:
    """One way of asking, read as words, and the class it belongs to."""

    words: tuple[str, ...]
    name: str  # entry, or entry#value

    @property
    def entry(self) -> str:
        """The entry without the slot's value."""
        return self.name.partition(SLOT)[0]


@dataclass(frozen=True)
class Built:
    """A model with the counts that its file holds instead of rarities."""

    model: Model
    counts: Mapping[str, int]
    texts: int


def read_phrasings(pairs: Sequence[tuple[str, str]], lexicon: Lexicon) -> list[Phrasing]:
    """(class, text) pairs as phrasings; texts without a word are left out."""
    read = [Phrasing(tuple(lexicon.read(text)), name) for name, text in pairs]
    return [phrasing for phrasing in read if phrasing.words]


def build(phrasings: Sequence[Phrasing], lexicon: Lexicon, *, digest: str = "", quick: bool = False) -> Built:
    """A model that is not calibrated yet; `quick` counts instead of training."""
    counts: Counter[str] = Counter()
    for one in phrasings:
        counts.update(set(letter_groups(one.words)) | set(word_roots(one.words, lexicon.concepts)))
    rare = rarity(counts, len(phrasings))
    quick = quick or len(phrasings) > TRAIN_AT_MOST
    texts, names = [one.words for one in phrasings], [one.name for one in phrasings]
    if quick:
        weights = count_weights(texts, names, rare, lexicon.concepts)
    else:
        from bot.training import train_weights  # noqa: PLC0415  numpy is no part of the service

        weights = train_weights(texts, names, lexicon.concepts)
    model = Model(
        digest=digest,
        method=METHODS[quick],
        rare=rare,
        vocabulary=tuple(sorted({word for one in phrasings for word in one.words})),
        weights=weights,
        calibration=UNSURE,
    )
    return Built(model, counts, len(phrasings))


def content_digest(pairs: Sequence[tuple[str, str]], lexicon: Lexicon) -> str:
    """The identity of everything the weights depend on."""
    parts = [
        sorted(pairs),
        sorted(map(str, lexicon.aliases.items())),
        sorted(lexicon.concepts.items()),
        BUCKETS,
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]
