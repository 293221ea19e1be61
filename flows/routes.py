# SPDX-License-Identifier: EUPL-1.2
"""What is still possible: the questions of the mailed form, and every route of a flow."""

from collections.abc import Iterator, Sequence

from flows.conditions import All, AnyOf, Condition, Count, Not, Test
from flows.definition import Flow, Step
from flows.journey import Answers, Asking, Journey, answered, holds, journey, options_of, slots_in
from flows.reading import notice_mark
from flows.session import Answer, Place
from flows.slots import ChoiceSlot, NumberSlot, ProvinceSlot, Slot, TextSlot

SAMPLES = {"email": "a@comune.example", "phone": "+39 0984123456", "date": "2027-03-15", "yes_no": "yes"}


def possible(flow: Flow, answers: Answers) -> list[tuple[Slot, Condition | None]]:
    """Every slot that may still be asked, in order, with the answer it depends on (None: asked in any case)."""
    open_slots = _reach(flow, answers)
    found: list[tuple[Slot, Condition | None]] = []
    for step in flow.steps:
        for name in step.collect:
            if name in open_slots:
                found.append((flow.slots[name], _only_if(flow, answers, name)))
    return found


def _reach(flow: Flow, answers: Answers) -> set[str]:
    """The slots of every step that lies on a way that is not ruled out and does not end in an exit."""
    slots: set[str] = set()
    todo, seen = [flow.steps[0]], set[str]()
    while todo:
        step = todo.pop()
        if step.id in seen:
            continue
        seen.add(step.id)
        slots |= set(step.collect)
        todo += [flow.step(name) for name in _ways(flow, answers, step)]
    return slots


def _ways(flow: Flow, answers: Answers, step: Step) -> Iterator[str]:
    for branch in step.next:
        truth = maybe(branch.when, flow, answers)
        if truth is not False:
            yield branch.to
        if truth is True:
            return


def maybe(condition: Condition | None, flow: Flow, answers: Answers) -> bool | None:
    """True, False, or None while an answer that decides is missing."""
    match condition:
        case None:
            return True
        case All():
            return _all([maybe(one, flow, answers) for one in condition.all])
        case AnyOf():
            return _not(_all([_not(maybe(one, flow, answers)) for one in condition.any]))
        case Not():
            return _not(maybe(condition.not_, flow, answers))
        case Count():
            return holds(condition, flow, answers)
    return holds(condition, flow, answers) if answered(flow, answers, condition.slot) else None


def _all(truths: Sequence[bool | None]) -> bool | None:
    if False in truths:
        return False
    return None if None in truths else True


def _not(truth: bool | None) -> bool | None:
    return None if truth is None else not truth


def _only_if(flow: Flow, answers: Answers, name: str) -> Condition | None:
    """The values of one choice that lead to this slot, when others of its values do not."""
    for slot in (flow.slots[one] for step in flow.steps for one in step.collect):
        if slot.id == name:
            return None
        if not isinstance(slot, ChoiceSlot) and slot.type != "yes_no":
            continue
        if answered(flow, answers, slot.id):
            continue
        ids = _values(flow, slot, answers)
        leading = [value for value in ids if name in _kept(flow, {**answers, slot.id: Answer(value=value)})]
        if leading and len(leading) < len([v for v in ids if _goes_on(flow, answers, slot, v)]):
            return Test.model_validate({"slot": slot.id, "in": tuple(leading)})
    return None


def _kept(flow: Flow, answers: Answers) -> set[str]:
    return _reach(flow, answers)


def _goes_on(flow: Flow, answers: Answers, slot: Slot, value: str) -> bool:
    """Whether the flow can still reach a review with this value."""
    told = {**answers, slot.id: Answer(value=value)}
    todo, seen = [flow.steps[0]], set[str]()
    while todo:
        step = todo.pop()
        if step.review:
            return True
        if step.id not in seen:
            seen.add(step.id)
            todo += [flow.step(name) for name in _ways(flow, told, step)]
    return False


def _values(flow: Flow, slot: Slot, answers: Answers) -> list[str]:
    if slot.type == "yes_no":
        return ["yes", "no"]
    return [option.id for option in options_of(flow, slot, answers) if not option.closed]


def routes(flow: Flow, places: Sequence[Place]) -> Iterator[tuple[dict[str, Answer], Journey]]:
    """Every route, each with answers that lead along it; `places` holds Comuni of the regions that matter."""
    decisive = _decisive(flow)
    todo: list[dict[str, Answer]] = [{}]
    while todo:
        answers = todo.pop()
        way = journey(flow, answers)
        if not isinstance(way.where, Asking):
            yield answers, way
            continue
        slot = way.where.slot
        tried = list(samples(flow, slot, answers, places))
        kept = tried if slot.id in decisive else tried[:1]
        todo += [{**answers, slot.id: answer} for answer in reversed(kept)]


def _decisive(flow: Flow) -> set[str]:
    """The slots whose value some branch, group or card looks at."""
    tests = {test.slot for step in flow.steps for branch in step.next for test in slots_in(branch.when)}
    tests |= {test.slot for doubt in flow.doubts for test in slots_in(doubt.when)}
    groups = {s.group_from for s in flow.slots.values() if isinstance(s, ChoiceSlot) and s.group_from}
    cards = {name for s in flow.steps if s.exit and s.exit.cards for name in s.exit.cards.slots[:1]}
    return tests | groups | cards


def samples(flow: Flow, slot: Slot, answers: Answers, places: Sequence[Place]) -> Iterator[Answer]:
    """Answers of every kind that a slot takes, the plain one first."""
    if isinstance(slot, ChoiceSlot):
        yield from (Answer(value=value) for value in _values(flow, slot, answers))
    elif isinstance(slot, ProvinceSlot):
        seen: set[str] = set()
        for option in options_of(flow, slot, answers):
            if option.group not in seen:
                seen.add(option.group)
                yield Answer(value=option.id)
    elif slot.type == "municipality":
        yield from (Answer(value=place.code, place=place) for place in places)
    elif isinstance(slot, NumberSlot):
        yield from (Answer(value=str(n)) for n in sorted(_edges(flow, slot)))
    elif isinstance(slot, TextSlot):
        yield Answer(value=("prova " * slot.max)[: max(slot.min, min(40, slot.max))].strip().ljust(slot.min, "a"))
    else:
        yield Answer(value=SAMPLES.get(slot.type, notice_mark(slot)))
        if slot.type == "yes_no":
            yield Answer(value="no")
    if not slot.required:
        yield Answer(value="")


def _edges(flow: Flow, slot: NumberSlot) -> set[int]:
    tests = [t for step in flow.steps for b in step.next for t in slots_in(b.when) if t.slot == slot.id]
    bounds = [bound for test in tests for bound in (test.gte, test.lte) if bound is not None]
    near = {bound + step for bound in bounds for step in (-1, 0, 1)} or {slot.min + 1}
    return {number for number in near if slot.min <= number <= slot.max}
