# SPDX-License-Identifier: EUPL-1.2
"""The bot's own port, open for as long as a test looks at it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.port import Listener


@asynccontextmanager
async def listening(listener: Listener) -> AsyncIterator[None]:
    """It listens within; afterwards it has ended."""
    stop = asyncio.Event()
    running = asyncio.ensure_future(listener.run(stop))
    while not listener.port:
        await asyncio.sleep(0)
    yield
    stop.set()
    await running
