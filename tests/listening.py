# SPDX-License-Identifier: EUPL-1.2
"""The bot's own port, open for as long as a test looks at it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

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


async def ask(listener: Listener, method: str, path: str, **sent: object) -> httpx.Response:
    """One request to it."""
    async with httpx.AsyncClient() as client:
        return await client.request(method, f"http://127.0.0.1:{listener.port}{path}", **sent)
