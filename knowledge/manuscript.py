# SPDX-License-Identifier: EUPL-1.2
"""An entry's file line by line: on which lines its answer stands, on which the ways of asking."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.parser import LISTS, SECTION, SECTIONS

_FENCE = "---"


@dataclass(frozen=True)
class Row:
    """One line of the file."""

    line: int
    section: str  # header, text, before, after, each, unanswered, phrasings
    text: str


@dataclass(frozen=True)
class Manuscript:
    """The rows of one file, its headings left out."""

    rows: tuple[Row, ...]
    headings: Mapping[str, int]  # section → the line of its «## …»

    @property
    def answer(self) -> tuple[Row, ...]:
        """What a person may read."""
        return tuple(row for row in self.rows if row.section not in ("header", *LISTS))

    @property
    def asked(self) -> tuple[Row, ...]:
        """Each way of asking, without its dash."""
        kept = (row for row in self.rows if row.section in LISTS and row.text.startswith("- "))
        return tuple(Row(row.line, row.section, row.text[2:].strip()) for row in kept)


def read_manuscript(text: str) -> Manuscript:
    """The rows of a file with a header between two `---`."""
    rows: list[Row] = []
    headings: dict[str, int] = {}
    fences, section = 0, "header"
    for number, line in enumerate(text.splitlines(), start=1):
        title = SECTION.match(line)
        if fences < 2 and line.strip() == _FENCE:
            fences += 1
            section = "text" if fences == 2 else "header"
        elif fences == 2 and title and title[1] in SECTIONS:
            section = SECTIONS[title[1]]
            headings[section] = number
        elif line.strip():
            rows.append(Row(number, section, line.strip()))
    return Manuscript(tuple(rows), headings)
