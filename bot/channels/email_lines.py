# SPDX-License-Identifier: EUPL-1.2
"""The lines of a letter: characters made plain, length capped, quotation marks counted."""

import re
from collections.abc import Sequence

HISTORY = "\ue01d"  # for private use, in a line of its own: here the structure of the HTML says that the history begins

_HEAD, _TAIL = 80_000, 20_000  # characters kept of a longer text: an answer may stand under a long history
_HEAD_LINES, _TAIL_LINES = 3_000, 1_000
_BREAKS = {ord(char): "\n" for char in "\x0b\x0c\x85\u2028\u2029"}
_SPACES = {ord(char): " " for char in "\xa0\u2002\u2003\u2007\u2009\u202f\u3000"}
_CONTROLS = [*range(9), *range(14, 32), 0x7F]
_UNSEEN = [0xAD, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF]
_PLAIN = str.maketrans({**_BREAKS, **_SPACES, **dict.fromkeys([*_CONTROLS, *_UNSEEN], "")})
_BLANK_AT_MOST = 2
_MARKS = re.compile(r" {0,4}(?:>[ \t]?)+")
_INITIALS = re.compile(r"[ \t]{0,4}[A-Za-z]{1,12}>(?:\s|$)")  # «Richard> I think so», as some programs quote
_AFTERTHOUGHT = re.compile(r"\s{0,4}(?:p\.?\s?s\.?|n\.?\s?b\.?|post\s?scriptum)\s?[:.\s-]", re.IGNORECASE)
_STUFFED = re.compile(r"(>*) ?")


def lines_of(text: str) -> list[str]:
    """The lines of a text, at most 4,000 of them and 100,000 characters, without unseen characters and long gaps.

    The beginning and the end of a longer text are kept, cut between two lines where there are any.
    """
    plain = text[: 8 * _HEAD] + text[-8 * _TAIL :] if len(text) > 8 * (_HEAD + _TAIL) else text
    plain = plain.replace("\r\n", "\n").replace("\r", "\n").translate(_PLAIN)
    plain = re.sub(r"[ \t]{200,}", " ", plain)
    lines = _without_gaps(_capped(plain).split("\n"))
    return lines if len(lines) <= _HEAD_LINES + _TAIL_LINES else lines[:_HEAD_LINES] + lines[-_TAIL_LINES:]


def _capped(text: str) -> str:
    if len(text) <= _HEAD + _TAIL:
        return text
    head, tail = text[:_HEAD], text[-(_TAIL - 1) :]
    return (head.rpartition("\n")[0] or head) + "\n" + (tail.partition("\n")[2] or tail)


def _without_gaps(lines: Sequence[str]) -> list[str]:
    kept: list[str] = []
    blank = 0
    for line in lines:
        bare = line.rstrip() if line != "-- " else line
        blank = 0 if bare else blank + 1
        if blank <= _BLANK_AT_MOST:
            kept.append(bare)
    return kept


def is_quoted(line: str) -> bool:
    """Whether a line begins with the mark of quoted text."""
    return bool(_MARKS.match(line) or _INITIALS.match(line)) and not line.endswith(" >>>")


def unquoted(line: str) -> str:
    """A line without its marks of quotation."""
    return _MARKS.sub("", line, count=1).strip()


def phrases(*texts: str) -> re.Pattern[str]:
    """What a line begins with, after bullets: any of these patterns, in which a space stands for one to three."""
    return re.compile(rf"\W{{0,8}}(?:{'|'.join(texts)})".replace(" ", r"\s{1,3}"), re.IGNORECASE)


def asks_more(line: str) -> bool:
    """Whether somebody must have written this line for this letter: a question, a postscript."""
    return line.endswith("?") or is_afterthought(line)


def is_afterthought(line: str) -> bool:
    """«P.S.», «N.B.»."""
    return bool(_AFTERTHOUGHT.match(line))


def next_written(lines: Sequence[str], start: int, *, within: int = 6) -> int:
    """Where the next line that is not blank stands, `len(lines)` when there is none near."""
    for at in range(start, min(len(lines), start + within)):
        if lines[at].strip():
            return at
    return len(lines)


def trimmed(lines: Sequence[str]) -> list[str]:
    """The lines without blank ones at either end."""
    start, end = 0, len(lines)
    while start < end and not lines[start].strip():
        start += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return list(lines[start:end])


def joined_flow(text: str, *, delete_space: bool) -> str:
    """A format=flowed text with its paragraphs on one line each (RFC 3676, 4)."""
    paragraphs: list[tuple[str, list[str]]] = []
    soft = False
    plain = re.sub(r"\n{4,}", "\n\n\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    for line in plain.split("\n"):
        match = _STUFFED.match(line)
        assert match is not None  # the pattern fits every line
        marks, words = match[1], line[match.end() :]
        if not (soft and paragraphs[-1][0] == marks and words != "-- "):
            paragraphs.append((marks, []))
        soft = words.endswith(" ") and words != "-- "
        paragraphs[-1][1].append(words[:-1] if soft and delete_space else words)
    return "\n".join((f"{marks} " if marks else "") + "".join(words) for marks, words in paragraphs)
