# SPDX-License-Identifier: EUPL-1.2
"""Answers typed into a form that comes back: «2) Tipo di ente [1 Comune · 2 Unione]: Unione», or on a line below."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.channels.email_lines import next_written

_ITEM = re.compile(
    r"\d{1,2}\s?\\?[).]\s{0,4}[*_]{0,2}([^\W\d][^:\[\]\n]{1,70}?)(\[[^\]\n]{0,1500}\])?\s?[*_]{0,2}\s?:[*_]{0,2}(.*)$"
)
_OPEN_OPTIONS = re.compile(r"\d{1,2}\s?\\?[).][^:\[\]\n]{2,75}\[[^\]\n]{0,1500}$")
_OPTION_LINES = 8  # over which the options of one question may run
_BROKEN_FROM, _BROKEN_AT, _BROKEN_TO = 60, 74, 80  # characters at which mail programs break lines
_LOOK_AT = 2_000
_ASKED_SO = "dopo i due punti"  # how the form says where to write
_ASKS = re.compile(r"\?|\((?:facoltativo|solo se\b[^()]*)\)$")  # what the form says of an answer
_STOPS = (".", "?", "!", ":", ";", ")")  # what a form says ends so; a short answer does not


@dataclass(frozen=True)
class Item:
    """One question of a form, on one line whatever the mail program did; a long answer may go on below."""

    lines: tuple[str, ...]
    start: int
    end: int  # the line after it, as it came
    filled: bool
    label: str  # in small letters


def form_items(lines: Sequence[str]) -> list[Item]:
    """The questions of a form among these lines."""
    items: list[Item] = []
    at = 0
    while at < len(lines):
        joined, end = _whole(lines, at)
        match = _ITEM.match(joined)
        filled = match is not None and bool(match[3].strip(" *_.…"))
        more = _answer_end(lines, end) if filled else end
        if match:
            label = " ".join(match[1].lower().split())
            items.append(Item((joined, *lines[end:more]), at, more, filled, label))
        at = more if match else at + 1
    return items


def typed_items(lines: Sequence[str]) -> list[Item]:
    """The questions of a form without marks of quotation: what was typed on a line under one fills it.

    Nothing tells such a line from what the form itself says but its stops: where every line below has one, none is
    taken for an answer.
    """
    items = form_items(lines)
    if not items:
        return []
    ends = [*(item.start for item in items[1:]), _last_end(lines, items)]
    below = [[] if item.filled else _told_below(lines, item.end, end) for item, end in zip(items, ends, strict=True)]
    if all(line.endswith(_STOPS) for told in below for line in told):
        return items
    explains = sum(bool(told) and told[0].endswith(_STOPS) for told in below) * 2 > sum(map(bool, below))
    answers = [_answers(told, explains=explains) for told in below]
    return [
        replace(item, lines=(*item.lines, *answer), filled=True) if answer else item
        for item, answer in zip(items, answers, strict=True)
    ]


def is_form(lines: Sequence[str]) -> bool:
    """Whether these are lines of our form and not just a numbered list."""
    items = form_items(lines)
    if len(items) < 2:
        return False
    bare = any(not item.filled for item in items)
    return bare or any(_ASKED_SO in line or "[1 " in line for line in lines)


def _last_end(lines: Sequence[str], items: Sequence[Item]) -> int:
    """Where the last question ends, for under the form there is more: with its paragraph, or with the next one where
    blank lines stand under the other questions too."""
    start = items[-1].end
    spaced = [not lines[item.end] and bool(lines[item.end + 1]) for item in items[:-1] if item.end + 2 < len(lines)]
    if spaced and all(spaced):
        start = next_written(lines, start)
    return next((at for at in range(start, len(lines)) if not lines[at]), len(lines))


def _told_below(lines: Sequence[str], start: int, end: int) -> list[str]:
    """What stands under a question, the lines whole again that the mail program broke."""
    told: list[str] = []
    for at in range(start, end):
        if told and lines[at - 1] and _is_broken(lines[at - 1], lines[at]):
            told[-1] = f"{told[-1]} {lines[at]}"
        elif lines[at]:
            told.append(lines[at])
    return told


def _answers(told: Sequence[str], *, explains: bool) -> list[str]:
    """Without what the form asks here: a question, or else the sentence that stands first."""
    left = [line for line in told if not _ASKS.search(line)]
    if explains and left and len(left) == len(told) and left[0].endswith(_STOPS):
        return left[1:]
    return left


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
