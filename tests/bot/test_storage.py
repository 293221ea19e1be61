# SPDX-License-Identifier: EUPL-1.2
"""The database file: durable, private, one writer at a time, copied while in use."""

import sqlite3
from datetime import UTC, datetime, timedelta, timezone

import pytest
from fakes import NOW

from bot import storage
from bot.core.dialogue import Claim, Dialogue
from bot.storage import Due, OvertakenError, StillBusyError, Storage, moment, stamp
from flows.session import Session

DIALOGUE = Dialogue(chat="telegram:7", person="telegram:7", channel="telegram", address="7", session="s1")


@pytest.fixture
def store(tmp_path):
    made = Storage(tmp_path / "new" / "bot.db")
    yield made
    made.close()


def save(store, session, loaded=None, **more):
    store.save_session(session, DIALOGUE, loaded=loaded, at=NOW, **more)


def test_the_file_is_durable_and_private(store):
    pragmas = {name: store.one(f"PRAGMA {name}")[0] for name in ("journal_mode", "synchronous", "secure_delete")}
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}
    assert store.path.stat().st_mode & 0o777 == 0o600


def test_opening_twice_changes_nothing(store):
    done = [row["name"] for row in store.rows("SELECT name FROM _sqlite_migrations")]
    Storage(store.path).close()
    assert [row["name"] for row in store.rows("SELECT name FROM _sqlite_migrations")] == done


def test_a_fault_undoes_the_whole_transaction(store):
    with pytest.raises(KeyError), store.transaction():
        store.save_dialogue(DIALOGUE, NOW)
        raise KeyError
    assert store.dialogue("telegram:7") is None


def test_a_fault_inside_a_shared_transaction_undoes_only_itself(store):
    with store.transaction():
        store.save_dialogue(DIALOGUE, NOW)
        with pytest.raises(KeyError), store.transaction():
            store.save_dialogue(DIALOGUE.changed(about="x"), NOW)
            raise KeyError
    assert store.dialogue("telegram:7") == DIALOGUE


def test_a_second_process_waits_for_the_first(store):
    other = sqlite3.connect(store.path, timeout=0, isolation_level=None)
    with store.transaction(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")


def test_dialogue_and_session_come_back_as_they_were(store):
    session = Session(id="s1", flow="richiesta", rev=3)
    save(store, session)
    store.save_dialogue(DIALOGUE, NOW)
    before = store.before("telegram:7")
    assert (before.dialogue, before.session, before.others) == (DIALOGUE, session, ())


def test_sessions_left_aside_are_at_hand(store):
    aside = Session(id="s0", flow="scelta")
    for session in (aside, Session(id="s1", flow="richiesta")):
        save(store, session)
    store.save_dialogue(DIALOGUE, NOW)
    assert store.before("telegram:7").others == (aside,)
    assert store.before_session("s0").session == aside


def test_a_claimed_session_is_at_hand_in_another_chat(store):
    save(store, Session(id="s9", flow="richiesta"))
    claiming = DIALOGUE.changed(chat="telegram:8", person="telegram:8", session="", claim=Claim(session="s9", mark="m"))
    store.save_dialogue(claiming, NOW)
    assert [one.id for one in store.before("telegram:8").others] == ["s9"]


def test_a_saved_link_leads_to_a_session_until_it_ends(store):
    session = Session(id="s1", flow="richiesta")
    save(store, session, token="abc")
    assert store.before("telegram:8", "abc").linked.person == "telegram:7"
    assert store.before("telegram:8", "").linked is None
    save(store, session.changed(rev=1, status="cancelled"), loaded=0, token="abc")
    assert store.before("telegram:8", "abc").linked is None


@pytest.mark.parametrize(("stored", "loaded"), [(4, 3), (4, None), (None, 3)])
def test_a_session_changed_by_another_is_not_overwritten(store, stored, loaded):
    if stored is not None:
        save(store, Session(id="s1", flow="richiesta", rev=stored))
    with pytest.raises(OvertakenError):
        save(store, Session(id="s1", flow="richiesta", rev=9), loaded)


def test_a_later_plan_replaces_the_earlier_one(store):
    store.schedule(Due("s1", "remind", NOW))
    store.schedule(Due("s1", "expire", NOW + timedelta(days=1)))
    assert store.due(NOW, ["remind", "expire"]) == []
    assert [due.kind for due in store.due(NOW + timedelta(days=2), ["remind", "expire"])] == ["expire"]


def test_an_ended_session_has_no_plan(store):
    save(store, Session(id="s1", flow="richiesta"))
    store.schedule(Due("s1", "remind", NOW))
    save(store, Session(id="s1", flow="richiesta", rev=1, status="cancelled"), loaded=0)
    assert store.due(NOW, ["remind"]) == []


def test_what_is_made_once_stays(store):
    assert store.own("secret", lambda: "one") == store.own("secret", lambda: "two") == "one"


def test_a_backup_is_whole_while_others_write(store, tmp_path):
    store.save_dialogue(DIALOGUE, NOW)
    copy = tmp_path / "copy.db"
    other = Storage(store.path)
    with other.transaction():
        other.save_dialogue(DIALOGUE.changed(chat="half"), NOW)
        store.backup(copy)
    other.close()
    chats = [row[0] for row in sqlite3.connect(copy).execute("SELECT chat FROM dialogues")]
    assert chats == ["telegram:7"]
    assert copy.stat().st_mode & 0o777 == 0o600


def test_nothing_is_wiped_in_the_middle_of_a_turn(store):
    with store.transaction():
        assert not store.scrub()
        with pytest.raises(StillBusyError):
            store.rewrite()
    assert store.remnants
    store.rewrite()
    assert not store.remnants


def test_moments_sort_as_text():
    rome = timezone(timedelta(hours=1))
    moments = [datetime(2026, 1, 1, 0, 30, tzinfo=rome), datetime(2026, 1, 1, tzinfo=UTC), NOW]
    assert sorted(map(stamp, moments)) == list(map(stamp, sorted(moments)))
    assert moment(stamp(NOW)) == NOW


def test_what_is_owed_is_done_after_the_outermost_commit_and_not_if_it_is_undone(store):
    done = []
    with store.transaction():
        with store.transaction():
            store.when_committed(lambda: done.append("kept"))
        with pytest.raises(KeyError), store.transaction():
            store.when_committed(lambda: done.append("undone"))
            raise KeyError
        assert done == []
    assert done == ["kept"]
    store.when_committed(lambda: done.append("at once"))
    assert done == ["kept", "at once"]


def test_a_light_transaction_leaves_the_waiting_for_the_disk_to_sync(store):
    with store.light_transaction():
        store.own("a", lambda: "1")
    assert store.one("PRAGMA synchronous")[0] == 2
    store.sync()
    with pytest.raises(KeyError), store.light_transaction():
        store.own("b", lambda: "1")
        raise KeyError
    assert [row["name"] for row in store.rows("SELECT name FROM own")] == ["a"]
    assert store.one("PRAGMA synchronous")[0] == 2


def test_a_large_file_is_not_rewritten_while_people_wait(store, monkeypatch):
    store.rewrite_if_small()
    assert not store.remnants
    monkeypatch.setattr(storage, "SMALL", 0)
    store.rewrite_if_small()
    assert store.remnants  # housekeeping sees to it
