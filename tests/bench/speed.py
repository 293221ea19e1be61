# SPDX-License-Identifier: EUPL-1.2
"""Section «speed»: one question in the running service, and whole runs of the command `ask`."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from bot.content import load_library
from bot.core.answering import answer
from bot.core.library import Library
from tests.bench.questions import TODAY, Question
from tests.bench.tables import draw_table

MANY = 300
RUNS = 3
HEADER = ("one question, ms", "p50", "p95", "p99", "limit p95")


def show_speed(root: Path, questions: Sequence[Question]) -> str:
    """Two tables; `root`: the folder of the project, or of a copy of it."""
    begun = perf_counter()
    library = load_library(TODAY, root)
    loading = perf_counter() - begun
    texts = [one.text for one in questions]
    rows = [
        ("first time each", *_percentiles(library, texts, perf_counter)),
        ("once more", *_percentiles(library, texts, perf_counter)),
        ("once more, the processor's time", *_percentiles(library, texts, process_time)),
    ]
    inside = draw_table("Speed", HEADER, [(*row, "5") for row in rows])
    return "\n".join([inside, _processes(root, loading, texts)])


def _percentiles(library: Library, texts: Sequence[str], clock: Callable[[], float]) -> list[str]:
    times = []
    for text in texts:
        begun = clock()
        answer(library, text, TODAY)
        times.append(1000 * (clock() - begun))
    return [f"{value:.2f}" for value in np.percentile(times, (50, 95, 99))]


def _processes(root: Path, loading: float, texts: Sequence[str]) -> str:
    many = islice(cycle(texts), MANY)
    lines = "".join(" ".join(text.split()) + "\n" for text in many)
    rows = [
        ("content and matcher read", f"{loading:.2f}", ""),
        (f"ask --json, {MANY} questions through stdin", _best(root, ["--json"], lines), "3"),
        ("ask, one question", _best(root, [texts[0]], ""), "1"),
    ]
    header = (f"whole process, s (best of {RUNS})", "seconds", "limit")
    return draw_table("Whole runs", header, rows)


def _best(root: Path, arguments: Sequence[str], text: str) -> str:
    command = [sys.executable, "-m", "bot", "ask", "--today", str(TODAY), *arguments]
    seconds = []
    for _ in range(RUNS):
        begun = perf_counter()
        done = subprocess.run(command, input=text.encode(), capture_output=True, cwd=root, check=False)
        if done.returncode:
            return f"exit {done.returncode}"
        seconds.append(perf_counter() - begun)
    return f"{min(seconds):.2f}"
