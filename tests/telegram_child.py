# SPDX-License-Identifier: EUPL-1.2
"""The bot in a process of its own, to be killed or measured: `telegram_child.py FOLDER URL RATE [words] [NAME=VALUE…]`.

RATE: messages a second, 0 for no limit. `words`: a stand-in for the search, which starts much faster. Then settings.
"""

import asyncio
import signal
import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from bot import logs
from bot.app import App, open_app
from bot.clock import now
from bot.content import load_library
from bot.serving import serve
from tests.bot.core.talking import make_library
from tests.telegram_bot import given, settings_of


async def until_told(app: App) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await serve(app, stop)


def main(folder: Path, url: str, rate: float, more: list[str]) -> None:
    logs.set_up(sys.stderr, "WARNING")
    words = "words" in more
    settings = settings_of(folder, url, **dict(one.split("=", 1) for one in more if "=" in one))
    with ExitStack() as stack:
        app = stack.enter_context(open_app(settings, now, make_library if words else load_library))
        asyncio.run(until_told(given(app, {}, rate) if words else replace(app, telegram_rate=rate)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], float(sys.argv[3]), sys.argv[4:])
