# SPDX-License-Identifier: EUPL-1.2
"""One method at one size, measured in a process of its own: build time, peak memory, query time."""

import contextlib
import multiprocessing
import resource
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from bot.building import TRAIN_AT_MOST, build, read_phrasings
from knowledge.search import Matcher
from knowledge.words import Lexicon
from tests.bench.finders import FINDERS, Pairs

SECONDS = 60  # for building and asking together
BYTES = 4 << 30
_ASKING = 5.0  # seconds of it spent on asking, at most
_LEAST = 3  # questions asked, however slow
OWN = {"softmax, trained": False, "softmax, counted": True}  # by whether training is left out


@dataclass(frozen=True)
class Job:
    """What to measure: a method over the phrasings, each class with `times` as many as given."""

    method: str
    pairs: Pairs
    times: int
    lexicon: Lexicon
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """What was measured; `stopped` says why there is nothing."""

    build_s: float = 0.0
    peak_mb: float = 0.0
    ms_p50: float = 0.0
    ms_p95: float = 0.0
    stopped: str = ""


def measure_cell(job: Job) -> Cell:
    """The figures of a job, or why it stopped: it falls back, or needs more than SECONDS or BYTES."""
    if job.method == "softmax, trained" and len(job.pairs) * job.times > TRAIN_AT_MOST:
        return Cell(stopped=f"counts above {TRAIN_AT_MOST}")
    context = multiprocessing.get_context("spawn")
    reader, writer = context.Pipe(duplex=False)
    child = context.Process(target=_run, args=(writer, job))
    child.start()
    writer.close()
    try:
        if not reader.poll(SECONDS):
            return Cell(stopped=f"> {SECONDS} s")
        cell = reader.recv()
    except EOFError:
        child.join()
        return Cell(stopped=f"ended with {child.exitcode}")
    finally:
        child.kill()
        child.join()
    assert isinstance(cell, Cell)
    return cell


def _run(writer: Connection, job: Job) -> None:
    with contextlib.suppress(ValueError, OSError):  # not every system can limit a process
        resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    try:
        writer.send(_measure(job))
    except MemoryError:
        writer.send(Cell(stopped=f"> {BYTES >> 30} GB"))


def _measure(job: Job) -> Cell:
    pairs = multiply(job.pairs, job.times)
    begun = perf_counter()
    find = _make(job, pairs)
    built = perf_counter() - begun
    find(job.questions[0])  # tables that are made on first use
    times = _ask(find, job.questions)
    p50, p95 = (float(value) for value in np.percentile(times, (50, 95)))
    return Cell(built, _peak(), p50, p95)


def _make(job: Job, pairs: Pairs) -> Callable[[str], object]:
    if job.method not in OWN:
        return FINDERS[job.method](pairs)
    model = build(read_phrasings(pairs, job.lexicon), job.lexicon, quick=OWN[job.method]).model
    return Matcher.of(model, job.lexicon, pairs).rank


def _ask(find: Callable[[str], object], questions: Sequence[str]) -> list[float]:
    """The processor's time for each, ms: other programs on the machine do not count."""
    times: list[float] = []
    for question in questions:
        begun = process_time()
        find(question)
        times.append(1000 * (process_time() - begun))
        if len(times) >= _LEAST and sum(times) > 1000 * _ASKING:
            break
    return times


def _peak() -> float:
    """This process's highest memory, MB. Linux carries a parent's peak into ru_maxrss, not into VmHWM."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def multiply(pairs: Pairs, times: int) -> Pairs:
    """The pairs, and (times - 1) as many made of the beginning of one phrasing and the end of another of its class."""
    classes: dict[str, list[list[str]]] = {}
    for name, text in pairs:
        classes.setdefault(name, []).append(text.split())
    made = [
        (name, _cross(texts, number)) for name, texts in classes.items() for number in range(len(texts) * (times - 1))
    ]
    return [*pairs, *made]


def _cross(texts: Sequence[Sequence[str]], number: int) -> str:
    turn, place = divmod(number, len(texts))
    head, tail = texts[place], texts[(place + turn + 1) % len(texts)]
    return " ".join([*head[: len(head) * (turn % 3 + 1) // 4 + 1], *tail[len(tail) * (turn % 3 + 1) // 4 :]])
