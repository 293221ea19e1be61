# SPDX-License-Identifier: EUPL-1.2
"""The matcher's figures on any set of phrasings and test questions: accuracy, false answers, time."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from bot.building import build, read_phrasings
from bot.calibration import Kinds, Limits, calibrate
from bot.trials import try_out
from knowledge.search import Matcher, Ranking
from knowledge.words import Lexicon

PLAIN = Limits(unknown=0.02, wrong=0.06, lost=0.04)  # of a set that comes without known unknowns


class MeasureError(Exception):
    """The set cannot be measured; the message says which file and line, and why."""


@dataclass(frozen=True)
class Figures:
    """Shares in 0…1 (of the questions in scope, but `false_answers`: of those out of scope), times."""

    top1: float | None
    recall3: float | None
    auroc: float | None  # of the chance of being right, in scope against out of scope
    answered_right: float | None
    false_answers: float | None
    ms_p50: float
    ms_p95: float
    build_s: float

    def to_json(self) -> str:
        """One line; shares with four decimals."""
        return json.dumps({k: v if v is None else round(v, 4) for k, v in asdict(self).items()})


@dataclass(frozen=True)
class Asked:
    """A test question with the entry that answers it; None: no entry does."""

    question: str
    expected: str | None


def measure(folder: Path, lexicon: Lexicon | None = None, *, quick: bool = False) -> Figures:
    """The figures for `kb.jsonl` and `test.jsonl` in a folder; nothing is fitted on the test questions."""
    pairs, asked = _read_kb(folder / "kb.jsonl"), _read_test(folder / "test.jsonl")
    begun = perf_counter()
    matcher = make_matcher(pairs, lexicon or Lexicon(), quick=quick)
    seconds = perf_counter() - begun
    return figures(matcher, asked, seconds)


def make_matcher(pairs: Sequence[tuple[str, str]], lexicon: Lexicon, *, quick: bool = False) -> Matcher:
    """A calibrated matcher for (class, text) pairs, all of whose entries state facts."""
    phrasings = read_phrasings(pairs, lexicon)
    model = build(phrasings, lexicon, quick=quick).model
    kinds = Kinds(frozenset(one.entry for one in phrasings))
    calibration = calibrate(try_out(phrasings, lexicon, method=model.method), kinds, PLAIN)
    return Matcher.of(model.calibrated(calibration), lexicon, pairs)


def figures(matcher: Matcher, asked: Sequence[Asked], build_s: float) -> Figures:
    """Ask each question once and count."""
    rankings: list[Ranking] = []
    times: list[float] = []
    matcher.rank(asked[0].question)  # tables that are made on first use
    for one in asked:
        begun = perf_counter()
        rankings.append(matcher.rank(one.question))
        times.append((perf_counter() - begun) * 1000)
    pairs = list(zip(rankings, asked, strict=True))
    inside = [(r, a.expected) for r, a in pairs if a.expected is not None]
    outside = [r for r, a in pairs if a.expected is None]
    first = [r.candidates[0].id == expected for r, expected in inside]
    told = [r.verdict == "answer" and right for (r, _), right in zip(inside, first, strict=True)]
    return Figures(
        top1=_mean(first),
        recall3=_mean([expected in {c.id for c in r.candidates[:3]} for r, expected in inside]),
        auroc=auroc([r.chance for r, _ in inside], [r.chance for r in outside]),
        answered_right=_mean(told),
        false_answers=_mean([r.verdict == "answer" for r in outside]),
        ms_p50=float(np.percentile(times, 50)),
        ms_p95=float(np.percentile(times, 95)),
        build_s=build_s,
    )


def _mean(values: Sequence[bool]) -> float | None:
    return float(np.mean(values)) if values else None


def auroc(inside: Sequence[float], outside: Sequence[float]) -> float | None:
    """P(an in-scope chance is above an out-of-scope one); ties count half; None without both kinds."""
    if not inside or not outside:
        return None
    below = np.sort(np.array(outside))
    first = np.searchsorted(below, inside, side="left")
    last = np.searchsorted(below, inside, side="right")
    return float(np.mean((first + last) / 2) / len(outside))


def _read_kb(path: Path) -> list[tuple[str, str]]:
    rows = _rows(path, "id", "questions")
    for row in rows:
        asked = row["questions"]
        if not isinstance(asked, list) or not all(isinstance(text, str) for text in asked):
            raise MeasureError(f"{path}: «questions» di «{row['id']}» non è un elenco di testi")
    pairs = [(str(row["id"]), text) for row in rows for text in row["questions"]]
    if not any(char.isalnum() for _, text in pairs for char in text):
        raise MeasureError(f"{path}: nessuna domanda in «questions»")
    return pairs


def _read_test(path: Path) -> list[Asked]:
    rows = _rows(path, "question", "expected_id")
    for row in rows:
        if not isinstance(row["question"], str):
            raise MeasureError(f"{path}: «question» non è un testo: {json.dumps(row['question'])}")
    return [Asked(row["question"], _id(row["expected_id"])) for row in rows]


def _id(value: object) -> str | None:
    return None if value is None else str(value)


def _rows(path: Path, *keys: str) -> list[dict[str, Any]]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise MeasureError(f"{path}: non si legge ({type(fault).__name__})") from fault
    found = [_row(path, number, line, keys) for number, line in enumerate(lines, 1) if line.strip()]
    if not found:
        raise MeasureError(f"{path}: è vuoto")
    return found


def _row(path: Path, number: int, line: str, keys: Sequence[str]) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as fault:
        raise MeasureError(f"{path}:{number}: non è un oggetto JSON ({fault.msg})") from fault
    missing = [key for key in keys if not isinstance(row, dict) or key not in row]
    if missing:
        raise MeasureError(f"{path}:{number}: manca «{missing[0]}»")
    return dict(row)
