# SPDX-License-Identifier: EUPL-1.2
"""The mailbox watched: what is new is read in a thread of its own and handed in, one letter after the other."""

import asyncio
import imaplib
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol, TypeVar

from imap_tools.errors import ImapToolsError

from bot.channels.email_in import Received, receive
from bot.channels.imap_box import Account, Box, Found, RefusedError
from bot.channels.imap_idle import IdleRefusedError
from bot.channels.mail_rules import Ours

log = logging.getLogger(__name__)
T = TypeVar("T")

SLICE = 240.0  # seconds of one IDLE: some servers hang up after five minutes; then everything is looked through
POLL = 60.0  # where the server has no IDLE
FIRST_WAIT, LONGEST_WAIT = 2.0, 300.0  # before connecting again
FIRST_DAYS = 7  # how far back a mailbox is read that was never read before
_BATCH, _BATCH_BYTES = 20, 8_000_000
_TOGETHER = 4  # letters decided before the network gets its turn
_TRIES = 3
_GONE = (OSError, EOFError, imaplib.IMAP4.error, ImapToolsError, RefusedError)


@dataclass(frozen=True)
class Place:
    """As far as the mailbox was read; another UIDVALIDITY makes every UID mean something else (RFC 3501, 2.3.1.1)."""

    validity: int
    uid: int


class Memory(Protocol):
    """What remembers the place, and takes the letters."""

    def together(self) -> AbstractContextManager[None]:
        """What is handed in within waits for one commit."""

    def place(self, box: str) -> Place | None:
        """As far as it was read; None for a mailbox never read before."""

    def reached(self, box: str, place: Place) -> None:
        """Everything up to here was handed in."""

    def take(self, received: Received) -> bool:
        """Decide and store; False: hand it in once more. Raises sqlite3.OperationalError where nothing is stored."""

    def unreadable(self, box: str, place: Place) -> None:
        """A message that the server does not give: a human must look."""


