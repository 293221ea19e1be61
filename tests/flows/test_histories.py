# SPDX-License-Identifier: EUPL-1.2
"""Two thousand random histories: whatever people do, nothing is lost, sent twice or raised."""

import random
from collections import Counter

import pytest

from flows.answers import read_number_of
from flows.definition import Flow
from flows.engine import reduce
from flows.events import Delivered, Event, Filled, Open, Said, Tapped, Tick
from flows.journey import Asking, Leaving, Reviewing, journey
from flows.reading import still_valid
from flows.replies import Clarify, Erase, FaqAnswer, Handover, Invalid, Notice, Result, StartFlow, SubmitRequest
from flows.session import SEEN_LIMIT, Session
from flows.vocabulary import normal, words_of
from tests.flows.person import FLOWS, of
from tests.flows.wanderer import Wanderer, stations

HISTORIES = 2_000
BATCHES = 20
LENGTH = 14


class Witness:
    """What must hold after every event of one history."""

    def __init__(self) -> None:
        self.sent: list[SubmitRequest] = []
        self.met: Counter[str] = Counter()

    def __call__(self, flow: Flow, before: Session, event: Event, result: Result) -> None:
        after = result.session
        self.met[type(event).__name__] += 1
        assert len(after.seen) <= SEEN_LIMIT
        if event.id in before.seen:
            assert result == Result(before)
            return
        assert event.id in after.seen
        if self.met.total() % 4 == 0:
            assert reduce(flow, before, event) == result
        assert reduce(flow, after, event) == Result(after)
        _position(flow, after)
        _status(before, after, event)
        _answers(flow, before, event, result)
        _stale(before, event, result)
        _interruption(flow, before, event, result)
        self._submissions(result)

    def _submissions(self, result: Result) -> None:
        for effect in of(result, SubmitRequest):
            assert effect.key not in {one.key for one in self.sent}
            assert effect.kind != "request" or not self.sent
            assert not self.sent or effect.kind == "withdrawal" or effect.rows != self.sent[-1].rows
            assert {row.slot for row in effect.rows} <= set(FLOWS[effect.flow].slots)
            self.sent.append(effect)
            self.met[f"submit {effect.kind}"] += 1
        self.met["handover"] += len(of(result, Handover))


def _position(flow: Flow, after: Session) -> None:
    """The answers alone tell where the person is, and the open question agrees with them."""
    where = journey(flow, after.answers).where
    prompt = after.prompt
    if after.status in ("cancelled", "expired", "withdrawn"):
        assert (after.answers, prompt, after.proposed) == ({}, None, {})
    if prompt is None or after.digest != flow.digest:
        return
    assert len(prompt.id) == 8
    assert len(set(prompt.options)) == len(prompt.options)
    assert all(len(f"1:{prompt.id}:{option}".encode()) <= 64 for option in prompt.options)
    if prompt.kind == "review":
        assert isinstance(where, Reviewing)
        assert after.status == "active"
    if prompt.kind == "exit":
        assert isinstance(where, Leaving) if after.status == "left" else after.status == "submitted"
    if prompt.kind == "ask" and isinstance(where, Asking) and not after.editing:
        assert prompt.slot == where.slot.id


def _status(before: Session, after: Session, event: Event) -> None:
    """What is under way always has an open question; what was sent is reopened only to be corrected."""
    if after.status == "active" and not isinstance(event, Delivered | Tick):
        assert after.prompt is not None
    if before.status == "submitted" and after.status == "active":
        words = getattr(event, "text", "") or getattr(event, "name", "") or "correct"
        assert "corre" in words or words.startswith("modifica ") or words in ("1", "la prima")
        assert after.before == before.answers
    if before.status == "withdrawn" and not isinstance(event, Open):
        assert after.status == "withdrawn"


