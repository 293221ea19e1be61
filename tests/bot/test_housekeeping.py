# SPDX-License-Identifier: EUPL-1.2
"""What the clock does: reminders in office hours, sessions that end, forgetting in time."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import pytest
from fakes import NOW, Clock, Mind, make_inbox, said

from bot.core.privacy import days
from bot.core.turns import Miss
from bot.gaps import Gaps
from bot.housekeeping import Housekeeping
from bot.storage import Due

SATURDAY = datetime(2026, 11, 28, 10, 0, tzinfo=UTC)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def mind():
    return Mind()


@pytest.fixture
def house(tmp_path, clock, mind):
    inbox = make_inbox(tmp_path / "bot.db", mind, clock)
    yield Housekeeping(inbox, clock)
    inbox.store.close()


def count(house, table):
    return house.inbox.store.one(f"SELECT count(*) FROM {table}")[0]


def plan(house, kind, at):
    house.inbox.receive(said("ciao"))
    house.inbox.store.schedule(Due("s-telegram:7", kind, at))


def test_a_reminder_waits_for_office_hours(house, clock, mind):
    plan(house, "remind", SATURDAY)
    clock.now = SATURDAY
    assert house.tick() == 0
    clock.now = SATURDAY + timedelta(days=2)
    assert house.tick() == 1
    assert [due.kind for due in mind.ticks] == ["remind"]
    assert house.tick() == 0


def test_a_session_ends_at_any_hour(house, clock, mind):
    plan(house, "expire", SATURDAY)
    clock.now = SATURDAY
    assert house.tick() == 1


def test_what_is_past_its_time_is_forgotten(house, clock):
    house.inbox.receive(said("confermo"))
    for row in house.inbox.outbox.in_state(["waiting"]):
        house.inbox.delivered(row, "sent", external="x")
    Gaps(house.inbox.store).add(Miss("una domanda", "handoff"), NOW)
    tables = ("dialogues", "sessions", "outbox", "requests", "misses", "seen")
    left = {}
    for name in ("messages", "dialogues", "sessions", "misses", "letters", "requests"):
        clock.now = NOW + timedelta(days=days(name), hours=1)
        house.purge()
        left[name] = {table for table in tables if count(house, table)}
    assert "requests" in left["letters"]
    assert left["requests"] == set()


def test_before_its_time_nothing_is_forgotten(house, clock):
    house.inbox.receive(said("confermo"))
    clock.now = NOW + timedelta(days=29)
    assert sum(house.purge().values()) == 0


def test_the_words_of_a_letter_go_before_the_news_of_it(house, clock):
    house.inbox.receive(said("confermo"))
    house.inbox.delivered(house.inbox.outbox.find("l-telegram-1"), "sent", external="x")
    clock.now = NOW + timedelta(days=days("letter_texts"), hours=1)
    house.purge()
    row = house.inbox.outbox.find("l-telegram-1")
    assert (row.external, row.has_payload) == ("x", False)


def test_a_letter_that_waits_is_never_purged(house, clock):
    house.inbox.receive(said("confermo"))
    clock.now = NOW + timedelta(days=5_000)
    house.purge()
    assert [row.key for row in house.inbox.outbox.in_state(["waiting"])] == ["l-telegram-1"]


def test_purged_words_leave_the_file(house, clock):
    house.inbox.receive(said("Ermenegilda Bianchi"))
    clock.now = NOW + timedelta(days=1_000)
    house.purge()
    path = house.inbox.store.path
    assert not any(b"Ermenegilda" in file.read_bytes() for file in path.parent.glob("bot.db*"))


def test_erased_answers_leave_no_copy_in_the_file(house):
    house.inbox.receive(said("ciao", "1"))
    assert not house.inbox.store.remnants
    house.inbox.receive(said("annulla", "2"))
    assert house.inbox.store.remnants
    house.tidy()
    assert not house.inbox.store.remnants


async def test_it_works_until_told_to_stop(house, clock, mind):
    plan(house, "expire", NOW)
    ending = asyncio.Event()
    running = asyncio.ensure_future(house.run(ending))
    while not mind.ticks:
        await asyncio.sleep(0)
    ending.set()
    await asyncio.wait_for(running, 2)


def test_what_waits_for_hours_is_told(house, clock, caplog):
    house.inbox.receive(said("ciao"))
    house._tell_stuck(NOW + timedelta(hours=5))
    assert not caplog.records
    with caplog.at_level(logging.WARNING):
        house._tell_stuck(NOW + timedelta(hours=7))
    assert [(record.msg, record.count) for record in caplog.records] == [("parcels wait for hours", 1)]
