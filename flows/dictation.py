# SPDX-License-Identifier: EUPL-1.2
"""Several answers in one text, as people dictate how they are reached: name, role, telephone, address."""

import re
from collections.abc import Collection, Iterator, Sequence

from flows.answers import FILLER
from flows.contacts import ADDRESS, FIGURES, is_certified
from flows.definition import Flow
from flows.events import Reading
from flows.journey import options_of
from flows.reading import interpret
from flows.session import Answer
from flows.slots import ChoiceSlot, EmailSlot, PhoneSlot, Slot, TextSlot
from flows.vocabulary import MAX_READ, normal

_OF_WHOM = (
    r"(?:\s+(?:del|della|dello|di)\s+(?:referente|comune|ente|ufficio|responsabile)|\s+dell['’](?:ente|ufficio))?"
)
_IS = (
    r"(?:\s+(?:nuov[oa]|giust[oa]|corrett[oa]|esatt[oa]|ora|adesso))?\s*(?:[:=]|\b(?:è|e['’]|e|sono|sarebbe)(?!\w))?\s*"
)
_ENDING = re.compile(
    r"(?:[\s,;.]+(?:e|ed|il|la|lo|i|poi|mentre|invece|con|mio|mia|nostro|nostra|suo|sua)\b|[\s,;.]|\s+l['’])+$"
)
_PIECE = re.compile(r"[,;\n]+|\s+[-\u2013]\s+")
_FISCAL_CODE = re.compile(  # nobody asks for it; it stands between a name and a role
    r"[,;\s]*(?:\b(?:c\.?\s?f\.?|cod(?:ice|\.)?\s*fisc(?:ale|\.)?)\s*:?\s*)?"
    r"\b[a-z]{6}\s?\d{2}\s?[a-z]\s?\d{2}\s?[a-z]\d{3}[a-z]\b[,;\s]*",
    re.IGNORECASE,
)
_SHORT_NAME = 4  # letters: «PO» may be a part of a surname


def group_of(flow: Flow, slot: Slot) -> tuple[Slot, ...]:
    """The questions of the same step that tell whom to write to; none where there is no such step."""
    step = next((step for step in flow.steps if slot.id in step.collect), None)
    slots = [flow.slots[name] for name in step.collect] if step else []
    found = tuple(one for one in slots if _tells_whom(one))
    reached = any(isinstance(one, EmailSlot | PhoneSlot) for one in found)
    return found if slot in found and reached and len(found) > 1 else ()


def _tells_whom(slot: Slot) -> bool:
    return isinstance(slot, EmailSlot | PhoneSlot | ChoiceSlot) or (isinstance(slot, TextSlot) and slot.person)


def dictated(flow: Flow, slots: Sequence[Slot], text: str, *, known: Collection[str] = ()) -> dict[str, Answer]:
    """The answers to these questions that a text holds, named by their labels or told one after the other.

    What is `known` already only changes under its own label.
    """
    if len(text) > MAX_READ:
        return {}
    found: dict[str, Answer] = {}
    for name, part in _parts(slots, text):
        own = next((slot for slot in slots if slot.id == name), None)
        answer = _read_own(flow, own, part) if own else None
        if own is not None and answer is not None:
            found[own.id] = answer
        others = part if own is None else ", ".join(_beside(own, part))
        found |= _loose(flow, [slot for slot in slots if slot.id not in known and slot.id not in found], others)
    return {slot.id: found[slot.id] for slot in slots if slot.id in found}


def _beside(own: Slot, part: str) -> list[str]:
    """What stands after a comma, and an address after a number or a number after an address, which need none."""
    bare = [] if isinstance(own, EmailSlot) else ADDRESS.findall(part)
    bare += [] if isinstance(own, PhoneSlot) else FIGURES.findall(ADDRESS.sub(" ", part))
    pieces = _PIECE.split(part)[1:]
    return [*pieces, *(one for one in bare if not any(one in piece for piece in pieces))]


def _read_own(flow: Flow, slot: Slot, part: str) -> Answer | None:
    """What stands after a label, as far as a comma where that is enough; two numbers are none."""
    first = None if isinstance(slot, PhoneSlot) else _read(flow, slot, _PIECE.split(part)[0])
    return first or _read(flow, slot, part)


