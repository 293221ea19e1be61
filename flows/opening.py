# SPDX-License-Identifier: EUPL-1.2
"""Starting a flow, or coming back to it: the introduction, what is already known, what one sentence says."""

from flows.definition import Flow
from flows.events import Open
from flows.held import flag
from flows.journey import Answers, answered_so_far, progress
from flows.prefill import understand
from flows.reading import given
from flows.replies import Notice
from flows.routes import possible
from flows.rows import values
from flows.screens import which_of
from flows.slots import Slot, TextSlot
from flows.submission import keep_as_sent
from flows.turn import Turn, recognised, told_back
from flows.wording import fill

_PLACES = 6  # more than these are a list of Comuni, not one that is named like others
_OVER = ("cancelled", "expired", "withdrawn", "left")


def begin(turn: Turn, event: Open) -> Turn:
    """The first words of a flow, or «dove eravamo rimasti»."""
    session = turn.session
    if session.status == "submitted":
        return turn.again()
    if session.status == "left" and session.sent:
        return keep_as_sent(turn)
    if session.status in _OVER:
        turn = turn.put(status="active", answers={}, before={}, sent=(), prompt=None, delivery="")
    if turn.session.prompt is not None and turn.session.prompt.kind == "repeat":
        turn = turn.put(prompt=None)  # the earlier request may have been withdrawn meanwhile: the review tells
    fresh = not turn.session.answers and turn.session.prompt is None
    known = given(turn.flow, event.given, event.reading.places, "carried")
    answers = {**turn.session.answers, **known}
    turn = turn.put(answers=answers, prompt=None if known else turn.session.prompt)
    turn = _introduce(turn) if fresh else _resume(turn)
    turn = turn.say(*(recognised(one.place) for one in known.values() if one.place))
    told = [slot for slot in map(turn.flow.slots.__getitem__, known) if _is_told(slot)]
    turn = turn.say(*(told_back(turn.flow, slot, known[slot.id]) for slot in told))
    suspect = next((name for name in known if _delicate(turn, name)), None)
    if suspect is not None:
        text = answers.pop(suspect).value
        return flag(turn.put(answers=answers), turn.flow.slots[suspect], text, event.reading)
    proposed = understand(turn.flow, event.text, event.reading) if fresh else {}
    proposed = {name: answer for name, answer in proposed.items() if name not in known}
    doubtful = _doubted(turn.flow, {**turn.session.answers, **proposed}, event) if fresh and event.text else None
    if doubtful:
        return turn.put(proposed=proposed).open(which_of(turn.token, doubtful, event.text, event.reading.places))
    return turn.put(proposed=proposed).propose() if proposed else turn.again()


def _doubted(flow: Flow, answers: Answers, event: Open) -> str:
    """The question that several Comuni named in the sentence may answer; "" for none. A letter has a form instead."""
    places, open_slots = event.reading.places, (slot for slot, _ in possible(flow, answers))
    if event.channel == "email" or event.reading.sure or not 1 < len(places) <= _PLACES:
        return ""
    return next(
        (s.id for s in open_slots if s.type == "municipality" and s.id in flow.prefill and s.id not in answers), ""
    )


def _delicate(turn: Turn, name: str) -> bool:
    slot = turn.flow.slots[name]
    return isinstance(slot, TextSlot) and bool(turn.event.reading.sensitive)


def _is_told(slot: Slot) -> bool:
    """Whether an answer brought along will be passed on without having been asked: it is shown as it stands."""
    return bool(slot.carried) or (isinstance(slot, TextSlot) and slot.is_question)


def _introduce(turn: Turn) -> Turn:
    flow = turn.flow
    if not flow.intro:
        return turn
    questions = progress(flow, turn.session.answers, "")[1]
    told = {"title": flow.title, "questions": str(questions), "days": str(flow.expire_after_days)}
    return turn.say(Notice("intro", told, fill(flow.intro, {**values(flow, turn.session.answers), **told})))


def _resume(turn: Turn) -> Turn:
    flow, answers = turn.flow, turn.session.answers
    done, of = answered_so_far(flow, answers), progress(flow, answers, "")[1]
    return turn.say(Notice("resumed", {"title": flow.title, "answered": str(done), "of": str(of)}))
