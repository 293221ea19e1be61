# SPDX-License-Identifier: EUPL-1.2
"""What is shown for the question that is open: a question, a review, an exit, a doubt about what was meant."""

from dataclasses import replace

from flows.definition import ExitSpec, Flow, Step
from flows.forms import buttons_of, form
from flows.journey import Journey, Leaving, Reviewing, is_asked, journey, option_of, progress, slots_in
from flows.replies import Ask, Button, Card, Clarify, Exit, Notice, Reply, Review, Row
from flows.rows import derived_row, doubts, heading, outcome, row, rows, rows_of, shown, submission_key, values
from flows.session import Answer, Place, Prompt, Session
from flows.slots import Option, Slot
from flows.vocabulary import words_of
from flows.wording import fill

AFTER = ("correct", "withdraw", "second")
AFTER_SUSPENDED = ("withdraw", "flow:segreteria")
HUMAN_FLOW = "segreteria"
LADDER_END = 3  # after the third answer that cannot be read, a person is offered


def controls_of(flow: Flow, slot: Slot, session: Session, bad: int) -> tuple[Button, ...]:
    """Skip, keep, back; then, at the end so that the others keep their number, what a failed answer adds."""
    found = [Button("skip", code="skip")] if not slot.required else []
    if session.editing == slot.id:
        found.append(Button("keep", code="keep"))
    if previous(flow, session, slot.id) is not None:
        found.append(Button("back", code="back"))
    if slot.instead and bad:
        found.append(Button(f"edit:{slot.instead}", code="instead", note=flow.slots[slot.instead].label))
    if bad >= LADDER_END and flow.flow != HUMAN_FLOW:
        found.append(Button("human", code="human"))
    return tuple(found)


def previous(flow: Flow, session: Session, name: str) -> Slot | None:
    """The answered question before this one on the route."""
    slots = [slot for slot in journey(flow, session.answers).slots if is_asked(slot)]
    names = [slot.id for slot in slots]
    before = slots[: names.index(name)] if name in names else slots
    return before[-1] if before else None


def ask_prompt(flow: Flow, session: Session, slot: Slot, *, token: str, bad: int = 0) -> Prompt:
    """The token of a question and what may be tapped."""
    buttons = (*buttons_of(flow, slot, session), *controls_of(flow, slot, session, bad))
    return Prompt(id=token, kind="ask", slot=slot.id, bad=bad, options=tuple(b.key for b in buttons))


def review_prompt(flow: Flow, session: Session, step: Step, token: str) -> Prompt:
    """The token that can confirm exactly these answers."""
    edits = tuple(f"edit:{line.slot}" for line in _editable(flow, rows(flow, session.answers)))
    assert step.submit is not None
    ends = ["submit"] if not unchanged(flow, session) else []
    ends += ["own_mail"] if step.submit.own_mail and not session.sent else []
    return Prompt(id=token, kind="review", options=(*edits, *ends, "cancel"))


def exit_prompt(flow: Flow, session: Session, spec: ExitSpec, token: str) -> Prompt:
    """The token of an exit's offers; «edit» names the answer that caused it."""
    cause = cause_of(flow, session, spec)
    kept = [offer for offer in spec.offer if offer != "ics" or not _is_over(flow, session, spec)]
    offers = tuple(f"edit:{cause}" if offer == "edit" else offer for offer in kept)
    return Prompt(id=token, kind="exit", slot=cause, options=offers)


def _is_over(flow: Flow, session: Session, spec: ExitSpec) -> bool:
    """Whether the meeting that an exit is about has gone by: nobody needs it in a calendar."""
    answer = session.answers.get(spec.because)
    option = option_of(flow, flow.slots[spec.because], answer.value) if answer else None
    return option is not None and option.closed


def sent_prompt(flow: Flow, token: str) -> Prompt:
    """What can still be done with what was sent; a question passed on can only be followed by another."""
    asks = any(step.submit and step.submit.kind == "question" for step in flow.steps)
    others = AFTER if flow.suspended is None else AFTER_SUSPENDED
    return Prompt(id=token, kind="exit", options=("another", "close") if asks else others)


