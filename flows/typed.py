# SPDX-License-Identifier: EUPL-1.2
"""What a typed text means: a command, an answer, a question in the middle, or something to ask about."""

import re
from collections.abc import Mapping
from dataclasses import replace

from flows.answers import place_among, read_number_of
from flows.asides import say_aside
from flows.commands import editable, obey
from flows.contacts import phone_rest
from flows.dictation import dictated, group_of, labelled
from flows.events import Reading
from flows.journey import journey, option_of
from flows.prefill import understand
from flows.reading import interpret
from flows.remarks import ending, remark
from flows.replies import FaqAnswer, Invalid, Notice
from flows.screens import how_to_send, more_tried, typed_key, which_of
from flows.session import Answer, Place, Prompt
from flows.slots import ChoiceSlot, PhoneSlot, Slot, TextSlot
from flows.submission import confirm, draft, draftable
from flows.taps import press, propose_place, refuse, take, underneath
from flows.turn import Turn, corrected, may_be_refused, told_back
from flows.vocabulary import MAX_READ, YES, command, confirmed, edited, normal, own_mail

# A question may hold such an answer by chance: «Il Comune di Acri può partecipare?».
LOOSE = frozenset({"number", "date", "municipality", "email", "phone"})
HOLDING = ("place", "sensitive", "question", "certified")  # prompts that keep a text aside, a question being underneath
_WORDS_OF_A_QUESTION = 5
NAME_AT_MOST = 200  # characters: what a shorter question asks for is a name
_OMITTED = re.compile(r"\[[^\]]*\]")  # the mark in the place of what was taken out
SUSPENDED_COMMANDS = ("cancel", "summary", "help", "show")


def hear(turn: Turn, text: str) -> Turn:
    """An exact command first, then whatever the open question makes of the text."""
    session = turn.session
    named = command(text)
    if session.prompt is not None and session.prompt.kind == "suspended" and named not in SUSPENDED_COMMANDS:
        return _other(turn, session.prompt, text)
    if named is not None and not _is_option(turn, text):
        return obey(turn, named)
    if own_mail(text) and session.status == "active" and draftable(turn.flow):
        return draft(turn)
    token = confirmed(text)
    if token is not None:
        return confirm(turn, token)
    label = edited(text)
    slot = editable(turn, label) if label and session.status in ("active", "left") else None
    if slot is not None:
        return turn.edit(slot)
    if session.prompt is None:
        return turn.say(FaqAnswer(turn.event.reading.entry, text))
    if session.prompt.kind == "ask":
        return reply_to(turn, turn.flow.slots[session.prompt.slot], text)
    return _other(turn, session.prompt, text)


def _is_option(turn: Turn, text: str) -> bool:
    """Whether the words of a command are here the label of an answer."""
    prompt = turn.session.prompt
    if prompt is None or prompt.kind != "ask":
        return prompt is not None and prompt.kind == "repeat" and typed_key(prompt, normal(text)) is not None
    slot = turn.flow.slots[prompt.slot]
    found = [option_of(turn.flow, slot, key) for key in prompt.options]
    return any(normal(option.label) == normal(text) for option in found if option)


def reply_to(turn: Turn, slot: Slot, text: str) -> Turn:
    """The order of interruption: closed answer, question on a closed slot, doubt on an open one, answer."""
    reading = turn.event.reading
    prompt = turn.session.prompt
    assert prompt is not None
    control = _control(turn, prompt, slot, text)
    if control is not None:
        return press(turn, control, "typed")
    several = _several(turn, slot, text)
    if several is not None:
        return several
    aside = say_aside(turn, slot, text)
    if aside is not None:
        return aside
    if isinstance(slot, TextSlot):
        return _open_answer(turn, slot, text)
    answer, code = interpret(turn.flow, slot, text, answers=turn.session.answers, reading=reading)
    if answer is not None and isinstance(slot, PhoneSlot) and (rest := phone_rest(text)):
        turn = turn.say(Notice("left_out", {"rest": rest}))
    asks = reading.entry is not None or reading.question
    if answer is not None and not (reading.question and slot.type in LOOSE):
        if may_be_refused(turn, slot, answer):
            return _aside(turn, slot, Prompt(id=turn.token, kind="certified", held=answer.value, options=("yes", "no")))
        return _which_next(_with_more(turn, slot, text).answer(slot, answer, "typed"), text)
    if answer is not None:
        return _doubt(turn, slot, text, reading, place=answer.place)
    if code == "which_place" and not reading.question:
        return which(turn, slot, text, reading)
    if code == "ambiguous" and not reading.question:
        return refuse(turn, slot, code, text)
    ahead = _question_ahead(turn, slot, text)
    if ahead is not None:
        return ahead
    if asks:
        return turn.say(FaqAnswer(reading.entry, text)).again()
    return refuse(turn, slot, code, text)


def _with_more(turn: Turn, slot: Slot, text: str) -> Turn:
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


