# SPDX-License-Identifier: EUPL-1.2
"""A file's contents to an entry, or to every problem found in it, with its line."""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from knowledge.entry import FACETS, Entry, Outcome, Slot, Source
from knowledge.findings import nearest

Lines = Mapping[tuple[str | int, ...], int]
Problem = tuple[int, str]  # line, what is wrong and what to do

SECTION = re.compile(r"^## +(.+?) *$")
SECTIONS = {
    "Prima": "before",
    "Dopo": "after",
    "Per ogni tema": "each",
    "Lo chiedono, ma le fonti non lo dicono": "unanswered",
    "Come lo chiedono": "phrasings",
}
LISTS = ("unanswered", "phrasings")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Header(_Strict):
    """The lines between the two `---` of an entry's file."""

    title: str = Field(min_length=8, max_length=140)
    facet: str
    known: bool = True
    outcome: Outcome = "answer"
    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    valid_from: datetime.date | None = None
    valid_until: datetime.date | None = None
    flow: str | None = None
    slot: Slot | None = None

    @field_validator("facet")
    @classmethod
    def _is_a_facet(cls, value: str) -> str:
        if value not in FACETS:
            raise ValueError(f"«{value}» non è fra: {', '.join(FACETS)}")
        return value


class SourceRow(_Strict):
    """One row of sources.yaml."""

    name: str
    date: datetime.date | None = None
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Sections:
    """The parts of an entry's body, with the line of the first one."""

    text: str = ""
    before: str = ""
    after: str = ""
    each: str = ""
    unanswered: tuple[str, ...] = ()
    phrasings: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def parse_entry(name: str, header: object, lines: Lines, body: str, first: int) -> tuple[Entry | None, list[Problem]]:
    """One entry from its header (plain values) and its body, or None and what is wrong."""
    sections = split_sections(body, first)
    problems = list(sections.problems)
    try:
        head = Header.model_validate(header)
    except ValidationError as fault:
        return None, problems + explain(fault, Header, lines)
    entry = Entry(
        id=name,
        text=sections.text,
        before=sections.before,
        after=sections.after,
        each=sections.each,
        unanswered=sections.unanswered,
        phrasings=sections.phrasings,
        **head.model_dump(),
    )
    return entry, problems + _missing_texts(entry, lines)


def parse_sources(value: object, lines: Lines) -> tuple[dict[str, Source], list[Problem]]:
    """The table of sources, by id."""
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for name, row in value.items() if isinstance(value, dict) else ():
        try:
            sources[name] = Source(id=name, **SourceRow.model_validate(row).model_dump())
        except ValidationError as fault:
            problems += explain(fault, SourceRow, lines, within=(name,))
    return sources, problems


def split_sections(body: str, first: int) -> Sections:
    """The answer, then `## Prima`, `## Dopo` and `## Come lo chiedono` where they stand."""
    parts: dict[str, list[str]] = {"text": []}
    problems: list[Problem] = []
    current = "text"
    for number, line in enumerate(body.splitlines(), start=first):
        title = SECTION.match(line)
        if title and title[1] not in SECTIONS:
            problems.append((number, f"titolo «{title[1]}» sconosciuto: usare {', '.join(SECTIONS)}"))
        elif title:
            current = SECTIONS[title[1]]
            parts.setdefault(current, [])
        elif current in LISTS and line.strip() and not line.lstrip().startswith("- "):
            problems.append((number, f"riga «{line.strip()[:40]}» fra le domande: deve cominciare con «- »"))
        else:
            parts[current].append(line)
    unanswered, phrasings = (_phrasings(parts.pop(name, [])) for name in LISTS)
    texts = {name: "\n".join(rows).strip() for name, rows in parts.items()}
    return Sections(**texts, unanswered=unanswered, phrasings=phrasings, problems=tuple(problems))


def _phrasings(rows: Sequence[str]) -> tuple[str, ...]:
    return tuple(row.strip()[2:].strip() for row in rows if row.strip())


def _missing_texts(entry: Entry, lines: Lines) -> list[Problem]:
    problems: list[Problem] = []
    if not entry.text:
        problems.append((1, "manca il testo della risposta"))
    if entry.valid_until and not entry.after:
        line = lines.get(("valid_until",), 1)
        problems.append((line, f"valida fino al {entry.valid_until}: manca «## Dopo», che cosa dire dopo quella data"))
    if entry.valid_from and not entry.before:
        line = lines.get(("valid_from",), 1)
        problems.append((line, f"valida dal {entry.valid_from}: manca «## Prima», che cosa dire prima di quella data"))
    return problems


def explain(
    fault: ValidationError, model: type[BaseModel], lines: Lines, *, within: tuple[str | int, ...] = ()
) -> list[Problem]:
    """Pydantic's complaints as sentences for an author, each with its line."""
    return [(line_of(lines, within + error["loc"]), _sentence(error, model)) for error in fault.errors()]


def line_of(lines: Lines, place: tuple[str | int, ...]) -> int:
    """The line of a place in a file, or of the nearest one around it."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def _sentence(error: Any, model: type[BaseModel]) -> str:
    kind, name = error["type"], str(error["loc"][-1]) if error["loc"] else ""
    if kind == "extra_forbidden":
        return f"chiave «{name}» sconosciuta" + (nearest(name, model.model_fields) or ": toglierla")
    if kind == "missing":
        return f"manca «{name}»: aggiungerla"
    return f"«{name}» non va bene: {_plain(error, name)}" if name else _plain(error, name)


def _plain(error: Any, name: str) -> str:
    """What pydantic complains of, in the words of those who write content."""
    ctx = error.get("ctx", {})
    form = "lettere minuscole senza accenti, cifre e trattini" if name == "id" else "un indirizzo, con https:// davanti"
    known = {
        "literal_error": f"valori possibili: {str(ctx.get('expected', '')).replace(' or ', ', ')}",
        "string_too_short": f"almeno {ctx.get('min_length')} caratteri",
        "string_too_long": f"al massimo {ctx.get('max_length')} caratteri",
        "too_short": "è vuoto",
        "string_type": "serve un testo",
        "string_pattern_mismatch": f"scrivere {form}",
        "bool_parsing": "usare true oppure false",
        "bool_type": "usare true oppure false",
        "tuple_type": "serve un elenco, fra parentesi quadre oppure con una riga «- » per ciascuna voce",
        "model_type": "servono chiavi con il loro valore",
        "date_from_datetime_parsing": "scrivere una data come 2026-11-22",
        "date_from_datetime_inexact": "scrivere una data come 2026-11-22",
        "date_type": "scrivere una data come 2026-11-22",
    }
    return known.get(error["type"], str(error["msg"]).removeprefix("Value error, "))
