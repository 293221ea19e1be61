# SPDX-License-Identifier: EUPL-1.2
"""The register of requests and questions passed on, each with the state of its letter."""

# ruff: noqa: S608 - only our own names and question marks are joined into SQL
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from bot.core.turns import Request
from bot.storage import Storage, moment, stamp
from flows.replies import Row

State = Literal["waiting", "sent", "failed"]
_TEXTS = "key reference kind session person body body_key lab outcome email flow version digest original".split()
_NOT_WITHDRAWN = (
    "NOT EXISTS (SELECT 1 FROM requests w WHERE w.kind = 'withdrawal'"
    " AND (w.original IN (r.key, r.reference) AND w.original <> '' OR w.reference = r.reference))"
)


@dataclass(frozen=True)
class Registered:
    """A row of the register: the request and what became of its letter."""

    request: Request
    state: str  # waiting, kept (only in the Maildir), sent, failed
    state_at: datetime
    withdrawn: bool  # it was taken back, as was what corrected it


class Requests:
    """The register in the database; it is a `bot.core.turns.Register`."""

    def __init__(self, store: Storage) -> None:
        self._store = store

    def add(self, request: Request) -> None:
        """Enter a request; a key that is known changes nothing."""
        at = stamp(request.at)
        lists = [_rows_text(request.rows), json.dumps(request.doubts, ensure_ascii=False)]
        values = [*(getattr(request, name) for name in _TEXTS), at, *lists, "waiting", at]
        columns = ", ".join([*_TEXTS, "at", "rows", "doubts", "state", "state_at"])
        marks = ",".join("?" * len(values))
        sql = f"INSERT INTO requests ({columns}) VALUES ({marks}) ON CONFLICT (key) DO NOTHING"
        self._store.run(sql, values)

    def mark(self, key: str, state: str, now: datetime) -> None:
        """What became of the letter."""
        self._store.run("UPDATE requests SET state = ?, state_at = ? WHERE key = ?", [state, stamp(now), key])

    def empty(self, session: str) -> None:
        """Forget what the requests of a session say, keeping that there were some."""
        self._store.run("UPDATE requests SET rows = '[]', doubts = '[]', email = '' WHERE session = ?", [session])

    # What the core may ask

    def earlier(self, body_key: str, lab: str, since: datetime) -> Request | None:
        """The newest request, not withdrawn, of the same body for the same lab since a time."""
        if not body_key:
            return None
        where = f"body_key = ? AND lab = ? AND kind = 'request' AND at >= ? AND {_NOT_WITHDRAWN}"
        return self._first(where, [body_key, lab, stamp(since)])

    def of_body(self, body_key: str) -> tuple[Request, ...]:
        """All requests of a body, newest first."""
        found = self._find("body_key = ? AND kind <> 'question'", [body_key]) if body_key else []
        return tuple(one.request for one in found)

    def of_person(self, person: str) -> tuple[tuple[Request, State], ...]:
        """A person's requests, newest first, with the state of their letter."""
        return tuple((one.request, _told(one.state)) for one in self._find("person = ?", [person]))

    def of_session(self, session: str) -> Request | None:
        """The request or question that a session sent, if it did."""
        found = self._find("session = ? AND kind IN ('request', 'question')", [session])
        return found[-1].request if found else None

    def by_reference(self, reference: str) -> Request | None:
        """The request with this reference; its corrections may bear the same."""
        found = self._find("reference = ?", [reference.strip().upper()])
        ranked = sorted(found, key=lambda one: (one.request.kind not in ("request", "question"), one.request.at))
        return ranked[0].request if ranked else None

    def receipts(self, person: str, address: str, since: datetime) -> int:
        """How many receipts went, or are to go, to a person or to an address since a time."""
        whose = "(person = ? OR lower(recipient) = lower(?))"
        return self._letters(f"purpose = 'receipt' AND {whose}", since, person, address)

    def codes(self, address: str, since: datetime) -> int:
        """How many notices, which to people only bring codes, went or are to go to an address since a time."""
        return self._letters("purpose = 'notice' AND lower(recipient) = lower(?)", since, address)

    def _letters(self, which: str, since: datetime, *values: str) -> int:
        found = self._store.one(f"SELECT count(*) FROM outbox WHERE {which} AND made_at >= ?", [*values, stamp(since)])
        return int(found[0]) if found else 0

    def sent_at(self, key: str) -> datetime | None:
        """When the letter of this key left; None while it waits, or if it failed."""
        row = self._store.one("SELECT state_at FROM requests WHERE key = ? AND state = 'sent'", [key])
        return moment(row["state_at"]) if row else None

    def asked(self, person: str, question: str) -> bool:
        """Whether this person has already passed on this question, however it was spaced or capitalised."""
        wanted = _folded(question)
        found = self._find("person = ? AND kind = 'question'", [person])
        return any(_folded(row.canonical) == wanted for one in found for row in one.request.rows)

    # What the command line may ask

    def all(self) -> list[Registered]:
        """Everything, newest first."""
        return self._find("1", [])

    def with_reference(self, reference: str) -> list[Registered]:
        """The request with this reference and what corrected or withdrew it, oldest first."""
        name = reference.strip().upper()
        keys = "SELECT key FROM requests WHERE reference = ?"
        found = self._find(f"reference = ? OR original = ? OR original IN ({keys})", [name, name, name])
        return found[::-1]

    def _first(self, where: str, values: Sequence[object]) -> Request | None:
        found = self._find(where, values, "LIMIT 1")
        return found[0].request if found else None

    def _find(self, where: str, values: Sequence[object], limit: str = "") -> list[Registered]:
        sql = (
            f"SELECT r.*, NOT ({_NOT_WITHDRAWN}) AS withdrawn FROM requests r WHERE {where}"
            f" ORDER BY at DESC, rowid DESC {limit}"
        )
        return [_registered(row) for row in self._store.rows(sql, values)]


def _told(state: str) -> State:
    """What lies in the Maildir has not been sent to anybody."""
    return "sent" if state == "sent" else "failed" if state == "failed" else "waiting"


def _registered(row: sqlite3.Row) -> Registered:
    request = Request(
        **{name: row[name] for name in _TEXTS},
        at=moment(row["at"]),
        rows=tuple(Row(**one) for one in json.loads(row["rows"])),
        doubts=tuple(json.loads(row["doubts"])),
    )
    return Registered(request, row["state"], moment(row["state_at"]), bool(row["withdrawn"]))


def _rows_text(rows: Sequence[Row]) -> str:
    return json.dumps([asdict(row) for row in rows], ensure_ascii=False)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
