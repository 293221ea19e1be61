# SPDX-License-Identifier: EUPL-1.2
"""What a text tells beside the answer it was asked for: kept with the others, and said back."""

from collections.abc import Mapping

from flows.dictation import dictated, group_of, labelled
from flows.journey import journey
from flows.prefill import beside, understand
from flows.reading import interpret
from flows.replies import Notice
from flows.routes import possible
from flows.session import Answer
from flows.slots import ChoiceSlot, EmailSlot, PhoneSlot, Slot, TextSlot
from flows.turn import Turn, corrected, may_be_refused, told_back

_WORDS_OF_A_QUESTION = 5


def keep_more(turn: Turn, slot: Slot, text: str) -> Turn:
    """«Unione dei Comuni Valle Verde» tells the kind of body and its name: what was said is not asked again."""
    session = turn.session
    if not isinstance(slot, ChoiceSlot) or slot.id not in turn.flow.prefill or session.editing:
        return turn
    found = understand(turn.flow, text, turn.event.reading)
    for name, answer in found.items():
        more = turn.flow.slots[name]
        if name != slot.id and name not in session.answers and not isinstance(more, ChoiceSlot):
            turn = turn.keep(more, answer, "typed").say(told_back(turn.flow, more, answer))
    return turn


def keep_beside(turn: Turn, slot: Slot, text: str, answer: Answer) -> Turn:
    """What these words tell about questions still ahead is kept, and said; a corrected name corrects it too."""
    found = beside(turn.flow, slot.id, text, turn.event.reading)
    ahead = {one.id for one, _ in possible(turn.flow, {**turn.session.answers, slot.id: answer})} if found else set()
    for name, told in found.items():
        old = turn.session.answers.get(name)
        if name in ahead and (old is None or (turn.session.editing and old.value != told.value)):
            more = turn.flow.slots[name]
            turn = turn.keep(more, told, "typed").say(told_back(turn.flow, more, told))
    return turn


def keep_several(turn: Turn, slot: Slot, text: str) -> Turn | None:
    """«Mario Rossi, segretario, 0984 123456»: each answer is kept and said back; None where there is only one, unless
    it is the address or the number that another question asks for."""
    group = group_of(turn.flow, slot)
    if not group or turn.event.reading.question:
        return None
    known = [name for name in turn.session.answers if name != slot.id]
    found = dictated(turn.flow, group, text, known=known)
    others = [turn.flow.slots[name] for name in found if name != slot.id]
    reached = any(isinstance(one, EmailSlot | PhoneSlot) and not isinstance(slot, type(one)) for one in others)
    if len(found) < 2 and not (reached or (others and labelled(turn.flow, group, text))):
        return None
    turn = keep_all(turn, found)
    return turn.advance() if slot.id in found else turn.again()


def keep_all(turn: Turn, found: Mapping[str, Answer]) -> Turn:
    """Each is kept and said back; of one that was there, old and new."""
    for name, answer in found.items():
        slot = turn.flow.slots[name]
        told = [Notice("certified", {"email": answer.value})] if may_be_refused(turn, slot, answer) else []
        old = turn.session.answers.get(name)
        back = corrected(turn.flow, slot, old, answer) if old else told_back(turn.flow, slot, answer)
        turn = turn.say(*([back] if back else []), *told).keep(slot, answer, "typed")
    return turn


def keep_question(turn: Turn, slot: Slot, text: str) -> Turn | None:
    """The question to be passed on, told where the address is asked: it is kept and said back."""
    asked = (one for one in turn.flow.slots.values() if isinstance(one, TextSlot) and one.is_question)
    later = [one for one in asked if one.id not in turn.session.answers]
    if slot.type != "email" or not later or "@" in text or len(text.split()) < _WORDS_OF_A_QUESTION:
        return None
    answer, _ = interpret(turn.flow, later[0], text, answers={}, reading=turn.event.reading)
    if answer is None or turn.event.reading.sensitive or turn.event.reading.entry:
        return None
    return turn.keep(later[0], answer, "typed").say(told_back(turn.flow, later[0], answer)).again()


def corrections(turn: Turn, text: str) -> dict[str, Answer]:
    """«No, il telefono è 333 1234567», said to a review."""
    asked = journey(turn.flow, turn.session.answers).slots
    return next((found for slot in asked if (found := labelled(turn.flow, group_of(turn.flow, slot), text))), {})
