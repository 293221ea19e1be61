# SPDX-License-Identifier: EUPL-1.2
"""The webhook side of the fake Bot API server: each update is handed over until it is answered with 2xx."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

_FIRST_WAIT, _LONGEST_WAIT = 0.05, 1.0


@dataclass
class Webhook:
    """`connections` updates at a time, one at a time for each chat."""

    url: str
    secret: str
    connections: int = 40
    pending: list[dict[str, Any]] = field(default_factory=list)  # pushed and not taken yet, in order
    refused: int = 0
    _queues: list["asyncio.Queue[dict[str, Any]]"] = field(default_factory=list)
    _tasks: list["asyncio.Task[None]"] = field(default_factory=list)

    def start(self, updates: list[dict[str, Any]]) -> None:
        self._queues = [asyncio.Queue() for _ in range(self.connections)]
        self._tasks = [asyncio.ensure_future(self._deliver(queue)) for queue in self._queues]
        for update in updates:
            self.push(update)

    def stop(self) -> list[dict[str, Any]]:
        """No more; what was not taken."""
        for task in self._tasks:
            task.cancel()
        return self.pending

    def push(self, update: dict[str, Any]) -> None:
        self.pending.append(update)
        self._queues[_chat_of(update) % len(self._queues)].put_nowait(update)

    async def _deliver(self, queue: "asyncio.Queue[dict[str, Any]]") -> None:
        line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        while True:
            update = await queue.get()
            wait = _FIRST_WAIT
            while True:
                try:
                    line = line or await self._connect()
                    if 200 <= await self._post(line, update) < 300:
                        break
                    self.refused += 1
                except (OSError, EOFError, ValueError):
                    line = None
                await asyncio.sleep(wait)
                wait = min(wait * 2, _LONGEST_WAIT)
            self.pending.remove(update)

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        parts = urlsplit(self.url)
        return await asyncio.open_connection(parts.hostname, parts.port)

    async def _post(self, line: tuple[asyncio.StreamReader, asyncio.StreamWriter], update: dict[str, Any]) -> int:
        reader, writer = line
        parts, body = urlsplit(self.url), json.dumps(update).encode()
        secret = f"X-Telegram-Bot-Api-Secret-Token: {self.secret}\r\n" if self.secret else ""
        head = (
            f"POST {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
            f"{secret}Content-Length: {len(body)}\r\n\r\n"
        )
        writer.write(head.encode() + body)
        answer = (await reader.readuntil(b"\r\n\r\n")).decode()
        first, *lines = answer.split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        await reader.readexactly(int(headers.get("content-length", 0)))
        return int(first.split(" ")[1])


def _chat_of(update: dict[str, Any]) -> int:
    for kind in ("message", "edited_message", "my_chat_member"):
        if kind in update:
            return abs(int(update[kind].get("chat", {}).get("id", 0)))
    query = update.get("callback_query")
    return abs(int(query["from"]["id"])) if query else 0
