# SPDX-License-Identifier: EUPL-1.2
"""Turns, and news of what was sent, that wait for the same commit: the disk is waited for once for all of them."""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence

from bot.core.messages import Incoming
from bot.inbox import TRIES, Inbox
from bot.parcels import Row, State

LONGEST = 0.03  # seconds of work before a commit: then whoever waits is told, and the network gets its turn
_UNABLE = (sqlite3.OperationalError, OSError, MemoryError)
Work = Callable[[], None]


class Commits:
    """One after the other in the order of arrival, in one thread: two turns of a person never overlap."""

    def __init__(self, inbox: Inbox, longest: float = LONGEST) -> None:
        self._inbox = inbox
        self._longest = longest
        self._waiting: deque[tuple[Work, asyncio.Future[None]]] = deque()
        self._planned = False

    async def receive(self, incomings: Sequence[Incoming]) -> None:
        """Answer each once; returns when all is stored. Raises what keeps one of them from being stored."""
        stored = [self._plan(lambda one=incoming: self._take(one)) for incoming in incomings]  # type: ignore[misc]
        faults = [fault for fault in await asyncio.gather(*stored, return_exceptions=True) if fault is not None]
        if faults:
            raise faults[0]

    async def settle(self, row: Row, state: State, *, external: str = "", reason: str = "") -> None:
        """A parcel's way ends; returns when that is stored."""
        await self._plan(lambda: self._inbox.delivered(row, state, external=external, reason=reason))

    def _take(self, incoming: Incoming) -> None:
        for _ in range(TRIES):
            if self._inbox.receive(incoming) != "again":
                return

    def _plan(self, work: Work) -> "asyncio.Future[None]":
        loop = asyncio.get_running_loop()
        done: asyncio.Future[None] = loop.create_future()
        self._waiting.append((work, done))
        if not self._planned:
            self._planned = True
            loop.call_soon(self._commit)
        return done

    def _commit(self) -> None:
        """As many as fit the time, then one commit for all; what the disk refuses is refused to all of them."""
        ended: list[tuple[asyncio.Future[None], Exception | None]] = []
        try:
            with self._inbox.store.transaction():
                self._work(ended)
        except Exception as fault:
            ended = [(done, fault) for done, _ in ended]
        for done, failure in ended:
            _tell(done, failure)
        self._planned = bool(self._waiting)
        if self._planned:
            asyncio.get_running_loop().call_soon(self._commit)

    def _work(self, ended: list[tuple["asyncio.Future[None]", Exception | None]]) -> None:
        clock = asyncio.get_running_loop().time
        end = clock() + self._longest
        while self._waiting and (not ended or clock() < end):
            work, done = self._waiting.popleft()
            ended.append((done, None))
            try:
                work()
            except _UNABLE:
                raise
            except Exception as fault:  # its own savepoint is undone, the others stand
                ended[-1] = (done, fault)


def _tell(done: "asyncio.Future[None]", fault: Exception | None) -> None:
    if done.done():  # whoever waited has gone
        return
    if fault is None:
        done.set_result(None)
    else:
        done.set_exception(fault)
