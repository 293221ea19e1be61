# SPDX-License-Identifier: EUPL-1.2
"""Updates are acknowledged only once stored; one that cannot be read holds nobody up."""

import asyncio

import pytest
from fakes import Clock

from bot.channels.telegram_in import Polling, Reception
from bot.channels.telegram_signs import Signs
from bot.channels.telegram_updates import Own
from tests.telegram_chats import Message
from tests.telegram_server import Fault


class Desk:
    """Long polling with a store that refuses on demand."""

    def __init__(self, server, bot):
        self.server = server
        self.faults = []
        self.stored = []
        self.signs = Signs(bot, lambda address: False)
        reception = Reception(Own(1, "cap4city_bot"), self.signs, self.hand_in, Clock())
        self.polling = Polling(bot, reception, chance=lambda: -0.99)  # waits of a few milliseconds
        self.stop = asyncio.Event()
        server.chat(7)

    async def hand_in(self, incomings):
        if self.faults:
            raise self.faults.pop(0)
        self.confirmed = self.server.confirmed
        self.stored += incomings

    async def until(self, true):
        running = asyncio.ensure_future(self.polling.run(self.stop))
        await self.server.until(true)
        self.stop.set()
        await running

    def texts(self):
        return [one.text for one in self.stored]


@pytest.fixture
async def desk(server, library_bot):
    made = Desk(server, library_bot)
    yield made
    await made.signs.close()


async def test_updates_are_acknowledged_after_they_were_stored(desk):
    numbers = [desk.server.says(7, f"m{n}") for n in range(3)]
    await desk.until(lambda: desk.server.confirmed > numbers[-1])
    assert desk.texts() == ["m0", "m1", "m2"]
    assert desk.confirmed <= numbers[0]


async def test_what_could_not_be_stored_comes_again(desk):
    desk.faults = [OSError("disk full"), RuntimeError("?")]
    number = desk.server.says(7, "ciao")
    await desk.until(lambda: desk.server.confirmed > number)
    assert desk.texts() == ["ciao"]


async def test_who_stops_meanwhile_acknowledges_nothing(desk):
    desk.faults = [OSError("disk full")] * 1000
    number = desk.server.says(7, "ciao")
    await desk.until(lambda: len(desk.faults) < 990)
    assert desk.server.confirmed <= number


PASSING = [Fault(500), Fault(), Fault(409, "Conflict"), Fault(401, "Unauthorized"), Fault(raw=b"?")]


@pytest.mark.parametrize("fault", PASSING, ids=lambda one: one.code)
async def test_whatever_fails_it_asks_again(desk, fault):
    desk.server.fail("getUpdates", fault, times=3)
    number = desk.server.says(7, "ciao")
    await desk.until(lambda: desk.server.confirmed > number)
    assert desk.texts() == ["ciao"]


async def test_it_waits_as_long_as_the_server_says(desk):
    desk.server.fail("getUpdates", Fault(429, "Too Many Requests", retry_after=1))
    desk.server.says(7, "ciao")
    begun = asyncio.get_running_loop().time()
    await desk.until(lambda: desk.server.confirmed)
    assert asyncio.get_running_loop().time() - begun >= 1


@pytest.mark.parametrize(
    "broken",
    [
        {"message": {"message_id": 1}},
        {"message": {"message_id": 1, "date": 1, "chat": {"id": "sette", "type": "private"}, "text": "x"}},
        {"message": {"message_id": 1, "date": "ieri", "chat": {"id": 7, "type": "private"}, "text": "x"}},
        {"message": {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}, "text": ["x"]}},
        {"message": []},
        {"message": "ciao"},
        {"callback_query": {"id": "1"}},
        {"callback_query": {"id": "1", "from": {"id": 7}, "message": {"chat": None}, "data": 7}},
        {"my_chat_member": {"chat": {"id": 7, "type": "private"}}},
        {"edited_message": {"message_id": None}},
        {},
    ],
    ids=str,
)
async def test_a_broken_update_is_silence_and_the_others_are_read(desk, broken):
    desk.server.allowed = (*broken, "message")
    desk.server.says(7, "prima")
    desk.server.push({"update_id": next(desk.server.chats.updates), **broken})
    number = desk.server.says(7, "dopo")
    await desk.until(lambda: desk.server.confirmed > number)
    assert [one.text for one in desk.stored if one.kind == "text"] == ["prima", "dopo"]
    assert all(one.kind == "ignored" and not one.address for one in desk.stored if one.kind != "text")


async def test_a_tap_is_taken_even_if_nothing_comes_of_it(desk):
    desk.server.push(desk.server.chats.press(7, Message(1, "?", [[]]), "forged"))
    await desk.until(lambda: not desk.server.chats.queries and desk.stored)
    assert [(one.kind, one.prompt) for one in desk.stored] == [("tap", "")]