def _editable(flow: Flow, lines: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(line for line in lines if flow.slots[line.slot].type != "acknowledge")


def unchanged(flow: Flow, session: Session) -> bool:
    """Whether a correction holds exactly what was sent before it."""
    return bool(session.sent) and submission_key(session.id, "", rows(flow, session.answers)) == submission_key(
        session.id, "", rows(flow, session.before or session.answers)
    )


def show(flow: Flow, session: Session, channel: str) -> Reply:
    """The open question as a reply; the same prompt always shows the same."""
    prompt = session.prompt
    assert prompt is not None
    way = journey(flow, session.answers)
    if prompt.kind == "ask":
        if channel == "email":
            return form(flow, session)
        return question(flow, session, prompt)
    if prompt.kind == "review" and isinstance(way.where, Reviewing):
        return review(flow, session, prompt, way)
    if prompt.kind == "exit" and isinstance(way.where, Leaving) and session.status == "left":
        return leave(flow, session, prompt, way.where.step)
    if prompt.kind == "suspended":
        return standstill(flow, coded(prompt.options))
    if prompt.kind in ("exit", "review", "ask"):
        return Notice(_sent_code(prompt), buttons=coded(prompt.options))
    return clarify(flow, session, prompt)


def _sent_code(prompt: Prompt) -> str:
    if "correct" in prompt.options:
        return "already_sent"
    return "sent_suspended" if "withdraw" in prompt.options else "already_asked"


def standstill(flow: Flow, buttons: tuple[Button, ...] = ()) -> Notice:
    """Why nothing can be sent now: suspended, or too early."""
    if flow.not_before is not None:
        return Notice("not_before", {"date": flow.not_before.isoformat(), "title": flow.title}, buttons=buttons)
    return Notice("suspended", {"reason": flow.suspended or "", "title": flow.title}, buttons=buttons)


def question(flow: Flow, session: Session, prompt: Prompt) -> Ask:
    """One question."""
    slot = flow.slots[prompt.slot]
    number, of = progress(flow, session.answers, slot.id)
    answers = session.answers
    editing = session.editing == slot.id
    current = answers.get(slot.id) if editing else None
    derived = derived_row(flow, slot, answers).value if editing and slot.derived and not current else ""
    return Ask(
        prompt=prompt.id,
        slot=slot.id,
        kind=slot.type,
        label=slot.label,
        text=fill(slot.ask, values(flow, session.answers)),
        buttons=buttons_of(flow, slot, session),
        controls=controls_of(flow, slot, session, prompt.bad),
        number=number,
        of=of,
        example=slot.example,
        hint=slot.hint,
        current=shown(flow, slot, current) if current else derived,
    )


def review(flow: Flow, session: Session, prompt: Prompt, way: Journey) -> Review:
    """Check your answers."""
    lines = rows_of(flow, session.answers, way)
    found = doubts(flow, session.answers)
    edits = tuple(Button(f"edit:{line.slot}", line.label, code="edit") for line in _editable(flow, lines))
    ends = tuple(key for key in prompt.options if not key.startswith("edit:"))
    submit = way.where.step.submit if isinstance(way.where, Reviewing) else None
    return Review(
        prompt=prompt.id,
        rows=lines,
        buttons=(*edits, *coded(ends)),
        outcome=outcome(found),
        doubts=found,
        text=fill(submit.text if submit else "", values(flow, session.answers)),
        submittable="submit" in prompt.options,
        amendment=bool(session.sent),
    )


def leave(flow: Flow, session: Session, prompt: Prompt, step: Step) -> Exit:
    """An end, with the answer that led to it."""
    spec = step.exit
    assert spec is not None
    found = doubts(flow, session.answers) if spec.outcome == "weighed" else ()
    cause = flow.slots[prompt.slot]
    answer = session.answers.get(cause.id)
    return Exit(
        prompt=prompt.id,
        step=step.id,
        outcome=outcome(found) or "info" if spec.outcome == "weighed" else spec.outcome,
        text=fill(spec.say, values(flow, session.answers)),
        heading=heading(flow),
        because=row(flow, cause, answer) if answer else None,
        facts=tuple(dict.fromkeys((*spec.facts, *(fact for one in found for fact in one.facts)))),
        sources=spec.sources,
        cards=cards(flow, session, spec),
        doubts=found,
        buttons=coded(prompt.options),
    )


def cause_of(flow: Flow, session: Session, spec: ExitSpec) -> str:
    """The answer that decided: of a weighed outcome, the last one tested by its weakest line."""
    if spec.outcome != "weighed":
        return spec.because
    found = doubts(flow, session.answers)
    weakest = next((one for one in found if one.outcome == outcome(found)), None)
    if weakest is None:
        return spec.because
    tests = [test.slot for one in flow.doubts if one.id == weakest.id for test in slots_in(one.when)]
    on_route = {slot.id for slot in journey(flow, session.answers).slots}
    return next((name for name in reversed(tests) if name in on_route), spec.because)


def cards(flow: Flow, session: Session, spec: ExitSpec) -> tuple[Card, ...]:
    """Options in full: those an answer names or leads to, or a whole list."""
    if spec.cards is None:
        return ()
    found: list[Option] = list(flow.lists.get(spec.cards.list, ()))
    for name in spec.cards.slots:
        answer = session.answers.get(name)
        option = option_of(flow, flow.slots[name], answer.value) if answer else None
        if option is not None:
            every = [one for options in flow.lists.values() for one in options]
            found += [one for one in every if one.id in option.leads] if option.leads else [option]
    kept = {option.id: option for option in found}
    return tuple(Card(o.id, o.label, o.text, o.closed, o.note) for o in kept.values())


def clarify(flow: Flow, session: Session, prompt: Prompt) -> Clarify:
    """A doubt about what was meant."""
    reason = prompt.kind
    assert reason in ("question", "sensitive", "place", "near", "prefill", "repeat", "certified")
    lines = tuple(_proposal(flow, name, one) for name, one in session.proposed.items())
    told = {"reference": prompt.held} if reason == "repeat" else {}
    if prompt.slot in flow.slots:
        told["label"] = flow.slots[prompt.slot].label
    if reason == "sensitive":
        told["cleaned"] = prompt.cleaned
    held = "" if reason == "repeat" else prompt.held
    buttons = tuple(_choice(key, prompt, flow) for key in prompt.options)
    shown_rows = lines if reason == "prefill" else ()
    return Clarify(
        prompt=prompt.id,
        reason=reason,
        slot=prompt.slot,
        buttons=buttons,
        held=held,
        rows=shown_rows,
        values=told,
    )


def _proposal(flow: Flow, name: str, answer: Answer) -> Row:
    """What was understood of one slot; of a Comune also where it lies."""
    line, place = row(flow, flow.slots[name], answer), answer.place
    return replace(line, value=f"{place.name} ({place.sigla}), {place.region}") if place else line


def _choice(key: str, prompt: Prompt, flow: Flow) -> Button:
    place = next((one for one in prompt.places if one.code == key), None)
    if place is not None:
        return Button(key, f"{place.name} ({place.sigla})", note=place.region)
    option = option_of(flow, flow.slots[prompt.slot], key) if prompt.kind == "near" else None
    if option is not None:
        return Button(key, option.label)
    return Button(key, code="second_one" if (prompt.kind, key) == ("repeat", "second") else key)


def which_of(token: str, slot: str, text: str, places: tuple[Place, ...]) -> Prompt:
    """Homonyms and near-ties: asked with their province."""
    codes = tuple(place.code for place in places)
    return Prompt(id=token, kind="place", slot=slot, held=text, places=places, options=(*codes, "none"))


def more_tried(flow: Flow, prompt: Prompt) -> Prompt:
    """The same after one more answer that means nothing; after the third one a person is among its buttons."""
    tried = prompt.bad + 1
    late = tried >= LADDER_END and flow.flow != HUMAN_FLOW
    human = ("human",) if late and "human" not in prompt.options else ()
    return prompt.model_copy(update={"bad": tried, "options": (*prompt.options, *human)})


def how_to_send(prompt: Prompt, code: str = "how_to_send") -> Notice:
    """What to type or tap so that a review is sent, for who has just seen it and said something else."""
    ends = tuple(key for key in prompt.options if not key.startswith("edit:"))
    return Notice(code, buttons=coded(ends))


def coded(keys: tuple[str, ...]) -> tuple[Button, ...]:
    """Buttons whose label is a phrase: `edit:comune` is `edit`, `flow:richiesta` is `flow.richiesta`."""
    return tuple(Button(key, code="edit" if key.startswith("edit:") else key.replace(":", ".")) for key in keys)


def typed_key(prompt: Prompt, said: str) -> str | None:
    """The button that a normalised text names."""
    return next((key for key in prompt.options if said in words_of(key)), None)
