# SPDX-License-Identifier: EUPL-1.2
"""One thing that happened, one transaction: seen before? then nothing; else decide, save, queue."""

import hashlib
import logging
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Literal, Protocol

from bot.clock import Clock
from bot.core.apology import apologies
from bot.core.messages import Incoming, Letter, Parcel
from bot.core.passing_on import session_of
from bot.core.turns import After, Before, Register
from bot.gaps import Gaps
from bot.outbox import Outbox
from bot.parcels import Row, State
from bot.persons import Persons
from bot.register import Requests
from bot.storage import Due, OvertakenError, StillBusyError, Storage, stamp
from flows.replies import Erase
from flows.session import Session

log = logging.getLogger(__name__)

TRIES = 3
_SAVED = "r_"  # «/start r_<token>»
Fate = Literal["stored", "seen", "again", "set_aside"]  # again: hand it in once more
Status = Literal["sent", "failed"]
_NEWS: Mapping[State, Status] = {"sent": "sent", "failed": "failed"}  # what lies in the Maildir is no news
Wipe = Literal["", "log", "file"]  # what must be overwritten on disk after the commit
Decide = Callable[[datetime], Wipe]
_UNABLE = (sqlite3.OperationalError, OSError, MemoryError)  # the disk's fault or the lock's, not the message's


class Mind(Protocol):
    """Who decides. Nothing of it touches the world; what it returns is all that happens."""

    def converse(self, before: Before, incoming: Incoming, register: Register, now: datetime) -> After:
        """What a message leads to."""

    def after_delivery(
        self, before: Before, key: str, status: Status, register: Register, now: datetime
    ) -> After | None:
        """What follows once the letter of this key has left, or never will; None: nothing."""

    def on_lost_receipt(self, reference: str, address: str, register: Register, now: datetime) -> Letter | None:
        """What the secretariat is told of a receipt that reached nobody; None: nothing."""

    def on_lost_answer(self, key: str, address: str, reason: str, now: datetime) -> Letter:
        """What the secretariat is told of an answer by letter that reached nobody."""

    def on_tick(self, before: Before, due: Due, register: Register, now: datetime) -> After | None:
        """A reminder, or the end of the keeping time; None: nothing."""

    def on_release(self, before: Before, event: str, register: Register, now: datetime) -> After | None:
        """What follows once a human has finished with a conversation; None: nothing."""


@dataclass(frozen=True)
class Desk:
    """Who is told about a message that cannot be answered: phrases `notice.broken`, `aside.subject`, `aside.letter`."""

    secretariat: str
    phrases: Callable[[], Mapping[str, str]]


