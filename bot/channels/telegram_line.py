# SPDX-License-Identifier: EUPL-1.2
"""The connections to the Bot API server: a few, kept open, each asked one thing at a time."""

import asyncio
import ssl
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies, proxy_bypass

import h11
import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, HTTPXRequest, RequestData

_IDLE = 20.0  # seconds after which a silent connection is not trusted any more
_CHUNK = 1 << 16
_LOOKED_AT = 50  # answers
_NAMING = ("message_id", "date", "chat")
_FAULTS = (OSError, EOFError, h11.ProtocolError)


def make_request(base_url: str, most: int, seconds: float) -> BaseRequest:
    """At most so many requests together, each with so many seconds; behind a proxy the library's own way."""
    parts = urlsplit(base_url)
    proxies = getproxies()
    if (parts.scheme in proxies or "all" in proxies) and not proxy_bypass(parts.hostname or ""):
        return HTTPXRequest(most, seconds, seconds, pool_timeout=seconds)
    return Lines(most, seconds)


@dataclass
class _Line:
    """One connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    used_at: float = 0.0
    protocol: h11.Connection = field(default_factory=lambda: h11.Connection(h11.CLIENT))

    async def ask(self, method: str, place: SplitResult, body: bytes) -> tuple[int, bytes]:
        """The answer's status and body; raises OSError, EOFError, h11.ProtocolError."""
        target = f"{place.path}?{place.query}" if place.query else place.path
        headers = [
            ("Host", place.netloc), ("User-Agent", BaseRequest.USER_AGENT),
            ("Content-Type", "application/json"), ("Content-Length", str(len(body))),
        ]  # fmt: skip
        parts = [h11.Request(method=method, target=target, headers=headers), h11.Data(data=body), h11.EndOfMessage()]
        self.writer.write(b"".join(self.protocol.send(part) or b"" for part in parts))
        status, pieces = 0, []
        while True:
            event = self.protocol.next_event()
            if event is h11.NEED_DATA:
                self.protocol.receive_data(await self.reader.read(_CHUNK))
            elif isinstance(event, h11.Response):
                status = event.status_code
            elif isinstance(event, h11.Data):
                pieces.append(event.data)
            elif isinstance(event, h11.EndOfMessage):
                return status, b"".join(pieces)
            elif isinstance(event, h11.ConnectionClosed):
                raise EOFError("closed before it answered")

    def is_fresh(self, now: float) -> bool:
        """Whether it can be used again."""
        return not self.reader.at_eof() and not self.writer.is_closing() and now - self.used_at < _IDLE

    def is_done(self) -> bool:
        """After an answer: made ready for the next question, unless one side wants to close."""
        with suppress(h11.LocalProtocolError):
            self.protocol.start_next_cycle()
            return True
        return False


class Lines(BaseRequest):
    """What `httpx` does for the library, for JSON only and with less work: files go the library's way."""

    def __init__(self, most: int, seconds: float) -> None:
        self._seconds = seconds
        self._turn = asyncio.Semaphore(most)
        self._free: list[_Line] = []
        self._files = HTTPXRequest(1, seconds, seconds, pool_timeout=seconds)
        self._context: ssl.SSLContext | None = None
        self._lasted: deque[float] = deque(maxlen=_LOOKED_AT)

    @property
    def shortest(self) -> float:
        """Seconds that the quickest of the last answers took, 0 before the first."""
        return min(self._lasted, default=0.0)

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The server's JSON; of a message that was sent only what names it, the rest we know."""
        answer = BaseRequest.parse_json_payload(payload)
        result = answer.get("result")
        if isinstance(result, dict) and "message_id" in result:
            answer["result"] = {name: result[name] for name in _NAMING if name in result}
        return answer

    @property
    def read_timeout(self) -> float | None:
        """Seconds for an answer."""
        return self._seconds

    async def initialize(self) -> None:
        """Nothing is opened before it is needed."""
        await self._files.initialize()

    async def shutdown(self) -> None:
        """Close what is open."""
        for line in self._free:
            line.writer.close()
        self._free.clear()
        await self._files.shutdown()

    async def do_request(  # noqa: PLR0917  the library's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body; raises TimedOut, NetworkError. `read_timeout` counts from the connection to the answer."""
        if request_data is not None and request_data.contains_files:
            return await self._files.do_request(url, method, request_data)
        body = request_data.json_payload if request_data else b""
        seconds = read_timeout if isinstance(read_timeout, int | float) else self._seconds
        async with self._turn:
            try:
                async with asyncio.timeout(seconds):
                    return await self._ask(method, urlsplit(url), body)
            except TimeoutError as fault:
                raise TimedOut from fault
            except _FAULTS as fault:  # what it says may hold the address, and in it the token
                raise NetworkError(type(fault).__name__) from None

    async def _ask(self, method: str, place: SplitResult, body: bytes) -> tuple[int, bytes]:
        line = await self._line(place)
        begun = asyncio.get_running_loop().time()
        try:
            answer = await line.ask(method, place, body)
        except BaseException:
            line.writer.close()
            raise
        if line.is_done():
            line.used_at = asyncio.get_running_loop().time()
            self._lasted.append(line.used_at - begun)
            self._free.append(line)
        else:
            line.writer.close()
        return answer

    async def _line(self, place: SplitResult) -> _Line:
        """The connection used last: so the others may rest, and be closed."""
        now = asyncio.get_running_loop().time()
        while self._free:
            line = self._free.pop()
            if line.is_fresh(now):
                return line
            line.writer.close()
        secure = place.scheme == "https"
        if secure and self._context is None:
            self._context = httpx.create_ssl_context()
        port = place.port or (443 if secure else 80)
        return _Line(*await asyncio.open_connection(place.hostname, port, ssl=self._context if secure else None))
