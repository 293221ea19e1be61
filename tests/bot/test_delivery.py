# SPDX-License-Identifier: EUPL-1.2
"""The outbox is emptied in order, again later or never again; whoever must wait holds back nobody else."""

import asyncio
from datetime import timedelta

import pytest
from fakes import LATER, NEVER, NOW, Clock, FakeSender, letter, message

from bot.core.messages import CannotDeliver, Sent, TryAgainLater
from bot.delivery import GIVE_UP, Delivery, wait
from bot.outbox import Outbox
from bot.storage import Storage


class Desk:
    """An outbox with its delivery and what it was told."""

    def __init__(self, path):
        self.store = Storage(path)
        self.outbox = Outbox(self.store)
        self.clock = Clock()
        self.sender = FakeSender()
        self.blocked = []
        self.delivery = self.make({"telegram": self.sender, "letter": self.sender})

    def make(self, senders, **more):
        return Delivery(
            self.outbox, senders, self.settle, clock=self.clock, chance=lambda: 0.5,
            blocked=lambda row: self.blocked.append(row.person), **more,
        )  # fmt: skip

    def settle(self, row, state, *, external="", reason=""):
        self.outbox.end(row, state, self.clock(), external=external, reason=reason)

    def add(self, *parcels):
        for parcel in parcels:
            self.outbox.add(parcel, self.clock())

    def state(self, key):
        return self.outbox.find(key).state


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path / "bot.db")
    yield made
    made.store.close()


async def test_each_persons_messages_go_out_in_order(desk):
    desk.add(*(message(f"{who}{n}", address=who) for n in range(5) for who in "abc"))
    await desk.delivery.drain()
    for who in "abc":
        assert [key for key in desk.sender.sent if key.startswith(who)] == [f"{who}{n}" for n in range(5)]


async def test_what_must_wait_holds_back_only_its_own_person(desk):
    desk.add(message("a1"), message("a2"), message("b1", address="8"))
    desk.sender.faults["a1"] = [LATER]
    await desk.delivery.drain()
    assert desk.sender.sent == ["b1"]
    desk.clock.move(hours=1)
    await desk.delivery.drain()
    assert desk.sender.sent == ["b1", "a1", "a2"]


async def test_a_slow_person_does_not_slow_the_others(desk):
    gate = asyncio.Event()

    class Slow(FakeSender):
        async def send(self, parcel, *, at):
            if parcel.address == "7":
                await gate.wait()
            elif parcel.key == "b3":
                gate.set()
            return await super().send(parcel, at=at)

    slow = Slow()
    desk.add(message("a1"), *(message(f"b{n}", address="8") for n in range(4)))
    await desk.make({"telegram": slow}).drain()
    assert slow.sent.index("b2") < slow.sent.index("a1")


async def test_what_cannot_be_delivered_is_never_tried_again(desk):
    desk.add(message("a1"), message("a2"))
    desk.sender.faults["a1"] = [NEVER]
    await desk.delivery.drain()
    assert (desk.state("a1"), desk.outbox.find("a1").reason) == ("failed", "no such person")
    assert desk.sender.sent == ["a2"]
    assert desk.blocked == []


async def test_who_blocks_the_bot_is_remembered(desk):
    desk.add(message("a1"))
    desk.sender.faults["a1"] = [CannotDeliver("blocked", blocked=True)]
    await desk.delivery.drain()
    assert desk.blocked == ["telegram:7"]


async def test_an_unknown_fault_is_tried_again_later(desk):
    desk.add(message("a1"))
    desk.sender.faults["a1"] = [RuntimeError("a text with a name in it")]
    await desk.delivery.drain()
    assert (desk.state("a1"), desk.outbox.find("a1").reason) == ("waiting", "RuntimeError")


async def test_after_five_days_it_gives_up(desk):
    desk.add(letter("a"))
    desk.sender.faults["a"] = [LATER, LATER]
    await desk.delivery.drain()
    assert desk.state("a") == "waiting"
    desk.clock.now = NOW + GIVE_UP + timedelta(seconds=1)
    await desk.delivery.drain()
    assert desk.state("a") == "failed"


async def test_a_server_says_how_long_to_wait(desk):
    desk.add(message("a1"))
    desk.sender.faults["a1"] = [TryAgainLater("429", after=30)]
    await desk.delivery.drain()
    assert desk.outbox.find("a1").due_at == NOW + timedelta(seconds=31.5)


def test_waits_grow_and_differ():
    assert [wait(n, 1.0) for n in range(4)] == [5, 10, 20, 40]
    assert [wait(n, 0.0) for n in (0, 3, 500)] == [2.5, 20, 1800]
    assert [round(wait(0, chance, after=100)) for chance in (0, 1)] == [100, 110]


async def test_what_is_only_kept_is_not_called_sent(desk):
    class Keeper(FakeSender):
        async def send(self, parcel, *, at):
            return Sent("<a@b>", kept=True)

    desk.add(letter("a"))
    await desk.make({"letter": Keeper()}).drain()
    assert desk.state("a") == "kept"