def labelled(flow: Flow, slots: Sequence[Slot], text: str) -> dict[str, Answer]:
    """Only those whose question is named: «no, il telefono è 333 1234567»."""
    parts = [(name, part) for name, part in _parts(slots, text) if name] if slots and len(text) <= MAX_READ else []
    read = {slot.id: _read_own(flow, slot, part) for name, part in parts for slot in slots if slot.id == name}
    return {name: answer for name, answer in read.items() if answer is not None}


def names_of_question(slot: Slot) -> tuple[str, ...]:
    """What a question is called, normalised."""
    return tuple(dict.fromkeys(normal(name) for name in (slot.label, *slot.alias, slot.id.replace("_", " "))))


def _parts(slots: Sequence[Slot], text: str) -> Iterator[tuple[str, str]]:
    """The text cut where a question is named: its slot, or nothing for what stands before, and what is said."""
    called = {name: slot.id for slot in slots for name in names_of_question(slot)}
    words = "|".join(r"[\s-]+".join(map(re.escape, name.split())) for name in sorted(called, key=len, reverse=True))
    marks = list(re.finditer(rf"(?<![\w@.\-])({words})(?![\w@-]|\.\w){_OF_WHOM}{_IS}", text, re.IGNORECASE))
    yield "", _ENDING.sub("", text[: marks[0].start()] if marks else text)
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    for mark, end in zip(marks, ends, strict=False):
        part = text[mark.end() : end]
        yield called[normal(mark[1])], _ENDING.sub("", part)


def _read(flow: Flow, slot: Slot, text: str) -> Answer | None:
    answer, _ = interpret(flow, slot, text, answers={}, reading=Reading())
    return None if answer is None or answer.skipped else answer


def _loose(flow: Flow, slots: list[Slot], part: str) -> dict[str, Answer]:
    """What a text without labels holds: an address, a number, a role, a name; two of a kind are nobody's."""
    found: dict[str, Answer] = {}
    boxes = [slot for slot in slots if isinstance(slot, EmailSlot)]
    for certified in (False, True):
        own = {address for address in ADDRESS.findall(part) if is_certified(address) is certified}
        fit = [slot for slot in boxes if slot.ordinary is not certified]
        found |= _first(flow, fit, own.pop()) if len(own) == 1 else {}
    rest = _FISCAL_CODE.sub(", ", ADDRESS.sub(" ", part))
    found |= _first(flow, [slot for slot in slots if isinstance(slot, PhoneSlot)], rest)
    for piece in _PIECE.split(FIGURES.sub(" ", rest)):
        asked = [slot for slot in slots if slot.id not in found]
        found |= _named(flow, asked, piece.strip(" .()<>"))
    return found


def _first(flow: Flow, slots: Sequence[Slot], text: str) -> dict[str, Answer]:
    answer = _read(flow, slots[0], text) if slots else None
    return {slots[0].id: answer} if answer else {}


def _named(flow: Flow, slots: list[Slot], words: str) -> dict[str, Answer]:
    """«Mario Rossi segretario comunale»: the role, and the name that is left."""
    roles = [slot for slot in slots if isinstance(slot, ChoiceSlot)]
    people = [slot for slot in slots if isinstance(slot, TextSlot)]
    for slot in roles:
        rest, role = _cut_role(flow, slot, words)
        name = _first(flow, people, rest) if role and len(rest.split()) > 1 else {}
        if name:
            return {**name, **_first(flow, [slot], role)}
        if not words.isdigit() and (whole := _read(flow, slot, words)):
            return {slot.id: whole}
    return _first(flow, people, words)


def _cut_role(flow: Flow, slot: ChoiceSlot, words: str) -> tuple[str, str]:
    """A text without the longest option that it names, and the name of that option."""
    named = [name for one in options_of(flow, slot, {}) for name in (one.label, *one.alias) if len(name) >= _SHORT_NAME]
    for name in sorted(named, key=len, reverse=True):
        match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words, re.IGNORECASE)
        if match:
            left = f"{words[: match.start()]} {words[match.end() :]}".split()
            while left and normal(left[0]) in FILLER:
                left = left[1:]
            return " ".join(left).strip(" ,-.()"), name
    return words, ""
