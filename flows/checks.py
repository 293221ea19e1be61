# SPDX-License-Identifier: EUPL-1.2
"""The checks that need one flow only: its graph, its slots, its conditions, the length of its texts."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from flows.conditions import All, AnyOf, Condition, Count, Not, Test, Today
from flows.definition import Flow, Step
from flows.journey import leaves, slots_in
from flows.parser import nearest
from flows.slots import ChoiceSlot, NumberSlot, Option, Slot
from flows.wording import placeholders

Finding = tuple[tuple[str | int, ...], str]  # the place in the file, what is wrong and what to do

MESSAGE_LIMIT = 3500  # of Telegram's 4096 characters: the rest is for options and numbering
LABEL_LIMIT = 60
FILLED_ELSEWHERE = frozenset({"questions", "days", "title"})
RESERVED = frozenset({"skip", "keep", "back", "human"})
_PARTS = frozenset({"municipality", "province", "choice"})


def check_graph(flow: Flow) -> Iterator[Finding]:
    """Branches name steps ahead, the last one is unconditional, every step is reached."""
    order = {step.id: i for i, step in enumerate(flow.steps)}
    for i, step in enumerate(flow.steps):
        if order[step.id] != i:
            yield ("steps", i, "id"), f"passo «{step.id}» scritto due volte: cambiare nome a uno dei due"
        yield from _branches(step, i, order)
    reached = _reached(flow, order)
    for i, step in enumerate(flow.steps):
        if step.id not in reached:
            yield ("steps", i), f"passo «{step.id}»: nessun passo porta qui"


def _branches(step: Step, i: int, order: Mapping[str, int]) -> Iterator[Finding]:
    for j, branch in enumerate(step.next):
        place = ("steps", i, "next", j)
        if branch.to not in order:
            yield (
                place,
                f"passo «{step.id}»: porta a «{branch.to}», che non è un passo{nearest(branch.to, order)}",
            )
        elif order[branch.to] <= i:
            yield place, f"passo «{step.id}»: torna indietro a «{branch.to}»; si può andare solo avanti"
        if branch.when is None and j < len(step.next) - 1:
            yield place, f"passo «{step.id}»: dopo una riga senza «when» le altre non servono"
    if step.next and step.next[-1].when is not None:
        yield ("steps", i, "next"), f"passo «{step.id}»: l'ultima riga di «next» deve essere senza «when»"


def _reached(flow: Flow, order: Mapping[str, int]) -> set[str]:
    todo, seen = [flow.steps[0].id], set[str]()
    while todo:
        name = todo.pop()
        if name in order and name not in seen:
            seen.add(name)
            todo += [branch.to for branch in flow.steps[order[name]].next]
    return seen


def check_slots(flow: Flow) -> Iterator[Finding]:
    """Every slot is collected once, or derived; what is named exists."""
    places: dict[str, list[int]] = {}
    for i, step in enumerate(flow.steps):
        for name in step.collect:
            places.setdefault(name, []).append(i)
            if name not in flow.slots:
                yield ("steps", i, "collect"), f"passo «{step.id}»: la domanda «{name}» non è in «slots»"
    for name, slot in flow.slots.items():
        count = len(places.get(name, ()))
        if slot.derived is None and count == 0:
            yield (
                ("slots", name),
                f"domanda «{name}»: nessun passo la chiede; aggiungerla a un «collect» o toglierla",
            )
        if count > 1 or (slot.derived is not None and count):
            yield (
                ("steps", places[name][-1], "collect"),
                f"domanda «{name}» chiesta più di una volta: lasciarne una",
            )
        yield from _names(flow, name, slot)
    yield from _exits(flow)


def _names(flow: Flow, name: str, slot: Slot) -> Iterator[Finding]:
    named = {
        "instead": slot.instead,
        "told_with": slot.told_with,
        "derived": slot.derived.slot if slot.derived else None,
    }
    if isinstance(slot, ChoiceSlot):
        named |= {"group_from": slot.group_from, "leads_from": slot.leads_from}
        for i, option in enumerate(slot.options):
            if option.id in RESERVED:
                yield (
                    ("slots", name, "options", i),
                    f"«{option.id}» è una parola dei comandi: usare un altro «id»",
                )
    for key, other in named.items():
        if other is not None and other not in flow.slots:
            yield ("slots", name, key), f"domanda «{name}»: «{other}» non è in «slots»"
    if slot.derived and slot.derived.slot in flow.slots:
        source = flow.slots[slot.derived.slot].type
        if source != "municipality" and (source, slot.derived.part) != ("province", "region"):
            yield (
                ("slots", name, "derived"),
                f"domanda «{name}»: si ricava solo da una domanda di tipo municipality, o la regione da una province",
            )


def _exits(flow: Flow) -> Iterator[Finding]:
    for i, step in enumerate(flow.steps):
        if step.exit is None:
            continue
        cards = step.exit.cards.slots if step.exit.cards else ()
        for name in (step.exit.because, *step.exit.carry.values(), *cards):
            if name not in flow.slots:
                yield ("steps", i, "exit"), f"passo «{step.id}»: «{name}» non è in «slots»"
    for i, name in enumerate(flow.prefill):
        if name not in flow.slots:
            yield ("prefill", i), f"«{name}» non è in «slots»"


def check_conditions(flow: Flow, lists: Mapping[str, Sequence[Option]]) -> Iterator[Finding]:
    """A condition tests what was asked on the way, with values that exist."""
    before = _certainly_asked(flow)
    for i, step in enumerate(flow.steps):
        here = before[step.id] | set(step.collect)
        for j, branch in enumerate(step.next):
            place = ("steps", i, "next", j, "when")
            yield from _tests(flow, branch.when, place, lists, asked=here)
        if step.exit and step.exit.because not in here and step.exit.because in flow.slots:
            text = f"passo «{step.id}»: «because» nomina «{step.exit.because}», che non è chiesta in ogni percorso"
            yield ("steps", i, "exit", "because"), text
    for i, doubt in enumerate(flow.doubts):
        yield from _tests(flow, doubt.when, ("doubts", i, "when"), lists, asked=None)


def _certainly_asked(flow: Flow) -> dict[str, set[str]]:
    """For each step, the slots asked on every way to it."""
    found: dict[str, set[str]] = {flow.steps[0].id: set()}
    for step in flow.steps:
        after = found.get(step.id, set()) | set(step.collect)
        for branch in step.next:
            found[branch.to] = found[branch.to] & after if branch.to in found else set(after)
    return found


def _tests(
    flow: Flow,
    when: Condition | None,
    place: tuple[str | int, ...],
    lists: Mapping[str, Sequence[Option]],
    *,
    asked: set[str] | None,
) -> Iterator[Finding]:
    for one in leaves(when):
        if isinstance(one, Count) and one.list not in lists:
            yield place, f"elenco «{one.list}» sconosciuto"
    if when is not None and not _some_day(when):
        yield place, "nessun giorno soddisfa questa condizione: correggere «from» e «until»"
    for test in slots_in(when):
        if test.slot not in flow.slots:
            yield place, f"condizione su «{test.slot}», che non è in «slots»"
            continue
        if asked is not None and test.slot not in asked:
            yield (
                place,
                f"condizione su «{test.slot}», che a questo punto può non essere stata ancora chiesta",
            )
        yield from _values(flow.slots[test.slot], test, place, lists)


def _some_day(when: Condition) -> bool:
    """Whether there is a day on which a condition can hold: it turns only where a span begins, or after it ends."""
    spans = [one.today for one in leaves(when) if isinstance(one, Today)]
    after = [one.until + timedelta(1) for one in spans if one.until and one.until < date.max]
    days = {date.min, *(one.from_ for one in spans if one.from_), *after}
    return any(_can_be(when, day, truth=True) for day in days)


def _can_be(when: Condition, day: date, *, truth: bool) -> bool:
    """Whether answers and lists can make a condition true, or false, on a day."""
    match when:
        case Today():
            return when.on(day) is truth
        case Not():
            return _can_be(when.not_, day, truth=not truth)
        case All():
            return (all if truth else any)(_can_be(one, day, truth=truth) for one in when.all)
        case AnyOf():
            return (any if truth else all)(_can_be(one, day, truth=truth) for one in when.any)
    return True


def _values(
    slot: Slot, test: Test, place: tuple[str | int, ...], lists: Mapping[str, Sequence[Option]]
) -> Iterator[Finding]:
    if test.part is not None and slot.type not in _PARTS:
        yield place, f"«{slot.id}» non ha parti: togliere «part»"
    if (test.gte is not None or test.lte is not None) and not isinstance(slot, NumberSlot):
        yield place, f"«{slot.id}» non è un numero: usare «is» oppure «in»"
    allowed = _allowed(slot, test, lists)
    for value in (test.is_, *(test.in_ or ())):
        if value is not None and allowed is not None and value not in allowed:
            yield place, f"«{value}» non è fra le risposte di «{slot.id}»: {', '.join(sorted(allowed)[:8])}"


def _allowed(slot: Slot, test: Test, lists: Mapping[str, Sequence[Option]]) -> set[str] | None:
    if slot.type == "yes_no":
        return {"yes", "no"}
    if test.part in ("region", "group") and slot.type in ("municipality", "province"):
        return {option.group for option in lists.get("provinces", ())} or None
    if not isinstance(slot, ChoiceSlot):
        return None
    options = [*(slot.options or lists.get(slot.options_from, ())), *([slot.other] if slot.other else [])]
    return {option.group if test.part else option.id for option in options}


def check_texts(flow: Flow) -> Iterator[Finding]:
    """Texts fit their channel and name only answers of this flow."""
    known = flow.slots.keys() | FILLED_ELSEWHERE
    for place, text in _texts(flow):
        if len(text) > MESSAGE_LIMIT:
            yield place, f"testo di {len(text)} caratteri: il massimo è {MESSAGE_LIMIT}"
        for name in placeholders(text):
            if name not in known and not name.startswith("privacy"):
                yield place, f"(({name})) non è una domanda di «{flow.flow}»"
    for key, slot in flow.slots.items():
        for i, option in enumerate(slot.options if isinstance(slot, ChoiceSlot) else ()):
            if len(option.label) > LABEL_LIMIT:
                yield ("slots", key, "options", i), f"«{option.label}»: il massimo è {LABEL_LIMIT} caratteri"


def _texts(flow: Flow) -> Iterator[tuple[tuple[str | int, ...], str]]:
    yield ("intro",), flow.intro
    for key, slot in flow.slots.items():
        yield ("slots", key, "ask"), slot.ask
    for i, step in enumerate(flow.steps):
        if step.exit is not None:
            yield ("steps", i, "exit", "say"), step.exit.say
        if step.submit is not None:
            yield ("steps", i, "submit", "text"), step.submit.text
    for i, doubt in enumerate(flow.doubts):
        yield ("doubts", i, "say"), doubt.say
