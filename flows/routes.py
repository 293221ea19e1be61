# SPDX-License-Identifier: EUPL-1.2
"""What is still possible: the questions of the mailed form, and every route of a flow."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flows.conditions import All, AnyOf, Condition, Count, Not, Test, Today
from flows.definition import Flow, Step
from flows.journey import Answers, Asking, Journey, answered, holds, journey, options_of, slots_in, typed_options
from flows.reading import notice_mark
from flows.session import Answer, Place
from flows.slots import ChoiceSlot, NumberSlot, ProvinceSlot, Slot, TextSlot, YesNoSlot

SAMPLES = {"email": "a@comune.example", "phone": "+39 0984123456", "date": "2027-03-15", "yes_no": "yes"}


def possible(flow: Flow, answers: Answers) -> list[tuple[Slot, Condition | None]]:
    """Every slot that may still be asked, in order, with the answer it depends on (None: asked in any case)."""
    ways = {step.id: _ways(flow, answers, step) for step in flow.steps}
    reached = _collected(_reach(flow, ways))
    turning = _turning(flow)
    found: list[tuple[Slot, Condition | None]] = []
    forks: list[_Fork] = []
    for slot in (flow.slots[name] for step in flow.steps for name in step.collect):
        if slot.id in reached and (not slot.carried or answered(flow, answers, slot.id)):
            found.append((slot, _only_if(forks, slot.id)))
        forks_here = slot.id in turning and isinstance(slot, ChoiceSlot | YesNoSlot)
        if forks_here and not answered(flow, answers, slot.id):
            forks.append(_fork(flow, answers, ways, slot=slot, turning=turning[slot.id]))
    return found


def _reach(flow: Flow, ways: Mapping[str, Sequence[str]]) -> list[Step]:
    """Every step that lies on a way that is not ruled out: one walk, because ways only lead forward."""
    open_ids, found = {flow.steps[0].id}, []
    for step in flow.steps:
        if step.id in open_ids:
            found.append(step)
            open_ids.update(ways[step.id])
    return found


def _collected(steps: Sequence[Step]) -> set[str]:
    return {name for step in steps for name in step.collect}


def _ways(flow: Flow, answers: Answers, step: Step) -> list[str]:
    """Where a step may lead."""
    found: list[str] = []
    for branch in step.next:
        truth = maybe(branch.when, flow, answers)
        if truth is not False:
            found.append(branch.to)
        if truth is True:
            break
    return found


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
        case Count() | Today():
            return holds(condition, flow, answers)
    return holds(condition, flow, answers) if answered(flow, answers, condition.slot) else None


def _all(truths: Sequence[bool | None]) -> bool | None:
    if False in truths:
        return False
    return None if None in truths else True


def _not(truth: bool | None) -> bool | None:
    return None if truth is None else not truth


@dataclass(frozen=True)
class _Fork:
    """An open choice: what each of its values leads to, and how many of them can still end in a review."""

    slot: Slot
    leads: Mapping[str, set[str]]
    going_on: int


def _fork(
    flow: Flow, answers: Answers, ways: Mapping[str, Sequence[str]], *, slot: Slot, turning: Sequence[Step]
) -> _Fork:
    """`ways` are those without an answer to the slot: only the `turning` ones change with it."""
    leads: dict[str, set[str]] = {}
    going_on = 0
    for value in _values(flow, slot, answers):
        told = {**answers, slot.id: Answer(value=value)}
        steps = _reach(flow, {**ways, **{step.id: _ways(flow, told, step) for step in turning}})
        leads[value] = _collected(steps)
        going_on += any(step.review for step in steps)
    return _Fork(slot, leads, going_on)


def _turning(flow: Flow) -> dict[str, list[Step]]:
    """By slot, the steps whose ways depend on it: it is tested there, or it narrows the options of one that is."""
    found: dict[str, list[Step]] = {}
    for step in flow.steps:
        tested = [flow.slots[test.slot] for branch in step.next for test in slots_in(branch.when)]
        choices = [slot for slot in tested if isinstance(slot, ChoiceSlot)]
        narrowing = {name for slot in choices for name in (slot.group_from, slot.leads_from) if name}
        for name in narrowing | {slot.id for slot in tested}:
            found.setdefault(name, []).append(step)
    return found


def _only_if(forks: Sequence[_Fork], name: str) -> Condition | None:
    """The values of one choice that lead to this slot, when others of its values do not."""
    for fork in forks:
        leading = tuple(value for value, slots in fork.leads.items() if name in slots)
        if leading and len(leading) < fork.going_on:
            return Test.model_validate({"slot": fork.slot.id, "in": leading})
    return None


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
    """The slots whose value some branch, list or card looks at."""
    tests = {test.slot for step in flow.steps for branch in step.next for test in slots_in(branch.when)}
    tests |= {test.slot for doubt in flow.doubts for test in slots_in(doubt.when)}
    choices = [slot for slot in flow.slots.values() if isinstance(slot, ChoiceSlot)]
    sources = {name for slot in choices for name in (slot.group_from, slot.leads_from) if name}
    cards = {name for s in flow.steps if s.exit and s.exit.cards for name in s.exit.cards.slots[:1]}
    return tests | sources | cards


def samples(flow: Flow, slot: Slot, answers: Answers, places: Sequence[Place]) -> Iterator[Answer]:
    """Answers of every kind that a slot takes, the plain one first."""
    if isinstance(slot, ChoiceSlot):
        listed = _values(flow, slot, answers)
        yield from (Answer(value=value) for value in listed)
        yield from (Answer(value=o.id) for o in typed_options(flow, slot) if o.id not in listed)
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
