# SPDX-License-Identifier: EUPL-1.2
"""Many turns share one commit, each stands or falls alone, and nobody is told before the disk has it."""

import asyncio
import sqlite3
import threading

import pytest
from fakes import Clock, Mind, make_inbox, said

from bot.commits import Commits


class Counting:
    """What the disk was asked to do."""

    def __init__(self, store):
        self.store = store
        self.statements = []
        self.synced = 0
        store.connection.set_trace_callback(self.statements.append)
        self._sync = store.sync
        store.sync = self.sync

    def sync(self):
        assert threading.current_thread() is not threading.main_thread()
        self._sync()
        self.synced += 1

    def commits(self):
        return self.statements.count("COMMIT")


@pytest.fixture
def inbox(tmp_path):
    made = make_inbox(tmp_path / "bot.db", Mind(), Clock())
    yield made
    made.store.close()


def answers(inbox):
    return [row[0] for row in inbox.store.rows("SELECT key FROM outbox ORDER BY seq")]


async def test_turns_that_arrive_together_share_one_commit_and_one_wait(inbox):
    disk = Counting(inbox.store)
    await Commits(inbox, longest=600).receive([said(f"ciao {n}", str(n), address=str(n % 3)) for n in range(20)])
    assert answers(inbox) == [f"r-telegram-{n}" for n in range(20)]
    assert (disk.commits(), disk.synced) == (1, 1)


async def test_what_comes_one_by_one_meanwhile_shares_the_next(inbox):
    disk = Counting(inbox.store)
    commits = Commits(inbox, longest=600)
    await asyncio.gather(*(commits.receive([said("ciao", str(n))]) for n in range(20)))
    assert len(answers(inbox)) == 20
    assert disk.commits() <= 2


async def test_a_long_queue_lets_the_network_have_its_turn(inbox):
    disk = Counting(inbox.store)
    await Commits(inbox, longest=0).receive([said("ciao", str(n)) for n in range(5)])
    assert disk.commits() == 5


async def test_a_turn_that_breaks_takes_no_other_with_it(inbox):
    await Commits(inbox).receive([said("ciao", "1"), said("errore", "2"), said("ciao", "3")])
    told = answers(inbox)
    assert told[0] == "r-telegram-1"
    assert told[-1] == "r-telegram-3"
    assert any(key.startswith("aside-") for key in told)  # after three tries: apology, letter


async def test_what_the_disk_refuses_is_raised_and_nothing_stays(inbox):
    def full(self):
        raise sqlite3.OperationalError("database or disk is full")

    commits = Commits(inbox)
    inbox.mind.converse = lambda *given: full(None)
    with pytest.raises(sqlite3.OperationalError):
        await commits.receive([said("ciao", "1")])
    assert answers(inbox) == []
    del inbox.mind.converse
    await commits.receive([said("ciao", "1")])
    assert answers(inbox) == ["r-telegram-1"]


async def test_a_disk_that_does_not_answer_for_what_it_has_is_raised(inbox):
    def broken():
        raise OSError("input/output error")

    inbox.store.sync = broken
    with pytest.raises(OSError, match="input/output"):
        await Commits(inbox).receive([said("ciao", "1")])


async def test_nobody_is_told_before_the_disk_has_it(inbox):
    gate = threading.Event()
    inbox.store.sync = gate.wait
    receiving = asyncio.ensure_future(Commits(inbox).receive([said("ciao", "1")]))
    while not answers(inbox):
        await asyncio.sleep(0)
    await asyncio.sleep(0.02)
    assert not receiving.done()
    gate.set()
    await receiving


async def test_while_the_disk_is_waited_for_the_next_turns_are_decided(inbox):
    gate = threading.Event()
    inbox.store.sync = gate.wait
    commits = Commits(inbox)
    receiving = [asyncio.ensure_future(commits.receive([said("ciao", str(n))])) for n in (1, 2)]
    while len(answers(inbox)) < 2:
        await asyncio.sleep(0)
    gate.set()
    await asyncio.gather(*receiving)


async def test_forgetting_is_done_on_the_disk_after_the_commit(inbox):
    disk = Counting(inbox.store)
    await Commits(inbox).receive([said("ciao", "1"), said("dimentica", "2"), said("ciao", "3", address="8")])
    assert disk.statements.index("VACUUM") > disk.statements.index("COMMIT")
    assert answers(inbox)[-1] == "r-telegram-3"


async def test_who_stopped_waiting_is_stored_all_the_same(inbox):
    commits = Commits(inbox)
    receiving = asyncio.ensure_future(commits.receive([said("ciao", "1")]))
    await asyncio.sleep(0)
    receiving.cancel()
    await commits.receive([said("ciao", "2")])
    assert answers(inbox) == ["r-telegram-1", "r-telegram-2"]


async def test_outside_of_it_a_commit_waits_for_the_disk_itself(inbox):
    await Commits(inbox).receive([said("ciao", "1")])
    assert inbox.store.one("PRAGMA synchronous")[0] == 2


async def test_of_what_is_ignored_only_the_rule_is_kept(inbox):
    await Commits(inbox).receive([said("group", "1", kind="ignored"), said("group", "1", kind="ignored")])
    assert [tuple(row) for row in inbox.store.rows("SELECT state, rule FROM seen")] == [("done", "group")]
    assert answers(inbox) == []
    assert inbox.store.rows("SELECT 1 FROM dialogues") == []
