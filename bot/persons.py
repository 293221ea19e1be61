# SPDX-License-Identifier: EUPL-1.2
"""Everything the database holds about one person: found, exported, erased."""

# ruff: noqa: S608 - only our own names and question marks are joined into SQL
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.storage import Storage

_OWN = "person = :person"
_REQUESTS = f"{_OWN} OR lower(email) = :address OR instr(lower(rows), :quoted)"
_SESSIONS = (
    f"{_OWN} OR instr(lower(value), :quoted)"
    f" OR id IN (SELECT session FROM requests WHERE session <> '' AND ({_REQUESTS}))"
)
_OUTBOX = f"{_OWN} OR lower(recipient) = :address OR session IN (SELECT id FROM sessions WHERE {_SESSIONS})"
_MENTIONS = {
    "dialogues": _OWN, "sessions": _SESSIONS, "outbox": _OUTBOX, "requests": _REQUESTS,
    "post": _OWN, "post_ids": _OWN,
}  # fmt: skip
# A message that was sent has no words any more, and names no conversation.
_SAID_HERE = (
    "purpose = 'message' AND CASE payload WHEN '' THEN '' ELSE :person || '/' || json_extract(payload, '$.thread') END"
    " = :chat"
)
_JSON = ("value", "rows", "doubts", "payload")


@dataclass(frozen=True)
class Unsent:
    """A confirmed letter that has not left yet."""

    key: str
    reference: str
    purpose: str


class Persons:
    """`telegram:123`, `email:a@b.example`.

    With `mentions` also what others wrote about an address, such as requests that name it as the referente's.
    That is for the operator: a letter alone, whoever signs it, must not reach a colleague's request.
    """

    def __init__(self, store: Storage) -> None:
        self._store = store

    def unsent(self, person: str, *, mentions: bool = False) -> list[Unsent]:
        """Confirmed letters about the person that still wait."""
        where = f"state = 'waiting' AND purpose <> 'message' AND ({_where('outbox', mentions)})"
        rows = self._store.run(f"SELECT * FROM outbox WHERE {where}", _named(person))
        return [Unsent(row["key"], row["reference"], row["purpose"]) for row in rows]

    def export(self, person: str, *, mentions: bool = True) -> dict[str, list[dict[str, Any]]]:
        """Every row, by table, as plain values."""
        found: dict[str, list[dict[str, Any]]] = {}
        for table in _MENTIONS:
            sql = f"SELECT * FROM {table} WHERE {_where(table, mentions)}"
            rows = self._store.run(sql, _named(person))
            found[table] = [_readable(dict(row)) for row in rows]
        return found

    def erase(self, person: str, *, mentions: bool = False) -> dict[str, int]:
        """Delete every row, what waits to be sent included; how many of each table. Then call Storage.rewrite."""
        return self._erase(_named(person), mentions, "1")

    def forget(self, person: str, telling: Sequence[str], *, chat: str = "", also: str = "") -> dict[str, int]:
        """The same when the person asks for it: the messages with these keys, which say so, still go out, and their
        rows are deleted by then. With `chat` only one conversation goes, and the requests of the session `also`: an
        office's address is many people's. Then call Storage.rewrite."""
        for key in telling:
            self._store.run("UPDATE outbox SET forget = 1 WHERE key = ?", [key])
        if chat:
            return self._erase_chat({"person": person, "chat": chat, "also": also})
        return self._erase(_named(person), False, "forget = 0")

    def _erase_chat(self, values: Mapping[str, str]) -> dict[str, int]:
        sessions = "SELECT id FROM sessions WHERE chat = :chat"
        here = f"session = :also OR session IN ({sessions})"
        return self._delete({
            "schedule": f"session IN ({sessions})",
            "outbox": f"forget = 0 AND person = :person AND (session <> '' AND ({here}) OR {_SAID_HERE})",
            "requests": f"{_OWN} AND ({here})",
            "sessions": "chat = :chat",
            "dialogues": "chat = :chat",
            "post": "chat = :chat",
            "post_ids": "chat = :chat",
        }, values)  # fmt: skip

    def _erase(self, values: Mapping[str, str], mentions: bool, spared: str) -> dict[str, int]:
        sessions = f"session IN (SELECT id FROM sessions WHERE {_where('sessions', mentions)})"
        conditions = {
            "schedule": sessions,
            "outbox": f"{spared} AND ({_where('outbox', mentions)})",
            "sessions": _where("sessions", mentions),
            "requests": _where("requests", mentions),
            "dialogues": _where("dialogues", mentions),
            "post": _OWN,
            "post_ids": _OWN,
        }
        return self._delete(conditions, values)

    def _delete(self, conditions: Mapping[str, str], values: Mapping[str, str]) -> dict[str, int]:
        counts: dict[str, int] = {}
        for table, where in conditions.items():
            cursor = self._store.run(f"DELETE FROM {table} WHERE {where}", values)
            counts[table] = cursor.rowcount
        return counts


def _where(table: str, mentions: bool) -> str:
    return _MENTIONS[table] if mentions else _OWN


def _named(person: str) -> dict[str, str]:
    channel, _, address = person.partition(":")
    # No text holds NUL: without an address nothing is found by what it mentions.
    if channel == "email":
        person = person.lower()
    address = address.lower() if channel == "email" and address else "\0"
    return {"person": person, "address": address, "quoted": json.dumps(address, ensure_ascii=False)}


def _readable(row: dict[str, Any]) -> dict[str, Any]:
    for name in _JSON:
        if row.get(name):
            row[name] = json.loads(row[name])
    return row
