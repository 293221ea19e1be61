# SPDX-License-Identifier: EUPL-1.2
"""Turns, and news of what was sent, that wait for the same commit: the disk is waited for once for all of them."""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial

from bot.core.messages import Incoming
from bot.inbox import TRIES, Inbox
from bot.parcels import Row, State

LONGEST = 0.03  # seconds of work before a commit: then the network gets its turn
_UNABLE = (sqlite3.OperationalError, OSError, MemoryError)
Work = Callable[[], None]
Done = asyncio.Future[None]


class Commits:
    """One after the other in the order of arrival, in one thread: two turns of a person never overlap.

    While the disk is waited for, in a thread of its own, the next ones are already decided.
    """

    def __init__(self, inbox: Inbox, longest: float = LONGEST) -> None:
        self._inbox = inbox
        self._longest = longest
        self._turns: deque[tuple[Work, Done]] = deque()
        self._ends: deque[tuple[Work, Done]] = deque()  # short, and done first: until then a crash repeats a message
        self._committed: list[Done] = []  # not yet known to be on disk
        self._planned = False
        self._syncing: asyncio.Future[None] | None = None

    async def receive(self, incomings: Sequence[Incoming]) -> None:
        """Answer each once; returns when all is on disk. Raises what keeps one of them from being stored."""
        stored = [self._plan(self._turns, partial(self._take, incoming)) for incoming in incomings]
        faults = [fault for fault in await asyncio.gather(*stored, return_exceptions=True) if fault is not None]
        if faults:
            raise faults[0]

    async def settle(self, row: Row, state: State, *, external: str = "", reason: str = "") -> None:
        """A parcel's way ends; returns when that is on disk."""
        end = partial(self._inbox.delivered, row, state, external=external, reason=reason)
        await self._plan(self._ends, end)

    def _take(self, incoming: Incoming) -> None:
        if incoming.kind == "ignored":
            self._inbox.ignore(incoming)
            return
        for _ in range(TRIES):
            if self._inbox.receive(incoming) != "again":
                return

    def _plan(self, queue: deque[tuple[Work, Done]], work: Work) -> Done:
        loop = asyncio.get_running_loop()
        done: Done = loop.create_future()
        queue.append((work, done))
        if not self._planned:
            self._planned = True
            loop.call_soon(self._commit)
        return done

    def _commit(self) -> None:
        """As many as fit the time in one transaction; what the disk refuses is refused to all of them."""
        ended: list[tuple[Done, Exception | None]] = []
        try:
            with self._inbox.store.light_transaction():
                self._work(ended)
        except Exception as fault:
            ended = [(done, fault) for done, _ in ended]
        self._committed += [done for done, failure in ended if failure is None]
        for done, failure in ended:
            if failure is not None:
                _tell(done, failure)
        self._sync()
        self._planned = bool(self._ends or self._turns)
        if self._planned:
            asyncio.get_running_loop().call_soon(self._commit)

    def _work(self, ended: list[tuple[Done, Exception | None]]) -> None:
        clock = asyncio.get_running_loop().time
        end = clock() + self._longest
        while (queue := self._ends or self._turns) and (not ended or clock() < end):
            work, done = queue.popleft()
            ended.append((done, None))
            try:
                work()
            except _UNABLE:
                raise
            except Exception as fault:  # its own savepoint is undone, the others stand
                ended[-1] = (done, fault)

    def _sync(self) -> None:
        """Wait for the disk, once for all that was committed before."""
        if self._syncing is not None or not self._committed:
            return
        covered, self._committed = self._committed, []
        self._syncing = asyncio.get_running_loop().run_in_executor(None, self._inbox.store.sync)
        self._syncing.add_done_callback(partial(self._synced, covered))

    def _synced(self, covered: list[Done], syncing: "asyncio.Future[None]") -> None:
        self._syncing = None
        fault = asyncio.CancelledError() if syncing.cancelled() else syncing.exception()
        for done in covered:
            _tell(done, fault)
        self._sync()


def _tell(done: Done, fault: BaseException | None) -> None:
    if done.done():  # whoever waited has gone
        return
    if fault is None:
        done.set_result(None)
    else:
        done.set_exception(fault)
