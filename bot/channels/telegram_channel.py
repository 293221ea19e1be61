# SPDX-License-Identifier: EUPL-1.2
"""Everything of Telegram put together: who the bot is, how it is spoken to, polling or webhook."""

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from telegram import Bot
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import BaseRequest

from bot.channels.telegram_faults import RefusedWebhookError, UnknownTokenError, seconds_of
from bot.channels.telegram_in import HandIn, Polling, Reception
from bot.channels.telegram_line import Lines, make_request
from bot.channels.telegram_out import Shown, TelegramOut
from bot.channels.telegram_profile import present
from bot.channels.telegram_signs import Signs
from bot.channels.telegram_updates import ALLOWED, Own
from bot.channels.telegram_webhook import Address, Webhook

log = logging.getLogger(__name__)

RATE = 30.0  # messages a second to all chats together (Bot API FAQ, «My bot is hitting limits»)
TOGETHER = 20  # messages under way at most
CONNECTIONS = 24  # a few more: taps are answered beside them
_FAR = 0.15  # seconds to a server behind a proxy
_TIMEOUT = 20.0  # seconds for an answer
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0
Result = TypeVar("Result")


@dataclass(frozen=True, kw_only=True)
class Line:
    """Where the Bot API is, and how Telegram reaches us: by webhook if there is one, otherwise we ask."""

    token: str
    base_url: str
    rate: float = RATE  # 0: no limit of ours
    webhook: Address | None = None


@dataclass(frozen=True, kw_only=True)
class Means:
    """What the rest of the bot does for this channel."""

    hand_in: HandIn
    shown: Shown
    waits: Callable[[str], bool]  # whether an answer to this address is on its way
    phrases: Callable[[], Mapping[str, str]]
    clock: Callable[[], datetime]
    chance: Callable[[], float]
    called: Callable[[str], None]  # is told the bot's name


class Telegram:
    """One bot. Nothing is connected before `run`."""

    def __init__(self, line: Line, means: Means) -> None:
        self._line = line
        self._means = means
        self._request = make_request(line.base_url, CONNECTIONS, _TIMEOUT)
        self._bot = _make_bot(line, self._request)
        self._signs = Signs(self._bot, means.waits)
        self._reception: Reception | None = None
        self.out = TelegramOut(self._bot, self._signs, means.shown, self._choose)
        self.webhook = Webhook(line.webhook, self._take) if line.webhook else None

    def at_once(self) -> int:
        """How many messages to begin together: as many as keep up with the rate, so that a crash repeats few."""
        if not self._line.rate:
            return TOGETHER
        seconds = self._request.shortest if isinstance(self._request, Lines) else _FAR
        return max(1, min(math.ceil(self._line.rate * seconds), TOGETHER))

    async def run(self, stop: asyncio.Event) -> None:
        """Fetch, or be brought updates, until told to stop; raises UnknownTokenError, RefusedWebhookError."""
        try:
            await self._converse(stop)
        finally:
            await self._signs.close()

    async def close(self) -> None:
        """Close the connections, once nothing is sent any more."""
        await self._bot.shutdown()

    def _choose(self) -> str:
        return self._means.phrases().get("telegram.choose", "…")

    async def _take(self, update: Mapping[str, Any]) -> None:
        if self._reception is None:
            raise RuntimeError("unable to take updates yet")
        await self._reception.take([update])

    async def _converse(self, stop: asyncio.Event) -> None:
        means = self._means
        own = await _insist(self._greet, stop)
        if own is None:
            return
        self._reception = Reception(own, self._signs, means.hand_in, means.clock)
        presenting = asyncio.ensure_future(_insist(self._present, stop))
        try:
            if self._line.webhook is not None:
                await _insist(self._hook, stop)
                await stop.wait()
            else:
                await _insist(self._unhook, stop)
                await Polling(self._bot, self._reception, means.chance).run(stop)
        finally:
            presenting.cancel()

    async def _greet(self) -> Own:
        try:
            await self._bot.initialize()
        except InvalidToken:  # what it says holds the token
            raise UnknownTokenError("unable to find the bot of this token") from None
        self._means.called(self._bot.username)
        return Own(self._bot.id, self._bot.username)

    async def _present(self) -> None:
        written = await present(self._bot, self._means.phrases())
        log.info("presented", extra={"count": written})

    async def _hook(self) -> None:
        webhook = self._line.webhook
        assert webhook is not None
        try:
            await self._bot.set_webhook(webhook.url, allowed_updates=ALLOWED, secret_token=webhook.secret)
        except BadRequest as fault:
            raise RefusedWebhookError(fault.message) from fault

    async def _unhook(self) -> None:
        if (await self._bot.get_webhook_info()).url:
            await self._bot.delete_webhook()


def _make_bot(line: Line, request: BaseRequest) -> Bot:
    """`AIORateLimiter` keeps to the overall rate; what the server refuses all the same is the outbox's to repeat."""
    limiter = AIORateLimiter(line.rate) if line.rate else AIORateLimiter(0, 0, 0, 0)
    return ExtBot(
        line.token,
        f"{line.base_url}/bot",
        f"{line.base_url}/file/bot",
        request=request,
        get_updates_request=make_request(line.base_url, 1, _TIMEOUT),
        rate_limiter=limiter,
    )


async def _insist(act: Callable[[], Awaitable[Result]], stop: asyncio.Event) -> Result | None:
    """Until it succeeds; None when told to stop before, or when the server refuses what is asked."""
    wait = _FIRST_WAIT
    while not stop.is_set():
        try:
            return await act()
        except BadRequest as fault:
            log.error("refused", exc_info=fault)
            return None
        except TelegramError as fault:
            log.warning("unable to prepare", extra={"failure": type(fault).__name__})
            seconds = seconds_of(fault) if isinstance(fault, RetryAfter) else wait
        wait = min(wait * 2, _LONGEST_WAIT)
        ending = asyncio.ensure_future(stop.wait())
        await asyncio.wait([ending], timeout=seconds)
        ending.cancel()
    return None
