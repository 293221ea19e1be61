# SPDX-License-Identifier: EUPL-1.2
"""What the tests of Telegram share: a server of their own, and the library's bot on it."""

import pytest
from telegram.ext import AIORateLimiter, ExtBot

from bot.channels.telegram_line import make_request
from tests.telegram_server import TOKEN, TelegramServer


@pytest.fixture
async def server():
    """A strict Bot API server on loopback."""
    made = TelegramServer()
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def library_bot(server):
    """The real client, with the connections that the channel gives it and two seconds for an answer."""
    requests = [make_request(server.url, most, 2.0) for most in (1, 8)]
    made = ExtBot(
        TOKEN, f"{server.url}/bot", get_updates_request=requests[0], request=requests[1],
        rate_limiter=AIORateLimiter(0, 0, 0, 0),
    )  # fmt: skip
    yield made
    await made.shutdown()
    for one in requests:
        await one.shutdown()
