# SPDX-License-Identifier: EUPL-1.2
"""A crowd that writes to a bot in a process of its own: everybody goes on when the last line was answered."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from tests.telegram_server import Call, TelegramServer

ROOT = Path(__file__).parents[2]
PATIENCE = 1800.0  # seconds for a whole crowd
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Line:
    """Something typed, or a button tapped by its label, and how many messages it leads to."""

    text: str
    replies: int = 1
    tap: bool = False


@dataclass(frozen=True)
class Measured:
    """What a crowd has seen, and what the bot's process has spent meanwhile."""

    answered: int
    seconds: float
    requests: int
    waits: tuple[float, ...]  # seconds from a line to the first word of its answer, sorted
    cpu: float  # seconds
    memory: int  # MB, at the end

    @property
    def rate(self) -> float:
        return self.answered / self.seconds

    def wait(self, share: float) -> float:
        """Milliseconds that this share of the lines waited at most."""
        return 1000 * self.waits[min(int(len(self.waits) * share), len(self.waits) - 1)]


@dataclass
class _Person:
    lines: Iterator[Line]
    due: int = 0  # messages still to come
    written: float = 0.0
    heard: bool = True


@dataclass
class Crowd:
    """`scripts`: one for each person; they all begin at once."""

    server: TelegramServer
    scripts: Sequence[Sequence[Line]]
    first: int = 1  # number of the first chat
    waits: list[float] = field(default_factory=list)
    requests: int = 0
    people: dict[int, _Person] = field(default_factory=dict)

    async def run(self, process: int) -> Measured:
        """Until everybody has been answered; `process`: the bot's."""
        self.done = asyncio.Event()
        self.people = {at: _Person(iter(script)) for at, script in enumerate(self.scripts, self.first)}
        self.server.on_call = self._heard
        spent, begun = cpu_of(process), perf_counter()
        for chat in list(self.people):
            self.server.chat(chat)
            self._write(chat)
        await asyncio.wait_for(self.done.wait(), PATIENCE)
        seconds = perf_counter() - begun
        return Measured(
            len(self.waits), seconds, self.requests, tuple(sorted(self.waits)), cpu_of(process) - spent,
            memory_of(process),
        )  # fmt: skip

    def _write(self, chat: int) -> None:
        person = self.people[chat]
        line = next(person.lines, None)
        if line is None:
            del self.people[chat]
            if not self.people:
                self.done.set()
            return
        person.due, person.heard, person.written = line.replies, False, perf_counter()
        if line.tap:
            self.server.taps(chat, line.text)
        else:
            self.server.says(chat, line.text)

    def _heard(self, call: Call) -> None:
        self.requests += call.method != "getUpdates"
        person = self.people.get(call.chat)
        if person is None or call.status != 200 or call.method not in ("sendMessage", "sendDocument"):
            return
        if not person.heard:
            person.heard = True
            self.waits.append(perf_counter() - person.written)
        person.due -= 1
        if not person.due:
            asyncio.get_running_loop().call_soon(self._write, call.chat)


@contextmanager
def bot_process(*command: str) -> Iterator[int]:
    """A Python program of tests/ as a child; its number."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, *command], env=environment, cwd=ROOT) as child:
        try:
            yield child.pid
        finally:
            child.kill()


def cpu_of(process: int) -> float:
    """Seconds that a process has computed (proc(5))."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def memory_of(process: int) -> int:
    """MB that a process holds (VmRSS)."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) // 1024
