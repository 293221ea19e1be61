# SPDX-License-Identifier: EUPL-1.2
"""What each command does: back, cancel, summary, skip, keep, edit, help, and what follows a submission."""

from collections.abc import Callable

from flows.dictation import names_of_question
from flows.journey import journey
from flows.replies import FaqAnswer, Notice, Review
from flows.routes import possible
from flows.rows import derived_slots, doubts, outcome, rows
from flows.screens import how_to_send, previous
from flows.session import Answer
from flows.slots import Slot
from flows.submission import confirm, correct, draft, keep_as_sent, withdraw, withdrawn
from flows.turn import Turn
from flows.vocabulary import normal


def obey(turn: Turn, name: str, argument: str = "") -> Turn:
    """Carry out a command; one that makes no sense now only shows where the person is."""
    status = turn.session.status
    if status in ("cancelled", "expired", "withdrawn") or (
        status == "submitted" and name not in ("correct", "withdraw", "withdrawn")
    ):
        return turn.again()
    if name == "edit":
        return edit(turn, argument)
    if name == "submit":
        return confirm(turn, argument)
    return _COMMANDS[name](turn)


def back(turn: Turn) -> Turn:
    """Ask again the question before this one; said twice, the one before that."""
    session = turn.session
    prompt = session.prompt
    here = session.editing or (prompt.slot if prompt and prompt.kind not in ("exit", "review") else "")
    slot = previous(turn.flow, session, here)
    return turn.edit(slot) if slot else turn.say(Notice("first_question")).again()


def cancel(turn: Turn) -> Turn:
    """Forget everything at once; a correction under way is only put aside."""
    if turn.session.sent:
        return keep_as_sent(turn)
    return turn.forget("cancelled").say(Notice("cancelled", {"title": turn.flow.title}))


def summary(turn: Turn) -> Turn:
    """What was answered so far, then the same question."""
    prompt = turn.session.prompt
    if prompt is not None and prompt.kind == "review":
        return turn.again()
    lines = rows(turn.flow, turn.session.answers)
    if not lines:
        return turn.say(Notice("nothing_yet")).again()
    found = doubts(turn.flow, turn.session.answers)
    so_far = Review(prompt="", rows=lines, buttons=(), outcome=outcome(found), doubts=found, submittable=False)
    return turn.say(so_far).again()


def skip(turn: Turn) -> Turn:
    """Leave an optional question without an answer."""
    prompt = turn.session.prompt
    slot = turn.flow.slots.get(prompt.slot) if prompt else None
    if slot is None or prompt is None:  # a review, an end: there is no question to skip
        return turn.say(how_to_send(prompt)) if prompt and "submit" in prompt.options else turn.again()
    if slot.required:
        return turn.say(Notice("required")).again()
    return turn.answer(slot, Answer(value=""), "typed")


def keep(turn: Turn) -> Turn:
    """Leave the answer being corrected as it is."""
    return turn.advance() if turn.session.editing else turn.again()


def edit(turn: Turn, name: str) -> Turn:
    """Correct one answer, named by its slot or its label."""
    slot = editable(turn, name)
    return turn.edit(slot) if slot else turn.say(Notice("not_editable", {"label": name[:80]})).again()


def editable(turn: Turn, name: str) -> Slot | None:
    """The answered or derived slot of the route that this names."""
    asked = journey(turn.flow, turn.session.answers).slots
    derived = [one for slot in asked for one in derived_slots(turn.flow, slot.id)]
    said = normal(name)
    known = [slot for slot in (*asked, *derived) if slot.type != "acknowledge"]
    exact = (slot for slot in known if name == slot.id or said == normal(slot.label))
    return next(exact, next((slot for slot in known if said in map(normal, slot.alias)), None))


def called(turn: Turn, label: str) -> Slot | None:
    """The question so called, with or without an answer: «correggi la mail» before it was asked for."""
    asked = (slot for slot, _ in possible(turn.flow, turn.session.answers))
    return next((slot for slot in asked if label in names_of_question(slot)), None)


def explain(turn: Turn) -> Turn:
    """The entries that help with this question, then the question again."""
    prompt = turn.session.prompt
    slot = turn.flow.slots.get(prompt.slot) if prompt else None
    if slot is None or not slot.help:
        return turn.say(_help(turn, slot)).again()
    return turn.say(*(FaqAnswer(entry, slot.ask) for entry in slot.help)).again()


def _help(turn: Turn, slot: Slot | None) -> Notice:
    """How to answer this question: with its example where it has one."""
    if slot is not None and slot.example:
        return Notice("help_example", {"label": slot.label, "example": slot.example})
    return Notice("help", {"label": slot.label if slot else turn.flow.title})


_COMMANDS: dict[str, Callable[[Turn], Turn]] = {
    "back": back,
    "cancel": cancel,
    "summary": summary,
    "skip": skip,
    "keep": keep,
    "help": explain,
    "show": Turn.again,
    "own_mail": draft,
    "correct": correct,
    "withdraw": withdraw,
    "withdrawn": withdrawn,
}
