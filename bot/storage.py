# SPDX-License-Identifier: EUPL-1.2
"""The database: one SQLite file, its transactions, the dialogues and sessions in it."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from bot.core.dialogue import Dialogue
from bot.core.turns import Before, Linked
from bot.private_files import private_file
from bot.schema import migrate
from flows.session import Session

Values = Sequence[object] | Mapping[str, object]
BUSY_SECONDS = 5.0
SMALL = 32 << 20  # bytes; writing so many anew takes some 0.2 s, in which nobody is answered
_OTHERS = 20  # sessions of one conversation that a turn may look at
_NO_SCHEDULE = ("cancelled", "expired", "withdrawn")


class OvertakenError(Exception):
    """The session was changed by someone else since it was loaded: nothing of this turn may be stored."""


class StillBusyError(Exception):
    """Another process reads the database: its old pages could not be overwritten yet."""


@dataclass(frozen=True)
class Due:
    """A session to come back to."""

    session: str
    kind: Literal["remind", "expire"]
    at: datetime


class Storage:
    """One connection, used by one thread. WAL with synchronous=FULL: what is committed survives a power cut."""

    def __init__(self, path: Path) -> None:
        """Open the file, making it readable by its owner only; raises sqlite3.Error or OSError."""
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        self.path = path
        self.remnants = False  # something was erased of which copies may lie in gaps of the file
        self._owed: list[Callable[[], None]] = []  # for after the commit
        self.connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        self.connection.row_factory = sqlite3.Row
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "temp_store=MEMORY"):
            self.connection.execute(f"PRAGMA {pragma}")
        migrate(self.connection)

    def close(self) -> None:
        """Release the file."""
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. It takes the write lock at once, so that what is read inside stays true until the commit.

        Inside another one it is a savepoint: several turns can share one commit and still fail one by one.
        """
        nested = self.connection.in_transaction
        begin, keep, undo = _NESTED if nested else _OUTER
        owed = len(self._owed)
        self.connection.execute(begin)
        try:
            yield
            self.connection.execute(keep)
        except BaseException:
            del self._owed[owed:]
            if self.connection.in_transaction:  # a full disk may have ended it already
                for statement in undo:
                    self.connection.execute(statement)
            raise
        if not nested:
            owing, self._owed = self._owed, []
            for act in owing:
                act()

    @contextmanager
    def light_transaction(self) -> Iterator[None]:
        """One that survives a crash at once, a power cut only after `sync`: many can share one wait for the disk."""
        self.run("PRAGMA synchronous=NORMAL")
        try:
            with self.transaction():
                yield
        finally:
            self.run("PRAGMA synchronous=FULL")

    def sync(self) -> None:
        """Wait until the disk holds all that was committed: what SQLite itself does after a commit with
        synchronous=FULL (its WAL file is one for all connections). From any thread; raises OSError."""
        path = self.path.resolve()
        handle = os.open(path.with_name(f"{path.name}-wal"), os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def when_committed(self, act: Callable[[], None]) -> None:
        """Do it once everything under way is on disk, and not at all if that is undone; at once if nothing is."""
        if self.connection.in_transaction:
            self._owed.append(act)
        else:
            act()

    def run(self, sql: str, values: Values = ()) -> sqlite3.Cursor:
        """One statement."""
        return self.connection.execute(sql, values)

    def rows(self, sql: str, values: Values = ()) -> list[sqlite3.Row]:
        """Every row of a query."""
        return self.connection.execute(sql, values).fetchall()

    def one(self, sql: str, values: Values = ()) -> sqlite3.Row | None:
        """The first row, if there is one."""
        row: sqlite3.Row | None = self.connection.execute(sql, values).fetchone()
        return row

    # Dialogues and sessions

    def before(self, chat: str, token: str = "") -> Before:
        """What is known of a conversation, and of the saved request that a link's token names."""
        dialogue = self.dialogue(chat)
        if dialogue is None:
            return Before(linked=self._linked(token))
        session = self.session(dialogue.session) if dialogue.session else None
        return replace(self._before(dialogue, session), linked=self._linked(token))

    def before_session(self, session_id: str) -> Before:
        """The same for a session, which may no longer be the one under way in its conversation."""
        row = self.one("SELECT chat FROM sessions WHERE id = ?", [session_id])
        dialogue = self.dialogue(row["chat"]) if row else None
        return self._before(dialogue, self.session(session_id)) if dialogue else Before()

    def _before(self, dialogue: Dialogue, session: Session | None) -> Before:
        sql = "SELECT value FROM sessions WHERE chat = ? AND id <> ? ORDER BY touched_at DESC LIMIT ?"
        rows = self.rows(sql, [dialogue.chat, session.id if session else "", _OTHERS])
        others = [Session.from_json(row["value"]) for row in rows]
        claimed = self.session(dialogue.claim.session) if dialogue.claim else None
        return Before(dialogue, session, (*others, *([claimed] if claimed else [])))

    def _linked(self, token: str) -> Linked | None:
        sql = "SELECT person, status, value FROM sessions WHERE token = ? AND token <> ''"
        row = self.one(sql, [token])
        if row is None or row["status"] in _NO_SCHEDULE:
            return None
        return Linked(Session.from_json(row["value"]), row["person"])

    def dialogue(self, chat: str) -> Dialogue | None:
        """A conversation by its key."""
        row = self.one("SELECT value FROM dialogues WHERE chat = ?", [chat])
        return Dialogue.from_json(row["value"]) if row else None

    def session(self, session_id: str) -> Session | None:
        """A session by its id."""
        row = self.one("SELECT value FROM sessions WHERE id = ?", [session_id])
        return Session.from_json(row["value"]) if row else None

    def save_dialogue(self, dialogue: Dialogue, at: datetime) -> None:
        """Keep a dialogue in place of what was kept before."""
        self.run(
            "INSERT INTO dialogues VALUES (:chat, :person, :value, :at) ON CONFLICT (chat) DO UPDATE SET"
            " person = :person, value = :value, touched_at = :at",
            {"chat": dialogue.chat, "person": dialogue.person, "value": dialogue.to_json(), "at": stamp(at)},
        )

    def save_session(
        self, session: Session, dialogue: Dialogue, *, loaded: int | None, at: datetime, token: str = ""
    ) -> None:
        """Keep a session; `loaded` is its revision as read before the turn, None where it is new.

        Raises OvertakenError where the stored revision is another one.
        """
        row = self.one("SELECT rev, value FROM sessions WHERE id = ?", [session.id])
        value = session.to_json()
        if row is not None and row["value"] == value:
            return
        if (row["rev"] if row else None) != loaded:
            raise OvertakenError(session.id)
        self.run(
            "INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
            " chat = excluded.chat, person = excluded.person, status = excluded.status, rev = excluded.rev,"
            " value = excluded.value, touched_at = excluded.touched_at",
            [
                *(session.id, dialogue.chat, dialogue.person, session.flow, session.status, session.rev),
                *(value, stamp(at), token),
            ],
        )
        if session.status in _NO_SCHEDULE:
            self.unschedule(session.id)

    # When to come back

    def schedule(self, due: Due) -> None:
        """Come back to a session; a later plan for the same session replaces the earlier one."""
        self.run("INSERT OR REPLACE INTO schedule VALUES (?, ?, ?)", [due.session, due.kind, stamp(due.at)])

    def unschedule(self, session_id: str) -> None:
        """Do not come back to it."""
        self.run("DELETE FROM schedule WHERE session = ?", [session_id])

    def due(self, now: datetime, kinds: Sequence[str], limit: int = 100) -> list[Due]:
        """Sessions whose time has come, the longest waiting first."""
        marks = ",".join("?" * len(kinds))
        sql = f"SELECT * FROM schedule WHERE at <= ? AND kind IN ({marks}) ORDER BY at LIMIT ?"  # noqa: S608 - marks only
        return [
            Due(row["session"], row["kind"], moment(row["at"])) for row in self.rows(sql, [stamp(now), *kinds, limit])
        ]

    # The file

    def own(self, name: str, make: Callable[[], str]) -> str:
        """A value of this database's own, made the first time."""
        self.run("INSERT OR IGNORE INTO own VALUES (?, ?)", [name, make()])
        row = self.one("SELECT value FROM own WHERE name = ?", [name])
        assert row is not None
        return str(row["value"])

    def scrub(self) -> bool:
        """Overwrite what was deleted in the write-ahead log too; False while another process reads, or a turn is on."""
        self.remnants = True
        if self.connection.in_transaction:
            return False
        return not self.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0][0]

    def rewrite(self) -> None:
        """Write the whole file anew: when pages split, rows move and leave copies that secure_delete does not reach.

        Raises StillBusyError while another process reads.
        """
        self.remnants = True
        try:
            self.run("VACUUM")
        except sqlite3.OperationalError as fault:
            raise StillBusyError("unable to rewrite the database now") from fault
        if not self.scrub():
            raise StillBusyError("unable to empty the write-ahead log now")
        self.remnants = False

    def rewrite_if_small(self) -> None:
        """The same where nobody has to wait for it; of a larger file only the log goes now, the rest with the next
        `rewrite`. Raises StillBusyError while another process reads."""
        if self.path.stat().st_size <= SMALL:
            self.rewrite()
        else:
            self.scrub()

    def backup(self, target: Path) -> None:
        """A consistent copy, made while others write; it appears whole or not at all. Raises OSError, sqlite3.Error."""
        with private_file(target) as draft:
            copy = sqlite3.connect(draft)
            try:
                self.connection.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE")  # one file, without companions
            finally:
                copy.close()


_OUTER = ("BEGIN IMMEDIATE", "COMMIT", ("ROLLBACK",))
_NESTED = ("SAVEPOINT turn", "RELEASE turn", ("ROLLBACK TO turn", "RELEASE turn"))


def stamp(at: datetime) -> str:
    """A moment as kept: UTC, always equally long, so that text order is time order."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    """The moment kept by `stamp`."""
    return datetime.fromisoformat(text)
