# SPDX-License-Identifier: EUPL-1.2
"""The features of many phrasings as arrays: counted once, weighed anew for whichever of them a training sees."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.features import BUCKETS, bucket, letter_groups, word_roots

Matrix = NDArray[np.float32]
Rows = NDArray[np.bool_]
_CHUNK = 4000  # texts whose cells are summed at a time: 130 MB


@dataclass(frozen=True)
class FeatureTable:
    """One cell for each feature of each text; texts in the order given."""

    texts: int
    features: tuple[str, ...]
    row: NDArray[np.int64]
    feature: NDArray[np.int64]
    block: NDArray[np.int64]  # 0 letters, 1 words: each block of a text has length one
    count: NDArray[np.float64]  # 1 + log of how often
    column: NDArray[np.int64]  # of each feature

    @classmethod
    def of(cls, texts: Sequence[Sequence[str]], concepts: Mapping[str, str]) -> "FeatureTable":
        """The table of texts given as words."""
        places: dict[str, int] = {}
        cells: list[tuple[int, int, int, float]] = []
        for row, words in enumerate(texts):
            for block, found in enumerate((letter_groups(words), word_roots(words, concepts))):
                cells += [(row, places.setdefault(f, len(places)), block, 1 + math.log(n)) for f, n in found.items()]
        row_, feature, block_, count = (np.array(values) for values in zip(*cells, strict=True))
        columns = np.array([bucket(name) for name in places])
        return cls(len(texts), tuple(places), row_, feature, block_, count, columns)

    def counts(self, seen: Rows) -> NDArray[np.int64]:
        """In how many of the seen texts each feature stands."""
        return np.bincount(self.feature[seen[self.row]], minlength=len(self.features))

    def matrix(self, seen: Rows) -> Matrix:
        """All texts, one column a bucket, with the rarities of the seen ones: as `knowledge.features.weigh` does."""
        counts = self.counts(seen)
        rarity = np.where(counts > 0, np.log((1 + seen.sum()) / (1 + counts)) + 1, 0.0)
        weights = self.count * rarity[self.feature]
        place = self.row * 2 + self.block
        lengths = np.sqrt(np.bincount(place, weights**2, minlength=2 * self.texts))
        weights *= math.sqrt(0.5) / np.where(lengths > 0, lengths, 1.0)[place]
        return self._spread(weights)

    def _spread(self, weights: NDArray[np.float64]) -> Matrix:
        spread = np.zeros((self.texts, BUCKETS), np.float32)
        columns = self.column[self.feature]
        for start in range(0, self.texts, _CHUNK):
            stop = min(start + _CHUNK, self.texts)
            inside = slice(*np.searchsorted(self.row, [start, stop]))
            cells = (self.row[inside] - start) * BUCKETS + columns[inside]
            summed = np.bincount(cells, weights[inside], minlength=(stop - start) * BUCKETS)
            spread[start:stop] = summed.reshape(stop - start, BUCKETS)
        return spread
