# SPDX-License-Identifier: EUPL-1.2
"""A raw letter taken apart within limits: what nests or repeats without end is read no further than its headers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message

from bot.channels.envelope import Envelope, envelope_of

SIZE_AT_MOST = 25_000_000  # bytes; of a larger letter only the beginning is read
BEGINNING = 256_000
_HEAD_AT_MOST = 64_000  # bytes of all headers
_LINES_AT_MOST = 500  # headers
_DEPTH_AT_MOST = 20  # parts within parts
_PARTS_AT_MOST = 200
_MULTIPARTS_AT_MOST = 60  # the parser recurses once for each
_BOUNDARIES_AT_MOST = 60
_HEAD_END = re.compile(rb"\r?\n\r?\n|\r\r")
_NESTING = re.compile(rb"content-type\s{0,4}:\s{0,4}(?:multipart/|message/rfc822)", re.IGNORECASE)
_BOUNDARY = re.compile(rb"boundary\s{0,4}=\s{0,4}\"?([^\"\s;]{1,120})", re.IGNORECASE)


@dataclass(frozen=True)
class Opened:
    """What could be read. `fault` names the limit that was passed; then there is nothing but headers."""

    envelope: Envelope
    message: Message = field(compare=False)
    fault: str = ""
    oversize: bool = False


def open_letter(raw: bytes, size: int | None = None) -> Opened:
    """Read a letter; never raises. `size`: of the whole letter where `raw` is only its beginning."""
    oversize = (len(raw) if size is None else size) > SIZE_AT_MOST
    raw = (raw[:BEGINNING] if oversize else raw).lstrip(b"\r\n\0 \t")
    fault = _fault(raw)
    try:
        message = message_from_bytes(_head(raw) if fault else raw)
    except Exception as failure:  # the parser raises what it likes, RecursionError among it
        fault = f"parser {type(failure).__name__}"
        message = _headers_alone(raw)
    return Opened(envelope_of(message), message, fault, oversize)


def _fault(raw: bytes) -> str:
    head = _head(raw)
    if len(head) > _HEAD_AT_MOST:
        return "headers too long"
    if head.count(b"\n") > 4 * _LINES_AT_MOST or len(re.findall(rb"(?m)^[!-9;-~]+:", head)) > _LINES_AT_MOST:
        return "too many headers"
    if len(_NESTING.findall(raw)) > _MULTIPARTS_AT_MOST:
        return "too many parts within parts"
    marks = list(dict.fromkeys(_BOUNDARY.findall(raw)))
    if len(marks) > _BOUNDARIES_AT_MOST:
        return "too many boundaries"
    if sum(raw.count(b"\n--" + mark) for mark in marks) > 2 * _PARTS_AT_MOST:
        return "too many parts"
    return ""


def _head(raw: bytes) -> bytes:
    end = _HEAD_END.search(raw)
    return raw[: end.start()] + b"\n\n" if end else raw[: 2 * _HEAD_AT_MOST]


def _headers_alone(raw: bytes) -> Message:
    try:
        return message_from_bytes(_head(raw)[:_HEAD_AT_MOST])
    except Exception:
        return Message()


def leaves(message: Message) -> list[Message]:
    """The parts through multiparts, never into a letter within the letter; at most 200."""
    found: list[Message] = []
    for part in _leaves(message, 0):
        found.append(part)
        if len(found) >= _PARTS_AT_MOST:
            break
    return found


def _leaves(part: Message, depth: int) -> Iterator[Message]:
    inner = part.get_payload()
    if part.get_content_maintype() != "multipart" or not isinstance(inner, list):
        yield part
    elif depth < _DEPTH_AT_MOST:
        for one in inner:
            if isinstance(one, Message):
                yield from _leaves(one, depth + 1)


def name_of(part: Message) -> str:
    """A part's file name, "" where it has none or nobody can read it."""
    try:
        return str(part.get_filename() or "")
    except Exception:  # unknown charsets in RFC 2231 parameters
        return ""


def payload_of(part: Message) -> bytes:
    """A part's content, its transfer encoding undone; b"" where that fails."""
    try:
        payload = part.get_payload(decode=True)
    except Exception:  # binascii.Error, AssertionError and others
        return b""
    return payload if isinstance(payload, bytes) else b""
