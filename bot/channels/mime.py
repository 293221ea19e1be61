# SPDX-License-Identifier: EUPL-1.2
"""A letter as the bytes that go on the wire: the same bytes each time it is sent."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime

from bot.core.markup import to_mail_html, to_plain
from bot.core.messages import Attachment, CannotDeliver, Letter

_LINE = 998  # RFC 5322, 2.1.1
MARK = "X-Cap4City-Conversation"  # in everything we send: mail that bears it is never answered
_ID_HEADERS = ("message-id", "in-reply-to", "references")
_SUBJECT_LIMIT = 200
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_ATOM = re.compile(r"[A-Za-z0-9_-]{1,64}(\.[A-Za-z0-9_-]{1,64}){0,3}")


class _WirePolicy(EmailPolicy):
    """Subjects in encoded words of at most 75 characters (RFC 2047, 2); ids on one line, however long, because
    folded ones are written as encoded words by Python 3.11 and Outlook then loses the thread."""

    def fold_binary(self, name: str, value: str) -> bytes:
        """One header as bytes."""
        if name.lower() in _ID_HEADERS:
            return _WIDE.fold_binary(name, value)
        return super().fold_binary(name, value)


_WIDE = SMTP.clone(max_line_length=_LINE)
POLICY = _WirePolicy(linesep="\r\n")


@dataclass(frozen=True)
class Sheet:
    """Whose letters these are."""

    address: str
    name: str = ""

    @property
    def domain(self) -> str:
        """What our Message-IDs end with."""
        return self.address.rpartition("@")[2]


def message_id(key: str, domain: str) -> str:
    """`<key@domain>`: the same for the same key, whatever characters it has."""
    local = key if _ATOM.fullmatch(key) else hashlib.sha256(key.encode()).hexdigest()[:40]
    return f"<{local}@{domain}>"


def compose(letter: Letter, sheet: Sheet, *, at: datetime, mark: str = "") -> bytes:
    """The letter, dated `at`; `mark` stands before its subject. Raises CannotDeliver where an address is none."""
    message = EmailMessage(policy=POLICY)
    message["From"] = mailbox(sheet.address, sheet.name)
    message["To"] = mailbox(letter.to)
    message["Subject"] = one_line(f"{mark} {letter.subject}" if mark else letter.subject)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id(letter.key, sheet.domain)
    if letter.follows:
        message["In-Reply-To"] = message["References"] = message_id(letter.follows, sheet.domain)
    if letter.reply_to:
        message["Reply-To"] = mailbox(letter.reply_to)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834, 5: no machine answers this
    message["X-Auto-Response-Suppress"] = "All"
    message[MARK] = letter.key if _ATOM.fullmatch(letter.key) else "letter"
    put_content(message, letter.text, letter.files)
    name_boundaries(message, letter.key)
    return message.as_bytes()


def one_line(text: str, limit: int = _SUBJECT_LIMIT) -> str:
    """A header's text without anything that could begin another header."""
    line = " ".join(_CONTROLS.sub(" ", text).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def mailbox(address: str, name: str = "") -> Address:
    """An address as a header holds it; raises CannotDeliver where it is none."""
    if not address or one_line(address, limit=320) != address or " " in address:
        raise CannotDeliver("not an address")
    try:
        made = Address(one_line(name, limit=80), addr_spec=address)
        address.encode("ascii")  # RFC 6531 is not offered by every server on the way
    except Exception as fault:  # the parser raises IndexError and others for what it does not expect
        raise CannotDeliver("not an address") from fault
    if not made.domain:
        raise CannotDeliver("not an address")
    return made


def put_content(message: EmailMessage, text: str, files: Iterable[Attachment]) -> None:
    """Markdown as plain text and as HTML, then the files."""
    message.set_content(to_plain(text) + "\n", cte="quoted-printable")
    message.add_alternative(to_mail_html(text), subtype="html", cte="quoted-printable")
    for file in files:
        _attach(message, file)


def _attach(message: EmailMessage, file: Attachment) -> None:
    main, _, sub = file.media_type.partition(";")[0].strip().partition("/")
    known = _ATOM.fullmatch(main) and re.fullmatch(r"[A-Za-z0-9.+-]{1,80}", sub)
    message.add_attachment(
        file.content,
        maintype=main if known else "application",
        subtype=sub if known else "octet-stream",
        filename=one_line(file.name, limit=100).replace("/", "-") or "allegato",
        params={"charset": "utf-8"} if main == "text" else None,
    )


def name_boundaries(message: EmailMessage, key: str) -> None:
    """Boundaries that follow from the key, so that a letter sent twice is the same letter."""
    seed = hashlib.sha256(key.encode()).hexdigest()[:24]
    parts = [part for part in message.walk() if part.get_content_maintype() == "multipart"]
    for number, part in enumerate(parts):
        part.set_boundary(f"=_{seed}_{number}")
