# SPDX-License-Identifier: EUPL-1.2
"""What each button does, by the kind of question it belongs to."""

from flows.commands import back, cancel, edit, keep, skip
from flows.definition import ExitSpec
from flows.journey import Leaving, journey
from flows.reading import RAW_KEPT, interpret, limits, placed, tapped
from flows.replies import Calendar, Erase, FaqAnswer, Invalid, Notice, StartFlow
from flows.screens import HUMAN_FLOW, ask_prompt
from flows.session import Answer, Place, Prompt, Source
from flows.slots import Slot
from flows.submission import confirm, correct, draft, send, withdraw
from flows.turn import Turn, recognised


def press(turn: Turn, key: str, source: Source = "tapped") -> Turn:
    """The open question's button of this key."""
    prompt = turn.session.prompt
    assert prompt is not None
    if key == "human":
        return call(turn, prompt.slot)
    match prompt.kind:
        case "ask":
            return _answer(turn, turn.flow.slots[prompt.slot], key, source)
        case "review" | "exit" | "suspended":
            return _end(turn, key)
        case "question":
            return _question(turn, prompt, key)
        case "sensitive":
            return _sensitive(turn, prompt, key)
        case "certified":
            turn = underneath(turn)
            return take(turn, turn.flow.slots[prompt.slot], prompt.held) if key == "yes" else turn.again()
        case "place":
            return _place(turn, prompt, key)
        case "near":
            return _near(turn, prompt, key)
        case "prefill":
            return _prefill(turn, key)
    if key == "cancel":
        return cancel(turn)
    return send(turn, original=prompt.held) if key == "earlier" else send(turn, repeats=prompt.held)


def _answer(turn: Turn, slot: Slot, key: str, source: Source) -> Turn:
    prompt = turn.session.prompt
    assert prompt is not None
    match key:
        case "skip":
            return skip(turn)
        case "keep":
            return keep(turn)
        case "back":
            return back(turn)
    if key.startswith("edit:"):
        return edit(turn, key.removeprefix("edit:"))
    answer, code = tapped(turn.flow, slot, key, turn.session.answers)
    if answer is None:
        return refuse(turn, slot, code, key)
    return turn.answer(slot, answer, source)


def refuse(turn: Turn, slot: Slot, code: str, text: str) -> Turn:
    """Say what is wrong and ask the same again; the second time with an example, the third with a person."""
    prompt = turn.session.prompt
    assert prompt is not None
    bad = prompt.bad + 1
    said = Invalid(
        slot.id,
        code,
        bad,
        limits(turn.flow, slot, code, text),
        slot.example if bad > 1 else "",
    )
    return turn.say(said).ask(slot, token=prompt.id, bad=bad)


def call(turn: Turn, origin: str) -> Turn:
    """Offer the flow that passes a question on to the secretariat; this one stays where it is."""
    return turn.do(StartFlow(flow=HUMAN_FLOW, origin=f"{turn.flow.flow}/{origin}"))


def underneath(turn: Turn) -> Turn:
    """Open again, without showing it, the question that was put aside: same token, no try lost."""
    prompt = turn.session.prompt
    assert prompt is not None
    slot = turn.flow.slots[prompt.slot]
    return turn.put(prompt=ask_prompt(turn.flow, turn.session, slot, token=prompt.resume, bad=prompt.bad))


def _question(turn: Turn, prompt: Prompt, key: str) -> Turn:
    turn = underneath(turn)
    if key == "question":
        return turn.say(FaqAnswer(prompt.entry or None, prompt.held)).again()
    slot = turn.flow.slots[prompt.slot]
    if prompt.places:
        return turn.answer(slot, placed(prompt.places[0]), "typed")
    return take(turn, slot, prompt.held)


