# SPDX-License-Identifier: EUPL-1.2
"""Only Telegram is let in, and 200 means stored."""

import asyncio
import json

import httpx
import pytest
from listening import ask, listening

from bot.channels.telegram_webhook import Address, Webhook
from bot.port import Listener

UPDATE = {"update_id": 5, "message": {}}
SECRET = {"X-Telegram-Bot-Api-Secret-Token": "so-only-telegram-knows"}


class Desk:
    def __init__(self):
        self.taken = []
        self.faults = []
        hook = Webhook(Address("https://bot.example/telegram/hook", "so-only-telegram-knows"), self.take)
        self.listener = Listener("127.0.0.1", 0, dict, {hook.address.path: hook.answer})

    async def take(self, update):
        await asyncio.sleep(0)
        if self.faults:
            raise self.faults.pop()
        self.taken.append(update["update_id"])

    async def post(self, path="/telegram/hook", *, content=None, headers=SECRET, method="POST"):
        body = json.dumps(UPDATE).encode() if content is None else content
        return await ask(self.listener, method, path, content=body, headers=headers)


@pytest.fixture
async def desk():
    made = Desk()
    async with listening(made.listener):
        yield made


async def test_an_update_with_the_secret_is_taken(desk):
    assert (await desk.post()).status_code == 200
    assert desk.taken == [5]


@pytest.mark.parametrize(
    "headers", [{}, {"X-Telegram-Bot-Api-Secret-Token": "x"}, {"x-telegram-bot-api-secret-token": ""}]
)
async def test_without_the_secret_nothing_is_read(desk, headers):
    assert (await desk.post(headers=headers)).status_code == 403
    assert desk.taken == []


async def test_what_could_not_be_stored_is_asked_for_again(desk):
    desk.faults = [OSError("disk full")]
    assert (await desk.post()).status_code == 503
    assert (await desk.post()).status_code == 200


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'"x"', b"{}", b'{"update_id": "5"}'])
async def test_what_is_no_update_is_not_asked_for_again(desk, content):
    assert (await desk.post(content=content)).status_code == 200
    assert desk.taken == []


async def test_a_connection_serves_many_updates(desk):
    async with httpx.AsyncClient() as client:
        for _ in range(3):
            await client.post(f"http://127.0.0.1:{desk.listener.port}/telegram/hook", json=UPDATE, headers=SECRET)
    assert desk.taken == [5, 5, 5]
