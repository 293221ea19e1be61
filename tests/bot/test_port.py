# SPDX-License-Identifier: EUPL-1.2
"""Anybody may ask how the bot is; a request finds its route, or nothing; what is no request harms nobody."""

import asyncio

import pytest
from listening import ask, listening

from bot.port import HEALTH, Listener, PortTakenError


class Desk:
    def __init__(self):
        self.parts = {"telegram": True}
        self.listener = Listener("127.0.0.1", 0, lambda: self.parts, {"/hook": self.take})

    async def take(self, headers, body):
        return 200, headers[b"x-it"] + body

    async def ask(self, method, path, **sent):
        return await ask(self.listener, method, path, **sent)


@pytest.fixture
async def desk():
    made = Desk()
    async with listening(made.listener):
        yield made


async def test_a_route_is_given_headers_and_body(desk):
    answer = await desk.ask("POST", "/hook?x=1", headers={"X-It": "a"}, content=b"b")
    assert (answer.status_code, answer.content) == (200, b"ab")


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/"), ("GET", "/hook"), ("POST", "/hook/"), ("POST", HEALTH), ("GET", "/health/x")]
)
async def test_there_is_nothing_else_to_see(desk, method, path):
    assert (await desk.ask(method, path)).status_code == 404


async def test_what_is_larger_than_anything_is_refused(desk):
    assert (await desk.ask("POST", "/hook", content=b" " * ((1 << 20) + 1))).status_code == 413
    assert (await desk.ask("GET", HEALTH)).status_code == 200


async def test_what_is_no_http_is_refused(desk):
    reader, writer = await asyncio.open_connection("127.0.0.1", desk.listener.port)
    writer.write(b"\x16\x03\x01 hello\r\n\r\n")
    assert (await reader.read()).startswith(b"HTTP/1.1 400")
    writer.close()


async def test_health_says_which_parts_live(desk):
    answer = await desk.ask("GET", HEALTH)
    assert (answer.status_code, answer.json()) == (200, {"telegram": "ok"})
    desk.parts["delivery"] = False
    answer = await desk.ask("GET", HEALTH)
    assert (answer.status_code, answer.json()) == (503, {"telegram": "ok", "delivery": "down"})


async def test_a_port_that_is_taken_is_said(desk):
    with pytest.raises(PortTakenError, match=f"127.0.0.1:{desk.listener.port}"):
        await Listener("127.0.0.1", desk.listener.port, dict).run(asyncio.Event())
