# SPDX-License-Identifier: EUPL-1.2
"""A form sent back by mail: every line that reads well is kept, the others are shown with what is wrong."""

from dataclasses import dataclass, field

from flows.events import FieldText, Filled
from flows.forms import form
from flows.journey import Asking, answered, journey
from flows.reading import interpret
from flows.replies import Erase, Notice, Row
from flows.routes import possible
from flows.rows import derived_slots, row, rows
from flows.screens import ask_prompt
from flows.slots import Slot, TextSlot
from flows.turn import Turn, may_be_refused


@dataclass(frozen=True)
class Sheet:
    """The form as read so far."""

    turn: Turn
    read: tuple[str, ...] = ()
    faults: dict[str, tuple[str, str]] = field(default_factory=dict)


def fill_in(turn: Turn, event: Filled) -> Turn:
    """Read the lines in the flow's own order, whatever order they were written in."""
    order = [slot.id for slot, _ in possible(turn.flow, {})]
    known = {line.slot: line for line in event.fields if line.text.strip() and line.slot in turn.flow.slots}
    ordered = sorted(known.values(), key=lambda line: order.index(line.slot) if line.slot in order else 999)
    sheet = Sheet(turn)
    for line in ordered:
        sheet = _read(sheet, line)
    return _reply(sheet)


def _read(sheet: Sheet, line: FieldText) -> Sheet:
    turn = sheet.turn
    slot = turn.flow.slots[line.slot]
    if isinstance(slot, TextSlot) and line.reading.sensitive:
        erased = turn.do(Erase(session=turn.session.id, slots=(slot.id,)))
        return Sheet(erased, sheet.read, {**sheet.faults, slot.id: ("sensitive", "")})
    answers = turn.session.answers
    answer, code = interpret(turn.flow, slot, line.text, answers=answers, reading=line.reading)
    if answer is None:
        return Sheet(turn, sheet.read, {**sheet.faults, slot.id: (code, line.text.strip())})
    if may_be_refused(turn, slot, answer):
        turn = turn.say(Notice("certified", {"email": answer.value}))
    return Sheet(turn.keep(slot, answer, "form"), (*sheet.read, slot.id), sheet.faults)


def _reply(sheet: Sheet) -> Turn:
    turn = sheet.turn.put(editing="")
    flow, session = turn.flow, turn.session
    where = journey(flow, session.answers).where
    wrong = {name: fault for name, fault in sheet.faults.items() if _matters(turn, name)}
    if not isinstance(where, Asking) and not wrong:
        return turn.advance()
    slot: Slot = where.slot if isinstance(where, Asking) else flow.slots[next(iter(wrong))]
    prompt = ask_prompt(flow, session, slot, token=turn.token)
    turn = turn.put(prompt=prompt, status="active")
    accepted = _accepted(turn, sheet.read)
    return turn.say(form(flow, turn.session, faults=wrong, accepted=accepted))


def _matters(turn: Turn, name: str) -> bool:
    """A line of a branch not taken is neither read nor complained about."""
    return name in {slot.id for slot, _ in possible(turn.flow, turn.session.answers)}


def _accepted(turn: Turn, read: tuple[str, ...]) -> tuple[Row, ...]:
    """The rows just read; those beyond the first missing answer are on no route yet."""
    flow, answers = turn.flow, turn.session.answers
    known = {line.slot: line for line in rows(flow, answers)}
    derived = [slot.id for name in read for slot in derived_slots(flow, name)]
    lone = {name: _line(turn, name) for name in read if name not in known and answered(flow, answers, name)}
    every = {**known, **lone}
    return tuple(every[name] for name in (*read, *derived) if name in every)


def _line(turn: Turn, name: str) -> Row:
    return row(turn.flow, turn.flow.slots[name], turn.session.answers[name])
