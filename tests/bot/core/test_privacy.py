# SPDX-License-Identifier: EUPL-1.2
"""The table of what is kept is complete: every table of the database, a reason, a time, an action."""

import pytest

from bot.core.privacy import KEPT, LOGGABLE, days
from bot.housekeeping import _PURGES
from bot.storage import Storage


def test_every_table_of_the_database_is_explained(tmp_path):
    store = Storage(tmp_path / "bot.db")
    tables = {row[0] for row in store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables - {"_sqlite_migrations", "own"} == {kept.table for kept in KEPT}
    store.close()


def test_everything_with_a_time_is_purged():
    assert {kept.id for kept in KEPT if kept.days is not None} == set(_PURGES)


def test_only_what_names_nobody_is_kept_for_ever():
    assert not any(kept.personal for kept in KEPT if kept.days is None)
    with pytest.raises(KeyError):
        days("counts")


def test_logs_name_nobody():
    assert not LOGGABLE & {"text", "person", "chat", "address", "email", "name", "recipient", "reason"}