def _several(turn: Turn, slot: Slot, text: str) -> Turn | None:
    """«Mario Rossi, segretario, 0984 123456»: each answer is kept and said back; None where there is only one."""
    group = group_of(turn.flow, slot)
    if not group or turn.event.reading.question:
        return None
    known = [name for name in turn.session.answers if name != slot.id]
    found = dictated(turn.flow, group, text, known=known)
    if len(found) < 2 and not (found.keys() - {slot.id} and labelled(turn.flow, group, text)):
        return None
    turn = _keep_all(turn, found)
    return turn.advance() if slot.id in found else turn.again()


def _keep_all(turn: Turn, found: Mapping[str, Answer]) -> Turn:
    for name, answer in found.items():
        slot = turn.flow.slots[name]
        told = [Notice("certified", {"email": answer.value})] if may_be_refused(turn, slot, answer) else []
        old = turn.session.answers.get(name)
        back = corrected(turn.flow, slot, old, answer) if old else told_back(turn.flow, slot, answer)
        turn = turn.say(*([back] if back else []), *told).keep(slot, answer, "typed")
    return turn


def _question_ahead(turn: Turn, slot: Slot, text: str) -> Turn | None:
    """The question to be passed on, told where the address is asked: it is kept and said back."""
    asked = (one for one in turn.flow.slots.values() if isinstance(one, TextSlot) and one.is_question)
    later = [one for one in asked if one.id not in turn.session.answers]
    if slot.type != "email" or not later or "@" in text or len(text.split()) < _WORDS_OF_A_QUESTION:
        return None
    answer, _ = interpret(turn.flow, later[0], text, answers={}, reading=turn.event.reading)
    if answer is None or turn.event.reading.sensitive or turn.event.reading.entry:
        return None
    return turn.keep(later[0], answer, "typed").say(told_back(turn.flow, later[0], answer)).again()


def _which_next(turn: Turn, text: str) -> Turn:
    """«Comune di Castro» tells the kind of body, and leaves a doubt about the question that comes next."""
    prompt, reading = turn.session.prompt, turn.event.reading
    if prompt is None or prompt.kind != "ask" or reading.sure or not reading.places or turn.event.channel == "email":
        return turn
    slot = turn.flow.slots[prompt.slot]
    return which(replace(turn, replies=turn.replies[:-1]), slot, text, reading) if slot.type == "municipality" else turn


def _control(turn: Turn, prompt: Prompt, slot: Slot, text: str) -> str | None:
    """Skip, keep, back or a person, by their words or, after the answers of a list, by number."""
    if len(text) > MAX_READ:
        return None
    said = normal(text)
    controls = [key for key in prompt.options if key in ("skip", "keep", "back", "human") or ":" in key]
    found = typed_key(prompt.model_copy(update={"options": tuple(controls)}), said) if said else None
    if found is not None and not (found == "keep" and isinstance(slot, TextSlot) and not turn.session.editing):
        return found
    number = read_number_of(text)
    listed = len(prompt.options) - len(controls)
    if listed and number is not None and listed < number <= len(prompt.options):
        return prompt.options[number - 1]
    return None


def _open_answer(turn: Turn, slot: TextSlot, text: str) -> Turn:
    reading = turn.event.reading
    if reading.sensitive and len(text) <= slot.max:
        return flag(turn, slot, text, reading)
    asks = reading.entry is not None or reading.question
    if not asks or slot.is_question:
        return take(turn, slot, text)
    answer, code = interpret(turn.flow, slot, text, answers=turn.session.answers, reading=reading)
    if answer is None and reading.question and code != "too_long":  # what cannot be the answer leaves no doubt
        return turn.say(FaqAnswer(reading.entry, text)).again()
    return _doubt(turn, slot, text, reading) if answer else refuse(turn, slot, code, text)


def flag(turn: Turn, slot: Slot, text: str, reading: Reading) -> Turn:
    """Delicate data in a free text: rewrite it, remove it where an answer is left, or send it so."""
    cleaned = reading.cleaned if _stands(turn, slot, reading) else ""
    return _aside(turn, slot, Prompt(
        id=turn.token, kind="sensitive", held=text, cleaned=cleaned,
        options=("rewrite", "remove", "send") if cleaned else ("rewrite", "send"),
    ))  # fmt: skip


def _stands(turn: Turn, slot: Slot, reading: Reading) -> bool:
    """Whether a text is still an answer without its delicate words; a name with a hole in it is none."""
    if not isinstance(slot, TextSlot) or (slot.required and slot.max <= NAME_AT_MOST):
        return False
    left = _OMITTED.sub("", reading.cleaned)
    answers = turn.session.answers
    return interpret(turn.flow, slot, left, answers=answers, reading=reading)[0] is not None


def _doubt(turn: Turn, slot: Slot, text: str, reading: Reading, place: Place | None = None) -> Turn:
    held = Prompt(
        id=turn.token, kind="question", held=text, entry=reading.entry or "", options=("question", "answer"),
        places=(place,) if place else (),
    )  # fmt: skip
    return _aside(turn, slot, held)


def which(turn: Turn, slot: Slot, text: str, reading: Reading) -> Turn:
    """Homonyms and near-ties: asked with their province."""
    return _aside(turn, slot, which_of(turn.token, slot.id, text, reading.places))


