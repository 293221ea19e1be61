# SPDX-License-Identifier: EUPL-1.2
"""A database full of people: a few who really talked, copied as often as wanted."""

from bot.app import App
from tests.bench.rehearsal import Rehearsal, Typed

_FIRST = 1_000_000  # number of the first copy
_PERSON = "replace(person, :old, :new)"
# What a copy has of its own; the rest of each row is as it was.
_OWN = {
    "dialogues": {
        "chat": "replace(chat, :old, :new)", "person": _PERSON, "value": "replace(value, :digits, :number)",
    },
    "sessions": {
        "id": "id || '-' || i", "chat": "replace(chat, :old, :new)", "person": _PERSON,
        "value": "replace(replace(value, id, id || '-' || i), :digits, :number)", "token": "''",
    },
    "schedule": {"session": "session || '-' || i"},
    "requests": {
        "key": "key || '-' || i", "reference": "reference || i", "session": "session || '-' || i", "person": _PERSON,
        "body_key": "body_key || '-' || i",
    },
    "outbox": {
        "seq": "NULL", "key": "key || '-' || i", "lane": "replace(lane, :old, :new)", "person": _PERSON,
        "recipient": "replace(recipient, :old, :new)",
    },
}  # fmt: skip
_SEEN = "SELECT printf('%s%08x', substr(id, 1, 24), i), channel, state, tries, rule, at FROM seen"


def populate(app: App, scripts: list[Typed], people: int) -> None:
    """So many people in all, each with what one of the scripts leaves behind; nothing of theirs waits to be sent."""
    rehearsal = Rehearsal(app)
    copies = people // len(scripts) - 1
    with app.store.transaction():
        for chat, script in enumerate(scripts, 901):
            rehearsal.lines(chat, script)
        app.store.run("UPDATE outbox SET state = 'sent', payload = ''")
        numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :copies)"
        app.store.run(f"INSERT INTO seen {numbers} {_SEEN}, n", {"copies": copies})
        for at in range(len(scripts)):
            _copy(app, 901 + at, _FIRST + at * people, copies, numbers)


def _copy(app: App, chat: int, first: int, copies: int, numbers: str) -> None:
    values = {"old": f"telegram:{chat}", "digits": str(chat), "copies": copies, "first": first}
    whose = {"schedule": "session IN (SELECT id FROM sessions WHERE person = :old)"}
    for table, own in _OWN.items():
        columns = [row["name"] for row in app.store.rows(f"PRAGMA table_info({table})")]
        made = ", ".join(own.get(name, name) for name in columns)
        made = made.replace(":new", "'telegram:' || (:first + i)").replace(":number", ":first + i")
        where = whose.get(table, "person = :old")
        app.store.run(f"INSERT INTO {table} {numbers} SELECT {made} FROM {table}, n WHERE {where}", values)
