# SPDX-License-Identifier: EUPL-1.2
"""A small HTTP/1.1 server for tests: one request in, one answer out, connections kept open or cut on demand."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from urllib.parse import parse_qsl

_END = b"\r\n\r\n"


@dataclass(frozen=True)
class Received:
    """A request; names of headers in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Answer:
    """What goes back; `cut`: the connection is closed instead."""

    status: int = 200
    body: bytes = b""
    cut: bool = False


Respond = Callable[[Received], Answer | Awaitable[Answer]]


class Connection(asyncio.Protocol):
    """One client."""

    def __init__(self, respond: Respond, known: set["Connection"]) -> None:
        self._respond = respond
        self._known = known
        self._buffer = b""
        self._busy: asyncio.Future[Answer] | None = None
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._known.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._known.discard(self)
        if self._busy is not None:
            self._busy.cancel()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if self._busy is None:
            self._next()

    def _next(self) -> None:
        head, mark, rest = self._buffer.partition(_END)
        if not mark:
            return
        first, *lines = head.decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in lines)
        headers = {name.lower(): value.strip() for name, _, value in pairs}
        size = int(headers.get("content-length", 0))
        if len(rest) < size:
            return
        method, path, _ = first.split(" ")
        self._buffer = rest[size:]
        answer = self._respond(Received(method, path, headers, rest[:size]))
        if isinstance(answer, Answer):
            self._send(answer)
            return
        self._busy = asyncio.ensure_future(answer)
        self._busy.add_done_callback(self._done)

    def _done(self, future: "asyncio.Future[Answer]") -> None:
        self._busy = None
        if future.cancelled():
            return
        self._send(future.result())
        if self._buffer:
            self._next()

    def _send(self, answer: Answer) -> None:
        if self.transport is None or self.transport.is_closing():
            return
        if answer.cut:
            self.transport.abort()
            return
        head = f"HTTP/1.1 {answer.status} X\r\nContent-Type: application/json\r\n"
        self.transport.write(f"{head}Content-Length: {len(answer.body)}\r\n\r\n".encode() + answer.body)


@dataclass
class HttpServer:
    """Listens on loopback; the port is chosen by the system unless given."""

    respond: Respond
    port: int = 0
    connections: set[Connection] = field(default_factory=set)
    _server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: Connection(self.respond, self.connections), "127.0.0.1", self.port
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
        for one in list(self.connections):
            if one.transport is not None:
                one.transport.abort()


def form_of(request: Received) -> tuple[dict[str, str], dict[str, tuple[str, bytes]]]:
    """Fields and files (name, content) of a request: JSON, urlencoded or multipart."""
    kind = request.headers.get("content-type", "")
    if kind == "application/json":
        value = json.loads(request.body or b"{}")
        return {name: one if isinstance(one, str) else json.dumps(one) for name, one in value.items()}, {}
    if not kind.startswith("multipart/form-data"):
        return dict(parse_qsl(request.body.decode(), keep_blank_values=True, strict_parsing=bool(request.body))), {}
    message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + kind.encode() + _END + request.body)
    fields: dict[str, str] = {}
    files: dict[str, tuple[str, bytes]] = {}
    for part in message.iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        file = part.get_filename()
        if file is None:
            fields[name] = content.decode()
        else:
            files[name] = (file, content)
    return fields, files
