# SPDX-License-Identifier: EUPL-1.2
"""Section «telegram»: messages a second beside a bot that only echoes, the waits, memory, a full database, kills."""

import asyncio
import socket
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

from bot.app import open_app
from bot.clock import now
from bot.core.library import Library
from tests.bench.crowd import Crowd, Line, Measured, bot_process
from tests.bench.population import populate
from tests.bench.questions import Question
from tests.bench.rehearsal import Typed, conversations, questions, rehearsing
from tests.bench.tables import draw_table
from tests.telegram_bot import SECRET, settings_of
from tests.telegram_kills import LINES, PEOPLE, RATE, make_ordeal
from tests.telegram_server import TelegramServer

CROWD, FEW = 200, 20
ECHOED = 20  # lines of each person
MEMBERS = 10_000
KILLS = 20
_HEADER = ("Telegram", "answered", "a second", "requests a second", "p50, ms", "p95", "p99", "CPU ms each", "core busy")
Start = Callable[[str, Path], AbstractContextManager[int]]


def show_telegram(library: Library, asked: Sequence[Question]) -> str:
    """Three tables. The server and the crowd share this machine with the bot, on one of its processors."""
    texts = [one.text for one in asked]
    return "\n".join([_loads(library, texts), _crowded(library, texts), _killed()])


def _loads(library: Library, texts: Sequence[str]) -> str:
    """Against the same server in the same run, without limits of messages a second on either side."""
    echoed = [[Line(text) for text in texts[at : at + ECHOED]] for at in range(CROWD)]
    with rehearsing(library) as rehearsal:
        talks = [rehearsal.lines(at, one) for at, one in enumerate(conversations(texts, CROWD), 1)]
        asking = [rehearsal.lines(at, one) for at, one in enumerate(questions(texts, CROWD, 10), 10_001)]
    rows = []
    for people in (CROWD, FEW):
        plain, talking = echoed[:people], talks[:people]
        rows += [
            _row(f"echo, one by one, {people} people", _measure(_echo, plain)),
            _row(f"echo, concurrent_updates, {people} people", _measure(partial(_echo, concurrent=True), plain)),
            _row(f"this bot, conversations, {people} people", _measure(_ours, talking)),
        ]
    rows.append(_row(f"this bot, conversations by webhook, {CROWD} people", _measure(_hooked, talks)))
    rows.append(_row(f"this bot, questions only, {CROWD} people", _measure(_ours, asking)))
    notes = (
        "echo: python-telegram-bot's Application with one handler; it stores nothing and looks nothing up",
        "this bot: search, forms, letters, every turn on disk before it is acknowledged, outbox",
        "a conversation: five questions, commands, the form (one in three is sent off); its buttons are taken away",
        "p50 … p99: from the update's arrival at the server to the first message of the answer",
    )
    return draw_table("Telegram: load", _HEADER, rows, *notes)


def _crowded(library: Library, texts: Sequence[str]) -> str:
    """Ten thousand people write, once and then with ten times as many already known."""
    scripts = conversations(texts, CROWD)
    with rehearsing(library) as rehearsal:
        talks = [rehearsal.lines(at, one) for at, one in enumerate(scripts, 1)]
        hello = rehearsal.lines(50_000, ["/start"])
    rows = []
    for known in (0, MEMBERS, 10 * MEMBERS):
        with tempfile.TemporaryDirectory() as folder:
            size = _fill(library, Path(folder), scripts[-20:], known)
            rows.append((f"{known} people", f"{size}", *asyncio.run(_seen(Path(folder), talks, hello, known))))
    header = ("in the database before", "its MB", "a second", "p95, ms", "MB at first", f"MB after {MEMBERS} people")
    return draw_table("Telegram: memory and a full database", header, rows)


def _fill(library: Library, folder: Path, scripts: list[Typed], people: int) -> int:
    settings = settings_of(folder, "http://127.0.0.1:1")
    if people:
        with open_app(settings, now, library.on) as app:
            populate(app, scripts, people)
    return settings.database.stat().st_size >> 20 if people else 0


async def _seen(folder: Path, talks: Sequence[Sequence[Line]], hello: Sequence[Line], known: int) -> tuple[str, ...]:
    """A crowd on that database; then, once, ten thousand people who say hello."""
    async with _Served() as server:
        with _ours(server.url, folder) as process:
            await server.until(lambda: server.ready, 120)
            at_first = await Crowd(server, [hello] * 10, first=900_000).run(process)
            found = await Crowd(server, talks).run(process)
            after = found if known else await Crowd(server, [hello] * MEMBERS, first=500_000).run(process)
    memory = str(after.memory) if not known else "–"
    return f"{found.rate:.0f}", f"{found.wait(0.95):.0f}", str(at_first.memory), memory


def _killed() -> str:
    """The proof of the test suite with more deaths."""
    with tempfile.TemporaryDirectory() as folder:
        ordeal = asyncio.run(make_ordeal(Path(folder), KILLS, seed=7).run())
        letters = ordeal.letters()
    right = sum(person.texts == person.wanted for person in ordeal.people)
    repeated = ordeal.repeated()
    rows = [
        ("people, messages each, kills, messages a second", f"{PEOPLE}, {len(LINES)}, {KILLS}, {RATE}"),
        ("people who read every answer, in order", f"{right} of {PEOPLE}"),
        ("requests forwarded, of them more than once", f"{len(letters)}, {sum(n > 1 for n in letters.values())}"),
        ("answers repeated, in all; most after one kill", f"{repeated.total()}; {max(repeated.values(), default=0)}"),
    ]
    return draw_table("Telegram: killed with SIGKILL", ("", ""), rows)


def _row(name: str, found: Measured) -> tuple[str, ...]:
    waits = [f"{found.wait(share):.0f}" for share in (0.5, 0.95, 0.99)]
    each, busy = 1000 * found.cpu / found.answered, 100 * found.cpu / found.seconds
    rates = f"{found.rate:.0f}", f"{found.requests / found.seconds:.0f}"
    return name, str(found.answered), *rates, *waits, f"{each:.2f}", f"{busy:.0f} %"


def _measure(start: Start, scripts: Sequence[Sequence[Line]]) -> Measured:
    async def run() -> Measured:
        with tempfile.TemporaryDirectory() as folder:
            async with _Served() as server:
                with start(server.url, Path(folder)) as process:
                    await server.until(lambda: server.ready, 120)
                    return await Crowd(server, scripts).run(process)

    return asyncio.run(run())


class _Served(TelegramServer):
    """A server that keeps no record of calls."""

    async def __aenter__(self) -> TelegramServer:
        self.keep_calls = False
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()


def _echo(url: str, folder: Path, *, concurrent: bool = False) -> AbstractContextManager[int]:
    return bot_process("tests/telegram_echo.py", url, *(["concurrent"] if concurrent else []))


def _ours(url: str, folder: Path) -> AbstractContextManager[int]:
    return bot_process("tests/telegram_child.py", str(folder), url, "0")


def _hooked(url: str, folder: Path) -> AbstractContextManager[int]:
    port = _free_port()
    hook = f"telegram_webhook_url=http://127.0.0.1:{port}/hook"
    return bot_process(
        "tests/telegram_child.py", str(folder), url, "0", hook, f"telegram_webhook_secret={SECRET}", f"PORT={port}"
    )


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
