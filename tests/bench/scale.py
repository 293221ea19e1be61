# SPDX-License-Identifier: EUPL-1.2
"""Section «scale»: how each method grows with the number of phrasings, and where it stops."""

from collections.abc import Mapping, Sequence

from bot.core.library import Library
from bot.weights_file import pairs_of
from tests.bench.cells import BYTES, OWN, SECONDS, Cell, Job, measure_cell
from tests.bench.questions import Question
from tests.bench.tables import draw_table

TIMES = (1, 3, 10, 100)
METHODS = (*OWN, "rapidfuzz token_set_ratio", "SQLite FTS5 BM25, stemmed")
ASKED = 100
FAST = 5.0  # ms, 95th percentile


def show_scale(library: Library, questions: Sequence[Question]) -> str:
    """Three tables of methods × sizes, and one of limits."""
    pairs = pairs_of(library.entries, library.labs)
    texts = tuple(one.text for one in questions[:ASKED])
    cells = {name: _grow(Job(name, pairs, 1, library.matcher.lexicon, texts)) for name in METHODS}
    notes = (
        f"made by recombining the words of phrasings of one class; a cell has {SECONDS} s and {BYTES >> 30} GB",
        "trained: the weights alone, not their calibration, which trains ten times more; the running service does",
        "not train, it reads the weights",
    )
    tables = [
        _table("build, s", len(pairs), cells, "{0.build_s:.1f}"),
        _table("peak memory of the process, MB", len(pairs), cells, "{0.peak_mb:.0f}"),
        _table("one question, ms of processor, p50 / p95", len(pairs), cells, "{0.ms_p50:.1f} / {0.ms_p95:.1f}"),
    ]
    rows = [[name, *_ends(found, len(pairs))] for name, found in cells.items()]
    header = ("where it stops (phrasings)", "largest measured", "next size", f"p95 above {FAST:.0f} ms at")
    return "\n".join([*tables, draw_table("Scale: limits", header, rows, *notes)])


def _grow(job: Job) -> list[Cell]:
    """One cell a size, up to the first that stops."""
    found: list[Cell] = []
    for times in TIMES:
        found.append(measure_cell(Job(job.method, job.pairs, times, job.lexicon, job.questions)))
        if found[-1].stopped:
            break
    return found


def _table(title: str, size: int, cells: Mapping[str, Sequence[Cell]], form: str) -> str:
    header = (title, *(f"{times}× ({times * size})" for times in TIMES))
    rows = []
    for name, found in cells.items():
        shown = ["stops" if cell.stopped else form.format(cell) for cell in found]
        rows.append([name, *shown, *["–"] * (len(TIMES) - len(shown))])
    return draw_table(f"Scale: {title}", header, rows)


def _ends(found: Sequence[Cell], size: int) -> list[str]:
    sized = list(zip((times * size for times in TIMES), found, strict=False))
    done = [phrasings for phrasings, cell in sized if not cell.stopped]
    stopped = [f"{phrasings}: {cell.stopped}" for phrasings, cell in sized if cell.stopped]
    slow = [str(phrasings) for phrasings, cell in sized if not cell.stopped and cell.ms_p95 > FAST]
    return [str(max(done, default=0)), *(stopped or ["not met"]), slow[0] if slow else "not met"]
