# SPDX-License-Identifier: EUPL-1.2
"""A text as words: accents, written forms of one name, roots, synonyms, typing errors."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import snowballstemmer
from rapidfuzz import process
from rapidfuzz.distance import OSA

_TOKEN = re.compile(r"[a-z0-9]+")
_STEMMER = snowballstemmer.stemmer("italian")
_STEMS: dict[str, str] = {}
_STEMS_KEPT = 50_000  # a run meets a few thousand words; the cap only bounds a flood of noise
_READ_AT_MOST = 2_000  # characters of one question: beyond that nobody asks, somebody pastes

# Snowball folds these together or apart wrongly: comune = comunicazione, ente != enti, scade != scadenza.
_STEM_EXCEPTIONS = {
    "comunicazione": "comunicaz",
    "comunicazioni": "comunicaz",
    "comunita": "comunita",
    "enti": "ente",
}
_STEM_PREFIXES = {"scad": "scadenz", "candid": "candid", "iscri": "iscriz", "partecip": "partecip"}


def fold(text: str) -> str:
    """Lower case without accents: «Città» and «citta'» look alike."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def tokens(text: str) -> list[str]:
    """The words and numbers of a text, folded."""
    return _TOKEN.findall(fold(text[:_READ_AT_MOST]))


def stem(word: str) -> str:
    """The root that the forms of a word share."""
    known = _STEMS.get(word)
    if known is None:
        if len(_STEMS) >= _STEMS_KEPT:
            _STEMS.clear()
        known = _STEMS[word] = _stem(word)
    return known


def _stem(word: str) -> str:
    if word in _STEM_EXCEPTIONS:
        return _STEM_EXCEPTIONS[word]
    for prefix, root in _STEM_PREFIXES.items():
        if word.startswith(prefix):
            return root
    return str(_STEMMER.stemWord(word))


@dataclass(frozen=True)
class Lexicon:
    """What the content says about words: one name written in many ways, words that mean the same."""

    aliases: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    concepts: Mapping[str, str] = field(default_factory=dict)  # root → meaning
    longest: int = 1

    @classmethod
    def of(cls, names: Mapping[str, Iterable[str]], meanings: Mapping[str, Iterable[str]]) -> "Lexicon":
        """From {name as we write it: other written forms} and {meaning: words}."""
        aliases = {tuple(tokens(form)): tuple(tokens(name)) for name, forms in names.items() for form in forms}
        concepts = {stem(token): meaning for meaning, words in meanings.items() for w in words for token in tokens(w)}
        return cls(aliases, concepts, max(map(len, aliases), default=1))

    def read(self, text: str) -> list[str]:
        """The words of a text, each name in its one written form (the longest form wins)."""
        words = tokens(text)
        read: list[str] = []
        at = 0
        while at < len(words):
            size = next((n for n in range(self.longest, 0, -1) if tuple(words[at : at + n]) in self.aliases), 0)
            read += self.aliases[tuple(words[at : at + size])] if size else words[at : at + 1]
            at += size or 1
        return read


@dataclass(frozen=True)
class Speller:
    """The words that the content knows, to mend those that it does not."""

    by_initial: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, vocabulary: Iterable[str]) -> "Speller":
        """Words of four letters and more; numbers and short words are never mended nor mended to."""
        groups: dict[str, list[str]] = {}
        for word in sorted(set(vocabulary)):
            if len(word) >= 4 and not any(c.isdigit() for c in word):
                groups.setdefault(word[0], []).append(word)
        return cls({initial: tuple(words) for initial, words in groups.items()})

    def mend(self, words: Iterable[str], known: Mapping[str, object]) -> list[str]:
        """Each unknown word as the nearest known one with the same initial, if near enough."""
        return [word if f"={stem(word)}" in known else self._nearest(word) for word in words]

    def _nearest(self, word: str) -> str:
        if len(word) < 4 or any(c.isdigit() for c in word):
            return word
        near = process.extractOne(
            word, self.by_initial.get(word[0], ()), scorer=OSA.normalized_similarity, score_cutoff=0.75
        )
        return near[0] if near else word