@dataclass(frozen=True)
class Inbox:
    """Where everything comes in, whatever the channel."""

    store: Storage
    mind: Mind
    desk: Desk
    clock: Clock
    link: Callable[[str], str] = lambda session: ""  # the token of a saved request, by its session's id
    on_stored: Callable[[], None] = lambda: None  # something may have been queued

    @property
    def outbox(self) -> Outbox:
        return Outbox(self.store)

    @property
    def register(self) -> Requests:
        return Requests(self.store)

    def receive(self, incoming: Incoming) -> Fate:
        """Answer it once, however often it is handed in; raises sqlite3.OperationalError where nothing can be stored.

        A message on which deciding fails three times is set aside: the person and the secretariat are told.
        """
        event = fingerprint(incoming.channel, incoming.event_id)
        fate = self._once(event, incoming.channel, lambda now: self._converse(incoming, now), incoming)
        log.info("received", extra={"event": event, "channel": incoming.channel, "kind": incoming.kind, "state": fate})
        return fate

    def is_known(self, incoming: Incoming) -> bool:
        """Whether it was decided before."""
        return self._is_seen(fingerprint(incoming.channel, incoming.event_id))

    def ignore(self, incoming: Incoming) -> Fate:
        """Remember a message that gets no answer, with the rule that it names; nothing else is kept of it."""
        return self._once(fingerprint(incoming.channel, incoming.event_id), incoming.channel, lambda now: "", incoming)

    def release(self, chat: str, event_id: str) -> Fate:
        """A human has finished with a conversation: the assistant answers there again."""
        event = fingerprint("release", event_id)
        return self._once(event, "release", lambda now: self._release(chat, event, now))

    def tick(self, due: Due) -> Fate:
        """The time of a session has come."""
        event = fingerprint("tick", f"{due.session}|{due.kind}|{stamp(due.at)}")
        fate = self._once(event, "tick", lambda now: self._tick(due, now))
        if fate in ("set_aside", "seen"):  # or it would come back for ever
            self.store.unschedule(due.session)
        log.info("ticked", extra={"event": event, "kind": due.kind, "state": fate})
        return fate

    def delivered(self, row: Row, state: State, *, external: str = "", reason: str = "") -> None:
        """A parcel's way ends, be it that it comes back long after it was sent: marked, and whoever must know told, in
        the same transaction."""
        now = self.clock()
        with self.store.transaction():
            self.outbox.end(row, state, now, external=external, reason=reason)
            if row.purpose != "message":
                self.register.mark(row.key, state, now)
            status = _NEWS.get(state)
            if row.session and status:
                self._tell(row.key, partial(self._tell_session, row, status, now))
            if status == "failed":
                self._tell(row.key, partial(self._tell_secretariat, row, reason, now))
        self.on_stored()

    # Deciding

    def _converse(self, incoming: Incoming, now: datetime) -> Wipe:
        linked = incoming.kind == "command" and incoming.text == "start" and incoming.argument.startswith(_SAVED)
        before = self.store.before(incoming.chat, incoming.argument.removeprefix(_SAVED) if linked else "")
        return self._keep(before, self.mind.converse(before, incoming, self.register, now), now)

    def _tick(self, due: Due, now: datetime) -> Wipe:
        self.store.unschedule(due.session)
        before = self.store.before_session(due.session)
        return self._keep(before, self.mind.on_tick(before, due, self.register, now), now) if before.dialogue else ""

    def _release(self, chat: str, event: str, now: datetime) -> Wipe:
        before = self.store.before(chat)
        return self._keep(before, self.mind.on_release(before, event, self.register, now), now)

    def _tell(self, key: str, tell: Callable[[], None]) -> None:
        """The news must not undo the mark: a letter that left is never sent again because of a fault here."""
        try:
            with self.store.transaction():
                tell()
        except _UNABLE:
            raise
        except Exception as fault:
            log.error("unable to tell what became of a letter", extra={"key": key}, exc_info=fault)

    def _tell_session(self, row: Row, status: Status, now: datetime) -> None:
        before = self.store.before_session(row.session)
        if before.dialogue is not None:
            self._keep(before, self.mind.after_delivery(before, row.key, status, self.register, now), now)

    def _tell_secretariat(self, row: Row, reason: str, now: datetime) -> None:
        news: Letter | None = None
        if row.purpose == "receipt":
            news = self.mind.on_lost_receipt(row.reference, row.recipient, self.register, now)
        elif row.route == "email":
            news = self.mind.on_lost_answer(row.key, row.recipient.removeprefix("email:"), reason, now)
        if news is not None:
            self.outbox.add(news, now)

    # Storing

    def _once(self, event: str, channel: str, decide: Decide, said: Incoming | None = None) -> Fate:
        """One transaction; once more where someone else was faster."""
        rule = said.text if said and said.kind == "ignored" else ""
        for last in (False, True):
            now = self.clock()
            try:
                with self.store.transaction():
                    if self._is_seen(event):
                        return "seen"
                    wipe = decide(now)
                    self._note(event, channel, "done", now, rule)
            except _UNABLE:
                raise
            except Exception as fault:
                if isinstance(fault, OvertakenError) and not last:
                    continue
                return self._failed(event, channel, fault, said)
            self.store.when_committed(partial(self._wipe, wipe))
            break
        self.on_stored()
        return "stored"

    def _keep(self, before: Before, after: After | None, now: datetime) -> Wipe:
        """Everything that one event changes."""
        if after is None:
            return ""
        parcels: tuple[Parcel, ...] = (*after.messages, *after.letters)
        for parcel in parcels:
            self.outbox.add(parcel, now)
        self._count(after, now)
        if after.forget:
            self._forget(after)
            return "file"
        self.store.save_dialogue(after.dialogue, now)
        self._keep_sessions(before, after, now)
        for request in after.requests:
            self.register.add(request)
        for erase in after.erase:
            self._erase(erase, after)
        return "log" if after.erase else ""

    def _forget(self, after: After) -> None:
        """Everything about the person; by letter only the conversation, because an address is many people's."""
        said, dialogue = [one.key for one in after.messages], after.dialogue
        chat = dialogue.chat if dialogue.thread else ""
        Persons(self.store).forget(dialogue.person, said, chat=chat, also=session_of(dialogue.chat))

    def _keep_sessions(self, before: Before, after: After, now: datetime) -> None:
        loaded = {one.id: one.rev for one in _sessions(before)}
        for session in after.sessions:
            rev, token = loaded.get(session.id), self.link(session.id)
            self.store.save_session(session, after.dialogue, loaded=rev, at=now, token=token)
        for session_id, plan in after.schedule:
            self.store.schedule(Due(session_id, plan.kind, plan.at))

    def _erase(self, erase: Erase, after: After) -> None:
        """The session has already forgotten; here go the other copies. Messages keep none once they are sent."""
        if erase.slots:
            return
        self.outbox.erase_letters(erase.session)
        if any(one.id == erase.session and one.status == "withdrawn" for one in after.sessions):
            self.register.empty(erase.session)

    def _count(self, after: After, now: datetime) -> None:
        gaps = Gaps(self.store)
        for miss in after.misses:
            gaps.add(miss, now)
        for flow, slot, entry in after.interruptions:
            gaps.count("ask", flow, slot, entry)
        for entry, useful in after.rewards:
            gaps.count("reward", entry, "yes" if useful else "no")

    def _wipe(self, wipe: Wipe) -> None:
        """What was erased leaves the disk; where another process reads, housekeeping does it later."""
        try:
            if wipe == "file":
                self.store.rewrite_if_small()
            elif wipe == "log":
                self.store.scrub()
        except StillBusyError:
            log.warning("erased rows still lie in the file", extra={"state": "busy"})

    # Seen, failed, set aside

    def _is_seen(self, event: str) -> bool:
        return self.store.one("SELECT 1 FROM seen WHERE id = ? AND state <> 'failed'", [event]) is not None

    def _note(self, event: str, channel: str, state: str, now: datetime, rule: str = "") -> int:
        """Remember that an event was handled, or failed once more; how often it has failed."""
        sql = (
            "INSERT INTO seen VALUES (:id, :channel, :state, :failed, :rule, :at) ON CONFLICT (id) DO UPDATE SET"
            " state = :state, rule = :rule, tries = tries + :failed RETURNING tries"
        )
        values = {"id": event, "channel": channel, "state": state, "rule": rule, "at": stamp(now)}
        row = self.store.rows(sql, {**values, "failed": int(state == "failed")})[0]
        return int(row["tries"])

    def _failed(self, event: str, channel: str, fault: Exception, said: Incoming | None) -> Fate:
        log.error("unable to decide", extra={"event": event, "channel": channel}, exc_info=fault)
        now = self.clock()
        with self.store.transaction():
            if self._note(event, channel, "failed", now) < TRIES:
                return "again"
            self._note(event, channel, "aside", now)
            if said is not None:
                told = apologies(said, self.desk.phrases(), secretariat=self.desk.secretariat, now=now, event=event)
                for parcel in told:
                    self.outbox.add(parcel, now)
        self.on_stored()
        return "set_aside"


def fingerprint(channel: str, event_id: str) -> str:
    """What an event is remembered by: nothing can be read from it."""
    return hashlib.sha256(f"{channel}|{event_id}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _sessions(before: Before) -> tuple[Session, ...]:
    """Every session that was read before the turn."""
    known = [before.session, *before.others, before.linked.session if before.linked else None]
    return tuple(one for one in known if one is not None)