class ImapFetch:
    """Watches one mailbox until told to stop; nothing that it holds ends the watch."""

    def __init__(
        self,
        account: Account,
        memory: Memory,
        ours: Ours,
        clock: Callable[[], datetime],
        *,
        flags: bool = True,  # mark as read; not where people share the mailbox
        slice_seconds: float = SLICE,
        poll_seconds: float = POLL,
        first_wait: float = FIRST_WAIT,
    ) -> None:
        self._account = account
        self._memory = memory
        self._ours = ours
        self._clock = clock
        self._flags = flags
        self._slice, self._poll = slice_seconds, poll_seconds
        self._first_wait = first_wait
        self._thread = ThreadPoolExecutor(1, "imap")

    async def run(self, stop: asyncio.Event) -> None:
        """Connect, read, wait; again after every fault, later each time."""
        wait = self._first_wait
        loop = asyncio.get_running_loop()
        try:
            while not stop.is_set():
                began = loop.time()
                await self._once(stop, wait)
                if not stop.is_set():
                    await _either(stop, wait)
                wait = min(wait * 2, LONGEST_WAIT) if loop.time() - began < LONGEST_WAIT else self._first_wait
        finally:
            self._thread.shutdown(wait=False, cancel_futures=True)

    async def _once(self, stop: asyncio.Event, wait: float) -> None:
        box = Box(self._account)
        try:
            await self._watch(box, stop)
        except _GONE as fault:
            if not stop.is_set():
                log.warning("mailbox lost", extra={"state": type(fault).__name__, "after": round(wait)})
        except Exception as fault:  # the database, or a fault of ours: nothing is lost, it is read again
            log.error("unable to read the mailbox", exc_info=fault)
        finally:
            box.close()

    async def _watch(self, box: Box, stop: asyncio.Event) -> None:
        validity = await self._call(box, stop, box.open)
        log.info("mailbox open", extra={"mode": "idle" if box.can_idle else "polling"})
        while not stop.is_set():
            await self._catch_up(box, validity, stop)
            if box.has_news():  # it arrived while the others were read, and will not be announced again
                continue
            await self._wait(box, stop)

    async def _wait(self, box: Box, stop: asyncio.Event) -> None:
        """Until something is announced, or it is time to look through everything."""
        if box.can_idle:
            try:
                await self._call(box, stop, partial(box.idle, self._slice))
                return
            except IdleRefusedError:
                log.warning("the server refuses to tell of new letters", extra={"mode": "polling"})
        await _either(stop, self._poll)
        await self._call(box, stop, box.client.noop)

    async def _catch_up(self, box: Box, validity: int, stop: asyncio.Event) -> None:
        """Everything above the last UID, whatever was announced: announcements get lost."""
        place = self._memory.place(self._account.name)
        known = place is not None and place.validity == validity
        highest = 0 if known else await self._call(box, stop, box.highest)
        if known and place is not None:
            found = await self._call(box, stop, partial(box.after, place.uid))
        else:
            box.has_news()
            found = await self._call(box, stop, partial(self._first, box, unseen=place is None))
        while found and not stop.is_set():
            batch = _batch(found)
            found = found[len(batch) :]
            letters, refused = await self._call(box, stop, partial(self._read, box, batch))
            for some in (batch[at : at + _TOGETHER] for at in range(0, len(batch), _TOGETHER)):
                with self._memory.together():
                    for one in some:
                        self._hand_in(Place(validity, one.uid), letters.get(one.uid), refused=one.uid in refused)
                        if known:
                            self._memory.reached(self._account.name, Place(validity, one.uid))
                        highest = max(highest, one.uid)
                await asyncio.sleep(0)  # what was queued may go out meanwhile
            if self._flags:
                await self._call(box, stop, partial(box.flag, [one.uid for one in batch if one.uid in letters]))
        if not known and not stop.is_set():  # only now: above an unread letter lie others that people have read
            self._memory.reached(self._account.name, Place(validity, highest))

    def _first(self, box: Box, *, unseen: bool) -> list[Found]:
        """Of a mailbox never read before only the last days, and only what no human has opened: nobody wants an
        answer to what was written years ago. With new UIDs everything of the last days: what was seen is known."""
        return box.recent(self._clock() - timedelta(days=FIRST_DAYS), unseen=unseen)

    def _read(self, box: Box, batch: list[Found]) -> tuple[dict[int, Received], set[int]]:
        """Fetch and read a batch; the UIDs that the server refuses to give, asked for again one by one."""
        raws, refused = self._asked(box, batch), set[int]()
        for one in batch if raws is None else [one for one in batch if one.uid not in raws]:
            alone = next((got for _ in range(_TRIES) if (got := self._asked(box, [one])) is not None), None)
            raws = {**(raws or {}), **(alone or {})}
            refused |= {one.uid} if alone is None else set()
        sizes = {one.uid: one.size or None for one in batch}
        return {uid: receive(raw, self._ours, sizes.get(uid)) for uid, raw in (raws or {}).items()}, refused

    def _asked(self, box: Box, batch: list[Found]) -> dict[int, bytes] | None:
        """None where the server answers NO or BAD; a lost connection is raised."""
        try:
            return box.raw(batch)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error:
            return None

    def _hand_in(self, place: Place, letter: Received | None, *, refused: bool) -> None:
        """One letter, one try: it is decided, or set aside; the others come after it in any case."""
        if refused:
            log.error("unable to fetch a message", extra={"key": place.uid, "state": "aside"})
            self._memory.unreadable(self._account.name, place)
        if letter is not None:  # None too where somebody deleted it meanwhile
            any(self._memory.take(letter) for _ in range(_TRIES))

    async def _call(self, box: Box, stop: asyncio.Event, work: Callable[[], T]) -> T:
        """Do it in the mailbox's own thread; when told to stop, hang up instead of waiting."""
        task = asyncio.get_running_loop().run_in_executor(self._thread, work)
        ending = asyncio.ensure_future(stop.wait())
        try:
            await asyncio.wait({task, ending}, return_when=asyncio.FIRST_COMPLETED)  # type: ignore[type-var]
        finally:
            ending.cancel()
        if not task.done():
            box.close()
            await asyncio.wait([task], timeout=2)
            if not task.done():
                raise ConnectionError("told to stop")
        return await task


def _batch(found: list[Found]) -> list[Found]:
    """The next ones to fetch together, few enough to be held in memory."""
    size = 0
    for at, one in enumerate(found[:_BATCH]):
        size += one.size
        if size > _BATCH_BYTES and at:
            return found[:at]
    return found[:_BATCH]


async def _either(stop: asyncio.Event, seconds: float) -> None:
    ending = asyncio.ensure_future(stop.wait())
    await asyncio.wait([ending], timeout=seconds)
    ending.cancel()
