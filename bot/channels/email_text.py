# SPDX-License-Identifier: EUPL-1.2
"""The text of a raw letter: which part holds it, in which characters, as plain text."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message

from bot.channels.email_html import html_text, word_count
from bot.channels.email_lines import HISTORY, joined_flow

_DEPTH_AT_MOST = 20  # parts within parts
_PARTS_AT_MOST = 200
_READ_AT_MOST = 1_000_000  # bytes of one part; more text than this is not read by anyone
_CHARSET = re.compile(r"utf|iso|latin|l\d|cp\d|windows|koi8|mac|big5|gb|hz|euc|shift|s_?jis|johab|tis|ks|us|ascii|ansi")
_LATIN = frozenset(("iso8859-1", "ascii"))  # browsers and mail programs write cp1252 under these names
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


def read_text(raw: "bytes | Message") -> Body:
    """The text of a letter; never raises, an empty one where nothing can be read.

    The plain part is read, or the HTML one where it is missing or only says that there is HTML. Attachments and
    letters within the letter are not.
    """
    try:
        message = message_from_bytes(raw) if isinstance(raw, bytes) else raw
        parts = list(_leaves(message, 0))[:_PARTS_AT_MOST]
    except Exception:  # the parser fails on nesting without end, and on headers it does not expect
        return Body()
    subject = _subject(message)
    plain = "\n\n".join(filter(str.strip, (_plain(part) for part in parts if part.get_content_type() == "text/plain")))
    sources = [_decoded(part) for part in parts if part.get_content_type() == "text/html"]
    if plain and not (sources and _is_stub(plain, sum(map(word_count, sources)))):
        return Body(plain, subject)
    read = "\n\n".join(map(html_text, sources))
    return Body(read, subject, html=True) if read.strip() or not plain else Body(plain, subject)


def _leaves(part: Message, depth: int) -> Iterator[Message]:
    """The parts with text that are neither attached nor inside another letter."""
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


def _plain(part: Message) -> str:
    text = _decoded(part).replace(HISTORY, "")
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    return joined_flow(text, delete_space=str(part.get_param("delsp", "")).lower() == "yes")


def _decoded(part: Message) -> str:
    try:
        payload = part.get_payload(decode=True)
        declared = str(part.get_content_charset() or "")
    except Exception:  # a transfer encoding that is none
        return ""
    return decoded(payload[:_READ_AT_MOST], declared) if isinstance(payload, bytes) else ""


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


def _is_stub(plain: str, words: int) -> bool:
    """Whether the plain part only stands in for the HTML one."""
    count = len(plain.split())
    return count * 10 < words or (count < _STUB_WORDS and count < words * 2 and bool(_STUB.search(plain)))


def _subject(message: Message) -> str:
    try:
        given = str(message["Subject"] or "")
        text = str(make_header(decode_header(given)))
    except Exception:  # unknown charsets and broken encoded words
        text = ""
    return " ".join(_CONTROLS.sub(" ", text).split())[:_SUBJECT_AT_MOST]
