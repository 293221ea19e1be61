# SPDX-License-Identifier: EUPL-1.2
"""What a person sees before the answer: the tap that was taken, «sta scrivendo» when a second has passed."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

log = logging.getLogger(__name__)

PATIENCE = 1.0  # seconds
_AT_ONCE = 5  # «sta scrivendo» is a courtesy: when many wait, the answers need the server more


class Signs:
    """Courtesies: one that fails is not tried again. `waits` tells whether an answer to this address is on its way."""

    def __init__(self, bot: Bot, waits: Callable[[str], bool], patience: float = PATIENCE) -> None:
        self._bot = bot
        self._waits = waits
        self._patience = patience
        self._taps: dict[str, asyncio.Task[None]] = {}
        self._clocks: dict[str, asyncio.TimerHandle] = {}
        self._typing: set[asyncio.Task[None]] = set()

    def heard(self, address: str) -> None:
        """The person wrote: if nothing is answered within the time, say that it is being written."""
        if address not in self._clocks:
            loop = asyncio.get_running_loop()
            self._clocks[address] = loop.call_later(self._patience, self._late, address)

    def tapped(self, address: str, query: str) -> None:
        """The person tapped: the button must stop turning."""
        earlier = self._taps.get(address)
        task = asyncio.ensure_future(self._take(query, earlier))
        self._taps[address] = task
        task.add_done_callback(lambda done: self._taken(address, done))

    async def settled(self, address: str) -> None:
        """Wait until the person's taps have been answered: an answer never overtakes them."""
        task = self._taps.get(address)
        if task is not None:
            await asyncio.wait([task])

    def answered(self, address: str) -> None:
        """Something was sent: nobody waits any more."""
        clock = self._clocks.pop(address, None)
        if clock is not None:
            clock.cancel()

    async def close(self) -> None:
        """Let what is under way end."""
        for address in list(self._clocks):
            self.answered(address)
        pending = [*self._taps.values(), *self._typing]
        if pending:
            await asyncio.wait(pending)

    async def _take(self, query: str, earlier: "asyncio.Task[None] | None") -> None:
        if earlier is not None:
            await asyncio.wait([earlier])
        await _try(self._bot.answer_callback_query(query))

    def _taken(self, address: str, task: "asyncio.Task[None]") -> None:
        if self._taps.get(address) is task:
            del self._taps[address]

    def _late(self, address: str) -> None:
        self._clocks.pop(address, None)
        if self._waits(address) and len(self._typing) < _AT_ONCE:
            task = asyncio.ensure_future(_try(self._bot.send_chat_action(int(address), ChatAction.TYPING)))
            self._typing.add(task)
            task.add_done_callback(self._typing.discard)


async def _try(request: Coroutine[Any, Any, object]) -> None:
    try:
        await request
    except TelegramError as fault:  # too old a tap, a blocked bot, no network
        log.info("unable to give a sign", extra={"failure": type(fault).__name__})