def take(turn: Turn, slot: Slot, text: str) -> Turn:
    """Read a text as the answer, or refuse it."""
    reading = turn.event.reading
    answer, code = interpret(turn.flow, slot, text, answers=turn.session.answers, reading=reading)
    return turn.answer(slot, answer, "typed") if answer else refuse(turn, slot, code, text)


def _sensitive(turn: Turn, prompt: Prompt, key: str) -> Turn:
    turn = underneath(turn)
    slot = turn.flow.slots[prompt.slot]
    if key == "send":
        return take(turn, slot, prompt.held)
    if key == "remove":
        return take(turn, slot, prompt.cleaned)
    return turn.say(Notice("rewrite")).again()


def _place(turn: Turn, prompt: Prompt, key: str) -> Turn:
    slot = turn.flow.slots[prompt.slot]
    place = next((one for one in prompt.places if one.code == key), None)
    if not prompt.resume:
        return propose_place(turn, prompt.slot, place)
    turn = underneath(turn)
    if place is None:
        return refuse(turn, slot, "municipality", prompt.held)
    return turn.answer(slot, placed(place), "typed")


def _near(turn: Turn, prompt: Prompt, key: str) -> Turn:
    turn = underneath(turn)
    if key == "none":
        return turn.again()
    return turn.answer(turn.flow.slots[prompt.slot], Answer(value=key, raw=prompt.held.strip()[:RAW_KEPT]), "typed")


def propose_place(turn: Turn, slot: str, place: Place | None) -> Turn:
    """The Comune meant among those of the opening sentence, beside what else the sentence told."""
    more = {slot: placed(place).model_copy(update={"source": "prefill"})} if place else {}
    return turn.put(proposed={**turn.session.proposed, **more}).propose()


def _prefill(turn: Turn, key: str) -> Turn:
    session = turn.session
    if key != "yes":
        return turn.put(proposed={}).do(Erase(session=session.id, slots=tuple(session.proposed))).advance()
    turn = turn.put(answers={**session.answers, **session.proposed}, proposed={})
    return turn.say(*(recognised(one.place) for one in session.proposed.values() if one.place)).advance()


def _end(turn: Turn, key: str) -> Turn:
    """A button of the review, of an exit, or of what follows a submission."""
    name, _, argument = key.partition(":")
    match name:
        case "edit":
            return edit(turn, argument)
        case "submit":
            return confirm(turn, turn.session.prompt.id if turn.session.prompt else "")
        case "own_mail":
            return draft(turn)
        case "cancel":
            return cancel(turn)
        case "correct":
            return correct(turn)
        case "withdraw":
            return withdraw(turn)
        case "restart":
            return turn.put(answers={}, prompt=None).advance()
        case "second" | "another":
            return turn.do(StartFlow(flow=turn.flow.flow, origin="second"))
        case "faq":
            return turn.say(Notice("faq"))
        case "flow":
            return _start(turn, argument)
        case "ics":
            return _calendar(turn)
    return turn.put(prompt=None).say(Notice("closed"))


def _spec(turn: Turn) -> ExitSpec | None:
    where = journey(turn.flow, turn.session.answers).where
    return where.step.exit if isinstance(where, Leaving) else None


def _start(turn: Turn, flow: str) -> Turn:
    """Start another flow with what it can use of these answers."""
    spec = _spec(turn)
    answers = {slot.id: turn.session.answers[slot.id] for slot in journey(turn.flow, turn.session.answers).slots}
    carried = {} if spec is None else {to: answers[own] for to, own in spec.carry.items() if own in answers}
    known = {to: one.value for to, one in carried.items() if not one.skipped}
    places = tuple(one.place for one in carried.values() if one.place)
    return turn.do(StartFlow(flow=flow, given=known, places=places, origin=turn.flow.flow))


def _calendar(turn: Turn) -> Turn:
    spec = _spec(turn)
    answer = turn.session.answers.get(spec.because) if spec else None
    return turn.do(Calendar(event=answer.value)).say(Notice("calendar")) if answer else turn.again()
