# SPDX-License-Identifier: EUPL-1.2
"""The bench's questions: what is asked, whether the sources answer it, what a right answer says."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

Kind = Literal["in", "near", "out"]  # answerable, of the domain but not in the sources, another matter

FOLDER = Path(__file__).parent
TODAY = date(2026, 11, 25)  # answers depend on the day


@dataclass(frozen=True)
class Question:
    """One question; a right answer's plain text matches every `must` and no `must_not`."""

    id: str
    text: str
    kind: Kind
    must: tuple[re.Pattern[str], ...]
    must_not: tuple[re.Pattern[str], ...]

    def accepts(self, text: str) -> bool:
        """Whether a text answers the question."""
        return all(one.search(text) for one in self.must) and not self.forbids(text)

    def forbids(self, text: str) -> bool:
        """Whether a text says what no source says."""
        return any(one.search(text) for one in self.must_not)


def list_files() -> list[Path]:
    """One file a writer."""
    return sorted(FOLDER.glob("questions_*.jsonl"))


def read_questions(path: Path) -> list[Question]:
    """The questions of one file; raises ValueError naming the line of one that is not well-formed."""
    found: list[Question] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            found.append(_question(json.loads(line)))
        except (ValueError, KeyError, TypeError, re.error) as fault:
            raise ValueError(f"{path.name}:{number}: {type(fault).__name__}: {fault}") from fault
    return found


def _question(row: dict[str, object]) -> Question:
    kind = next((one for one in get_args(Kind) if one == row["kind"]), None)
    if kind is None:
        raise ValueError(f"unknown kind {row['kind']!r}")
    return Question(str(row["id"]), str(row["q"]), kind, _patterns(row["must"]), _patterns(row["must_not"]))


def _patterns(value: object) -> tuple[re.Pattern[str], ...]:
    if not isinstance(value, list):
        raise TypeError("must and must_not are lists")
    return tuple(re.compile(one, re.IGNORECASE) for one in value)


def select(questions: Iterable[Question], kind: Kind) -> list[Question]:
    """Those of one kind."""
    return [one for one in questions if one.kind == kind]
