# SPDX-License-Identifier: EUPL-1.2
"""The port: one HTTP listener, which tells whether the parts are alive and hands each request to its route."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

import h11

log = logging.getLogger(__name__)

HEALTH = "/health"
_LARGEST = 1 << 20  # bytes of a request
_PATIENCE = 60.0  # seconds that a connection may say nothing, or take for one request
_GRACE = 5.0  # seconds for what is under way when the bot stops
Headers = Mapping[bytes, bytes]  # names in small letters
Answer = tuple[int, bytes]
Route = Callable[[Headers, bytes], Awaitable[Answer]]


class PortTakenError(Exception):
    """Somebody else listens there, or it is not ours to have."""


@dataclass
class Listener:
    """One port; `routes`: what takes a POST, by path."""

    host: str
    port: int
    alive: Callable[[], Mapping[str, bool]]
    routes: Mapping[str, Route] = field(default_factory=dict)
    _lines: set["asyncio.Task[None]"] = field(default_factory=set)
    _silent: set["asyncio.Task[None]"] = field(default_factory=set)  # those that ask nothing at the moment

    async def run(self, stop: asyncio.Event) -> None:
        """Listen until told to stop; raises PortTakenError."""
        try:
            server = await asyncio.start_server(self._welcome, self.host, self.port, limit=_LARGEST)
        except OSError as fault:
            raise PortTakenError(f"{self.host}:{self.port}") from fault
        self.port = server.sockets[0].getsockname()[1]
        await stop.wait()
        server.close()
        for line in self._silent:
            line.cancel()
        if self._lines:
            _, late = await asyncio.wait(self._lines, timeout=_GRACE)
            for line in late:
                line.cancel()

    def _welcome(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = asyncio.ensure_future(self._serve(reader, writer))
        self._lines.add(line)
        line.add_done_callback(self._gone)

    def _gone(self, line: "asyncio.Task[None]") -> None:
        self._lines.discard(line)
        self._silent.discard(line)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        protocol = h11.Connection(h11.SERVER)
        try:
            while protocol.our_state is h11.IDLE:
                async with asyncio.timeout(_PATIENCE):
                    await self._exchange(protocol, reader, writer)
        except (OSError, TimeoutError, h11.LocalProtocolError):
            log.info("a connection was given up")
        finally:
            writer.close()

    async def _exchange(
        self, protocol: h11.Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """One request and its answer; afterwards the protocol is idle again, or the connection is over."""
        line = asyncio.current_task()
        assert line is not None
        self._silent.add(line)
        try:
            request, body = await _read(protocol, reader)
        except h11.RemoteProtocolError as fault:
            await _write(protocol, writer, (fault.error_status_hint, b""))
            return
        self._silent.discard(line)
        if request is None:
            protocol.send(h11.ConnectionClosed())
            return
        await _write(protocol, writer, await self._answer(request, body))
        if protocol.our_state is h11.DONE and protocol.their_state is h11.DONE:
            protocol.start_next_cycle()

    async def _answer(self, request: h11.Request, body: bytes) -> Answer:
        path = request.target.decode("latin-1").partition("?")[0]
        if path == HEALTH and request.method == b"GET":
            return self._health()
        route = self.routes.get(path) if request.method == b"POST" else None
        return await route(dict(request.headers), body) if route else (404, b"")

    def _health(self) -> Answer:
        parts = dict(self.alive())
        body = json.dumps({name: "ok" if fine else "down" for name, fine in parts.items()})
        return 200 if all(parts.values()) else 503, body.encode()


async def _read(protocol: h11.Connection, reader: asyncio.StreamReader) -> tuple[h11.Request | None, bytes]:
    """A whole request; None when the other side has gone. Raises h11.RemoteProtocolError."""
    request: h11.Request | None = None
    body = b""
    while True:
        event = protocol.next_event()
        if event is h11.NEED_DATA:
            protocol.receive_data(await reader.read(1 << 16))
        elif isinstance(event, h11.Request):
            request = event
        elif isinstance(event, h11.Data):
            body += event.data
            if len(body) > _LARGEST:
                raise h11.RemoteProtocolError("too large", 413)
        elif isinstance(event, h11.EndOfMessage):
            return request, body
        else:
            return None, b""


async def _write(protocol: h11.Connection, writer: asyncio.StreamWriter, answer: Answer) -> None:
    status, body = answer
    headers = [("Content-Length", str(len(body))), ("Content-Type", "application/json")]
    if protocol.their_state is h11.ERROR:
        headers.append(("Connection", "close"))
    parts = [h11.Response(status_code=status, headers=headers), h11.Data(data=body), h11.EndOfMessage()]
    writer.write(b"".join(protocol.send(part) or b"" for part in parts))
    await writer.drain()
