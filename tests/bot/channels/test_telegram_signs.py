# SPDX-License-Identifier: EUPL-1.2
"""Courtesies: a tap is answered first, «sta scrivendo» is shown when an answer takes long and is really coming."""

import asyncio

import pytest

from bot.channels.telegram_signs import Signs
from tests.telegram_chats import Message
from tests.telegram_server import Fault


@pytest.fixture
async def make(server, library_bot):
    made = []

    def signs(waits=lambda address: True, patience=0.02):
        made.append(Signs(library_bot, waits, patience))
        return made[-1]

    server.chat(7)
    yield signs
    for one in made:
        await one.close()


def query(server):
    return server.chats.press(7, Message(1, "?", [[]]), "x")["callback_query"]["id"]


async def test_an_answer_waits_until_the_tap_was_taken(server, make):
    signs = make()
    server.fail("answerCallbackQuery", Fault(seconds=0.05))
    signs.tapped("7", query(server))
    await signs.settled("7")
    assert not server.chats.queries


async def test_two_taps_are_both_taken(server, make):
    signs = make()
    for _ in range(2):
        signs.tapped("7", query(server))
    await signs.settled("7")
    assert not server.chats.queries


async def test_a_tap_that_is_too_old_holds_nothing_up(server, make):
    signs = make()
    signs.tapped("7", "long ago")
    await signs.settled("7")
    assert [call.status for call in server.calls] == [400]


async def test_whoever_waits_a_while_sees_that_it_is_written(server, make):
    signs = make()
    signs.heard("7")
    await server.until(lambda: server.chat(7).actions)
    assert server.chat(7).actions == ["typing"]


async def test_whoever_is_answered_in_time_does_not(server, make):
    signs = make()
    signs.heard("7")
    signs.answered("7")
    await asyncio.sleep(0.05)
    assert not server.calls


async def test_whoever_gets_no_answer_does_not_either(server, make):
    signs = make(waits=lambda address: False)
    signs.heard("7")
    await asyncio.sleep(0.05)
    assert not server.calls


async def test_when_many_wait_only_a_few_are_told(server, make):
    signs = make()
    for number in range(1, 40):
        server.chat(number)
        server.fail("sendChatAction", Fault(seconds=0.2), chat=number)
        signs.heard(str(number))
    await asyncio.sleep(0.1)
    await signs.close()
    assert len(server.calls) == 5
