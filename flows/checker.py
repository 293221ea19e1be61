# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with a flow that can be read: dead ends, steps nobody reaches, answers nobody asked for."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flows.checks import Finding, check_conditions, check_graph, check_slots, check_texts
from flows.definition import Flow
from flows.parser import Lines, line_of, nearest
from flows.slots import ChoiceSlot, Option

# What an exit may offer besides «flow:…».
OFFERS = ("edit", "faq", "human", "restart", "close", "ics")


@dataclass(frozen=True, kw_only=True)
class Known:
    """What exists outside the flow files; a collection left None is not checked."""

    lists: Mapping[str, Sequence[Option]] = field(default_factory=dict)
    entries: Collection[str] | None = None
    letters: Collection[str] | None = None
    phrases: Collection[str] | None = None
    flows: Collection[str] | None = None


def check_flows(flows: Mapping[str, tuple[Flow, Lines]], known: Known) -> list[tuple[str, int, str]]:
    """Every problem of every flow: the flow's name, the line, what is wrong and what to do."""
    names = known.flows if known.flows is not None else flows.keys()
    whole = Known(lists=known.lists, entries=known.entries, letters=known.letters, phrases=known.phrases, flows=names)
    slots = {name: flow.slots.keys() for name, (flow, _) in flows.items()}
    found = []
    for name, (flow, lines) in flows.items():
        for place, sentence in (*check_flow(flow, whole), *_carried(flow, slots)):
            found.append((name, line_of(lines, place), sentence))
    return sorted(found, key=lambda one: one[:2])


def check_flow(flow: Flow, known: Known) -> list[Finding]:
    """Every problem of one flow, each with its place in the file."""
    graph = list(check_graph(flow))
    findings = [*graph, *check_slots(flow), *check_texts(flow), *_outside(flow, known)]
    if not graph:  # conditions can only be followed along a sound graph
        findings += check_conditions(flow, known.lists)
    return findings


def _outside(flow: Flow, known: Known) -> Iterator[Finding]:
    """References to what lies in other files."""
    for key, slot in flow.slots.items():
        place = ("slots", key)
        for key_of_list in ("options_from", "typed_from"):
            listed = getattr(slot, key_of_list, "")
            if listed and listed not in known.lists:
                yield (*place, key_of_list), f"elenco «{listed}» sconosciuto{nearest(listed, known.lists)}"
        yield from _named((*place, "help"), "risposta", slot.help, known.entries)
        if is_code(slot.ask):
            yield from _named((*place, "ask"), "frase", (slot.ask,), known.phrases)
        if isinstance(slot, ChoiceSlot):
            yield from _leads(flow, key, slot, known)
    for i, step in enumerate(flow.steps):
        if step.submit is not None:
            at = ("steps", i, "submit")
            yield from _named((*at, "letter"), "lettera", (step.submit.letter,), known.letters)
            yield from _named((*at, "receipt"), "lettera", (step.submit.receipt,), known.letters)
        if step.exit is not None:
            yield from _exit(("steps", i, "exit"), flow, i, known)


def _leads(flow: Flow, key: str, slot: ChoiceSlot, known: Known) -> Iterator[Finding]:
    every = {option.id for options in known.lists.values() for option in options}
    every |= {option.id for one in flow.slots.values() if isinstance(one, ChoiceSlot) for option in one.options}
    for i, option in enumerate(slot.options):
        yield from _named(("slots", key, "options", i, "leads"), "voce di un elenco", option.leads, every)


def _exit(place: tuple[str | int, ...], flow: Flow, index: int, known: Known) -> Iterator[Finding]:
    spec = flow.steps[index].exit
    assert spec is not None
    for offer in spec.offer:
        name, _, argument = offer.partition(":")
        if name == "flow":
            yield from _named((*place, "offer"), "flusso", (argument,), known.flows)
        elif offer not in OFFERS:
            yield (*place, "offer"), f"«{offer}» non si può offrire: usare {', '.join(OFFERS)} o «flow:nome»"
    if spec.cards is not None and spec.cards.list and spec.cards.list not in known.lists:
        yield (
            (*place, "cards"),
            f"elenco «{spec.cards.list}» sconosciuto{nearest(spec.cards.list, known.lists)}",
        )


def _carried(flow: Flow, slots: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    """What an exit carries must be a slot of a flow it offers, what a slot is carried from one of the other flow."""
    for key, slot in flow.slots.items():
        source = slot.carried
        if source is not None:
            yield from _named(("slots", key, "carried"), "flusso", (source.flow,), slots)
            yield from _named(("slots", key, "carried"), "domanda", source.slots, slots.get(source.flow))
    for i, step in enumerate(flow.steps):
        spec = step.exit
        if spec is None:
            continue
        offered = [offer.removeprefix("flow:") for offer in spec.offer if offer.startswith("flow:")]
        for name in spec.carry:
            if offered and not any(name in slots.get(other, (name,)) for other in offered):
                yield ("steps", i, "exit", "carry"), f"«{name}» non è una domanda di «{offered[0]}»"


def _named(
    place: tuple[str | int, ...], what: str, names: Sequence[str], known: Collection[str] | None
) -> Iterator[Finding]:
    for name in names:
        if name and known is not None and name not in known:
            yield place, f"{what} «{name}» che non esiste{nearest(name, known)}"


def is_code(text: str) -> bool:
    """Whether a text is the name of a phrase, such as `privacy.short`."""
    return "." in text[1:-1] and all(part.isascii() and part.isidentifier() for part in text.split("."))