def _aside(turn: Turn, slot: Slot, prompt: Prompt) -> Turn:
    """Ask something about a text, the open question being kept underneath."""
    below = turn.session.prompt
    resume, bad = (below.id, below.bad) if below and below.kind == "ask" else (turn.token, 0)
    return turn.open(prompt.model_copy(update={"slot": slot.id, "resume": resume, "bad": bad}))


def _other(turn: Turn, prompt: Prompt, text: str) -> Turn:
    """A text while a review, an exit or a doubt is open."""
    reading = turn.event.reading
    key = None if prompt.kind == "review" and ending(text) == "edit" else _picked(prompt, text)
    if key == "submit" and turn.event.channel == "email":
        return confirm(turn)
    if key is not None:
        return press(turn, key, "typed")
    if prompt.kind == "place" and not prompt.resume and _names_place(turn, prompt, text):
        return _proposed(turn, prompt, text)
    if prompt.kind in HOLDING and prompt.resume and _is_reply(turn, prompt, text):
        return reply_to(underneath(_answer_held(turn, prompt)), turn.flow.slots[prompt.slot], text)
    if prompt.kind == "review" and ending(text) == "edit":
        return turn.say(how_to_send(prompt, "edit_which"))
    if prompt.kind == "review" and (slot := editable(turn, text)):
        return turn.edit(slot)
    if prompt.kind == "review" and not reading.question and (found := _corrected(turn, text)):
        return _keep_all(turn, found).advance()
    if prompt.kind in ("exit", "suspended"):
        return turn.say(FaqAnswer(reading.entry, text))
    if reading.entry is not None or reading.question:
        return turn.say(FaqAnswer(reading.entry, text)).again()
    if prompt.kind == "review" and "submit" in prompt.options:
        return _unsure(turn, prompt, text)
    code = remark(text)
    if code and code != "fine":
        return turn.say(Notice(f"said_{code}")).again()
    worse = more_tried(turn.flow, prompt)
    return turn.put(prompt=worse).say(Invalid(prompt.slot, "choose", worse.bad)).again()


def _answer_held(turn: Turn, prompt: Prompt) -> Turn:
    """The question that was put aside is not lost when the answer to the form comes instead of a choice."""
    asked = prompt.kind == "question" and (prompt.entry or prompt.held.rstrip().endswith("?"))
    return turn.say(FaqAnswer(prompt.entry or None, prompt.held)) if asked else turn


def _corrected(turn: Turn, text: str) -> dict[str, Answer]:
    """«No, il telefono è 333 1234567», said to a review."""
    asked = journey(turn.flow, turn.session.answers).slots
    return next((found for slot in asked if (found := labelled(turn.flow, group_of(turn.flow, slot), text))), {})


def _unsure(turn: Turn, prompt: Prompt, text: str) -> Turn:
    """«Sì» or «ok» to a review may mean that it was read: what sends it is told, and the review not shown again."""
    if turn.event.channel == "email":
        return confirm(turn)
    worse = prompt if normal(text) in YES else more_tried(turn.flow, prompt)
    return turn.put(prompt=worse).say(how_to_send(worse))


def _is_reply(turn: Turn, prompt: Prompt, text: str) -> bool:
    """Whether a text takes the place of the one that is held; a few words that answer nothing leave it held."""
    reading = turn.event.reading
    asks = reading.entry is not None or reading.question or len(text) > MAX_READ
    if asks and prompt.kind != "certified":
        return True
    if prompt.kind == "place":
        return _names_place(turn, prompt, text)
    slot = turn.flow.slots[prompt.slot]
    return interpret(turn.flow, slot, text, answers=turn.session.answers, reading=reading)[0] is not None


def _names_place(turn: Turn, prompt: Prompt, text: str) -> bool:
    """Whether a text names another Comune or another kind of body; anything else leaves the list as it is."""
    slot = turn.flow.slots[prompt.slot]
    answer, code = interpret(turn.flow, slot, text, answers=turn.session.answers, reading=turn.event.reading)
    return answer is not None or code in ("which_place", "not_a_municipality")


def _proposed(turn: Turn, prompt: Prompt, text: str) -> Turn:
    """Another Comune, or others to choose from, than the opening sentence named."""
    reading = turn.event.reading
    if reading.sure:
        return propose_place(turn, prompt.slot, reading.places[0])
    return turn.open(which_of(turn.token, prompt.slot, text, reading.places) if reading.places else prompt)


def _picked(prompt: Prompt, text: str) -> str | None:
    """The button that a text names: its words, its number, the province of a Comune."""
    said = normal(text)
    if not said or len(text) > MAX_READ:
        return None
    if prompt.kind == "certified" and said == normal(prompt.held):  # written again as it was
        return "yes"
    place = place_among(text, prompt.places) if prompt.kind == "place" else None
    if place is not None:
        return place.code
    number = read_number_of(text)
    if number is not None and 1 <= number <= len(prompt.options):
        return prompt.options[number - 1]
    return typed_key(prompt, said)
