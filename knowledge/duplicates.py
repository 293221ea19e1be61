# SPDX-License-Identifier: EUPL-1.2
"""The same question in two answers: identical, or so alike that nobody could tell where it belongs."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from knowledge.findings import Finding
from knowledge.search import SLOT
from knowledge.words import tokens

ALIKE = 90  # token_sort_ratio from which two ways of asking are one
_RARE = 3  # words by which a way of asking looks for its likes
_COMMON = 1_000  # ways of asking with a word, from which on it tells nothing


@dataclass(frozen=True)
class Asked:
    """One way of asking, where it stands, and the class it belongs to: entry, or entry#value."""

    path: str
    line: int
    text: str
    owner: str
    listed: bool = True  # False: a title, which may well be a way of asking too

    @property
    def entry(self) -> str:
        """The entry without the slot's value."""
        return self.owner.partition(SLOT)[0]


def duplicates(asked: Sequence[Asked]) -> Iterator[Finding]:
    """Every way of asking that another class has too; within one class it is only superfluous."""
    first: dict[str, Asked] = {}
    unique: list[tuple[str, Asked]] = []
    for one in asked:
        words = " ".join(tokens(one.text))
        twin = first.setdefault(words or one.text, one)  # signs and other scripts have no words of ours
        if twin is one:
            unique.append((words, one))
        elif twin.owner != one.owner:
            yield from _same(one, twin)
        elif twin.listed and twin.text.casefold() == one.text.casefold():
            text = f"domanda «{one.text}» già scritta alla riga {twin.line}: toglierla"
            yield Finding(one.path, one.line, text, True)
    yield from _alike([(words, one) for words, one in unique if words])


def _same(one: Asked, twin: Asked) -> Iterator[Finding]:
    if one.listed or twin.listed:
        text = f"domanda «{one.text}» scritta anche in {twin.path}:{twin.line}: lasciarla in una sola"
        yield Finding(one.path, one.line, text)


def _alike(asked: Sequence[tuple[str, Asked]]) -> Iterator[Finding]:
    """Pairs of different entries; to be compared at all, two must share one of the rarest words of either."""
    texts = [" ".join(sorted(words.split())) for words, _ in asked]
    entries = [one.entry for _, one in asked]
    having = defaultdict(list)
    for at, words in enumerate(texts):
        for word in set(words.split()):
            having[word].append(at)
    told: set[tuple[int, int]] = set()
    for at, words in enumerate(texts):
        likely = {other for word in _rarest(words, having) for other in having[word]}
        others = [other for other in likely if entries[other] != entries[at]]
        for _, _, found in _over(words, [texts[other] for other in others]):
            told.add((min(at, others[found]), max(at, others[found])))
    for earlier, later in sorted(told):
        yield from _near(asked[later][1], asked[earlier][1])


def _rarest(words: str, having: Mapping[str, Sequence[int]]) -> list[str]:
    found = sorted(set(words.split()), key=lambda word: (len(having[word]), word))[:_RARE]
    return [word for word in found if word == found[0] or len(having[word]) <= _COMMON]


def _over(words: str, texts: Sequence[str]) -> list[tuple[str, float, int]]:
    """(text, score, place) of those that are as good as the same; the words of all are sorted already."""
    return process.extract(words, texts, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)


def _near(one: Asked, twin: Asked) -> Iterator[Finding]:
    if one.listed or twin.listed:  # two titles are compared as titles
        where = f"{twin.path}:{twin.line}"
        text = f"domanda «{one.text}» quasi uguale a «{twin.text}» di {where}: toglierne una o dirla in un altro modo"
        yield Finding(one.path, one.line, text)
