# SPDX-License-Identifier: EUPL-1.2
"""The whole bot as `run` builds it, served in the same event loop as the fake Bot API server."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from bot.app import App, open_app
from bot.serving import serve
from bot.settings import Settings
from tests.bot.core.talking import finder, make_library
from tests.telegram_server import TOKEN, TelegramServer

START = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Rome"))  # a Monday
SECRET = "only-letters-and-digits-27"
SECRETARIAT = "segreteria@cap4city.example"


@dataclass
class Clock:
    """Goes on from a moment; it can be moved."""

    at: datetime = START
    begun: float = field(default_factory=monotonic)

    def __call__(self) -> datetime:
        return self.at + timedelta(seconds=monotonic() - self.begun)

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Bot:
    """A bot that is running."""

    app: App
    server: TelegramServer
    stop: asyncio.Event

    def waiting(self) -> bool:
        """Whether something came in or must go out that has not."""
        webhook = self.server.webhook
        coming = webhook.pending if webhook else self.server.waiting
        return bool(coming) or bool(self.app.outbox.in_state(["waiting"]))

    async def rest(self) -> None:
        """Until everything has been answered: looked at again and again, nobody tells when a row is marked."""
        async with asyncio.timeout(60):
            while self.waiting():
                await asyncio.sleep(0.002)


def settings_of(folder: Path, url: str, **more: Any) -> Settings:
    values: dict[str, Any] = {
        "database": folder / "bot.db", "maildir": folder / "outbox", "telegram_token": TOKEN, "delivery": "maildir",
        "telegram_base_url": url, "secretariat": SECRETARIAT, **more,
    }  # fmt: skip
    return Settings(_env_file=None, **values)


@asynccontextmanager
async def serving(
    folder: Path,
    server: TelegramServer,
    *,
    search: Mapping[str, object] | None = None,
    nearby: tuple[str, ...] = (),
    rate: float = 0,
    clock: Clock | None = None,
    **more: Any,
) -> AsyncIterator[Bot]:
    """A bot from its start to its clean end; `search`: what is found for which question."""
    settings = settings_of(folder, server.url, **more)
    with open_app(settings, clock or Clock(), lambda day: make_library(day, nearby)) as app:
        stop = asyncio.Event()
        bot = Bot(given(app, search or {}, rate), server, stop)
        running = asyncio.ensure_future(serve(bot.app, stop))
        try:
            yield bot
        finally:
            stop.set()
            await running


def given(app: App, search: Mapping[str, object], rate: float) -> App:
    """The same app with a search that finds what a table says, and its own limit of messages a second."""
    mind: Any = app.inbox.mind
    found = replace(mind, means=replace(mind.means, answer=finder(search)))
    return replace(app, mind=found, inbox=replace(app.inbox, mind=found), telegram_rate=rate)
