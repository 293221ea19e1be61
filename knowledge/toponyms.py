# SPDX-License-Identifier: EUPL-1.2
"""The Comuni by the forms in which their names are written."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.words import tokens

PARTICLES = frozenset(
    word
    for row in (
        "a ad al alla allo all con d da dal dall de del dell della delle degli dei di e ed i il in",
        "l la le li lo ne nei nel nell nella nello sul sull sulla sullo",
    )
    for word in row.split()
)
_SAINTS = frozenset({"san", "santa", "santo", "sant", "sta", "sto", "s"})


@dataclass(frozen=True)
class Municipality:
    """A Comune, as the list of municipalities writes it."""

    code: str  # Belfiore, such as A053
    name: str
    province: str  # its name, such as Cosenza
    sigla: str
    region: str


@dataclass(frozen=True)
class Index:
    """The Comuni by their written forms; numbers are places in `comuni`."""

    comuni: tuple[Municipality, ...]
    exact: Mapping[str, Sequence[int]]
    loose: Mapping[str, Sequence[int]]  # without particles, any saint alike
    other: Mapping[str, Sequence[int]]  # bilingual and former names, loose
    words: Mapping[str, set[int]]
    compact: Sequence[str]  # loose forms without blanks
    owners: Sequence[int]  # of the compact forms


def index_of(text: str) -> Index:
    """From the rows of municipalities.csv."""
    comuni: list[Municipality] = []
    exact: dict[str, list[int]] = {}
    loose: dict[str, list[int]] = {}
    other: dict[str, list[int]] = {}
    words: dict[str, set[int]] = {}
    for place, row in enumerate(text.splitlines()[1:]):
        code, name, sigla, province, region, also = row.split(";")
        comuni.append(Municipality(code, name, province, sigla, region))
        said = words_of(name)
        exact.setdefault(" ".join(said), []).append(place)
        loose.setdefault(loose_form(said), []).append(place)
        for alias in (*_saints(name), *(also.split("|") if also else ())):
            for form in (alias, f"{name} {alias}"):
                other.setdefault(loose_form(words_of(form)), []).append(place)
        for word in loose_form(said).split():
            words.setdefault(word, set()).add(place)
    for names in (exact, loose):  # a name that one gave up and another bears: which is meant, the person says
        for form in names.keys() & other.keys():
            names[form] += [place for place in other[form] if place not in names[form]]
    forms = [(form.replace(" ", ""), place) for names in (loose, other) for form in names for place in names[form]]
    return Index(tuple(comuni), exact, loose, other, words, [form for form, _ in forms], [place for _, place in forms])


def _saints(name: str) -> set[str]:
    """«Santelpidio a Mare» and «Sant'Arcangelo di Romagna»: the saint written with the name, or apart from it."""
    joined = re.sub(r"\bSant'(?=\w)", "Sant", name)
    apart = re.sub(r"\bSant(?=[aeiou]\w{3})", "Sant ", name)
    return {joined, apart} - {name}


def words_of(text: str) -> list[str]:
    """The words of a name, folded; `ß` is a letter that folding would lose."""
    return tokens(text.replace("ß", "ss"))


def loose_form(words: Sequence[str]) -> str:
    """A name without particles, any saint alike: «S. Giovanni Fiore» is «San Giovanni in Fiore»."""
    kept = ["s" if word in _SAINTS else word for word in words if word not in PARTICLES]
    return " ".join(kept or words)
