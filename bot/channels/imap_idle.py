# SPDX-License-Identifier: EUPL-1.2
"""The IDLE wait (RFC 2177): until the server tells of something new, or the time is over."""

import imaplib
import re
import socket
import time
from contextlib import suppress
from typing import Any

_NEWS = re.compile(rb"\* \d{1,10} (?:EXISTS|RECENT)\b", re.IGNORECASE)
_LINE_AT_MOST = 64_000  # bytes


class IdleRefusedError(Exception):
    """The server offers IDLE and then refuses it."""


class IdleWait:
    """One wait on an open mailbox. imaplib reads whole lines or fails, so the lines are put together here."""

    def __init__(self, client: imaplib.IMAP4, timeout: float) -> None:
        self._client = client
        self._timeout = timeout  # seconds for each answer of the server
        self._kept = b""

    def wait(self, seconds: float) -> bool:
        """Whether something new was announced; raises ConnectionError or OSError where the server is gone."""
        tag: bytes = self._client._new_tag()  # imaplib has no IDLE before Python 3.14
        self._client.send(tag + b" IDLE\r\n")
        self._until(b"+", self._timeout, tag)
        news = self._listen(seconds)
        self._client.send(b"DONE\r\n")
        return self._until(tag + b" OK", self._timeout) or news

    def _listen(self, seconds: float) -> bool:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            line = self._line(left)
            if line is None:
                return False
            if _NEWS.match(line):
                return True
        return False

    def _until(self, start: bytes, seconds: float, tag: bytes = b"") -> bool:
        """Read as far as a line that begins so; whether something new was announced on the way."""
        news = False
        end = time.monotonic() + seconds
        while True:
            line = self._line(max(end - time.monotonic(), 0.001))
            if line is None:
                raise TimeoutError("unable to hear from the server")
            if line.upper().startswith(start.upper()):
                return news
            if start == b"+" and line.upper().startswith((tag + b" NO", tag + b" BAD")):
                raise IdleRefusedError
            news = news or bool(_NEWS.match(line))

    def _line(self, seconds: float) -> bytes | None:
        """The next whole line; None when none came in time. What came of it so far is kept."""
        while b"\n" not in self._kept:
            data = self._read(seconds)
            if data is None:
                return None
            if not data or len(self._kept) > _LINE_AT_MOST:
                raise ConnectionError("the server is gone")
            self._kept += data
        line, _, self._kept = self._kept.partition(b"\n")
        if line.upper().startswith(b"* BYE"):
            raise ConnectionError("the server said goodbye")
        return line.rstrip(b"\r")

    def _read(self, seconds: float) -> bytes | None:
        buffered = self._buffered()
        if buffered:
            return buffered
        sock: socket.socket = self._client.sock
        sock.settimeout(seconds)
        try:
            return sock.recv(8192)
        except TimeoutError:
            return None
        finally:
            with suppress(OSError):
                sock.settimeout(self._timeout)

    def _buffered(self) -> bytes:
        """What imaplib has read already: it comes before what lies in the socket."""
        sock = self._client.sock
        file: Any = self._client.file  # a BufferedReader
        sock.settimeout(0)
        try:
            waiting: bytes = file.peek(1)
            return bytes(file.read(len(waiting))) if waiting else b""
        except (OSError, ValueError):  # nothing there: SSL says so in its own words
            return b""
        finally:
            sock.settimeout(self._timeout)