def _answers(flow: Flow, before: Session, event: Event, result: Result) -> None:
    """Answers go only by a command, a correction, the end of their time or a change of the form."""
    after = result.session
    lost = {name for name in before.answers if name not in after.answers}
    changed = {name for name in before.answers if name in after.answers and after.answers[name] != before.answers[name]}
    told = {name for name in changed if after.answers[name].value != before.answers[name].value}
    derived = {slot.id for slot in flow.slots.values() if slot.derived and slot.derived.slot in told}
    if before.digest != flow.digest:
        kept = flow.on_change == "revalidate"
        derived |= {
            n
            for n, a in before.answers.items()
            if not kept or n not in flow.slots or not still_valid(flow, flow.slots[n], a)
        }
    if _forgets(before, event, result):
        return
    assert lost <= derived, (lost, event)
    allowed = {before.prompt.slot, before.editing} if before.prompt else set()
    if isinstance(event, Filled):
        allowed |= {line.slot for line in event.fields}
    if isinstance(event, Open):
        allowed |= set(event.given) | set(before.proposed)
    if before.prompt and before.prompt.kind == "prefill":
        allowed |= set(before.proposed)
    assert told <= allowed, (told, allowed, event)


def _forgets(before: Session, event: Event, result: Result) -> bool:
    """Whether this event may erase or restore answers."""
    after = result.session
    if after.status in ("cancelled", "expired", "withdrawn"):
        return bool(of(result, Erase))
    if isinstance(event, Tick):
        return event.kind == "expire" and bool(of(result, Erase))
    if isinstance(event, Open) and before.sent:
        return after.answers == before.before
    if isinstance(event, Open):
        return before.status in ("cancelled", "expired", "withdrawn", "left")
    put_aside = "kept_as_sent" in [one.code for one in of(result, Notice)]
    return put_aside or (before.status == "left" and not after.answers)  # «ricomincia»


def _stale(before: Session, event: Event, result: Result) -> None:
    """A button of another question changes nothing and only shows what is open."""
    if not isinstance(event, Tapped):
        return
    prompt, after = before.prompt, result.session
    if prompt is not None and prompt.id == event.prompt and prompt.key(event.option) is not None:
        return
    if before.digest != after.digest:
        return
    assert after.answers == before.answers
    assert (after.sent, after.editing, after.before) == (before.sent, before.editing, before.before)
    assert not [e for e in result.effects if isinstance(e, SubmitRequest | Handover | StartFlow | Erase)]
    if prompt is not None:
        assert after.prompt == prompt
        assert after.status == before.status


def _is_chosen(text: str) -> bool:
    """Whether «è una domanda» is what was answered; «-1» is no number of a button."""
    return read_number_of(text) == 1 or normal(text) in words_of("question")


def _interruption(flow: Flow, before: Session, event: Event, result: Result) -> None:
    """A question in the middle is answered; the same question stays open and no try is counted."""
    if not isinstance(event, Said) or before.digest != flow.digest or before.prompt is None or flow.suspended:
        return
    prompt, after = before.prompt, result.session
    asked = [one.question for one in of(result, FaqAnswer)]
    if prompt.kind == "question" and asked == [prompt.held] and not _is_chosen(event.text):
        return  # something else was said while it was asked what a text is: it was a question, and is answered
    if asked and prompt.kind in ("ask", "review", "question"):
        assert after.answers == before.answers
        assert not of(result, Invalid)
        assert after.prompt is not None
        assert after.prompt.id in (prompt.id, prompt.resume)
        assert after.prompt.bad == prompt.bad
    if of(result, Clarify) and prompt.kind == "ask" and not event.reading.earlier:
        assert after.prompt is not None
        # a text that answers one question may leave a doubt about the next: «Comune di Castro»
        if after.prompt.kind in ("question", "sensitive", "place") and after.prompt.slot == prompt.slot:
            assert (after.prompt.resume, after.prompt.bad) == (prompt.id, prompt.bad)
            assert after.answers == before.answers


@pytest.mark.parametrize("batch", range(BATCHES))
def test_random_histories_keep_every_rule(batch):
    rng = random.Random(f"storie {batch}")
    for number in range(batch, HISTORIES, BATCHES):
        name = rng.choice([*sorted(FLOWS), *["richiesta"] * 5])
        session = Session.from_json(rng.choice(stations(name)))
        one = Wanderer(rng, FLOWS[name], session, Witness(), count=1000 * (number + 1))
        for _ in range(LENGTH):
            one.step()
