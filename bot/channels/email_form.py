# SPDX-License-Identifier: EUPL-1.2
"""Answers typed into the quoted form: «2) Tipo di ente [1 Comune · 2 Unione]: Unione»."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_ITEM = re.compile(r"\d{1,2}\s?\\?[).]\s{0,4}[*_]{0,2}[^\W\d][^:\[\]\n]{1,70}?(\[[^\]\n]{0,1500}\])?\s?[*_]{0,2}\s?:(.*)$")
_OPEN_OPTIONS = re.compile(r"\d{1,2}\s?\\?[).][^:\[\]\n]{2,75}\[[^\]\n]{0,1500}$")
_WRAPPED_AT_MOST = 6  # lines over which the options of one question may run
_LOOK_AT = 2_000
_ASKED_SO = "dopo i due punti"  # how the form says where to write


@dataclass(frozen=True)
class Item:
    """One question of a form: its lines, and whether an answer stands on them."""

    start: int
    end: int  # the line after
    filled: bool


def form_items(lines: Sequence[str]) -> list[Item]:
    """The questions of a form among these lines."""
    items: list[Item] = []
    at = 0
    while at < len(lines):
        joined, end = _whole(lines, at)
        match = _ITEM.match(joined)
        if match:
            items.append(Item(at, end, bool(match[2].strip(" *_.…"))))
        at = end if match else at + 1
    return items


def is_form(lines: Sequence[str]) -> bool:
    """Whether these are lines of our form and not just a numbered list."""
    items = form_items(lines)
    if len(items) < 2:
        return False
    bare = any(not item.filled for item in items)
    return bare or any(_ASKED_SO in line or "[1 " in line for line in lines)


def _whole(lines: Sequence[str], at: int) -> tuple[str, int]:
    line = lines[at][:_LOOK_AT]
    end = at + 1
    if _OPEN_OPTIONS.match(line):
        while end < min(len(lines), at + _WRAPPED_AT_MOST) and "]" not in line:
            line = f"{line} {lines[end]}"[:_LOOK_AT]
            end += 1
        if "]" not in line:
            return lines[at][:_LOOK_AT], at + 1
    return line, end
