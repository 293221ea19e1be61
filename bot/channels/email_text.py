# SPDX-License-Identifier: EUPL-1.2
"""The text of a raw letter: which part holds it, in which characters, as plain text."""

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from itertools import islice

from bot.channels.email_html import html_text
from bot.channels.email_lines import HISTORY, joined_flow

_DEPTH_AT_MOST = 20  # parts within parts
_PARTS_AT_MOST = 200
_HEAD, _TAIL = 400_000, 100_000  # characters read of one part
_CHARSET = re.compile(r"utf|iso|latin|l\d|cp\d|windows|koi8|mac|big5|gb|hz|euc|shift|s_?jis|johab|tis|ks|us|ascii|ansi")
_LATIN = frozenset(("iso8859-1", "ascii"))  # browsers and mail programs write cp1252 under these names
_READABLE = ("text/plain", "text/html")
_STUB_WORDS = 60
_STUB = re.compile(r"\bhtml\b", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_SUBJECT_AT_MOST = 200  # characters


@dataclass(frozen=True)
class Body:
    """The text of a letter as its sender saw it, history and signature included."""

    text: str = ""
    subject: str = ""  # decoded, on one line
    html: bool = False  # whether there was no plain text to read


def read_text(raw: bytes | Message) -> Body:
    """The text of a letter; never raises, an empty one where nothing can be read.

    The plain part is read, or the HTML one where it is missing or only says that there is HTML. Attachments and
    letters within the letter are not.
    """
    try:
        message = message_from_bytes(raw) if isinstance(raw, bytes) else raw
        parts = list(islice(_leaves(message, 0), _PARTS_AT_MOST))
    except Exception:  # the parser fails on nesting without end, and on headers it does not expect
        return Body()
    found = [_text_of(part) for part in parts]
    plain = "\n\n".join(text for kind, text in found if kind == "text/plain" and text.strip())
    pages = [html_text(text) for kind, text in found if kind == "text/html"]
    page = "\n\n".join(pages)
    html = bool(page.strip()) and _is_stub(plain.split(), page.replace(HISTORY, "").split())
    return Body(page if html else plain, _subject(message), html)


def _leaves(part: Message, depth: int) -> Iterator[Message]:
    """The parts that are neither attached nor inside another letter."""
    if part.is_multipart():
        inner = part.get_payload()
        if depth < _DEPTH_AT_MOST and part.get_content_maintype() == "multipart" and isinstance(inner, list):
            for one in inner[:_PARTS_AT_MOST]:
                if isinstance(one, Message):
                    yield from _leaves(one, depth + 1)
    elif depth == 0 or not _is_attached(part):
        yield part


def _is_attached(part: Message) -> bool:
    try:
        return part.get_content_disposition() == "attachment" or bool(part.get_filename())
    except Exception:  # a file name in characters nobody knows
        return True


def _text_of(part: Message) -> tuple[str, str]:
    """The type and the decoded text of a part; of another type than text, or unreadable, nothing."""
    try:
        kind = part.get_content_type()
        kind = "text/plain" if kind.startswith("multipart/") else kind  # announced, but no parts were found
        payload = part.get_payload(decode=True) if kind in _READABLE else None
        charset = str(part.get_content_charset() or "")
        flowed = str(part.get_param("format", "")).lower() == "flowed"
        delete_space = str(part.get_param("delsp", "")).lower() == "yes"
    except Exception:  # a transfer encoding that is none, parameters in characters nobody knows
        return "", ""
    if not isinstance(payload, bytes):
        return "", ""
    text = decoded(payload, charset).replace(HISTORY, "")
    text = text if len(text) <= _HEAD + _TAIL else f"{text[:_HEAD]}\n{text[-_TAIL:]}"
    return kind, joined_flow(text, delete_space=delete_space) if flowed and kind == "text/plain" else text


def decoded(payload: bytes, declared: str = "") -> str:
    """Bytes as text: what reads as UTF-8 is UTF-8 whatever was declared, then the declared charset, then cp1252."""
    for charset in ("" if payload.isascii() else "utf-8", _known(declared)):
        try:
            if charset:
                return payload.decode(charset)
        except (UnicodeError, LookupError):
            continue
    return payload.decode("cp1252", "replace")


def _known(declared: str) -> str:
    name = declared.strip().lower()
    if not _CHARSET.match(name):
        return ""
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    return "cp1252" if found in _LATIN else found


def _is_stub(plain: Sequence[str], page: Sequence[str]) -> bool:
    """Whether the words of the plain part only stand in for those of the HTML one."""
    if list(page[: len(plain)]) == list(plain):
        return not plain
    told = len(plain) < min(_STUB_WORDS, 2 * len(page)) and any(_STUB.search(word) for word in plain)
    return told or len(plain) * 10 < len(page)


def _subject(message: Message) -> str:
    try:
        given = str(message["Subject"] or "")
        text = str(make_header(decode_header(given)))
    except Exception:  # unknown charsets and broken encoded words
        text = ""
    return " ".join(_CONTROLS.sub(" ", text).split())[:_SUBJECT_AT_MOST]
