# SPDX-License-Identifier: EUPL-1.2
"""One event being answered: the session so far, what was said and what must be done."""

import hashlib
from dataclasses import dataclass, replace

from flows.contacts import is_certified
from flows.definition import Flow
from flows.events import Event
from flows.journey import Asking, Leaving, journey
from flows.replies import Effect, Erase, Notice, Reply, Result
from flows.rows import shown
from flows.screens import ask_prompt, exit_prompt, review_prompt, sent_prompt, show
from flows.session import Answer, Place, Prompt, Session
from flows.slots import EmailSlot, Slot, TextSlot

_SHORT = 60  # characters of an answer that are said back beside the earlier one


def recognised(place: Place) -> Notice:
    """«Comune di Acri (CS), Calabria»: what follows from a name is seen at once, not only in the review."""
    return Notice("recognised", {"name": place.name, "sigla": place.sigla, "region": place.region, "code": place.code})


def told_back(flow: Flow, slot: Slot, answer: Answer) -> Notice:
    """An answer that was taken from words said in reply to another question."""
    told = {"label": slot.label, "value": shown(flow, slot, answer)}
    return recognised(answer.place) if answer.place else Notice("noted", told)


def corrected(flow: Flow, slot: Slot, old: Answer, new: Answer) -> Notice | None:
    """What an answer was and now is; of long texts only that they changed."""
    if old.value == new.value or new.place or slot.type == "acknowledge":
        return None
    if new.skipped or old.skipped:
        return Notice("removed", {"label": slot.label}) if new.skipped else told_back(flow, slot, new)
    told = {"label": slot.label, "before": shown(flow, slot, old), "value": shown(flow, slot, new)}
    long = max(map(len, told.values())) > _SHORT
    return Notice("changed_text", {"label": slot.label}) if long else Notice("changed", told)


@dataclass(frozen=True)
class Turn:
    """A turn never changes: every step gives another one."""

    flow: Flow
    event: Event
    session: Session
    replies: tuple[Reply, ...] = ()
    effects: tuple[Effect, ...] = ()

    @property
    def result(self) -> Result:
        return Result(self.session, self.replies, self.effects)

    def say(self, *replies: Reply) -> "Turn":
        """The same turn with more said."""
        return replace(self, replies=(*self.replies, *replies))

    def do(self, *effects: Effect) -> "Turn":
        """The same turn with more to do."""
        return replace(self, effects=(*self.effects, *effects))

    def put(self, **fields: object) -> "Turn":
        """The same turn with a changed session."""
        return replace(self, session=self.session.changed(**fields))

    @property
    def token(self) -> str:
        """A single-use name for the next question, the same whenever this event is replayed."""
        seed = f"{self.session.id}|{self.event.id}|{self.session.rev}"
        return hashlib.sha256(seed.encode()).hexdigest()[:8]

    def open(self, prompt: Prompt) -> "Turn":
        """Open a question and show it."""
        return self.put(prompt=prompt).again()

    def again(self) -> "Turn":
        """Show the open question once more, with the same token; with none open, where the answers lead."""
        session = self.session
        if session.prompt is None and session.status in ("active", "left"):
            return self.advance()
        if session.prompt is None:  # it has ended; what was sent and is still kept can be corrected
            return self.open(sent_prompt(self.flow, self.token)) if session.answers else self.say(Notice("over"))
        return self.say(show(self.flow, self.session, self.event.channel))

    def advance(self) -> "Turn":
        """Go where the answers lead: the next question, the review or the exit."""
        where = journey(self.flow, self.session.answers).where
        turn = self.put(editing="", status="active")
        if isinstance(where, Asking):
            return turn.ask(where.slot)
        if isinstance(where, Leaving):
            spec = where.step.exit
            assert spec is not None
            return turn.put(status="left").open(exit_prompt(self.flow, turn.session, spec, self.token))
        return turn.open(review_prompt(self.flow, turn.session, where.step, self.token))

    def ask(self, slot: Slot, *, token: str = "", bad: int = 0) -> "Turn":
        """Ask this, under a new token unless an old one is given."""
        return self.open(ask_prompt(self.flow, self.session, slot, token=token or self.token, bad=bad))

    def propose(self) -> "Turn":
        """Show what the opening sentence was understood to say; with nothing understood, the first question."""
        if not self.session.proposed:
            return self.put(prompt=None).again()
        return self.open(Prompt(id=self.token, kind="prefill", options=("yes", "no")))

    def edit(self, slot: Slot) -> "Turn":
        """Ask again something already answered, or something derived."""
        return self.put(editing=slot.id, status="active", prompt=None).ask(slot)

    def answer(self, slot: Slot, answer: Answer, source: str) -> "Turn":
        """Keep an answer and go on; which Comune was recognised is said."""
        old = self.session.answers.get(slot.id) if self.session.editing == slot.id else None
        told = corrected(self.flow, slot, old, answer) if old else None
        turn = self.keep(slot, answer, source).say(*([told] if told else []))
        return (turn.say(recognised(answer.place)) if answer.place else turn).advance()

    def keep(self, slot: Slot, answer: Answer, source: str) -> "Turn":
        """Keep an answer; what was derived from another Comune goes with it."""
        kept = answer.model_copy(update={"source": source, "event": self.event.id})
        old = self.session.answers.get(slot.id)
        answers = {**self.session.answers, slot.id: kept}
        turn = self
        if isinstance(slot, TextSlot) and old is not None and old.value not in ("", kept.value):
            turn = self.do(Erase(session=self.session.id, slots=(slot.id,)))
        if old is not None and old.value != kept.value:
            for derived in self.flow.slots.values():
                if derived.derived and derived.derived.slot == slot.id:
                    answers.pop(derived.id, None)
        return turn.put(answers=answers)

    def forget(self, status: str) -> "Turn":
        """End the session and erase what was said in it."""
        ended = self.put(status=status, answers={}, proposed={}, before={}, prompt=None, editing="", due_at=None)
        return ended.do(Erase(session=self.session.id))


def may_be_refused(turn: Turn, slot: Slot, answer: Answer) -> bool:
    """Whether ordinary mail is to go to a PEC that was not confirmed before."""
    known = turn.session.answers.get(slot.id)
    new = known is None or known.value != answer.value
    return new and isinstance(slot, EmailSlot) and slot.ordinary and is_certified(answer.value)
