# SPDX-License-Identifier: EUPL-1.2
"""What is said in a form instead of an answer: a sentence in return, and the same question again."""

from flows.commands import cancel, explain
from flows.dictation import names_of_question
from flows.journey import Asking, journey
from flows.reading import interpret
from flows.remarks import about_question, ending, has_none, is_over, no_answer, remark
from flows.replies import Notice
from flows.screens import HUMAN_FLOW
from flows.session import Answer
from flows.slots import ChoiceSlot, Slot, TextSlot
from flows.taps import refuse
from flows.turn import Turn


def say_aside(turn: Turn, slot: Slot, text: str) -> Turn | None:
    """The sentence in return to thanks, «aspetti», «boh»; None where the text may be an answer."""
    answer, _ = interpret(turn.flow, slot, text, answers=turn.session.answers, reading=turn.event.reading)
    if answer is not None and (answer.skipped or not isinstance(slot, TextSlot)):
        return None
    if text.strip() and not text.strip(" ?"):
        return explain(turn)
    about = about_question(text, names_of_question(slot))
    if about == "help":
        return explain(turn)
    if about == "skip":
        return turn.say(Notice("required" if slot.required else "can_skip")).again()
    if turn.flow.flow == HUMAN_FLOW and is_over(text):
        return cancel(turn)
    return _out_of_place(turn, text) or _met(turn, slot, text) or _instead(turn, slot, text)


def _met(turn: Turn, slot: Slot, text: str) -> Turn | None:
    """Thanks, «aspetti», «chi sei?»."""
    code = remark(text)
    code = "fine_optional" if code == "fine" and not slot.required else code
    return turn.say(Notice(f"said_{code}")).again() if code else None


def _out_of_place(turn: Turn, text: str) -> Turn | None:
    """«Trasmetti» and «modifica» before there is a review."""
    key = ending(text) if any(step.submit for step in turn.flow.steps) else None
    if key == "edit":
        return turn.say(Notice("edit_which")).again()
    if key is None:
        return None
    answers = dict(turn.session.answers)
    while isinstance(where := journey(turn.flow, answers).where, Asking) and not where.slot.required:
        answers[where.slot.id] = Answer(value="", event=turn.event.id)
    if isinstance(where, Asking):
        return turn.say(Notice("not_yet")).again()
    return turn.put(answers=answers).say(Notice("review_first")).advance()


def _instead(turn: Turn, slot: Slot, text: str) -> Turn | None:
    """«Boh», «lo stesso di prima»: no answer where one must be written."""
    none = has_none(text, names_of_question(slot))
    code = (
        ("unknown" if none else no_answer(text))
        if not isinstance(slot, ChoiceSlot) and slot.type not in ("yes_no", "acknowledge")
        else None
    )
    if code == "unknown" and not slot.required:
        return turn.answer(slot, Answer(value=""), "typed")
    return refuse(turn, slot, code, text) if code else None
