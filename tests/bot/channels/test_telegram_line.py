# SPDX-License-Identifier: EUPL-1.2
"""Few connections, kept open, never trusted too long."""

import asyncio

import pytest
from telegram.error import NetworkError, TimedOut
from telegram.request import HTTPXRequest

from bot.channels.telegram_line import Lines, make_request
from tests.telegram_http import Answer, HttpServer
from tests.telegram_server import TOKEN, Fault


@pytest.fixture
async def line():
    made = Lines(3, 2.0)
    await made.initialize()
    yield made
    await made.shutdown()


def me(server):
    return f"{server.url}/bot{TOKEN}/getMe"


def connections(server):
    return len(server._http.connections)


async def test_a_connection_is_used_again(server, line):
    for _ in range(5):
        status, body = await line.do_request(me(server), "POST")
        assert (status, b'"ok": true' in body) == (200, True)
    assert connections(server) == 1


async def test_no_more_connections_than_allowed(server, line):
    for _ in range(20):
        server.fail("getMe", Fault(seconds=0.01))
    await asyncio.gather(*(line.do_request(me(server), "POST") for _ in range(20)))
    assert connections(server) == 3
    assert len(server.calls) == 20


async def test_a_connection_that_the_server_closed_is_replaced(server, line):
    await line.do_request(me(server), "POST")
    for one in list(server._http.connections):
        one.transport.close()
    await asyncio.sleep(0.02)
    assert (await line.do_request(me(server), "POST"))[0] == 200


async def test_a_cut_connection_is_a_failure_and_the_next_one_is_new(server, line):
    server.fail("getMe", Fault())
    with pytest.raises(NetworkError):
        await line.do_request(me(server), "POST")
    assert (await line.do_request(me(server), "POST"))[0] == 200


async def test_a_late_answer_is_not_taken_for_the_next_one(server, line):
    server.fail("getMe", Fault(500, seconds=0.2))
    with pytest.raises(TimedOut):
        await line.do_request(me(server), "POST", read_timeout=0.05)
    assert (await line.do_request(me(server), "POST"))[0] == 200


async def test_who_gives_up_leaves_no_connection_half_read(server, line):
    server.fail("getMe", Fault(500, seconds=0.2))
    asking = asyncio.ensure_future(line.do_request(me(server), "POST"))
    await asyncio.sleep(0.02)
    asking.cancel()
    assert (await line.do_request(me(server), "POST"))[0] == 200


@pytest.mark.parametrize("raw", [b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{}", b"nonsense\r\n\r\n", b""])
async def test_any_answer_is_read_or_refused(raw, line):
    async def answer(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(raw)
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    if raw.startswith(b"HTTP"):
        assert await line.do_request(url, "POST") == (200, b"{}")
    else:
        with pytest.raises(NetworkError):
            await line.do_request(url, "POST")
    server.close()


async def test_what_failed_says_nothing_of_the_address(server, line):
    url = me(server)
    await server.stop()
    with pytest.raises(NetworkError) as fault:
        await line.do_request(url, "POST")
    assert TOKEN not in repr(fault.value)
    assert fault.value.__cause__ is None


async def test_a_server_that_wants_to_close_is_obeyed(line):
    server = HttpServer(lambda request: Answer(200, b"{}"))
    await server.start()
    await line.do_request(f"{server.url}/", "POST")
    await line.shutdown()
    await asyncio.sleep(0.02)
    assert not server.connections
    await server.stop()


def test_behind_a_proxy_the_library_does_it(monkeypatch):
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert isinstance(make_request("https://api.telegram.org", 3, 2.0), HTTPXRequest)
    assert isinstance(make_request("http://127.0.0.1:1", 3, 2.0), Lines)
