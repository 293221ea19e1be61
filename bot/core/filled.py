# SPDX-License-Identifier: EUPL-1.2
"""A form sent back by mail: what stands after «2)», after «Telefono:», or under a line left open."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flows.definition import Flow
from flows.routes import possible
from flows.vocabulary import confirmed, normal

_READ_AT_MOST = 20_000  # characters of one letter
_LINES_AT_MOST = 600
_NUMBERED = re.compile(r"^(\d{1,2})\s?[)\].]\s*(.*)$")
_LABELLED = re.compile(r"^([^:\[]{2,60}?)\s*(?:\[[^\]]{0,2000}\])?\s*:\s*(.*)$")
_QUOTED = re.compile(r"^(?:>\s?)+")


@dataclass(frozen=True)
class Lines:
    """What stands on each line of the form, by slot, and the paragraphs that answer none."""

    fields: Mapping[str, str]
    leftovers: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Sheet:
    """The form as it was sent: which slot a number or a label means, and its own words."""

    numbers: Mapping[str, str]
    labels: Mapping[str, str]
    own: frozenset[str]  # lines that the form itself holds


def read_lines(flow: Flow, text: str, sent: str, rows: Sequence[str] = ()) -> Lines:
    """The answers in a letter; words of the form itself, as it was `sent`, are no answers. `rows`: the slots of a
    summary in the order of its numbers, where that was sent and not the form."""
    sheet = _sheet(flow, sent, rows)
    fields: dict[str, str] = {}
    rest: list[str] = []
    slot = ""
    for line, quoted in _clean(text):
        named, value = _marked(sheet, line)
        if named:
            slot = named
            fields[slot] = value
        elif slot and line and normal(line) not in sheet.own:
            fields[slot] = f"{fields[slot]}\n{line}".strip()
        elif not slot or not line:
            slot = slot if slot and not fields[slot] else ""
            rest.append("" if quoted or normal(line) in sheet.own else line)
    return Lines({name: value for name, value in fields.items() if value}, _paragraphs(rest))


def confirmation(text: str) -> str:
    """The line that confirms a summary, out of a letter with greetings around it; "" when there is none."""
    return next((line for line, _ in _clean(text) if confirmed(line)), "")


def _sheet(flow: Flow, sent: str, rows: Sequence[str]) -> _Sheet:
    slots = [flow.slots[name] for name in rows] or [slot for slot, _ in possible(flow, {})]
    blank = _Sheet(
        {str(at): slot.id for at, slot in enumerate(slots, 1)},
        {normal(slot.label): slot.id for slot in slots},
        frozenset(),
    )
    told = [line for line in sent.splitlines() if not _marked(blank, line.strip())[0]]
    return replace(blank, own=frozenset(normal(line) for line in told) - {""})


def _clean(text: str) -> Iterator[tuple[str, bool]]:
    """Each line without marks of quotation, and whether it had any: then its words are ours, but for answers."""
    for line in text[:_READ_AT_MOST].splitlines()[:_LINES_AT_MOST]:
        bare = _QUOTED.sub("", line.strip()).strip()
        yield bare, bare != line.strip()


def _marked(sheet: _Sheet, line: str) -> tuple[str, str]:
    """The slot that a line names, and what follows it."""
    numbered = _NUMBERED.match(line)
    slot = sheet.numbers.get(numbered[1], "") if numbered else ""
    rest = numbered[2] if numbered and slot else line
    labelled = _LABELLED.match(rest)
    named = sheet.labels.get(normal(labelled[1]), "") if labelled else ""
    if labelled and named:  # what somebody writes out counts more than a number
        return named, labelled[2].strip()
    return slot, rest.strip() if slot else ""


def _paragraphs(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(part for part in (one.strip() for one in re.split(r"\n{2,}", "\n".join(lines))) if part)
