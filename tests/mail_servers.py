# SPDX-License-Identifier: EUPL-1.2
"""Real mail servers for tests: IMAP as a process of its own, SMTP that keeps its letters and fails on demand."""

import asyncio
import imaplib
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from tests import watched

USER, PASSWORD = "bot", "prova"
BOX = "INBOX"
_START = 60.0  # seconds


def free_port() -> int:
    with closing(socket.socket()) as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


class ImapServer:
    """pymap, its mailbox in memory; letters are delivered by APPEND."""

    def __init__(self) -> None:
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "ImapServer":
        pymap = Path(sys.executable).with_name("pymap")
        self.process = watched.start(
            str(pymap), "--host", "127.0.0.1", "--port", str(self.port), "--no-tls", "--no-service", "admin",
            "--no-service", "managesieve", "dict", "--demo-data", "--demo-user", USER, "--demo-password", PASSWORD,
        )  # fmt: skip
        wait_until(self._answers, _START)
        self.empty()  # its demonstration letters are none of ours
        return self

    def empty(self) -> None:
        with self._client() as client:
            client.select(BOX)
            client.store("1:*", "+FLAGS", r"(\Deleted)")
            client.expunge()

    def _answers(self) -> bool:
        with suppress(OSError, imaplib.IMAP4.error), self._client():
            return True
        return False

    def _client(self) -> imaplib.IMAP4:
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=5)
        client.login(USER, PASSWORD)
        return client

    def deliver(self, *raws: bytes) -> None:
        with self._client() as client:
            for raw in raws:
                state, _ = client.append(BOX, "", None, raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
                assert state == "OK"

    def flags(self) -> list[str]:
        with self._client() as client:
            client.select(BOX, readonly=True)
            _, data = client.fetch("1:*", "(FLAGS)")
            return [one.decode() for one in data if isinstance(one, bytes)]

    def stop(self) -> None:
        if self.process is not None:
            watched.stop(self.process)
            self.process = None


def wait_until(true: Callable[[], Any], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.02)


@dataclass
class SmtpSink:
    """Keeps every letter; `answers` are what it says instead, one a letter: a reply line, or «cut»."""

    answers: list[str] = field(default_factory=list)
    rcpt_answers: list[str] = field(default_factory=list)
    letters: list[tuple[str, list[str], bytes]] = field(default_factory=list)  # from, to, content
    tried: int = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.rcpt_answers:
            said = self.rcpt_answers.pop(0)
            if not said.startswith("250"):
                return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.tried += 1
        said = self.answers.pop(0) if self.answers else "250 OK"
        if said == "cut":
            self.letters.append((envelope.mail_from, list(envelope.rcpt_tos), envelope.original_content))
            server.transport.abort()
            await asyncio.sleep(0)
            return "250 OK"
        if said.startswith("250"):
            self.letters.append((envelope.mail_from, list(envelope.rcpt_tos), envelope.original_content))
        return said


class SmtpServer:
    """aiosmtpd in a thread of its own."""

    def __init__(self, sink: SmtpSink | None = None) -> None:
        self.sink = sink or SmtpSink()
        self.port = free_port()
        self.controller = Controller(self.sink, hostname="127.0.0.1", port=self.port)

    def start(self) -> "SmtpServer":
        self.controller.start()
        return self

    def stop(self) -> None:
        self.controller.stop()
