# SPDX-License-Identifier: EUPL-1.2
"""What the matcher weighs in a text: letter groups and word roots, hashed into a fixed number of buckets."""

import itertools
import math
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from knowledge.words import stem

BUCKETS = 4096  # 60,000 features fold into these without a measurable loss: docs/decisions/0003
_SIZES = (2, 3, 4, 5)
_BLOCK = math.sqrt(0.5)  # letters and words weigh the same


def letter_groups(words: Iterable[str]) -> Counter[str]:
    """Groups of two to five letters inside each word, the blanks at its ends included."""
    groups: Counter[str] = Counter()
    for word in words:
        padded = f" {word} "
        for size in _SIZES:
            groups.update(padded[i : i + size] for i in range(len(padded) - size + 1))
    return groups


def word_roots(words: Sequence[str], concepts: Mapping[str, str]) -> Counter[str]:
    """The roots of the words, alone (`=root`) and two by two (`=root root`), and their meanings (`~meaning`)."""
    roots = [stem(word) for word in words]
    pairs = [f"={a} {b}" for a, b in itertools.pairwise(roots)]
    meanings = [f"~{concepts[root]}" for root in roots if root in concepts]
    return Counter([f"={root}" for root in roots] + pairs + meanings)


def bucket(feature: str) -> int:
    """The column of a feature: stable across runs and machines."""
    return zlib.crc32(feature.encode()) % BUCKETS


def rarity(counts: Mapping[str, int], texts: int) -> dict[str, float]:
    """Smoothed inverse document frequency of each feature."""
    return {feature: math.log((1 + texts) / (1 + count)) + 1 for feature, count in counts.items()}


def weigh(words: Sequence[str], rare: Mapping[str, float], concepts: Mapping[str, str]) -> dict[int, float]:
    """The vector of a text: bucket → weight; features never seen in the content weigh nothing."""
    vector: dict[int, float] = {}
    for block in (letter_groups(words), word_roots(words, concepts)):
        weighed = {f: (1 + math.log(n)) * rare[f] for f, n in block.items() if f in rare}
        length = math.sqrt(sum(w * w for w in weighed.values())) or 1.0
        for feature, weight in weighed.items():
            column = bucket(feature)
            vector[column] = vector.get(column, 0.0) + _BLOCK * weight / length
    return vector
