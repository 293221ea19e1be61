# SPDX-License-Identifier: EUPL-1.2
"""The lines of the review and of the letter: answers as people read them, and what follows from a place."""

import hashlib
import json

from flows.definition import Flow
from flows.journey import Answers, Journey, holds, journey, option_of, part_of
from flows.replies import Doubt, Outcome, Row
from flows.session import Answer
from flows.slots import Slot
from flows.wording import Wording, fill


def rows(flow: Flow, answers: Answers) -> tuple[Row, ...]:
    """One row for each answer of the route, each followed by what is derived from it."""
    return rows_of(flow, answers, journey(flow, answers))


def rows_of(flow: Flow, answers: Answers, way: Journey) -> tuple[Row, ...]:
    """The same, for a journey already walked."""
    found: list[Row] = []
    for slot in way.slots:
        found.append(row(flow, slot, answers[slot.id]))
        if not answers[slot.id].skipped:
            found += [derived_row(flow, one, answers) for one in derived_slots(flow, slot.id)]
    return tuple(found)


def derived_slots(flow: Flow, name: str) -> tuple[Slot, ...]:
    """The slots read from this Comune or province."""
    return tuple(slot for slot in flow.slots.values() if slot.derived and slot.derived.slot == name)


def derived_row(flow: Flow, slot: Slot, answers: Answers) -> Row:
    """«Dato ricavato, da verificare», or the person's correction of it."""
    if slot.id in answers:
        return row(flow, slot, answers[slot.id], corrected=True)
    assert slot.derived is not None
    source = flow.slots[slot.derived.slot]
    value = part_of(flow, source, answers[source.id], slot.derived.part)
    return Row(slot.id, slot.label, value, value, derived=True, internal=slot.internal)


def row(flow: Flow, slot: Slot, answer: Answer, *, corrected: bool = False) -> Row:
    """One answer as a line."""
    internal = slot.internal
    return Row(
        slot=slot.id,
        label=slot.label,
        value=shown(flow, slot, answer),
        canonical=answer.value,
        corrected=corrected,
        skipped=answer.skipped,
        internal=internal,
    )


def shown(flow: Flow, slot: Slot, answer: Answer) -> str:
    """A value as people read it; yes, no and «ho letto» are words of the content's phrases: `yes`, `no`."""
    if answer.place is not None:
        return answer.place.name
    option = option_of(flow, slot, answer.value)
    if option is not None:
        return option.label
    if slot.type == "yes_no":
        return {"yes": "sì", "no": "no"}.get(answer.value, "")
    if slot.type == "acknowledge":
        return "sì"
    return answer.value


def values(flow: Flow, answers: Answers) -> dict[str, str]:
    """What ((name)) stands for in the flow's texts."""
    known = {name: answer for name, answer in answers.items() if name in flow.slots and not answer.skipped}
    return {name: shown(flow, flow.slots[name], answer) for name, answer in known.items()}


def doubts(flow: Flow, answers: Answers) -> tuple[Doubt, ...]:
    """Every line of the orientative outcome that these answers call for."""
    told = values(flow, answers)
    route = {slot.id: answers[slot.id] for slot in journey(flow, answers).slots}
    return tuple(
        Doubt(one.id, one.outcome, fill(one.say, told), one.facts)
        for one in flow.doubts
        if holds(one.when, flow, route)
    )


def outcome(found: tuple[Doubt, ...]) -> Outcome:
    """The weakest of the outcomes: one doubt is enough to make it «da confermare»."""
    kinds = {doubt.outcome for doubt in found}
    ranked: tuple[Outcome, ...] = ("no", "to_confirm", "yes")
    return next((kind for kind in ranked if kind in kinds), "")


def sent_rows(flow: Flow, answers: Answers) -> tuple[Row, ...]:
    """The rows that leave with the letter."""
    return tuple(row for row in rows(flow, answers) if not row.internal)


def submission_key(session_id: str, kind: str, lines: tuple[Row, ...]) -> str:
    """The same for the same session and the same rows."""
    told = [session_id, kind, [(line.slot, line.canonical, line.value) for line in lines]]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:24]


def heading(flow: Flow) -> Wording:
    """What stands above every outcome of this flow."""
    return fill(flow.heading, {})
