# SPDX-License-Identifier: EUPL-1.2
"""Words a person will read: the only place that makes them, from content and values."""

import re
from collections.abc import Mapping
from typing import NewType

Wording = NewType("Wording", str)
NO_WORDS = Wording("")

PLACEHOLDER = re.compile(r"\(\(\s*([a-z0-9_.]+)\s*\)\)")
_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#|~!&])")
_INDENT = re.compile(r"(?m)^[ \t]+")  # four spaces would make a line code, which shows what escapes it
_LINE_START = re.compile(r"(?m)^(\s*)(?:([-+=])|(\d+)([.)]))")


def fill(template: str, values: Mapping[str, str]) -> Wording:
    """The template with each ((name)) replaced; a value that is missing stays visible as ((name))."""

    def one(match: re.Match[str]) -> str:
        value = values.get(match[1])
        return match[0] if value is None else escape(value)

    return Wording(PLACEHOLDER.sub(one, template))


def plain(template: str) -> Wording:
    """Content that takes no values."""
    return Wording(template)


def join(parts: list[Wording], between: str = "\n\n") -> Wording:
    """Several wordings, one after the other; empty ones leave no gap."""
    return Wording(between.join(part for part in parts if part))


def placeholders(template: str) -> tuple[str, ...]:
    """The names a template needs, in order, once each."""
    return tuple(dict.fromkeys(PLACEHOLDER.findall(template)))


def escape(value: str) -> str:
    """A value that Markdown shows as it is written, but for spaces before a line."""
    value = _INDENT.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    value = _SPECIAL.sub(r"\\\1", value)
    return _LINE_START.sub(_escaped_start, value)


def _escaped_start(match: re.Match[str]) -> str:
    space, mark, number, dot = match.groups()
    return f"{space}\\{mark}" if mark else f"{space}{number}\\{dot}"
