# SPDX-License-Identifier: EUPL-1.2
"""The answer to a letter as the bytes that go on the wire: in its thread everywhere, answered by no machine."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from bot.channels.envelope import bare_subject
from bot.channels.mail_threads import answer_key
from bot.channels.mime import MARK, POLICY, Sheet, compose, mailbox, message_id, name_boundaries, one_line, put_content
from bot.core.messages import Outgoing, Parcel


@dataclass(frozen=True)
class Wire:
    """What is handed to a server: one recipient, the bytes, the id under which it is answered."""

    to: str
    content: bytes
    identity: str  # with angle brackets


def wire(parcel: Parcel, sheet: Sheet, *, at: datetime, mark: str = "") -> Wire:
    """A letter or an answer, dated `at`; the same bytes each time. Raises CannotDeliver where an address is none."""
    if isinstance(parcel, Outgoing):
        return Wire(parcel.address, compose_answer(parcel, sheet, at=at), answer_id(parcel, sheet))
    return Wire(parcel.to, compose(parcel, sheet, at=at, mark=mark), message_id(parcel.key, sheet.domain))


def answer_id(answer: Outgoing, sheet: Sheet) -> str:
    """Its Message-ID, which names the thread for whoever answers."""
    return message_id(answer_key(answer.key, answer.thread), sheet.domain)


def compose_answer(answer: Outgoing, sheet: Sheet, *, at: datetime) -> bytes:
    """Plain text and HTML, to one address; RFC 3834 for its headers, except that no server on the way takes an
    empty sender from a mailbox."""
    message = EmailMessage(policy=POLICY)
    message["From"] = mailbox(sheet.address, sheet.name)
    message["To"] = mailbox(answer.address)
    message["Subject"] = one_line(f"Re: {bare_subject(answer.subject)}" if answer.in_reply_to else answer.subject)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = answer_id(answer, sheet)
    if answer.in_reply_to:
        message["In-Reply-To"] = one_line(answer.in_reply_to, limit=320)
    before = [one for one in answer.references if one] or [answer.in_reply_to]
    if any(before):
        message["References"] = " ".join(one_line(one, limit=320) for one in before if one)
    message["Auto-Submitted"] = "auto-replied" if answer.in_reply_to else "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message[MARK] = answer.thread or answer.key[:16]
    put_content(message, answer.text, answer.files)
    name_boundaries(message, answer.key)
    return message.as_bytes()
