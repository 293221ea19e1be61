# SPDX-License-Identifier: EUPL-1.2
"""One mailbox by IMAP: opened, looked through by UID, read without marking, flagged; every call has a time-out."""

import imaplib
import re
import ssl
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from imap_tools import BaseMailBox, MailBox, MailboxLoginError, MailBoxStartTls, MailBoxUnencrypted

from bot.channels.imap_idle import IdleWait
from bot.channels.raw_letter import BEGINNING, SIZE_AT_MOST

Tls = Literal["tls", "starttls", "none"]
TIMEOUT = 30.0  # seconds for each answer
_UID = re.compile(rb"\bUID (\d{1,10})\b", re.IGNORECASE)
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d{1,12})\b", re.IGNORECASE)
_FLAGS = re.compile(rb"\bFLAGS \(([^)]*)\)", re.IGNORECASE)
_DATED = re.compile(rb"INTERNALDATE \"[^\"]{10,40}\"", re.IGNORECASE)
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


class RefusedError(Exception):
    """The server does not accept the name and the password, or has no such folder: ours to mend."""


@dataclass(frozen=True)
class Account:
    """Where the letters lie."""

    host: str
    port: int
    tls: Tls
    user: str
    password: str
    folder: str = "INBOX"
    timeout: float = TIMEOUT

    @property
    def name(self) -> str:
        """What its place is remembered under; it holds no password."""
        return f"{self.user}@{self.host}:{self.port}/{self.folder}"


@dataclass(frozen=True)
class Found:
    """A message in the folder, not yet read."""

    uid: int
    size: int  # bytes
    seen: bool
    arrived: datetime | None


class Box:
    """An open folder; used by one thread, closed by any."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._box: BaseMailBox | None = None

    def open(self) -> int:
        """Connect and choose the folder; its UIDVALIDITY. Raises RefusedError, OSError, imaplib.IMAP4.error."""
        account = self._account
        box = self._connected(account)
        self._box = box
        try:
            box.login(account.user, account.password, initial_folder=None)
        except MailboxLoginError as fault:
            raise RefusedError("unable to log in") from fault
        with suppress(imaplib.IMAP4.error):
            box.client._get_capabilities()  # they differ once logged in
        state, _ = box.client.select(_quoted(account.folder))
        if state != "OK":
            raise RefusedError("unable to open the folder")
        _, told = box.client.response("UIDVALIDITY")
        return int(told[-1]) if told and isinstance(told[-1], bytes) and told[-1].isdigit() else 0

    def _connected(self, account: Account) -> BaseMailBox:
        if account.tls == "none":
            return MailBoxUnencrypted(account.host, account.port, timeout=account.timeout)
        kind = MailBox if account.tls == "tls" else MailBoxStartTls
        return kind(account.host, account.port, timeout=account.timeout, ssl_context=ssl.create_default_context())

    @property
    def client(self) -> imaplib.IMAP4:
        """The connection; raises ConnectionError where there is none."""
        if self._box is None:
            raise ConnectionError("the mailbox is not open")
        return self._box.client

    def after(self, uid: int) -> list[Found]:
        """Every message with a higher UID, lowest first."""
        self.has_news()
        return [one for one in self._found(f"{uid + 1}:*") if one.uid > uid]

    def recent(self, since: datetime, *, unseen: bool) -> list[Found]:
        """Messages that arrived since a day, only the unseen ones or all, lowest UID first."""
        day = f"{since.day}-{_MONTHS[since.month - 1]}-{since.year}"
        data = self._command("SEARCH", *(["UNSEEN"] if unseen else []), "SINCE", day)
        uids = sorted({int(one) for line in data for one in (line or b"").split() if one.isdigit()})
        return [one for at in range(0, len(uids), 500) for one in self._found(_joined(uids[at : at + 500]))]

    def highest(self) -> int:
        """The highest UID there is, 0 in an empty folder."""
        return max((one.uid for one in self._found("*")), default=0)

    def _found(self, uids: str) -> list[Found]:
        data = self._command("FETCH", uids, "(UID RFC822.SIZE INTERNALDATE FLAGS)")
        return sorted(filter(None, map(_read, data)), key=lambda one: one.uid)

    def raw(self, wanted: Sequence[Found]) -> dict[int, bytes]:
        """The bytes of some messages by UID, of a very large one only the beginning; unmarked. A message that the
        server does not give is missing."""
        small = [one.uid for one in wanted if one.size <= SIZE_AT_MOST]
        large = [one.uid for one in wanted if one.size > SIZE_AT_MOST]
        found = self._bodies(small, "(UID BODY.PEEK[])") if small else {}
        if large:
            found |= self._bodies(large, f"(UID BODY.PEEK[]<0.{BEGINNING}>)")
        return found

    def _bodies(self, uids: Sequence[int], what: str) -> dict[int, bytes]:
        data = self._command("FETCH", _joined(uids), what)
        found: dict[int, bytes] = {}
        for at, part in enumerate(data):
            if isinstance(part, tuple):
                after = data[at + 1] if at + 1 < len(data) else b""
                uid = _UID.search(part[0]) or _UID.search(after if isinstance(after, bytes) else b"")
                if uid:
                    found[int(uid[1])] = bytes(part[1])
        return found

    def flag(self, uids: Iterable[int]) -> None:
        """Mark as read: a courtesy to people who look into the folder."""
        listed = list(uids)
        if listed:
            self._command("STORE", _joined(listed), "+FLAGS.SILENT", r"(\Seen)")

    def _command(self, name: str, *arguments: str) -> list[bytes]:
        state, data = self.client.uid(name, *arguments)
        if state != "OK":
            raise imaplib.IMAP4.error(f"unable to {name}")
        return [one for one in data if one is not None]

    def has_news(self) -> bool:
        """Whether the server told of something new beside an answer, since the last look: it does not tell twice."""
        _, told = self.client.response("EXISTS")
        return any(one is not None for one in told)

    @property
    def can_idle(self) -> bool:
        """Whether the server can tell by itself that something arrived."""
        return "IDLE" in self.client.capabilities

    def idle(self, seconds: float) -> bool:
        """Wait for news; whether there is some."""
        return IdleWait(self.client, self._account.timeout).wait(seconds)

    def close(self) -> None:
        """Hang up, from whatever thread: a wait under way ends at once."""
        box, self._box = self._box, None
        if box is not None:
            with suppress(Exception):
                box.client.sock.shutdown(2)
            with suppress(Exception):
                box.client.shutdown()


def _joined(uids: Sequence[int]) -> str:
    return ",".join(map(str, uids))


def _quoted(folder: str) -> str:
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _read(item: object) -> Found | None:
    line = item[0] if isinstance(item, tuple) else item
    if not isinstance(line, bytes):
        return None
    uid, size, flags = _UID.search(line), _SIZE.search(line), _FLAGS.search(line)
    if uid is None:
        return None
    return Found(
        int(uid[1]), int(size[1]) if size else 0, flags is not None and b"\\seen" in flags[1].lower(), _arrived(line)
    )  # fmt: skip


def _arrived(line: bytes) -> datetime | None:
    dated = _DATED.search(line)
    local = imaplib.Internaldate2tuple(dated[0]) if dated else None
    if local is None:
        return None
    offset = timedelta(seconds=local.tm_gmtoff or 0)
    return datetime(*local[:6], tzinfo=UTC) - offset
