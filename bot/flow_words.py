# SPDX-License-Identifier: EUPL-1.2
"""What a flow says to people and what it rests on: its tone, its sources and facts, the phrases it names."""

from collections.abc import Collection, Iterator
from typing import Any

from bot.yaml_text import Lines, Place
from flows.checker import is_code
from flows.definition import DoubtSpec, ExitSpec, Flow
from flows.parser import line_of
from knowledge.entry_checks import is_fact
from knowledge.findings import nearest
from knowledge.tone import tone_faults

_SAID = frozenset({"title", "heading", "intro", "label", "ask", "hint", "say", "text", "note"})
_OPEN = ("|", "|-", ">", ">-")  # the text begins on the line below

Fault = tuple[int, str]  # line, what is wrong and what to do


def check_words(
    flow: Flow, lines: Lines, text: str, *, sources: Collection[str], phrases: Collection[str]
) -> Iterator[Fault]:
    """Every problem of a flow's words and of what it names outside the flows; `text` is its file."""
    rows = text.splitlines()
    for place, words in _texts(flow.model_dump(by_alias=True), ()):
        line = line_of(lines, place)
        below = 1 if line <= len(rows) and rows[line - 1].rstrip().endswith(_OPEN) else 0
        for offset, fault in tone_faults(words):
            yield line + below + offset, fault
    if is_code(flow.intro) and flow.intro not in phrases:
        yield line_of(lines, ("intro",)), f"frase «{flow.intro}» che non esiste{nearest(flow.intro, phrases)}"
    yield from _grounds(flow, lines, sources)


def _texts(value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*place, key))
    elif isinstance(value, list | tuple):
        for at, item in enumerate(value):
            yield from _texts(item, (*place, at))
    elif isinstance(value, str) and place[-1] in _SAID:
        yield place, value


def _grounds(flow: Flow, lines: Lines, sources: Collection[str]) -> Iterator[Fault]:
    """The sources and facts of exits and doubts."""
    for place, spec in _grounded(flow):
        for name in spec.sources:
            if name not in sources:
                text = f"fonte «{name}» che non è in knowledge/sources.yaml{nearest(name, sources)}"
                yield line_of(lines, (*place, "sources")), text
        for fact in spec.facts:
            if not is_fact(fact):
                yield (
                    line_of(lines, (*place, "facts")),
                    f"fatto «{fact}» non riconosciuto: scriverlo come F012 oppure C03",
                )
        if spec.facts and not spec.sources:
            yield line_of(lines, place), "manca la fonte: scrivere in «sources» un id di knowledge/sources.yaml"


def _grounded(flow: Flow) -> Iterator[tuple[Place, ExitSpec | DoubtSpec]]:
    for at, step in enumerate(flow.steps):
        if step.exit is not None:
            yield ("steps", at, "exit"), step.exit
    for at, doubt in enumerate(flow.doubts):
        yield ("doubts", at), doubt
