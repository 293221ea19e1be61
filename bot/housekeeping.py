# SPDX-License-Identifier: EUPL-1.2
"""What is done by the clock: reminders, sessions that end, forgetting what is past its keeping time."""

import asyncio
import logging
import sqlite3
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.clock import ROME, Clock
from bot.core import privacy
from bot.core.office_hours import is_office_hour
from bot.inbox import Inbox
from bot.storage import StillBusyError, stamp

log = logging.getLogger(__name__)

EVERY = 60.0  # seconds
TIDY = timedelta(hours=1)
STUCK = timedelta(hours=6)

# What each line of privacy.KEPT deletes; `:old` is the moment before which a thing is too old.
_PURGES = {
    "seen": "DELETE FROM seen WHERE at < :old",
    "messages": "DELETE FROM outbox WHERE purpose = 'message' AND max(queued_at, ended_at) < :old",
    "letter_texts": "UPDATE outbox SET payload = '' WHERE state <> 'waiting' AND ended_at < :old",
    "letters": "DELETE FROM outbox WHERE purpose <> 'message' AND state <> 'waiting' AND ended_at < :old",
    "sessions": "DELETE FROM sessions WHERE touched_at < :old",
    "schedule": "DELETE FROM schedule WHERE at < :old OR session NOT IN (SELECT id FROM sessions)",
    "dialogues": "DELETE FROM dialogues WHERE touched_at < :old AND chat NOT IN (SELECT chat FROM sessions)",
    "requests": "DELETE FROM requests WHERE at < :old",
    "post": "DELETE FROM post WHERE at < :old",
    "post_ids": "DELETE FROM post_ids WHERE at < :old",
    "misses": "DELETE FROM misses WHERE at < :old",
}


@dataclass(frozen=True)
class Housekeeping:
    """Everything that nobody asks for."""

    inbox: Inbox
    clock: Clock

    async def run(self, stop: asyncio.Event) -> None:
        """Once a minute what is due, once a day the purge, until told to stop."""
        purged, tidied = date.min, self.clock()
        while not stop.is_set():
            now = self.clock()
            try:
                self.tick()
                if purged != now.date():
                    self.purge()
                    purged = now.date()
                if now - tidied > TIDY:
                    self.tidy()
                    self._tell_stuck(now)
                    tidied = now
            except sqlite3.OperationalError as fault:
                log.error("unable to keep house now", exc_info=fault)
            ending = asyncio.ensure_future(stop.wait())
            await asyncio.wait([ending], timeout=EVERY)
            ending.cancel()

    def tick(self) -> int:
        """Hand in every session whose time has come; how many. Reminders wait for office hours."""
        now = self.clock()
        kinds = ["remind", "expire"] if is_office_hour(now.astimezone(ROME)) else ["expire"]
        count = 0
        for due in self.inbox.store.due(now, kinds):
            self.inbox.tick(due)
            count += 1
        return count

    def purge(self) -> dict[str, int]:
        """Delete what is past its keeping time; how many rows of each kind. The file is then written anew."""
        now = self.clock()
        store = self.inbox.store
        counts: dict[str, int] = {}
        with store.transaction():
            for name, sql in _PURGES.items():
                old = stamp(now - timedelta(days=privacy.days(name)))
                counts[name] = store.run(sql, {"old": old}).rowcount
        store.remnants = True
        self.tidy()
        log.info("purged", extra={"count": sum(counts.values())})
        return counts

    def tidy(self) -> None:
        """Write the file anew where something erased may still lie in it; while another process reads, next time."""
        try:
            if self.inbox.store.remnants:
                self.inbox.store.rewrite()
        except StillBusyError as fault:
            log.warning("erased rows still lie in the file", extra={"state": "busy"}, exc_info=fault)

    def _tell_stuck(self, now: datetime) -> None:
        """A message that has waited for hours needs somebody's eyes."""
        stuck = self.inbox.outbox.count("waiting", now - STUCK)
        if stuck:
            log.warning("parcels wait for hours", extra={"count": stuck, "state": "waiting"})
