# SPDX-License-Identifier: EUPL-1.2
"""Fifty people in a form while the bot is killed again and again: what each should have read, what each did read."""

import asyncio
import itertools
import os
import random
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from email import message_from_bytes
from itertools import groupby
from pathlib import Path

from bot.channels.telegram_page import make_pages
from bot.core.messages import Outgoing
from tests.bot.core.talking import CONTENT, Talk
from tests.telegram_bot import SECRETARIAT
from tests.telegram_rules import read_html
from tests.telegram_server import Call, TelegramServer

ROOT = Path(__file__).parents[1]
PEOPLE = 50
RATE = 300  # messages a second: ten times what Telegram takes
_REQUESTS = 1500  # fewer than all the people need together
_MOMENT = 0.02  # seconds
LINES = (
    "/start",
    "/richiesta",
    "Ho letto",
    "Comune",
    "((comune))",  # another for each
    "piao",
    "Abbiamo due concorsi andati deserti e un ufficio rimasto con una sola persona.",
    "salta",
    "Maria Rossi",
    "segretaria comunale",
    "maria.rossi@((comune)).example",
    "0984 123456",
    "no",
    "salta",
    "correggi il telefono",
    "333 1234567",
    "Trasmetti",
    "/info",
    "/privacy",
    "/aiuto",
)
_CHANGES = re.compile(r"C4C-\d{4}-\w+")


def comuni(count: int) -> list[str]:
    """Names that mean one Comune only."""
    assert CONTENT.gazetteer is not None
    names = Counter(one.name for one in CONTENT.gazetteer.municipalities)
    plain = [
        name for name, times in names.items() if times == 1 and name.isalpha() and name.isascii() and len(name) > 6
    ]
    return plain[:: len(plain) // count][:count]


def script(comune: str) -> list[str]:
    return [line.replace("((comune))", comune) for line in LINES]


def expected(number: int, lines: list[str]) -> list[list[str]]:
    """What each line should be answered with, after the core alone."""
    talk = Talk(address=str(number))
    return [_shown(talk.says(line).messages) for line in lines]


def _shown(messages: tuple[Outgoing, ...]) -> list[str]:
    pages = (page for message in messages for page in make_pages(message, "?"))
    return [_settled(read_html(page.html).strip()) for page in pages]


def _settled(text: str) -> str:
    return _CHANGES.sub("C4C", text)


@dataclass
class Person:
    """Writes the next line once the one before has been answered."""

    number: int
    lines: list[str]
    answers: list[list[str]]
    said: int = 0
    read: list[tuple[int, str]] = field(default_factory=list)  # in which life of the bot, what

    @property
    def texts(self) -> list[str]:
        """Without what was repeated."""
        return [text for text, _ in groupby(text for _, text in self.read)]

    @property
    def wanted(self) -> list[str]:
        return [text for answer in self.answers for text in answer]

    def next_line(self) -> str | None:
        """What to write now, if everything written so far was answered."""
        if len(self.texts) < sum(map(len, self.answers[: self.said])) or self.said == len(self.lines):
            return None
        self.said += 1
        return self.lines[self.said - 1]

    def repeats(self) -> Counter[int]:
        """How often something was repeated, by life."""
        pairs = zip(self.read, self.read[1:], strict=False)
        return Counter(later[0] for earlier, later in pairs if earlier[1] == later[1])


@dataclass
class Ordeal:
    """One run. `lives`: after how many requests to the server each bot is killed; then one is left to finish."""

    folder: Path
    lives: list[int]
    chance: random.Random
    people: list[Person] = field(default_factory=list)
    life: int = 0

    async def run(self) -> "Ordeal":
        scripts = [script(name) for name in comuni(PEOPLE)]
        self.people = [Person(number, lines, expected(number, lines)) for number, lines in enumerate(scripts, 1)]
        self.server = TelegramServer(keep_calls=False)
        await self.server.start()
        self.server.on_call = self._heard
        for person in self.people:
            self.server.chat(person.number)
            self._write(person)
        for requests in self.lives:
            await self._live(requests)
        await self._live(None)
        await self.server.stop()
        return self

    def _heard(self, call: Call) -> None:
        if call.method != "sendMessage" or call.status != 200:
            return
        person = self.people[call.chat - 1]
        person.read.append((self.life, _settled(self.server.chat(call.chat).messages[-1].text)))
        self._write(person)

    def _write(self, person: Person) -> None:
        while (line := person.next_line()) is not None:
            self.server.says(person.number, line)

    async def _live(self, requests: int | None) -> None:
        """One bot from its start to its violent end, or until all is done."""
        self.life += 1
        child_of = str(ROOT / "tests" / "telegram_child.py")
        command = [sys.executable, child_of, str(self.folder), self.server.url, str(RATE), "words"]
        with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)}) as child:
            try:
                await (self._done() if requests is None else self._worked(requests))
            finally:
                (child.terminate if requests is None else child.kill)()
                await asyncio.to_thread(child.wait)

    async def _worked(self, requests: int) -> None:
        """That many requests, and a moment more."""
        hear, left = self.server.on_call, itertools.count(requests, -1)
        enough = asyncio.Event()

        def counted(call: Call) -> None:
            if next(left) <= 1:
                enough.set()
            hear(call)

        self.server.on_call = counted
        try:
            await asyncio.wait_for(enough.wait(), 120)
        finally:
            self.server.on_call = hear
        await asyncio.sleep(self.chance.random() * _MOMENT)

    async def _done(self) -> None:
        finished = len(LINES)
        await self.server.until(
            lambda: all(one.said == finished and one.texts == one.wanted for one in self.people), 120
        )

    # What came of it

    def letters(self) -> Counter[str]:
        """The letters to the secretariat, by Message-ID."""
        folder = self.folder / "outbox" / "new"
        found = [message_from_bytes(path.read_bytes()) for path in folder.iterdir()] if folder.exists() else []
        return Counter(str(one["Message-ID"]) for one in found if one["To"] == SECRETARIAT)

    def repeated(self) -> Counter[int]:
        """How often something was repeated, by the life in which it was."""
        return sum((person.repeats() for person in self.people), Counter())


def make_ordeal(folder: Path, kills: int, seed: int) -> Ordeal:
    """Deaths spread over the whole work, none of them after its end."""
    chance = random.Random(seed)
    longest = 2 * _REQUESTS // (kills + 1)
    return Ordeal(folder, [chance.randint(1, longest) for _ in range(kills)], chance)
