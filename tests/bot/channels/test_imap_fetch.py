# SPDX-License-Identifier: EUPL-1.2
"""The mailbox watched, on a server with the faults of real ones: no letter lost, none handed in twice as new."""

import asyncio
import sqlite3
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, field

import pytest
from fakes import NOW
from imap_faults import FaultyImap
from mail_raws import OURS, raw

from bot.channels.imap_box import Account
from bot.channels.imap_fetch import ImapFetch, Place
from bot.channels.mail_rules import Ours


@dataclass
class Memory:
    """Remembers in memory; `broken` calls of `take` fail first."""

    places: dict[str, Place] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)
    aside: list[int] = field(default_factory=list)
    broken: int = 0
    again: int = 0

    def together(self):
        return nullcontext()

    def place(self, box):
        return self.places.get(box)

    def reached(self, box, place):
        self.places[box] = place

    def take(self, received):
        if self.broken:
            self.broken -= 1
            raise sqlite3.OperationalError("database or disk is full")
        self.again -= 1
        if self.again >= 0:
            return False
        self.taken.append(received.subject)
        return True

    def unreadable(self, box, place):
        self.aside.append(place.uid)


def letter(name):
    return raw(Subject=name, Message_ID=f"<{name}@comune.example>")


@asynccontextmanager
async def watched(server, memory, **more):
    values = {"slice_seconds": 30.0, "poll_seconds": 0.05, "first_wait": 0.05} | more
    account = Account("127.0.0.1", server.port, "none", "bot", "prova", timeout=values.pop("timeout", 2.0))
    stop = asyncio.Event()
    fetch = ImapFetch(account, memory, Ours(OURS), lambda: NOW, **values)
    task = asyncio.ensure_future(fetch.run(stop))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(task, 30)
        server.stop()


async def until(true, seconds=30.0):
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("fault", ["", "split", "noidle", "refuse"])
async def test_what_arrives_is_handed_in_at_once(fault):
    server, memory = FaultyImap([fault]).start(), Memory()
    server.deliver(letter("uno"))
    async with watched(server, memory):
        await until(lambda: memory.taken == ["uno"])
        server.deliver(letter("due"))
        await until(lambda: memory.taken == ["uno", "due"])
        await until(lambda: server.seen == {1, 2})


async def test_what_is_announced_beside_an_answer_is_fetched_at_once():
    server, memory = FaultyImap(late=[letter("due")]).start(), Memory()
    server.deliver(letter("uno"))
    async with watched(server, memory, slice_seconds=60.0):
        await until(lambda: memory.taken == ["uno", "due"])


@pytest.mark.parametrize("fault", ["bye", "eof", "auth", "silence"])
async def test_after_a_fault_everything_is_looked_through_again(fault):
    server, memory = FaultyImap([fault, fault, ""]).start(), Memory()
    server.deliver(letter("uno"))
    async with watched(server, memory, timeout=0.2):
        await until(lambda: memory.taken == ["uno"] and server.connections >= 3)
        server.deliver(letter("due"))
        await until(lambda: memory.taken == ["uno", "due"])


async def test_a_black_hole_in_the_wait_is_noticed():
    server, memory = FaultyImap(["hole", ""]).start(), Memory()
    async with watched(server, memory, timeout=0.2, slice_seconds=0.2):
        await until(lambda: server.connections >= 2)
        server.deliver(letter("uno"))
        await until(lambda: memory.taken == ["uno"])


async def test_what_was_handed_in_is_not_fetched_again():
    server, memory = FaultyImap().start(), Memory()
    server.deliver(letter("uno"))
    async with watched(server, memory):
        await until(lambda: memory.taken == ["uno"] and memory.places)  # stopped in between, all is read once more
    again = FaultyImap(raws=server.raws).start()
    memory.places = {name.replace(str(server.port), str(again.port)): place for name, place in memory.places.items()}
    again.deliver(letter("due"))
    async with watched(again, memory):
        await until(lambda: memory.taken == ["uno", "due"])


async def test_new_uids_mean_that_everything_recent_is_handed_in_again():
    server, memory = FaultyImap(validity=2, seen={1}).start(), Memory()
    server.deliver(letter("uno"))
    memory.places[f"bot@127.0.0.1:{server.port}/INBOX"] = Place(1, 99)
    async with watched(server, memory):
        await until(lambda: memory.taken == ["uno"])


async def test_of_a_mailbox_never_read_only_what_is_unread_is_handed_in():
    server, memory = FaultyImap(seen={1}).start(), Memory()
    server.deliver(letter("vecchia"))
    server.deliver(letter("nuova"))
    async with watched(server, memory):
        await until(lambda: memory.taken == ["nuova"])


async def test_of_a_mailbox_never_read_what_people_have_read_stays_unanswered():
    server, memory = FaultyImap(seen={1, 3, 4}).start(), Memory()
    for name in ("vecchia", "nuova", "letta", "letta anche questa"):
        server.deliver(letter(name))
    async with watched(server, memory):
        await until(lambda: memory.taken == ["nuova"])
        server.deliver(letter("fresca"))
        await until(lambda: len(memory.taken) > 1)
    assert memory.taken == ["nuova", "fresca"]


async def test_one_message_that_cannot_be_fetched_stops_no_other():
    server, memory = FaultyImap(gone={2}).start(), Memory()
    for name in ("uno", "due", "tre"):
        server.deliver(letter(name))
    async with watched(server, memory):
        await until(lambda: memory.taken == ["uno", "tre"])
        await until(lambda: memory.aside == [2])


async def test_one_letter_that_cannot_be_decided_is_tried_three_times_and_left():
    server, memory = FaultyImap().start(), Memory(again=3)
    server.deliver(letter("uno"))
    server.deliver(letter("due"))
    async with watched(server, memory):
        await until(lambda: memory.taken == ["due"])


async def test_where_nothing_can_be_stored_the_letter_comes_again():
    server, memory = FaultyImap().start(), Memory(broken=2)
    server.deliver(letter("uno"))
    async with watched(server, memory):
        await until(lambda: memory.taken == ["uno"])


async def test_a_shared_mailbox_is_not_marked():
    server, memory = FaultyImap().start(), Memory()
    server.deliver(letter("uno"))
    async with watched(server, memory, flags=False):
        await until(lambda: memory.taken == ["uno"])
        server.deliver(letter("due"))
        await until(lambda: len(memory.taken) == 2)
    assert server.seen == set()
    assert "UID STORE" not in server.commands


async def test_it_stops_at_once_while_it_waits():
    server, memory = FaultyImap().start(), Memory()
    began = asyncio.get_running_loop().time()
    async with watched(server, memory, slice_seconds=60.0):
        await until(lambda: "IDLE" in server.commands)
    assert asyncio.get_running_loop().time() - began < 20  # of the sixty it would have waited
