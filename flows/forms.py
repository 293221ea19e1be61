# SPDX-License-Identifier: EUPL-1.2
"""The form sent by mail: every question still possible, numbered, with what each depends on."""

from collections.abc import Mapping

from flows.conditions import Condition, Test
from flows.definition import Flow
from flows.journey import answered, option_of, options_of
from flows.replies import Button, Form, FormItem, Row
from flows.routes import possible
from flows.rows import rows, values
from flows.session import Session
from flows.slots import ChoiceSlot, Slot
from flows.wording import fill

Faults = Mapping[str, tuple[str, str]]  # slot: error code and what was typed


def form(
    flow: Flow, session: Session, *, faults: Faults | None = None, accepted: tuple[Row, ...] | None = None
) -> Form:
    """What is still to answer; while one answer is being corrected, that one alone."""
    assert session.prompt is not None
    wrong = faults or {}
    numbers = {slot.id: i for i, (slot, _) in enumerate(possible(flow, {}), 1)}
    if session.editing:
        slots: list[tuple[Slot, Condition | None]] = [(flow.slots[session.editing], None)]
    else:
        slots = [
            (slot, when)
            for slot, when in possible(flow, session.answers)
            if slot.id in wrong or not answered(flow, session.answers, slot.id)
        ]
    items = tuple(
        _item(flow, session, slot, when=when, number=numbers.get(slot.id, len(numbers) + 1), wrong=wrong)
        for slot, when in slots
    )
    read = rows(flow, session.answers) if accepted is None else accepted
    return Form(prompt=session.prompt.id, items=items, accepted=read)


def _item(flow: Flow, session: Session, slot: Slot, *, when: Condition | None, number: int, wrong: Faults) -> FormItem:
    error, typed = wrong.get(slot.id, ("", ""))
    answer = session.answers.get(slot.id)
    return FormItem(
        number=number,
        slot=slot.id,
        kind=slot.type,
        label=slot.label,
        text=fill(slot.ask, values(flow, session.answers)),
        buttons=buttons_of(flow, slot, session),
        required=slot.required,
        only_if=only_if(flow, when),
        value=answer.value if answer else "",
        error=error,
        typed=typed[:200],
    )


def buttons_of(flow: Flow, slot: Slot, session: Session) -> tuple[Button, ...]:
    """The answers to tap; a province is typed, there are too many."""
    if isinstance(slot, ChoiceSlot):
        options = options_of(flow, slot, session.answers)
        return tuple(Button(o.id, o.label, closed=o.closed, note=o.note) for o in options)
    if slot.type == "yes_no":
        return Button("yes", code="yes"), Button("no", code="no")
    return (Button("yes", code="read"),) if slot.type == "acknowledge" else ()


def only_if(flow: Flow, when: Condition | None) -> str:
    """«Tipo di ente: Unione di Comuni» — the answers that open a question."""
    if not isinstance(when, Test):
        return ""
    slot = flow.slots[when.slot]
    options = [option_of(flow, slot, value) for value in when.in_ or ()]
    labels = [option.label for option in options if option] or list(when.in_ or ())
    return f"{slot.label}: {', '.join(labels)}"
