# SPDX-License-Identifier: EUPL-1.2
"""Answers → where the person is: asking, reviewing or leaving. The position is derived, never stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flows.conditions import All, AnyOf, Condition, Count, Not, Test, Today
from flows.definition import Flow, Step
from flows.session import Answer
from flows.slots import ChoiceSlot, Option, ProvinceSlot, Slot

Answers = Mapping[str, Answer]


@dataclass(frozen=True)
class Asking:
    """The first slot of the route that has no answer."""

    slot: Slot


@dataclass(frozen=True)
class Reviewing:
    """Everything on the route is answered."""

    step: Step


@dataclass(frozen=True)
class Leaving:
    """The answers lead to an exit."""

    step: Step


@dataclass(frozen=True)
class Journey:
    """The route so far: its steps, its answered slots, and where it stops."""

    steps: tuple[Step, ...]
    slots: tuple[Slot, ...]
    where: Asking | Reviewing | Leaving


def journey(flow: Flow, answers: Answers) -> Journey:
    """Walk from the first step to the first slot without an answer."""
    steps: list[Step] = []
    slots: list[Slot] = []
    step = flow.steps[0]
    while True:
        steps.append(step)
        for name in step.collect:
            if not answered(flow, answers, name):
                if flow.slots[name].carried:
                    continue
                return Journey(tuple(steps), tuple(slots), Asking(flow.slots[name]))
            slots.append(flow.slots[name])
        if not step.collect:
            return Journey(tuple(steps), tuple(slots), Reviewing(step) if step.review else Leaving(step))
        step = flow.step(next(b.to for b in step.next if b.when is None or holds(b.when, flow, answers)))


def answered(flow: Flow, answers: Answers, name: str) -> bool:
    """Whether a slot has an answer that still counts: its option exists, is open and of the right group."""
    answer = answers.get(name)
    slot = flow.slots[name]
    if answer is None or (answer.skipped and slot.required):
        return False
    if answer.skipped or not isinstance(slot, ChoiceSlot | ProvinceSlot):
        return True
    options = (*options_of(flow, slot, answers), *typed_options(flow, slot))
    return any(o.id == answer.value and not o.closed for o in options)


def options_of(flow: Flow, slot: Slot, answers: Answers) -> tuple[Option, ...]:
    """What a choice offers to this person."""
    if isinstance(slot, ProvinceSlot):
        return flow.lists.get(slot.options_from, ())
    if not isinstance(slot, ChoiceSlot):
        return ()
    options = slot.options or flow.lists.get(slot.options_from, ())
    group = answers.get(slot.group_from) if slot.group_from else None
    if group is not None:
        options = tuple(option for option in options if option.group in ("", group.value))
    led = _led(flow, slot, answers)
    if led:
        options = tuple(option for option in options if option.id in led)
    return (*options, slot.other) if slot.other else options


def _led(flow: Flow, slot: ChoiceSlot, answers: Answers) -> tuple[str, ...]:
    need = answers.get(slot.leads_from) if slot.leads_from else None
    if need is None or slot.leads_from is None:
        return ()
    named = option_of(flow, flow.slots[slot.leads_from], need.value)
    return named.leads if named else ()


def option_of(flow: Flow, slot: Slot, value: str) -> Option | None:
    """The option of this id, whatever the group."""
    options = (*options_of(flow, slot, {}), *_listed_to_type(flow, slot))
    return next((option for option in options if option.id == value), None)


def typed_options(flow: Flow, slot: Slot) -> tuple[Option, ...]:
    """What may also be typed by name: closed options too, because a meeting gone by can be asked about."""
    return tuple(option.model_copy(update={"closed": False}) for option in _listed_to_type(flow, slot))


def _listed_to_type(flow: Flow, slot: Slot) -> tuple[Option, ...]:
    return flow.lists.get(slot.typed_from, ()) if isinstance(slot, ChoiceSlot) and slot.typed_from else ()


def holds(condition: Condition, flow: Flow, answers: Answers) -> bool:
    """Whether a condition is true; about a slot without an answer it is not."""
    match condition:
        case All():
            return all(holds(one, flow, answers) for one in condition.all)
        case AnyOf():
            return any(holds(one, flow, answers) for one in condition.any)
        case Not():
            return not holds(condition.not_, flow, answers)
        case Count():
            size = sum(not option.closed for option in flow.lists.get(condition.list, ()))
            return size >= condition.gte if condition.gte is not None else size <= (condition.lte or 0)
        case Today():
            return condition.on(flow.today)
    return _compares(condition, flow, answers)


def _compares(test: Test, flow: Flow, answers: Answers) -> bool:
    answer = answers.get(test.slot)
    if test.answered is not None:
        return (answer is not None and not answer.skipped) == test.answered
    if answer is None or answer.skipped:
        return False
    value = part_of(flow, flow.slots[test.slot], answer, test.part)
    if test.is_ is not None:
        return value == test.is_
    if test.in_ is not None:
        return value in test.in_
    size = int(value) if value.lstrip("-").isdigit() else 0
    return size >= test.gte if test.gte is not None else size <= (test.lte or 0)


def part_of(flow: Flow, slot: Slot, answer: Answer, part: str | None) -> str:
    """The answer, or what follows from it: the region of a Comune or of a province."""
    if part is None:
        return answer.value
    if answer.place is not None:
        place = answer.place
        return {
            "province": place.province,
            "region": place.region,
            "code": place.code,
            "ipa": place.ipa,
            "group": place.region,
        }[part]
    option = option_of(flow, slot, answer.value)
    return option.group if option is not None and part in ("region", "group") else ""


def slots_in(condition: Condition | None) -> Iterator[Test]:
    """Every test of an answer inside a condition."""
    return (one for one in leaves(condition) if isinstance(one, Test))


def leaves(condition: Condition | None) -> Iterator[Test | Count | Today]:
    """Every single test inside a condition."""
    match condition:
        case All():
            for one in condition.all:
                yield from leaves(one)
        case AnyOf():
            for one in condition.any:
                yield from leaves(one)
        case Not():
            yield from leaves(condition.not_)
        case Test() | Count() | Today():
            yield condition


def is_asked(slot: Slot) -> bool:
    """Whether it counts as a question: a notice to read and what is brought along do not."""
    return slot.type != "acknowledge" and slot.carried is None


def progress(flow: Flow, answers: Answers, name: str) -> tuple[int, int]:
    """«Domanda 3 di 9»: the place of a slot among those of the route as it looks now."""
    ahead = _expected(flow, answers)
    counted = [name for name in ahead if is_asked(flow.slots[name])]
    return (counted.index(name) + 1, len(counted)) if name in counted else (0, len(counted))


def answered_so_far(flow: Flow, answers: Answers) -> int:
    """How many questions of the route have their answer, also those that come after the open one."""
    return sum(name in answers and is_asked(flow.slots[name]) for name in _expected(flow, answers))


def _expected(flow: Flow, answers: Answers) -> list[str]:
    """The slots of the route, taking the first possible branch where an answer is still missing."""
    found: list[str] = []
    step = flow.steps[0]
    while step.collect:
        found += step.collect
        step = flow.step(_likely(flow, answers, step))
    return found


def _likely(flow: Flow, answers: Answers, step: Step) -> str:
    *others, last = step.next  # without a condition
    for branch in others:
        if branch.when is None or holds(branch.when, flow, answers):
            return branch.to
        asked = {test.slot for test in slots_in(branch.when)}
        open_still = not asked <= answers.keys() and not _ruled_out(branch.when, flow)
        if open_still and flow.step(branch.to).exit is None:
            return branch.to
    return last.to


def _ruled_out(condition: Condition, flow: Flow) -> bool:
    """Whether the day or a list makes a condition false, whatever is answered."""
    match condition:
        case All():
            return any(_ruled_out(one, flow) for one in condition.all)
        case AnyOf():
            return all(_ruled_out(one, flow) for one in condition.any)
        case Count() | Today():
            return not holds(condition, flow, {})
    return False
