# SPDX-License-Identifier: EUPL-1.2
"""The mail channel as a whole: watches the mailbox, answers at a measured pace, keeps the secretariat informed."""

import asyncio
import logging
import sqlite3
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.clock import ROME, Clock
from bot.core import post_notices
from bot.core.library import Library
from bot.core.messages import Letter, Parcel, Sent, TryAgainLater
from bot.delivery import Sender
from bot.inbox import Inbox
from bot.mailroom import Mailroom

log = logging.getLogger(__name__)

A_MINUTE = 60  # answers; a loop with some machine would be faster, people are slower
_FROM_HOUR = 8  # of the day, in Rome: then the list of yesterday goes out
_LOOK_EVERY = 60.0  # seconds
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Secretary:
    """Writes to the secretariat about the mailbox."""

    inbox: Inbox
    library: Callable[[], Library]
    to: str
    clock: Clock

    def tell_too_many(self, count: int) -> None:
        """The assistant slows down."""
        self._queue(post_notices.too_many(self.library(), count, now=self.clock(), to=self.to))

    def tell_unanswered(self, mailroom: Mailroom) -> int:
        """Every person's letter that got no answer, in one list; how many."""
        found = mailroom.unanswered()
        if found:
            with self.inbox.store.transaction():
                self._queue(post_notices.unanswered(self.library(), found, to=self.to))
                mailroom.told(found, self.clock())
        return len(found)

    def _queue(self, letter: Letter) -> None:
        self.inbox.outbox.add(letter, self.clock())
        self.inbox.on_stored()


@dataclass
class Paced:
    """Sends through another sender, never more than so many a minute: what is too much waits, and a human is told."""

    sender: Sender
    secretary: Secretary
    clock: Clock
    a_minute: int = A_MINUTE
    _times: "deque[datetime]" = field(default_factory=deque)

    async def send(self, parcel: Parcel, *, at: datetime) -> Sent:
        """Send it, dated `at`; raises TryAgainLater or CannotDeliver."""
        now = self.clock()
        while self._times and now - self._times[0] >= _MINUTE:
            self._times.popleft()
        if len(self._times) >= self.a_minute:
            log.error("too many answers in a minute", extra={"count": len(self._times), "state": "waiting"})
            self.secretary.tell_too_many(len(self._times))
            raise TryAgainLater("too many answers in a minute", (self._times[0] + _MINUTE - now).total_seconds())
        self._times.append(now)
        return await self.sender.send(parcel, at=at)

    async def rest(self) -> None:
        """Close the connection."""
        await self.sender.rest()


async def list_daily(secretary: Secretary, mailroom: Mailroom, stop: asyncio.Event, every: float = _LOOK_EVERY) -> None:
    """Once a day, in the morning, what was left unanswered."""
    listed = date.min
    while not stop.is_set():
        local = secretary.clock().astimezone(ROME)
        try:
            if local.hour >= _FROM_HOUR and local.date() != listed and secretary.tell_unanswered(mailroom):
                listed = local.date()
        except sqlite3.OperationalError as fault:  # busy: in a while again
            log.error("unable to list the letters left unanswered", exc_info=fault)
        ending = asyncio.ensure_future(stop.wait())
        await asyncio.wait([ending], timeout=every)
        ending.cancel()
