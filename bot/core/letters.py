# SPDX-License-Identifier: EUPL-1.2
"""Letters as their files word them: a subject, a text, and the lines that repeat in them."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from bot.core.library import Library
from flows.wording import NO_WORDS, PLACEHOLDER, Wording, fill, join, placeholders
from knowledge.events import day_in_words

LINES = "lines"  # the file of the lines that repeat
SUBJECT_LIMIT = 200
VALUE_LIMIT = 70  # of each value in a subject: the reference, which comes last, is never cut
_OPENING = "Oggetto:"
_BETWEEN = " – "
_COMMENT = re.compile(r"\A\s*<!--.*?-->\s*", re.DOTALL)


@dataclass(frozen=True)
class Written:
    """A letter with its values in place."""

    subject: str
    text: Wording  # Markdown


def write(
    library: Library,
    name: str,
    values: Mapping[str, str],
    blocks: Mapping[str, Wording] | None = None,
    *,
    titled: Mapping[str, str] | None = None,
) -> Written:
    """A letter filled in. A line with an empty value is left out; so is the paragraph of an empty block.

    `values` are escaped, `blocks` are Markdown already and stand alone on their line; `titled` are what the subject
    says instead of some of the values.
    Raises KeyError where there is no such letter, ValueError where its first line is no subject.
    """
    head, _, text = _COMMENT.sub("", library.letters[name]).partition("\n")
    if not head.startswith(_OPENING):
        raise ValueError(f"knowledge/letters/{name}.md: la prima riga deve cominciare con «{_OPENING}»")
    paragraphs = re.split(r"\n[ \t]*\n\s*", text.strip())
    written = [_paragraph(one, values, blocks or {}) for one in paragraphs]
    return Written(_subject(head.removeprefix(_OPENING), {**values, **(titled or {})}), join(written))


def _subject(template: str, values: Mapping[str, str]) -> str:
    """Its parts stand between dashes; one whose values are empty is left out."""
    parts = [part for part in template.split(_BETWEEN) if not _lacks(part, values)]
    filled = PLACEHOLDER.sub(lambda name: header(values.get(name[1], name[0])), _BETWEEN.join(parts))
    return header(filled, SUBJECT_LIMIT)


def header(text: str, limit: int = VALUE_LIMIT) -> str:
    """A value safe in a header field: one line, no control or invisible characters, at most `limit` long."""
    kept = "".join(c if unicodedata.category(c)[0] not in "CZ" else " " for c in text)
    line = " ".join(kept.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _lacks(template: str, values: Mapping[str, str]) -> bool:
    return any(values.get(name) == "" for name in placeholders(template))


def _paragraph(template: str, values: Mapping[str, str], blocks: Mapping[str, Wording]) -> Wording:
    lines = [line.strip() for line in template.split("\n")]
    names = {line: match[1] for line in lines if (match := PLACEHOLDER.fullmatch(line)) and match[1] in blocks}
    if any(not blocks[name] for name in names.values()):
        return NO_WORDS
    kept = [line for line in lines if line in names or not _lacks(line, values)]
    return join([blocks[names[line]] if line in names else fill(line, values) for line in kept], "\n")


def line(library: Library, name: str, /, **values: str) -> Wording:
    """One of the repeated lines, filled in; raises KeyError where there is none of this name."""
    return fill(repeated(library.letters[LINES])[name], values)


def bare(library: Library, name: str, /, **values: str) -> str:
    """The same with its values as they are, for subjects, files and as a value of another line."""
    template = repeated(library.letters[LINES])[name]
    return PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), template)


@cache
def repeated(text: str) -> Mapping[str, str]:
    """The lines of the file by name."""
    rows = (row.partition(": ") for row in _COMMENT.sub("", text).splitlines() if row.strip())
    return {name.strip(): words.strip() for name, _, words in rows}


def moment(library: Library, at: datetime) -> str:
    """«22 novembre 2026 alle ore 10:15», in Rome."""
    local = in_rome(at)
    return bare(library, "moment", date=day_in_words(local.date()), hour=f"{local:%H:%M}")


def day(at: datetime) -> str:
    """«22 novembre 2026», in Rome."""
    return day_in_words(in_rome(at).date())


def in_rome(at: datetime) -> datetime:
    """An aware moment as clocks in Italy show it."""
    return at.astimezone(ZoneInfo("Europe/Rome"))
