# SPDX-License-Identifier: EUPL-1.2
"""A place as typed, or inside a sentence, to the Comuni that it may mean."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.mentions import BODIES, OPENINGS, TERRITORIES, spot
from knowledge.regions import FORMER_PROVINCES, FORMER_SIGLE, PROVINCES, REGION_OF_WORD
from knowledge.toponyms import PARTICLES, Index, Municipality, index_of, loose_form, words_of

__all__ = ["Gazetteer", "Municipality"]

LIMIT = 6  # candidates shown: more than these nobody compares
_HEADER = "code;name;sigla;province;region;also"
_TOO_MANY = 40  # Comuni that share a word such as «san»: it means none of them
_NEAR = 0.78  # similarity from which a typing error is believed
_SURE = 0.88
_TIE = 0.07
_LONGEST_TERRITORY = 8  # words: «provincia di Monza e della Brianza», and one more
_FUZZY_FROM = 4  # letters: shorter words resemble too much
_BEFORE_BODY = PARTICLES | {"siamo", "sono", "per"}
_NOT_NAMES = TERRITORIES | {"quello", "quella"}
_JOINING = frozenset({"e", "ed", "o"})
_JOINT = re.compile(r"\s(?:e|ed|o|oppure|con|insieme a)\s|[,;/+]|\s-\s")

Found = tuple[tuple[Municipality, ...], bool]  # the candidates, and whether no doubt is left
_Reading = tuple[Sequence[str], frozenset[str]]  # what may be the name, the provinces said beside it
_Search = Callable[[Index, Sequence[str]], tuple[Sequence[int], bool]]


@dataclass(frozen=True)
class Gazetteer:
    """All Comuni. The list is read when the first place is looked up, not when the program starts."""

    text: str

    @classmethod
    def parse(cls, csv_text: str) -> "Gazetteer":
        """The gazetteer of a file; raises ValueError when the columns are not the expected ones."""
        header = csv_text.partition("\n")[0].strip()
        if header != _HEADER:
            raise ValueError(f"la prima riga dei Comuni deve essere «{_HEADER}», non «{header[:80]}»")
        return cls(csv_text)

    @cached_property
    def index(self) -> Index:
        """Built once, at the first look-up."""
        return index_of(self.text)

    @property
    def municipalities(self) -> tuple[Municipality, ...]:
        """Every Comune, in the order of the file."""
        return self.index.comuni

    def find(self, text: str) -> Found:
        """What a person meant who was asked for a Comune: the candidates, and whether no doubt is left."""
        words = words_of(text)
        if _is_other_body(words):
            return (), False
        readings = list(_readings(words))
        return (
            self._first(readings, (_exact, _named, _containing))
            or self._joined(text)
            or self._first(readings, (_misspelt,))
            or self._told(text, readings)
            or self._first(readings, (_resembling, _mended))
            or ((), False)
        )

    def find_in(self, territory: str, text: str) -> Found | None:
        """The same in the province or region that is all another text names, «in Puglia»; None where it is not."""
        words = [REGION_OF_WORD.get(word, word) for word in words_of(territory) if word not in _NOT_NAMES]
        sigle = _territories().get(loose_form(words_of(" ".join(words))))
        if sigle is None:
            return None
        readings = [(name, sigle) for name, _ in _readings(words_of(text))]
        found = self._first(readings, (_exact, _named, _containing, _misspelt, _resembling, _mended))
        comuni = found[0] if found else self.mentions(text)
        inside = tuple(comune for comune in comuni if comune.sigla in sigle | _formerly(sigle))
        return inside, len(inside) == 1

    def _first(self, readings: Sequence[_Reading], searches: Sequence[_Search]) -> Found | None:
        for search in searches:
            for name, sigle in readings:
                places, sure = search(self.index, name)
                if places:
                    return self._narrowed(places, sure, sigle)
        return None

    def _joined(self, text: str) -> Found | None:
        """Several Comuni one after the other, «Bisignano e Luzzi»: which one is meant only the person knows."""
        parts = [list(_readings(words_of(part))) for part in _JOINT.split(text)[: 2 * LIMIT]]
        found = [self._first(part, (_exact,)) for part in parts] if len(parts) > 1 else []
        named = tuple(dict.fromkeys(comune for one in found if one for comune in one[0]))
        return (named[:LIMIT], False) if len([one for one in found if one]) > 1 else None

    def _told(self, text: str, readings: Sequence[_Reading]) -> Found | None:
        """The Comuni named inside a sentence; in doubt where it also names another province."""
        told = self.mentions(text)
        said = {sigla for _, sigle in readings for sigla in sigle}
        return (told[:LIMIT], len(told) == 1 and (not said or told[0].sigla in said)) if told else None

    def _narrowed(self, places: Sequence[int], sure: bool, sigle: frozenset[str]) -> Found:
        comuni = [self.index.comuni[place] for place in places]
        inside = [comune for comune in comuni if comune.sigla in sigle]
        inside = inside or [comune for comune in comuni if comune.sigla in _formerly(sigle)]
        if inside:
            return tuple(inside[:LIMIT]), len(inside) == 1
        return tuple(comuni[:LIMIT]), sure and len(comuni) == 1 and not sigle

    def mentions(self, text: str) -> tuple[Municipality, ...]:
        """The Comuni named inside a sentence, each once; a word that may be just a word is not a Comune."""
        return tuple(dict.fromkeys(self.index.comuni[place] for place in spot(self.index, text)))


def _exact(index: Index, name: Sequence[str]) -> tuple[Sequence[int], bool]:
    return index.exact.get(" ".join(name), ()), True


def _named(index: Index, name: Sequence[str]) -> tuple[Sequence[int], bool]:
    """By its name without particles, or by another name: then with the Comuni that hold the same words."""
    key = loose_form(name)
    if key in index.loose:
        return index.loose[key], True
    if key not in index.other:
        return (), False
    return tuple(dict.fromkeys([*index.other[key], *_containing(index, name)[0]])), True


def _containing(index: Index, name: Sequence[str]) -> tuple[Sequence[int], bool]:
    """The Comuni with all these words in their names, those that begin so first; sure when all begin so."""
    loose = loose_form(name)
    sets = [index.words.get(word, set()) for word in loose.split()]
    places = set.intersection(*sets) if sets else set()
    if len(places) > _TOO_MANY:
        return (), False
    begin = {place for place in places if _begins(index, place, loose)}
    found = sorted(places, key=lambda place: (place not in begin, len(index.comuni[place].name), place))
    return found, len(begin) == len(places)


def _begins(index: Index, place: int, loose: str) -> bool:
    return loose_form(words_of(index.comuni[place].name)).startswith(f"{loose} ")


def _resembling(index: Index, name: Sequence[str]) -> tuple[Sequence[int], bool]:
    """The Comuni whose whole name differs by a typing error, near-ties included."""
    loose = loose_form(name)
    typed = loose.replace(" ", "")
    if len(typed) < (_FUZZY_FROM if typed == loose else 2 * _FUZZY_FROM):
        return (), False
    near = process.extract(typed, index.compact, scorer=OSA.normalized_similarity, score_cutoff=_NEAR, limit=LIMIT)
    best = near[0][1] if near else 0.0
    places = dict.fromkeys(index.owners[at] for _, score, at in near if score >= best - _TIE)
    return tuple(places), best >= _SURE


def _misspelt(index: Index, name: Sequence[str]) -> tuple[Sequence[int], bool]:
    """The same, where only a letter or two are wrong: «Terranova di Polino» names no Polino."""
    places, sure = _resembling(index, name)
    return (places if sure else ()), sure


def _mended(index: Index, name: Sequence[str]) -> tuple[Sequence[int], bool]:
    """Each word as the nearest one that occurs in names, and then the Comuni that hold them all."""
    words = [_nearest(index, word) for word in loose_form(name).split()]
    places, _ = _containing(index, words) if all(words) else ((), False)
    return places, False


def _nearest(index: Index, word: str) -> str:
    if word in index.words or len(word) < _FUZZY_FROM:
        return word
    near = process.extractOne(word, list(index.words), scorer=OSA.normalized_similarity, score_cutoff=_SURE)
    return near[0] if near else ""


def _is_other_body(words: Sequence[str]) -> bool:
    """«Unione di Acri» and «Provincia di Cosenza» are not Comuni; «Acri, provincia di Cosenza» is."""
    for at, word in enumerate(words):
        if word == "comune":
            return False
        if word in BODIES:
            return True
        if word in TERRITORIES:
            return set(words[:at]) <= _BEFORE_BODY and "comune" not in words
    return False


def _readings(words: Sequence[str]) -> Iterator[_Reading]:
    """What may be the name, and the provinces that the rest allows (none said: empty)."""
    starts = [0, *(at + 1 for at, word in enumerate(words) if word in OPENINGS)]
    for name in (name for start in starts for name in _without_particles(words[start:])):
        yield name, frozenset()
        for size in range(1, min(len(name), _LONGEST_TERRITORY)):
            rest = loose_form([word for word in name[-size:] if word not in _NOT_NAMES])
            if rest in _territories() and not _JOINING & {
                name[-size],
                name[-size - 1],
            }:  # «Rende e Cosenza» are two Comuni
                *_, bare = _without_particles(name[:-size][::-1])
                yield bare[::-1], _territories()[rest]


def _without_particles(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """The words, then without each particle before them: «La Salle» is not «Salle»; a lone particle may be «Ne»."""
    for at, word in enumerate(words):
        yield words[at:]
        if word not in PARTICLES:
            return


def _formerly(sigle: frozenset[str]) -> frozenset[str]:
    """The provinces of today that lie in those said, as they once were."""
    return frozenset().union(*(FORMER_SIGLE.get(sigla, ()) for sigla in sigle))


@cache
def _provinces() -> dict[str, str]:
    """Province names, loose, to their sigle."""
    return {loose_form(words_of(name)): sigla for sigla, (name, _) in PROVINCES.items()}


@cache
def _territories() -> dict[str, frozenset[str]]:
    """Sigle, names of provinces and of regions, to the sigle that they stand for."""
    found = {sigla.lower(): {sigla} for sigla in PROVINCES} | {name: {s} for name, s in _provinces().items()}
    for sigla, (_, region) in PROVINCES.items():
        found.setdefault(loose_form(words_of(region)), set()).add(sigla)
    for sigla, names in FORMER_PROVINCES.items():
        for name in names:
            found.setdefault(loose_form(words_of(name)), set()).add(sigla)
    found |= {sigla.lower(): set(today) for sigla, today in FORMER_SIGLE.items() if sigla not in PROVINCES}
    return {name: frozenset(sigle) for name, sigle in found.items()}
