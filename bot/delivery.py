# SPDX-License-Identifier: EUPL-1.2
"""Empties the outbox: in order for each person; again later, or never again."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from bot.clock import Clock
from bot.core.messages import CannotDeliver, Parcel, Sent, TryAgainLater
from bot.outbox import Outbox
from bot.parcels import Row, State

log = logging.getLogger(__name__)

FIRST_WAIT = 5.0  # seconds, doubled each time
LONGEST_WAIT = 3600.0
GIVE_UP = timedelta(days=5)  # as long as a mail server tries: RFC 5321, 4.5.4.1
GRACE = 10.0  # seconds for what is under way when the bot stops
_LONGEST_SLEEP = 60.0  # another process may have queued something
_MOMENT = 0.25  # seconds; what takes longer waits for something that the others need not wait for


class Sender(Protocol):
    """Hands parcels of one route over."""

    async def send(self, parcel: Parcel, *, at: datetime) -> Sent:
        """Send it, dated `at`; raises TryAgainLater or CannotDeliver."""

    async def rest(self) -> None:
        """Nothing is due for the moment: close what is held open."""


class Settle(Protocol):
    """Who is told how a parcel's way ended, and returns when that is stored: at once, or later."""

    def __call__(self, row: Row, state: State, *, external: str = "", reason: str = "") -> Awaitable[None] | None: ...


class Delivery:
    """The oldest waiting parcel of each lane; while it must wait, the later ones of that lane wait too."""

    def __init__(
        self,
        outbox: Outbox,
        senders: Mapping[str, Sender],
        settle: Settle,
        *,
        clock: Clock,
        chance: Callable[[], float],  # 0…1, so that waits do not end together
        blocked: Callable[[Row], None] = lambda row: None,
        together: int = 20,
        at_once: Callable[[], int] | None = None,  # begun within a moment: what a crash would send twice
    ) -> None:
        self._outbox = outbox
        self._senders = senders
        self._settle = settle
        self._clock = clock
        self._chance = chance
        self._blocked = blocked
        self._together = together
        self._at_once = at_once or (lambda: together)
        self._wanted = asyncio.Event()
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._begun: dict[str, float] = {}  # when each of them was
        self._ready: deque[Row] = deque()  # due, each the first of its lane; none of them is under way
        self._faults: list[BaseException] = []

    def wake(self) -> None:
        """Something was queued."""
        self._wanted.set()

    async def drain(self) -> None:
        """Send all that is due now, and what becomes due by it; raises what keeps it from being marked."""
        while self._start() or self._under_way:
            done, _ = await asyncio.wait(self._under_way.values(), return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        await self._rest()

    async def run(self, stop: asyncio.Event) -> None:
        """Send whatever is queued until told to stop; what is under way then gets a few seconds."""
        watching = asyncio.ensure_future(self._watch(stop))
        try:
            while not stop.is_set():
                self._wanted.clear()
                self._start()
                await self._something(stop)
        finally:
            watching.cancel()
            if self._under_way:
                _, late = await asyncio.wait(self._under_way.values(), timeout=GRACE)
                for task in late:  # it stays waiting, and is sent again under the same key
                    task.cancel()
            await self._rest()

    async def _watch(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._wanted.set()

    async def _something(self, stop: asyncio.Event) -> None:
        """Wait until a parcel has gone, one was queued, one is due, or it is over."""
        if not self._under_way:
            await self._rest()
        with suppress(TimeoutError):
            async with asyncio.timeout(self._until_due()):
                await self._wanted.wait()
        faults, self._faults = self._faults, []
        for fault in faults:  # the database, or a fault of ours: the parcel is still waiting
            log.error("unable to settle a parcel", exc_info=fault)
        if faults:
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), timeout=1)

    def _until_due(self) -> float:
        if not self._room():
            return _MOMENT
        if self._ready:
            return _LONGEST_SLEEP
        due = self._outbox.next_time(self._senders.keys(), self._under_way.keys())
        return min(max((due - self._clock()).total_seconds(), 0.0), _LONGEST_SLEEP) if due else _LONGEST_SLEEP

    def _room(self) -> bool:
        """Whether another may be begun now."""
        since = asyncio.get_running_loop().time() - _MOMENT
        quick = sum(begun > since for begun in self._begun.values())
        return len(self._under_way) < self._together and quick < self._at_once()

    def _start(self) -> bool:
        """Start as many as may be sent together; whether any was started."""
        begun = False
        while self._room() and (row := self._next()) is not None:
            task = asyncio.ensure_future(self._send(row))
            self._under_way[row.lane] = task
            self._begun[row.lane] = asyncio.get_running_loop().time()
            task.add_done_callback(partial(self._gone, row.lane))
            begun = True
        return begun

    def _next(self) -> Row | None:
        """The next parcel; they are looked up many at a time, because each look goes over all that wait."""
        if not self._ready:
            busy = self._under_way.keys()
            self._ready.extend(self._outbox.next_due(self._senders.keys(), self._clock(), busy, self._together * 4))
        return self._ready.popleft() if self._ready else None

    def _gone(self, lane: str, task: "asyncio.Task[None]") -> None:
        del self._under_way[lane], self._begun[lane]
        fault = None if task.cancelled() else task.exception()
        if fault is not None:
            self._faults.append(fault)
        self._wanted.set()

    async def _send(self, row: Row) -> None:
        try:
            parcel = self._outbox.pending(row)
            if parcel is None:
                return
            sent = await self._senders[row.route].send(parcel, at=row.made_at)
        except CannotDeliver as fault:
            await self._end(row, "failed", reason=str(fault))
            if fault.blocked:
                self._blocked(row)
        except TryAgainLater as fault:
            await self._later(row, str(fault), fault.after)
        except Exception as fault:
            log.error("unable to send", extra={"key": row.key, "route": row.route}, exc_info=fault)
            await self._later(row, type(fault).__name__, None)
        else:
            await self._end(row, "kept" if sent.kept else "sent", external=sent.external)

    async def _end(self, row: Row, state: State, *, external: str = "", reason: str = "") -> None:
        stored = self._settle(row, state, external=external, reason=reason)
        if stored is not None:
            await stored
        log.info("ended", extra={"key": row.key, "route": row.route, "state": state, "attempts": row.attempts + 1})

    async def _later(self, row: Row, reason: str, after: float | None) -> None:
        now = self._clock()
        if now - row.queued_at > GIVE_UP:
            await self._end(row, "failed", reason=reason)
            return
        seconds = wait(row.attempts, self._chance(), after)
        self._outbox.postpone(row, now + timedelta(seconds=seconds), reason)
        log.info(
            "later", extra={"key": row.key, "route": row.route, "after": round(seconds), "attempts": row.attempts + 1}
        )

    async def _rest(self) -> None:
        for sender in self._senders.values():
            await sender.rest()


def wait(attempts: int, chance: float, after: float | None = None) -> float:
    """Seconds before the next try: what the server asked for and a little more, or half to all of a doubling wait."""
    if after is not None:
        return after * (1 + chance / 10)
    return min(FIRST_WAIT * 2.0 ** min(attempts, 20), LONGEST_WAIT) * (1 + chance) / 2
