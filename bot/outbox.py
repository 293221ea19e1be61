# SPDX-License-Identifier: EUPL-1.2
"""Messages and letters waiting to go out, safe on disk; what became of each."""

# ruff: noqa: S608 - only our own names and question marks are joined into SQL
import sqlite3
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from bot.core.messages import Letter, Parcel
from bot.parcels import Row, State, from_text, lane, route, to_text
from bot.storage import Storage, moment, stamp

_PLAIN = "seq key route lane person session purpose recipient reference state attempts external reason".split()
_SHOWN = 3  # messages that may show the same buttons: a question is shown again
_TIMES = "made_at queued_at due_at".split()
_COLUMNS = ", ".join([*_PLAIN, *_TIMES, "ended_at", "certified", "certified_at", "payload <> '' AS has_payload"])


class Outbox:
    """The rows of one database."""

    def __init__(self, store: Storage) -> None:
        self._store = store

    def add(self, parcel: Parcel, now: datetime) -> bool:
        """Queue it; False where its key is known: the same thing is never sent as two."""
        letter = parcel if isinstance(parcel, Letter) else None
        at = stamp(now)
        cursor = self._store.run(
            "INSERT INTO outbox (key, route, lane, person, session, purpose, recipient, reference, state, made_at,"
            " queued_at, due_at, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?)"
            " ON CONFLICT (key) DO NOTHING",
            [
                parcel.key,
                route(parcel),
                lane(parcel),
                parcel.person,
                letter.session if letter else "",
                letter.purpose if letter else "message",
                letter.to if letter else parcel.person,
                letter.reference if letter else "",
                at,
                at,
                at,
                to_text(parcel),
            ],
        )
        return cursor.rowcount == 1

    def next_due(
        self, routes: Collection[str], now: datetime, busy: Collection[str] = (), limit: int = 50
    ) -> list[Row]:
        """The oldest waiting parcel of each lane, if its time has come; lanes in `busy` are left out."""
        found = self._heads(routes, "AND due_at <= ?", [stamp(now)], limit + len(busy))
        return [row for row in found if row.lane not in busy][:limit]

    def next_time(self, routes: Collection[str], busy: Collection[str] = ()) -> datetime | None:
        """When the next parcel is due, lanes in `busy` left out; None when nothing waits."""
        heads = self._heads(routes, "", [], 1 + len(busy))
        return next((row.due_at for row in heads if row.lane not in busy), None)

    def _heads(self, routes: Collection[str], when: str, values: Sequence[object], limit: int) -> list[Row]:
        marks = ",".join("?" * len(routes))
        sql = (
            f"SELECT {_COLUMNS} FROM outbox WHERE state = 'waiting'"
            " AND seq IN (SELECT min(seq) FROM outbox WHERE state = 'waiting' GROUP BY lane)"
            f" AND route IN ({marks}) {when} ORDER BY due_at, seq LIMIT ?"
        )
        return [_row(one) for one in self._store.rows(sql, [*routes, *values, limit])]

    def waits(self, person: str) -> bool:
        """Whether a message to a person is on its way for the first time."""
        sql = "SELECT 1 FROM outbox WHERE lane = ? AND state = 'waiting' AND attempts = 0"
        return self._store.one(sql, [person]) is not None

    def shown(self, person: str, prompt: str) -> list[str]:
        """What the channel said of the messages that it sent with a prompt's buttons, newest first."""
        sql = (
            "SELECT external FROM outbox WHERE person = ? AND purpose = 'message' AND state = 'sent'"
            " AND instr(external, ?) ORDER BY seq DESC LIMIT ?"
        )
        return [row["external"] for row in self._store.rows(sql, [person, prompt, _SHOWN])]

    def parcel(self, row: Row) -> Parcel:
        """What it says; raises ValueError once that has been erased."""
        found = self._store.one("SELECT payload FROM outbox WHERE seq = ?", [row.seq])
        return from_text(found["payload"] if found else "")

    def pending(self, row: Row) -> Parcel | None:
        """What it says, while it still waits; a row looked up earlier may have been given up since."""
        found = self._store.one("SELECT payload FROM outbox WHERE seq = ? AND state = 'waiting'", [row.seq])
        return from_text(found["payload"]) if found else None

    def find(self, name: str) -> Row | None:
        """A row by its number or its key."""
        sql = f"SELECT {_COLUMNS} FROM outbox WHERE key = ? OR CAST(seq AS TEXT) = ?"
        row = self._store.one(sql, [name, name])
        return _row(row) if row else None

    def sent_as(self, external: str) -> Row | None:
        """The row that left under this name, such as a Message-ID."""
        row = self._store.one(f"SELECT {_COLUMNS} FROM outbox WHERE external = ? AND external <> ''", [external])
        return _row(row) if row else None

    def in_state(self, states: Sequence[State], limit: int = 500) -> list[Row]:
        """Rows in these states, oldest first."""
        marks = ",".join("?" * len(states))
        sql = f"SELECT {_COLUMNS} FROM outbox WHERE state IN ({marks}) ORDER BY seq LIMIT ?"
        return [_row(one) for one in self._store.rows(sql, [*states, limit])]

    def of_request(self, reference: str) -> list[Row]:
        """The letters that bear a reference."""
        sql = f"SELECT {_COLUMNS} FROM outbox WHERE reference = ? ORDER BY seq"
        return [_row(one) for one in self._store.rows(sql, [reference])]

    def end(self, row: Row, state: State, now: datetime, *, external: str = "", reason: str = "") -> None:
        """It is over: sent, kept or failed. A message's words are erased once the person has them."""
        erased = ", payload = ''" if state == "sent" and row.purpose == "message" else ""
        ended = self._store.rows(
            "UPDATE outbox SET state = ?, ended_at = ?, external = ?, reason = ?, attempts = attempts + 1"
            f"{erased} WHERE seq = ? RETURNING forget",
            [state, stamp(now), external, reason, row.seq],
        )
        if ended and ended[0]["forget"]:
            self._store.run("DELETE FROM outbox WHERE seq = ?", [row.seq])

    def certify(self, row: Row, certified: str, now: datetime) -> None:
        """What a certified-mail provider says of a letter that left; an acceptance that comes late changes nothing."""
        sql = (
            "UPDATE outbox SET certified = ?, certified_at = ?"
            " WHERE seq = ? AND state = 'sent' AND certified NOT IN ('delivered', ?)"
        )
        self._store.run(sql, [certified, stamp(now), row.seq, certified])

    def postpone(self, row: Row, due: datetime, reason: str) -> None:
        """Try again later."""
        sql = "UPDATE outbox SET due_at = ?, reason = ?, attempts = attempts + 1 WHERE seq = ? AND state = 'waiting'"
        self._store.run(sql, [stamp(due), reason, row.seq])

    def again(self, row: Row, now: datetime) -> bool:
        """Hand a parcel in again, under the same key; False where its words have been erased."""
        sql = (
            "UPDATE outbox SET state = 'waiting', attempts = 0, queued_at = ?, due_at = ?, reason = '',"
            " certified = '', certified_at = ''"
            " WHERE seq = ? AND payload <> ''"
        )
        return self._store.run(sql, [stamp(now), stamp(now), row.seq]).rowcount == 1

    def drop_messages(self, person: str, now: datetime, reason: str) -> int:
        """Give up what waits for a person who does not want to be written to; returns how many."""
        sql = (
            "UPDATE outbox SET state = 'failed', ended_at = ?, reason = ?, payload = ''"
            " WHERE lane = ? AND state = 'waiting'"
        )
        return self._store.run(sql, [stamp(now), reason, person]).rowcount

    def erase_letters(self, session: str) -> None:
        """Forget the words of a session's letters that have gone out."""
        sql = "UPDATE outbox SET payload = '' WHERE session = ? AND session <> '' AND state = 'sent'"  # for its index
        self._store.run(sql, [session])

    def count(self, state: State, made_before: datetime) -> int:
        """How many rows older than that are in a state."""
        sql = "SELECT count(*) FROM outbox WHERE state = ? AND queued_at < ?"
        found = self._store.one(sql, [state, stamp(made_before)])
        return int(found[0]) if found else 0


def _row(row: sqlite3.Row) -> Row:
    plain: dict[str, Any] = {name: row[name] for name in _PLAIN}
    times: dict[str, Any] = {name: moment(row[name]) for name in _TIMES}
    return Row(
        **plain,
        **times,
        ended_at=moment(row["ended_at"]) if row["ended_at"] else None,
        certified=row["certified"],
        certified_at=moment(row["certified_at"]) if row["certified_at"] else None,
        has_payload=bool(row["has_payload"]),
    )
