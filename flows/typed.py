# SPDX-License-Identifier: EUPL-1.2
"""What a typed text means: a command, an answer, a question in the middle, or something to ask about."""

import re
from dataclasses import replace

from flows.answers import read_number_of
from flows.asides import say_aside
from flows.bodies import is_comune
from flows.commands import called, editable, obey
from flows.contacts import phone_rest
from flows.held import HOLDING, flag, put_aside, question_or_answer, which
from flows.journey import option_of, options_of, typed_options
from flows.reading import RAW_KEPT, interpret, placed
from flows.remarks import ending, remark
from flows.replies import FaqAnswer, Invalid, Notice
from flows.screens import how_to_send, more_tried, typed_key, which_of
from flows.session import Answer, Place, Prompt
from flows.slots import ChoiceSlot, PhoneSlot, Slot, TextSlot
from flows.submission import confirm, correct, draft, draftable, reopened, was_sent
from flows.surplus import corrections, keep_all, keep_beside, keep_more, keep_question, keep_several
from flows.taps import press, propose_place, refuse, take, underneath
from flows.territories import place_among
from flows.turn import Turn, may_be_refused
from flows.vocabulary import MAX_READ, YES, command, confirmed, edited, normal, own_mail

# A question may hold such an answer by chance: «Il Comune di Acri può partecipare?».
LOOSE = frozenset({"number", "date", "municipality", "email", "phone"})
_LINE = re.compile(r"(?:(?:riga|punto|numero|voce|n) )*(\d{1,2})")
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
    sent = was_sent(turn)
    slot = editable(turn, label) if label and (sent or session.status in ("active", "left")) else None
    if slot is not None:
        return correct(turn, slot) if sent else turn.edit(slot)
    if sent and not turn.event.reading.question and (found := corrections(turn, text)):
        return correct(turn) if turn.flow.suspended else keep_all(reopened(turn), found).advance()
    unsaid = label and session.status == "active" and called(turn, label)
    if unsaid:
        return turn.say(Notice("not_editable", {"label": unsaid.label})).again()
    if sent and (meant := ending(text)):
        return correct(turn) if meant == "edit" else turn.again()
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
    prompt = turn.session.prompt
    assert prompt is not None
    control = _control(turn, prompt, slot, text)
    if control is not None:
        return press(turn, control, "typed")
    if slot.derived and (place := _namesake(turn, slot.derived.slot)):
        return turn.answer(turn.flow.slots[slot.derived.slot], placed(place), "typed")
    several = keep_several(turn, slot, text)
    if several is not None:
        return several
    aside = say_aside(turn, slot, text)
    if aside is not None:
        return aside
    return _open_answer(turn, slot, text) if isinstance(slot, TextSlot) else _closed_answer(turn, slot, text)


def _namesake(turn: Turn, name: str) -> Place | None:
    """«Lecce» as the province of Castro (BG) tells that the other Castro is meant."""
    reading, answer = turn.event.reading, turn.session.answers.get(name)
    if not reading.sure or answer is None or answer.place is None:
        return None
    place = reading.places[0]
    return place if place.name == answer.place.name and place.code != answer.place.code else None


def _closed_answer(turn: Turn, slot: Slot, text: str) -> Turn:
    reading = turn.event.reading
    answer, code = interpret(turn.flow, slot, text, answers=turn.session.answers, reading=reading)
    if code == "not_an_option" and slot.type == "choice" and is_comune(text, reading.places):
        answer = _comune(turn, slot)
    near = _near(turn, slot, text, code) if isinstance(slot, ChoiceSlot) and answer is None else None
    if near is not None:
        return near
    if answer is not None:
        doubtful = reading.question and slot.type in LOOSE
        return (
            question_or_answer(turn, slot, text, reading, place=answer.place)
            if doubtful
            else _taken(turn, slot, text, answer)
        )
    if code == "which_place" and not reading.question:
        return which(turn, slot, text, reading)
    if code == "ambiguous" and not reading.question:
        return refuse(turn, slot, code, text)
    ahead = keep_question(turn, slot, text)
    if ahead is not None:
        return ahead
    if reading.entry is not None or reading.question:
        return turn.say(FaqAnswer(reading.entry, text)).again()
    return refuse(turn, slot, code, text)


