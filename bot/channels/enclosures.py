# SPDX-License-Identifier: EUPL-1.2
"""What is attached to a letter: named always, passed on only where it is a document of reasonable size."""

import re
from dataclasses import dataclass
from email.message import Message

from bot.channels.envelope import decoded
from bot.channels.raw_letter import leaves, name_of, payload_of
from bot.core.messages import Attachment

_FILES_AT_MOST = 10
_BYTES_AT_MOST = 15_000_000  # all together: the secretariat's mailbox has limits too
_NAMED_AT_MOST = 30
_NAME_AT_MOST = 100  # characters

# Documents that offices send each other. Archives, programs and documents with macros are named and go no further.
_PASSED_ON = {
    "pdf": "application/pdf", "p7m": "application/pkcs7-mime", "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet", "rtf": "application/rtf", "txt": "text/plain",
    "csv": "text/csv", "xml": "application/xml", "doc": "application/msword", "xls": "application/vnd.ms-excel",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "tif": "image/tiff", "tiff": "image/tiff",
}  # fmt: skip
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xcf\xfa\xed\xfe")
_NOT_ENCLOSED = ("smime.p7s", "signature.asc", "daticert.xml", "postacert.eml", "winmail.dat")
_UNNAMED = "allegato"
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True)
class Enclosures:
    """The names in order, the files that may be passed on, and the names of the others."""

    names: tuple[str, ...] = ()
    files: tuple[Attachment, ...] = ()

    @property
    def held_back(self) -> tuple[str, ...]:
        """What is named and not passed on."""
        passed = [file.name for file in self.files]
        return tuple(name for name in self.names if name not in passed)


def enclosures(message: Message) -> Enclosures:
    """What is attached; pictures in the text, signatures and the parts of certified mail are not."""
    names: list[str] = []
    files: list[Attachment] = []
    room = _BYTES_AT_MOST
    for part in leaves(message):
        if not _is_enclosed(part):
            continue
        name = _free(_safe(name_of(part)) or _unnamed(part), names)
        names.append(name)
        content = payload_of(part)
        kind = _passed_on(name, content)
        if kind and len(files) < _FILES_AT_MOST and len(content) <= room:
            files.append(Attachment(name, kind, content))
            room -= len(content)
    return Enclosures(tuple(names[:_NAMED_AT_MOST]), tuple(files))


def _is_enclosed(part: Message) -> bool:
    name = name_of(part).lower()
    kind = part.get_content_type()
    if name in _NOT_ENCLOSED or kind in ("application/pkcs7-signature", "application/x-pkcs7-signature"):
        return False
    disposition = str(part.get("Content-Disposition", "")).partition(";")[0].strip().lower()
    if kind.startswith("image/") and (disposition == "inline" or (part.get("Content-ID") and disposition == "")):
        return False
    if kind in ("text/plain", "text/html", "text/calendar") and not name:
        return disposition == "attachment"
    return bool(name) or disposition == "attachment" or kind == "message/rfc822" or kind.startswith("application/")


def _unnamed(part: Message) -> str:
    kind = part.get_content_type()
    ending = next((end for end, known in _PASSED_ON.items() if known == kind), "")
    return f"{_UNNAMED}.{ending}" if ending else _UNNAMED


def _safe(name: str) -> str:
    """A name that is only a name, whatever it was in."""
    plain = " ".join(_UNSAFE.sub(" ", decoded(name)).split()).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    return (
        plain
        if len(plain) <= _NAME_AT_MOST
        else f"{stem[: _NAME_AT_MOST - len(ending) - 1]}{dot}{ending}"[:_NAME_AT_MOST]
    )


def _free(name: str, taken: list[str]) -> str:
    stem, dot, ending = name.rpartition(".")
    tries = [name, *(f"{stem if dot else name} ({number}){dot}{ending if dot else ''}" for number in range(2, 250))]
    return next(one for one in tries if one not in taken)


def _passed_on(name: str, content: bytes) -> str:
    """The media type under which it goes on, "" where it does not."""
    kind = _PASSED_ON.get(name.lower().rpartition(".")[2], "") if "." in name else ""
    return "" if not content or content.startswith(_PROGRAMS) else kind
