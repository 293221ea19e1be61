# SPDX-License-Identifier: EUPL-1.2
"""The Comuni that a sentence names; a word that may be just a word is not a Comune."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.regions import EVERYDAY_NAMES, PROVINCES
from knowledge.toponyms import PARTICLES, Index, loose_form
from knowledge.words import fold

BODIES = frozenset({"unione", "unioni", "consorzio", "comunita", "metropolitana", "ambito", "asl", "asp"})
TERRITORIES = frozenset({"provincia", "province", "prov", "regione"})
OPENINGS = frozenset({"comune", "comuni", "municipio", "com", "amministrazione", "citta"})
_OFFICES = OPENINGS | {"sindaco", "sindaca", "vicesindaco", "segretario", "segretaria", "paese", "giunta"}
_NOT_PLACES = frozenset(
    word
    for row in (
        "via piazza viale corso largo hotel palazzo villa",
        "dott dr ssa sig signor signora ing avv arch geom prof rag",
    )
    for word in row.split()
)
_PLACING = frozenset({"a", "ad", "da", "di", "d", "per", "tra", "fra", "o"})
_OF = frozenset({"di", "d", "del", "della", "dell"})
_BETWEEN = PARTICLES | {"comuni", "comunale", "montana"}  # «Unione montana dei Comuni di …»
_WORD = re.compile(r"[^\W_]+")
_LONGEST_NAME = 7  # words
_READ_AT_MOST = 2_000  # characters
_CAPITALS = frozenset(fold(name) for name, _ in PROVINCES.values())


@dataclass(frozen=True)
class _Word:
    """A word of a sentence."""

    folded: str
    bracket: bool  # it opens what stands in brackets
    capital: bool  # a capital that says something: not at the start of a sentence, not in a shouted text


def spot(index: Index, text: str) -> Iterator[int]:
    """The places, in the index, of the Comuni named; homonyms all, unless their sigla follows."""
    words = _read(text)
    at, body = 0, -1  # `body`: where the last name that belongs to a Unione ended
    while at < len(words):
        size, places = _longest(index, words, at)
        if places and (_follows_body(words, at) or _goes_on(words, body, at)):
            at += size
            body = at
        elif places and _is_meant(words, at, size):
            at += size
            after = words[at].folded.upper() if at < len(words) else ""
            inside = _bracketed(words, at)
            told = [p for p in places if inside and fold(index.comuni[p].province) == inside]
            yield from told or [p for p in places if index.comuni[p].sigla == after] or places
            at += len(inside.split()) if told else 0
        else:
            at += 1


def _bracketed(words: Sequence[_Word], at: int) -> str:
    """The province after a name, «Melfi (Potenza)»: no second Comune; "" where no bracket opens there."""
    names = (" ".join(word.folded for word in words[at : at + size]) for size in range(_LONGEST_NAME, 0, -1))
    return next((n for n in names if n in _CAPITALS), "") if at < len(words) and words[at].bracket else ""


def _read(text: str) -> list[_Word]:
    shouted = text.isupper()
    found = []
    for match in _WORD.finditer(text[:_READ_AT_MOST].replace("ß", "ss")):
        starts = text[: match.start()].rstrip(" «\"'(")[-1:] in ("", ".", "?", "!", ":", "\n")
        opens = text[: match.start()].endswith("(")
        found.append(_Word(fold(match[0]), opens, match[0][0].isupper() and not starts and not shouted))
    return found


def _longest(index: Index, words: Sequence[_Word], at: int) -> tuple[int, Sequence[int]]:
    for size in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
        said = [word.folded for word in words[at : at + size]]
        places: Sequence[int] = index.exact.get(" ".join(said), ())
        if not places and said[0] not in PARTICLES and said[-1] not in PARTICLES:
            places = index.loose.get(loose_form(said), ()) if size > 1 else _formerly(index, words, at)
        if places:
            return size, places
    return 1, ()


def _formerly(index: Index, words: Sequence[_Word], at: int) -> Sequence[int]:
    """A former name counts only where a Comune is announced: «comune di Rossano»."""
    told = words[at].folded not in EVERYDAY_NAMES and _is_announced(words, at)
    return index.other.get(words[at].folded, ()) if told else ()


def _is_announced(words: Sequence[_Word], at: int) -> bool:
    return at > 1 and words[at - 1].folded in _OF and words[at - 2].folded in _OFFICES


def _is_meant(words: Sequence[_Word], at: int, size: int) -> bool:
    """Whether a name in a sentence is the Comune and not a body, a street, a person or an everyday word."""
    name = " ".join(word.folded for word in words[at : at + size])
    before = words[at - 1].folded if at else ""
    if before in _NOT_PLACES:
        return False
    announced = _is_announced(words, at)
    if name in EVERYDAY_NAMES:
        return words[at].capital and (announced or before in ("a", "ad"))
    if announced:
        return True
    if size > 1:
        return words[at].folded not in PARTICLES or words[at + 1].capital
    return words[at].capital or before in _PLACING or len(words) == 1 or name in _CAPITALS


def _goes_on(words: Sequence[_Word], end: int, at: int) -> bool:
    """Whether a name is the next in a row of them: «Unione dei Comuni di Acri e Luzzi»."""
    return 0 <= end <= at and all(word.folded in ("e", "ed", "di") for word in words[end:at])


def _follows_body(words: Sequence[_Word], at: int) -> bool:
    for word in reversed(words[max(0, at - 5) : at]):
        if word.folded in BODIES | TERRITORIES:
            return True
        if word.folded not in _BETWEEN:
            return False
    return False
