# SPDX-License-Identifier: EUPL-1.2
"""The tables of the database, step by step: a migration that was released is never changed."""

import sqlite3

from sqlite_utils import Database, Migrations

migrations = Migrations("cap4city")

_FIRST = """
CREATE TABLE seen (
  id TEXT PRIMARY KEY, channel TEXT NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0,
  rule TEXT NOT NULL DEFAULT '', at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE dialogues (
  chat TEXT PRIMARY KEY, person TEXT NOT NULL, value TEXT NOT NULL, touched_at TEXT NOT NULL
);
CREATE INDEX dialogues_person ON dialogues (person);
CREATE TABLE sessions (
  id TEXT PRIMARY KEY, chat TEXT NOT NULL, person TEXT NOT NULL, flow TEXT NOT NULL, status TEXT NOT NULL,
  rev INTEGER NOT NULL, value TEXT NOT NULL, touched_at TEXT NOT NULL, token TEXT NOT NULL
);
CREATE INDEX sessions_token ON sessions (token) WHERE token <> '';
CREATE INDEX sessions_chat ON sessions (chat, touched_at);
CREATE INDEX sessions_person ON sessions (person);
CREATE TABLE schedule (session TEXT PRIMARY KEY, kind TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX schedule_at ON schedule (at);
CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, route TEXT NOT NULL, lane TEXT NOT NULL,
  person TEXT NOT NULL, session TEXT NOT NULL, purpose TEXT NOT NULL, recipient TEXT NOT NULL,
  reference TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, made_at TEXT NOT NULL,
  queued_at TEXT NOT NULL, due_at TEXT NOT NULL, ended_at TEXT NOT NULL DEFAULT '',
  external TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '', payload TEXT NOT NULL,
  forget INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX outbox_waiting ON outbox (lane, seq) WHERE state = 'waiting';
CREATE INDEX outbox_person ON outbox (person);
CREATE INDEX outbox_session ON outbox (session) WHERE session <> '';
CREATE INDEX outbox_external ON outbox (external) WHERE external <> '';
CREATE TABLE requests (
  key TEXT PRIMARY KEY, reference TEXT NOT NULL, kind TEXT NOT NULL, session TEXT NOT NULL, person TEXT NOT NULL,
  body TEXT NOT NULL, body_key TEXT NOT NULL, lab TEXT NOT NULL, outcome TEXT NOT NULL, email TEXT NOT NULL,
  at TEXT NOT NULL, flow TEXT NOT NULL, version INTEGER NOT NULL, digest TEXT NOT NULL, rows TEXT NOT NULL,
  original TEXT NOT NULL, state TEXT NOT NULL, state_at TEXT NOT NULL
);
CREATE INDEX requests_body ON requests (body_key, at);
CREATE INDEX requests_person ON requests (person);
CREATE INDEX requests_session ON requests (session);
CREATE INDEX requests_reference ON requests (reference);
CREATE INDEX requests_original ON requests (original) WHERE original <> '';
CREATE TABLE own (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE misses (question TEXT NOT NULL, outcome TEXT NOT NULL, entry TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE counts (
  kind TEXT NOT NULL, name TEXT NOT NULL, part TEXT NOT NULL, entry TEXT NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (kind, name, part, entry)
) WITHOUT ROWID;
"""


@migrations()
def first_tables(db: Database) -> None:
    """Everything of version 0.1."""
    for statement in _FIRST.split(";\n"):  # executescript would commit what is open
        if statement.strip():
            db.execute(statement)


_POST = """
CREATE TABLE post (
  event TEXT PRIMARY KEY, chat TEXT NOT NULL, person TEXT NOT NULL, at TEXT NOT NULL, rule TEXT NOT NULL,
  mark TEXT NOT NULL, answered INTEGER NOT NULL, sender TEXT NOT NULL, subject TEXT NOT NULL, told TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX post_person ON post (person, at);
CREATE INDEX post_chat ON post (chat, at);
CREATE INDEX post_untold ON post (at) WHERE rule <> '' AND told = '';
CREATE TABLE post_ids (id TEXT PRIMARY KEY, chat TEXT NOT NULL, person TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX post_ids_person ON post_ids (person);
CREATE TABLE post_places (box TEXT PRIMARY KEY, validity INTEGER NOT NULL, uid INTEGER NOT NULL) WITHOUT ROWID;
"""


@migrations()
def letters_received(db: Database) -> None:
    """What a mailbox must remember: letters, the ids they bear, how far it was read."""
    for statement in _POST.split(";\n"):
        if statement.strip():
            db.execute(statement)


@migrations()
def receipts_by_time(db: Database) -> None:
    """How many receipts went to an address today is asked before each one: not of every message ever sent."""
    db.execute("CREATE INDEX outbox_receipts ON outbox (made_at) WHERE purpose = 'receipt'")


@migrations()
def letters_certified(db: Database) -> None:
    """What a certified-mail provider says of a letter that was sent, and when."""
    db.execute("ALTER TABLE outbox ADD COLUMN certified TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE outbox ADD COLUMN certified_at TEXT NOT NULL DEFAULT ''")


@migrations()
def doubts_of_requests(db: Database) -> None:
    """Why the outcome of a request is what it is, as its letter says it."""
    db.execute("ALTER TABLE requests ADD COLUMN doubts TEXT NOT NULL DEFAULT '[]'")


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables up to date; two processes that start together wait for each other."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(Database(connection, execute_plugins=False))
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
