# SPDX-License-Identifier: EUPL-1.2
"""One event in a conversation: the next session, what is said, what must be done. Nothing else happens."""

from datetime import timedelta

from flows.commands import obey
from flows.definition import Flow
from flows.events import NOTHING_READ, Command, Delivered, Event, Filled, Open, Result, Said, Tapped, Tick
from flows.filling import fill_in
from flows.journey import Asking, journey
from flows.opening import begin
from flows.reading import interpret
from flows.replies import Erase, Notice, Schedule
from flows.revalidation import rebase
from flows.screens import ask_prompt
from flows.session import SEEN_LIMIT, Prompt, Session
from flows.taps import press
from flows.turn import Turn
from flows.typed import hear

__all__ = ["rebase", "reduce"]

_ENDED = ("cancelled", "expired", "withdrawn")
SUSPENDED_OFFERS = ("flow:segreteria", "faq")


def reduce(flow: Flow, session: Session, event: Event) -> Result:
    """The whole of the conversation's rules, for one event; the same event twice does nothing."""
    if event.id in session.seen:
        return Result(session)
    seen = (*session.seen, event.id)[-SEEN_LIMIT:]
    turn = Turn(flow, event, session.changed(rev=session.rev + 1, seen=seen))
    if isinstance(event, Delivered):
        return _delivered(turn, event).result
    if isinstance(event, Tick):
        return _tick(turn, event).result
    turn = turn.put(touched_at=event.at)
    return _schedule(_let_go(_person(turn), session)).result


def _let_go(turn: Turn, before: Session) -> Turn:
    """A delicate text that was put aside and is not the answer now leaves no copy, whatever took its place."""
    old, now = before.prompt, turn.session.prompt
    if old is None or old.kind != "sensitive" or (now is not None and now.held == old.held):
        return turn
    if any(isinstance(effect, Erase) for effect in turn.effects) or old.slot not in turn.flow.slots:
        return turn
    slot, answers = turn.flow.slots[old.slot], turn.session.answers
    sent_so, _ = interpret(turn.flow, slot, old.held, answers=answers, reading=NOTHING_READ)
    if sent_so is not None and old.slot in answers and answers[old.slot].value == sent_so.value:
        return turn
    return turn.do(Erase(session=turn.session.id, slots=(old.slot,)))


def _person(turn: Turn) -> Turn:
    """What the person does, on today's definition of the flow."""
    flow, event = turn.flow, turn.event
    if flow.suspended is not None and isinstance(event, Open) and turn.session.status in _ENDED:
        turn = turn.put(status="active", sent=(), delivery="")  # begun anew, as far as that goes now
    before = turn.session
    if flow.suspended is not None and before.status == "active" and not _leaves(event, before):
        return _suspended(turn.put(digest=flow.digest))  # no answer is dropped for what is closed only for a while
    session, notice = rebase(flow, before)
    cleared = before.prompt is not None and session.prompt is None
    turn = turn.put(**_parts(session)).say(*([notice] if notice and not _leaves(event, before) else []))
    if isinstance(event, Open):
        return begin(turn, event)
    if isinstance(event, Filled):
        return fill_in(turn, event) if session.status in ("active", "left") else turn.again()
    if cleared:
        turn = _reopened(turn, before)
    if isinstance(event, Tapped):
        return turn.again() if cleared else _tap(turn, event)
    if isinstance(event, Said):
        return hear(turn, event.text) if turn.session.prompt or session.status != "active" else turn.again()
    if isinstance(event, Command):
        return obey(turn, event.name, event.argument)
    return turn.say(Notice("released")).again() if session.status == "active" else turn


def _parts(session: Session) -> dict[str, object]:
    return {name: getattr(session, name) for name in ("digest", "prompt", "editing", "proposed", "answers")}


def _leaves(event: Event, session: Session) -> bool:
    return isinstance(event, Command) and (event.name == "cancel" or (event.name == "withdrawn" and bool(session.sent)))


def _suspended(turn: Turn) -> Turn:
    """Requests are suspended: nothing is lost, nothing is asked."""
    prompt, event = turn.session.prompt, turn.event
    if prompt and prompt.kind == "suspended":
        if isinstance(event, Said):
            return hear(turn, event.text)
        key = prompt.key(event.option) if isinstance(event, Tapped) and event.prompt == prompt.id else None
        return press(turn, key) if key else turn.again()
    return turn.open(Prompt(id=turn.token, kind="suspended", options=SUSPENDED_OFFERS))


def _reopened(turn: Turn, before: Session) -> Turn:
    """After a change of the flow: a new token for the same question, so that a typed answer still counts."""
    where = journey(turn.flow, turn.session.answers).where
    old = before.prompt
    if isinstance(where, Asking) and old is not None and old.kind == "ask" and old.slot == where.slot.id:
        return turn.put(prompt=ask_prompt(turn.flow, turn.session, where.slot, token=turn.token))
    return turn


def _tap(turn: Turn, event: Tapped) -> Turn:
    """Only the open question's own token acts; any other shows the question that is open now."""
    prompt = turn.session.prompt
    key = prompt.key(event.option) if prompt is not None and prompt.id == event.prompt else None
    if key is not None:
        return press(turn, key)
    if turn.session.status in (*_ENDED, "submitted"):
        return turn.again()
    return turn.say(Notice("stale")).again()


def _delivered(turn: Turn, event: Delivered) -> Turn:
    """What became of a letter of this session; only a failure is worth a word."""
    if event.key not in turn.session.sent:
        return turn
    turn = turn.put(delivery=event.status)
    return turn.say(Notice("not_delivered")) if event.status == "failed" else turn


def _tick(turn: Turn, event: Tick) -> Turn:
    """A reminder, or the end of the keeping time, for a session that nobody touched meanwhile."""
    flow, session = turn.flow, turn.session
    since = session.touched_at or event.at
    if event.kind == "expire":
        end = since + timedelta(days=flow.expire_after_days)
        if event.at < end:
            return turn.do(Schedule(kind="expire", at=end))
        if session.status in _ENDED:
            return turn
        if session.sent:  # a correction left half-way goes with what was sent
            ended = turn.put(status="submitted", answers={}, before={}, prompt=None, editing="")
            return ended.do(Erase(session=session.id))
        told = [Notice("expired", {"title": flow.title})] if session.status == "active" else []
        return turn.forget("expired").say(*told)
    if session.status != "active" or event.at < since + timedelta(days=flow.remind_after_days):
        return turn
    end = since + timedelta(days=flow.expire_after_days)
    turn = turn.put(due_at=end).do(Schedule(kind="expire", at=end))
    if flow.suspended is not None or session.sent:
        return turn
    told = [Notice("reminder", {"title": flow.title, "date": end.date().isoformat()})]
    return turn.say(*told).again()


def _schedule(turn: Turn) -> Turn:
    """When to come back to an unfinished session; a finished one is only forgotten in time."""
    session, flow = turn.session, turn.flow
    if session.status in _ENDED:
        return turn
    kept = flow.remind_after_days if session.status == "active" else flow.expire_after_days
    due = turn.event.at + timedelta(days=kept)
    kind = "remind" if session.status == "active" else "expire"
    return turn.put(due_at=due).do(Schedule(kind="remind" if kind == "remind" else "expire", at=due))
