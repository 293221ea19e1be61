# SPDX-License-Identifier: EUPL-1.2
"""Fetches updates from Telegram, and moves its place in their queue only once what they led to is stored."""

import asyncio
import logging
import warnings
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram import Bot, Update
from telegram.error import Conflict, RetryAfter, TelegramError
from telegram.warnings import PTBUserWarning

from bot.channels.telegram_faults import seconds_of
from bot.channels.telegram_signs import Signs
from bot.channels.telegram_updates import ALLOWED, Own, ignored, read
from bot.core.messages import Incoming

log = logging.getLogger(__name__)

LONG_POLL = 30  # seconds
_SLACK = 10.0  # seconds beyond that, before the connection is taken for dead
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0
HandIn = Callable[[Sequence[Incoming]], Awaitable[None]]


@dataclass(frozen=True)
class Reception:
    """What is done with updates, however they come: read, announced, handed in."""

    own: Own
    signs: Signs
    hand_in: HandIn  # returns once everything is stored
    clock: Callable[[], datetime]

    async def take(self, updates: Sequence[Update | Mapping[str, Any]]) -> None:
        """Hand in every update; raises what keeps them from being stored."""
        await self.hand_in([self._read(update) for update in updates])

    def _read(self, update: Update | Mapping[str, Any]) -> Incoming:
        now = self.clock()
        raw: Any = update["update_id"] if isinstance(update, Mapping) else update.update_id
        try:
            whole = Update.de_json(dict(update)) if isinstance(update, Mapping) else update
            incoming = read(whole, self.own, now)
        except Exception as fault:  # its fields are not what they are called: the others must not wait for it
            log.warning("unable to read an update", exc_info=fault)
            return ignored(raw, now, "malformed")
        if whole.callback_query is not None:
            self.signs.tapped(incoming.address, whole.callback_query.id)
        if incoming.kind in ("text", "tap", "command", "unreadable"):
            self.signs.heard(incoming.address)
        return incoming


class Polling:
    """Long polling. Not the library's Updater, which acknowledges updates that it holds only in memory."""

    def __init__(self, bot: Bot, reception: Reception, chance: Callable[[], float]) -> None:
        self._bot = bot
        self._reception = reception
        self._chance = chance
        self._offset = 0
        self._failed = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Until told to stop. Whatever fails, it waits and asks again from the same place."""
        ending = asyncio.ensure_future(stop.wait())
        try:
            while not stop.is_set():
                wait = await self._round(ending)
                if wait:
                    await asyncio.wait([ending], timeout=wait)
        finally:
            ending.cancel()

    async def _round(self, ending: "asyncio.Future[Any]") -> float:
        """Fetch and store once; seconds to wait before the next time."""
        try:
            updates = await self._fetch(ending)
            if updates:
                await self._reception.take(updates)
                self._offset = _number(updates[-1]) + 1
        except RetryAfter as fault:
            return seconds_of(fault)
        except Conflict:  # a second process, or the one before has not quite gone
            log.warning("somebody else fetches the updates of this bot", extra={"failure": "Conflict"})
            return self._wait()
        except TelegramError as fault:
            log.warning("unable to fetch updates", extra={"failure": type(fault).__name__})
            return self._wait()
        except Exception as fault:
            log.error("unable to store updates", exc_info=fault)
            return self._wait()
        self._failed = 0
        return 0.0

    async def _fetch(self, ending: "asyncio.Future[Any]") -> Sequence[Update | Mapping[str, Any]]:
        """The next updates; none when told to stop meanwhile."""
        fetching = asyncio.ensure_future(self._get())
        try:
            await asyncio.wait([fetching, ending], return_when=asyncio.FIRST_COMPLETED)
            return fetching.result() if fetching.done() else ()
        finally:
            fetching.cancel()

    async def _get(self) -> Sequence[Update | Mapping[str, Any]]:
        try:
            return await self._bot.get_updates(
                self._offset, timeout=LONG_POLL, read_timeout=LONG_POLL + _SLACK, allowed_updates=ALLOWED
            )
        except TelegramError:
            raise
        except Exception as fault:  # one update that the library cannot read: fetched as it is, read one by one
            log.warning("unable to read updates together", exc_info=fault)
        return await self._get_raw()

    async def _get_raw(self) -> Sequence[Mapping[str, Any]]:
        asked = {"offset": self._offset, "timeout": 0, "allowed_updates": list(ALLOWED)}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", PTBUserWarning)  # it recommends the method that has just failed
            found: list[dict[str, Any]] = await self._bot.do_api_request("getUpdates", asked)
        return found

    def _wait(self) -> float:
        """Growing, and not the same for two bots that lost the same server."""
        self._failed += 1
        longest: float = min(_FIRST_WAIT * 2.0 ** min(self._failed - 1, 10), _LONGEST_WAIT)
        return longest * (1 + self._chance()) / 2


def _number(update: Update | Mapping[str, Any]) -> int:
    return int(update["update_id"]) if isinstance(update, Mapping) else update.update_id
