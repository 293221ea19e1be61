# SPDX-License-Identifier: EUPL-1.2
"""Answers typed into the quoted form: «2) Tipo di ente [1 Comune · 2 Unione]: Unione»."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_ITEM = re.compile(
    r"\d{1,2}\s?\\?[).]\s{0,4}[*_]{0,2}[^\W\d][^:\[\]\n]{1,70}?(\[[^\]\n]{0,1500}\])?\s?[*_]{0,2}\s?:[*_]{0,2}(.*)$"
)
_OPEN_OPTIONS = re.compile(r"\d{1,2}\s?\\?[).][^:\[\]\n]{2,75}\[[^\]\n]{0,1500}$")
_OPTION_LINES = 8  # over which the options of one question may run
_BROKEN_FROM, _BROKEN_AT, _BROKEN_TO = 60, 74, 80  # characters at which mail programs break lines
_LOOK_AT = 2_000
_ASKED_SO = "dopo i due punti"  # how the form says where to write


@dataclass(frozen=True)
class Item:
    """One question of a form, on one line whatever the mail program did; a long answer may go on below."""

    lines: tuple[str, ...]
    end: int  # the line after it, as it came
    filled: bool


def form_items(lines: Sequence[str]) -> list[Item]:
    """The questions of a form among these lines."""
    items: list[Item] = []
    at = 0
    while at < len(lines):
        joined, end = _whole(lines, at)
        match = _ITEM.match(joined)
        filled = match is not None and bool(match[2].strip(" *_.…"))
        more = _answer_end(lines, end) if filled else end
        if match:
            items.append(Item((joined, *lines[end:more]), more, filled))
        at = more if match else at + 1
    return items


def is_form(lines: Sequence[str]) -> bool:
    """Whether these are lines of our form and not just a numbered list."""
    items = form_items(lines)
    if len(items) < 2:
        return False
    bare = any(not item.filled for item in items)
    return bare or any(_ASKED_SO in line or "[1 " in line for line in lines)


def _whole(lines: Sequence[str], at: int) -> tuple[str, int]:
    """The line with the options that go on below it, and where they end."""
    line, end = lines[at], at + 1
    if not _OPEN_OPTIONS.match(line[:_LOOK_AT]):
        return line, end
    while end < min(len(lines), at + _OPTION_LINES) and "]" not in line:
        line = f"{line} {lines[end]}"
        end += 1
    return (line, end) if "]" in line else (lines[at], at + 1)


def _answer_end(lines: Sequence[str], at: int) -> int:
    """Where an answer ends whose lines were broken by the mail program."""
    while at < len(lines) and _is_broken(lines[at - 1], lines[at]) and not _ITEM.match(lines[at][:_LOOK_AT]):
        at += 1
    return at


def _is_broken(line: str, below: str) -> bool:
    """Whether the mail program broke a line here: what follows had no room on it, or begins small."""
    if not below or len(line) < _BROKEN_FROM or line[-1] in ".?!:;":
        return False
    room = len(line) + 1 + len(below.split(maxsplit=1)[0]) <= _BROKEN_AT
    return below[0].islower() or (not room and len(line) <= _BROKEN_TO)