def _taken(turn: Turn, slot: Slot, text: str, answer: Answer) -> Turn:
    """What was understood, with what else the words tell; an address that may refuse letters is asked about first."""
    if isinstance(slot, PhoneSlot) and (rest := phone_rest(text)):
        turn = turn.say(Notice("left_out", {"rest": rest}))
    if may_be_refused(turn, slot, answer):
        return put_aside(turn, slot, Prompt(id=turn.token, kind="certified", held=answer.value, options=("yes", "no")))
    told = keep_beside(keep_more(turn, slot, text), slot, text, answer)
    return _which_next(told.answer(slot, answer, "typed"), text)


def _near(turn: Turn, slot: ChoiceSlot, text: str, code: str) -> Turn | None:
    """«Gare» for «Procedure e affidamenti», «Sicilia» for two meetings: the nearest are offered, not refused."""
    reading = turn.event.reading
    if reading.question or turn.event.channel == "email" or code not in ("not_an_option", "ambiguous"):
        return None
    options = (*options_of(turn.flow, slot, turn.session.answers), *typed_options(turn.flow, slot))
    open_ids = {option.id for option in options if not option.closed}
    meant = tuple(key for key in reading.meant if key in open_ids)
    if len(meant) == 1 and slot.typed_from and not reading.elsewhere:
        return turn.answer(slot, Answer(value=meant[0], raw=text.strip()[:RAW_KEPT]), "typed")
    if meant:
        turn = turn.say(Notice("elsewhere", {"name": reading.elsewhere})) if reading.elsewhere else turn
        return put_aside(turn, slot, Prompt(id=turn.token, kind="near", held=text, options=(*meant, "none")))
    return refuse(turn, slot, "elsewhere", text) if reading.elsewhere else None


def _comune(turn: Turn, slot: Slot) -> Answer | None:
    """The name of a Comune, typed where the kind of body is asked, tells that it is a Comune."""
    kinds = options_of(turn.flow, slot, turn.session.answers)
    of_slots = (one.id for one in kinds if one.id in turn.flow.slots and turn.flow.slots[one.id].type == "municipality")
    return next((Answer(value=key) for key in of_slots), None)


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
    answer, code = interpret(turn.flow, slot, text, answers=turn.session.answers, reading=reading)
    if not asks or slot.is_question:
        return take(keep_beside(turn, slot, text, answer) if answer else turn, slot, text)
    if answer is None and reading.question and code != "too_long":  # what cannot be the answer leaves no doubt
        return turn.say(FaqAnswer(reading.entry, text)).again()
    return question_or_answer(turn, slot, text, reading) if answer else refuse(turn, slot, code, text)


def _other(turn: Turn, prompt: Prompt, text: str) -> Turn:
    """A text while a review, an exit or a doubt is open."""
    reading = turn.event.reading
    key = _line(prompt, text) or _picked(prompt, text)
    key = None if prompt.kind == "review" and ending(text) == "edit" else key
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
    if prompt.kind == "review" and not reading.question and (found := corrections(turn, text)):
        return keep_all(turn, found).advance()
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
    if prompt.kind == "near" and (reading.meant or reading.elsewhere):
        return True
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


def _line(prompt: Prompt, text: str) -> str | None:
    """«Correggi la riga 8», said to a review: never what sends it."""
    told = _LINE.fullmatch(edited(text) or "") if prompt.kind == "review" else None
    rows = [key for key in prompt.options if key.startswith("edit:")]
    return rows[int(told[1]) - 1] if told and 1 <= int(told[1]) <= len(rows) else None


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
