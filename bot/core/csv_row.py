# SPDX-License-Identifier: EUPL-1.2
"""A sheet of one row that an Italian Excel opens by double-click, with every text left as it was written."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from knowledge.events import MONTHS

LINE_BREAK = " / "  # inside a cell: sheets are pasted together by people and by scripts that read lines
CELL_LIMIT = 32_000  # Excel's own is 32,767 characters

_FORMULA = ("=", "+", "-", "@", "#", "＝", "＋", "－", "＠")  # OWASP, CSV injection; # begins an error value
_NUMBER = re.compile(r"[\d\s.,:/%€$()'’*+–-]+(?:e[+-]?\d+)?", re.IGNORECASE)
_PHONE = re.compile(r"(\+\d{1,3}) (\d[\d ]{4,13}(?: int\. \d+)?)")  # as flows/contacts.py writes it
_WORD = re.compile(r"[^\W\d_]+")
_TRUTH = {"vero", "falso", "true", "false"}
_DAYS = "lunedì martedì mercoledì giovedì venerdì sabato domenica"
_DATE = {part for word in (*MONTHS, *_DAYS.split()) for part in (word, word[:3])}
_DATE |= set("jan may jun jul aug sep oct dec am pm".split())
_SHORT = 40  # characters: nothing longer is taken for a date


def sheet(columns: Iterable[tuple[str, str]]) -> bytes:
    """A header and a row: UTF-8 with BOM, `;` between fields, each in quotes, CRLF (RFC 4180 but for the `;`)."""
    pairs = tuple(columns)
    lines = [_joined([name for name, _ in pairs]), _joined([value for _, value in pairs])]
    return ("\ufeff" + "".join(f"{one}\r\n" for one in lines)).encode()


def _joined(cells: Sequence[str]) -> str:
    return ";".join('"' + cell.replace('"', '""') + '"' for cell in cells)


def as_text(value: str) -> str:
    """A cell that stays the text it is: never a formula, a number without its zeros, a date.

    Where Excel would read something else an apostrophe goes first, as OWASP advises; it can be seen. A telephone
    number needs none: its country code stands in brackets, «(+39) 0984123456».
    """
    text = _one_line(value)[:CELL_LIMIT]
    phone = _PHONE.fullmatch(text)
    if phone:
        return f"({phone[1]}) {phone[2]}"
    return f"'{text}" if text.startswith(_FORMULA) or _converted(text) else text


def _one_line(value: str) -> str:
    lines = (" ".join(_visible(one).split()) for one in value.splitlines())
    return LINE_BREAK.join(one for one in lines if one)


def _visible(text: str) -> str:
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zs") else c for c in text)


def _converted(text: str) -> bool:
    """Whether a spreadsheet would take it for a number, a date, an hour or a truth value."""
    words = [word.casefold() for word in _WORD.findall(text)]
    if not any(map(str.isdigit, text)):
        return text.casefold() in _TRUTH
    return bool(_NUMBER.fullmatch(text)) or (len(text) <= _SHORT and set(words) <= _DATE)