async def test_the_sender_is_given_the_day_it_was_written(desk):
    dates = []

    class Dating(FakeSender):
        async def send(self, parcel, *, at):
            dates.append(at)
            return Sent("x")

    desk.add(letter("a"))
    desk.clock.move(days=2)
    await desk.make({"letter": Dating()}).drain()
    assert dates == [NOW]


async def test_no_more_than_allowed_are_sent_together(desk):
    class Counting(FakeSender):
        now = most = 0

        async def send(self, parcel, *, at):
            self.now += 1
            self.most = max(self.most, self.now)
            await asyncio.sleep(0)
            self.now -= 1
            return Sent("x")

    sender = Counting()
    desk.add(*(message(f"m{n}", address=str(n)) for n in range(30)))
    await desk.make({"telegram": sender}, together=4).drain()
    assert sender.most == 4


async def test_a_parcel_that_cannot_be_marked_is_not_lost(desk):
    def broken(row, state, *, external="", reason=""):
        raise OSError("disk full")

    desk.add(message("a1"))
    delivery = Delivery(desk.outbox, {"telegram": desk.sender}, broken, clock=desk.clock, chance=lambda: 0)
    with pytest.raises(OSError, match="disk full"):
        await delivery.drain()
    assert desk.state("a1") == "waiting"


async def test_running_it_sends_what_is_queued_and_stops_when_told(desk):
    ending = asyncio.Event()
    running = asyncio.ensure_future(desk.delivery.run(ending))
    desk.add(message("a1"))
    desk.delivery.wake()
    while not desk.sender.sent:
        await asyncio.sleep(0)
    ending.set()
    await asyncio.wait_for(running, 2)
    assert desk.state("a1") == "sent"
    assert desk.sender.rested


async def test_a_running_delivery_survives_a_parcel_that_cannot_be_marked(desk):
    tries = []

    def broken(row, state, *, external="", reason=""):
        tries.append(row.key)
        if row.key == "a1":
            raise OSError("disk full")
        desk.settle(row, state)

    desk.add(message("a1"), message("b1", address="8"))
    ending = asyncio.Event()
    delivery = Delivery(desk.outbox, {"telegram": desk.sender}, broken, clock=desk.clock, chance=lambda: 0)
    running = asyncio.ensure_future(delivery.run(ending))
    while "b1" not in tries:
        await asyncio.sleep(0)
    ending.set()
    await asyncio.wait_for(running, 2)
    assert (desk.state("a1"), desk.state("b1")) == ("waiting", "sent")


async def test_a_person_given_up_meanwhile_is_not_written_to(desk):
    class Giving(FakeSender):
        async def send(self, parcel, *, at):
            desk.outbox.drop_messages("telegram:8", desk.clock(), "blocked")
            return await super().send(parcel, at=at)

    sender = Giving()
    desk.add(message("a"), message("b", address="8"))
    await desk.make({"telegram": sender}, together=1).drain()
    assert sender.sent == ["a"]


async def test_the_next_message_waits_until_the_end_of_the_last_is_stored(desk):
    events = []

    async def settle(row, state, *, external="", reason=""):
        await asyncio.sleep(0)
        desk.settle(row, state, external=external)
        events.append(f"stored {row.key}")

    class Telling(FakeSender):
        async def send(self, parcel, *, at):
            events.append(f"sent {parcel.key}")
            return await super().send(parcel, at=at)

    desk.add(message("a1"), message("a2"))
    await Delivery(desk.outbox, {"telegram": Telling()}, settle, clock=desk.clock, chance=lambda: 0).drain()
    assert events == ["sent a1", "stored a1", "sent a2", "stored a2"]


async def test_only_so_many_are_begun_within_a_moment(desk):
    class Counting(FakeSender):
        now = most = 0

        async def send(self, parcel, *, at):
            self.now += 1
            self.most = max(self.most, self.now)
            await asyncio.sleep(0)
            self.now -= 1
            return Sent("x")

    sender = Counting()
    desk.add(*(message(f"m{n}", address=str(n)) for n in range(10)))
    await desk.make({"telegram": sender}, at_once=lambda: 1).drain()
    assert sender.most == 1


async def test_one_that_takes_long_holds_the_others_up_for_a_moment_only(desk):
    gate = asyncio.Event()

    class Stuck(FakeSender):
        async def send(self, parcel, *, at):
            if parcel.key == "m0":
                await gate.wait()
            return await super().send(parcel, at=at)

    sender = Stuck()
    desk.add(*(message(f"m{n}", address=str(n)) for n in range(5)))
    ending = asyncio.Event()
    running = asyncio.ensure_future(desk.make({"telegram": sender}, at_once=lambda: 1).run(ending))
    async with asyncio.timeout(20):
        while len(sender.sent) < 4:
            await asyncio.sleep(0.01)
    gate.set()
    ending.set()
    await running
    assert sender.sent == ["m1", "m2", "m3", "m4", "m0"]
