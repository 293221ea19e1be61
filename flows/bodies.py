# SPDX-License-Identifier: EUPL-1.2
"""What a body is called: a name of its own, only a Comune or a kind, or no name; the seat that a name tells."""

import re
from collections.abc import Collection, Sequence

from flows.answers import FILLER, mentions, names_of
from flows.remarks import no_answer
from flows.session import Place
from flows.slots import Option
from flows.territories import province
from flows.vocabulary import NO, NOTHING_TO_ADD, YES, listed, normal

_NO_NAMES = (YES | NO | NOTHING_TO_ADD) | listed(
    "il nostro|la nostra|mio|nostro|questo|quello|ente|l ente|il mio ente|il nostro ente|ente locale|ente pubblico"
    "|altro|altro ente|x|xx|xxx|prova|test|vedi pec|lo sapete"
)
_LETTERS = 3
_ANNOUNCING = frozenset({"comune", "comuni", "municipio", "citta", "capitale", "dei", "ed", "s", "san", "sant"})
_TERRITORY = re.compile(r"\b(provincia|citta metropolitana|libero consorzio|regione)\b((?: \w+)*)")
_LINKS = frozenset("autonoma regionale comunale di dei del della dell d".split())
_LONGEST = 6  # words: «monza e della brianza»


def misnamed(text: str, kinds: Collection[str], places: Sequence[Place]) -> str:
    """The code that says why a text is no body's name: `body_comune`, `body_name`; "" where it may be one."""
    said = normal(text)
    if is_comune(text, places):
        return "body_comune"
    bare = " ".join(word for word in said.split() if word not in FILLER)
    letters = sum(char.isalpha() for char in said)
    known = {said, bare, said.removeprefix("l "), said.removeprefix("la "), said.removeprefix("il ")}
    is_none = bool(known & (_NO_NAMES | set(kinds))) or any(map(no_answer, known))
    return "body_name" if letters < _LETTERS or is_none else ""


def is_comune(text: str, places: Sequence[Place]) -> bool:
    """Whether a text names Comuni and nothing else: «Acri», «siamo il Comune di Acri (CS)», «Roma Capitale»."""
    named = {word for place in places for word in [*normal(place.name).split(), place.sigla.lower()]}
    return bool(places) and set(normal(text).split()) <= named | FILLER | _ANNOUNCING


def seat(text: str, options: Sequence[Option]) -> str | None:
    """The province in which a territorial body sits: «Provincia di Lecce», «Regione Campania»; None for others."""
    match = _TERRITORY.search(normal(text))
    if match is None:
        return None
    words = match[2].split()
    while words and words[0] in _LINKS:
        words = words[1:]
    for size in range(min(len(words), _LONGEST), 0, -1):
        name = " ".join(words[:size])
        named = [option.id for option in options if f"regione {name}" in names_of(option)]
        found = (named[0] if named else None) if match[1] == "regione" else province(name, options)[0]
        if found:
            return found
    return None


def named_option(text: str, options: Sequence[Option]) -> str | None:
    """The one option that a text names in passing; «no» and «sì» name none."""
    said = " ".join(word for word in normal(text).split() if word not in YES | NO)
    found = mentions(said, options)[1]
    return found[0].id if len(found) == 1 and not found[0].closed else None
