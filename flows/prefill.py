# SPDX-License-Identifier: EUPL-1.2
"""What one opening sentence already says: «sono il segretario dell'Unione X, vorremmo un laboratorio sul PIAO»."""

import re
from collections.abc import Iterable, Iterator, Mapping

from flows.answers import clean_text, mentions, names_of
from flows.bodies import named_option, seat
from flows.definition import Flow
from flows.events import Reading
from flows.journey import journey, options_of
from flows.reading import interpret, placed, still_valid
from flows.routes import possible
from flows.session import Answer, Session
from flows.slots import ChoiceSlot, ProvinceSlot, Slot, TextSlot
from flows.vocabulary import MAX_READ, normal

_STOP = (
    r"(?=\s+(?:vorr\w+|vorre\w+|che|e\s+(?:vorr|abbiam|siamo|chied|ci\b|avre|desider|cerc|ha\b|sono|mi\b|non\b|per\b"
    r"|intend|ser\w+)\w*|abbiamo|siamo|per|ci|con|chied\w+|ha|avre\w+|desider\w+|cerc\w+|riguard\w+|relativ\w+"
    r"|dedicat\w+|circa|in\s+(?:materia|tema|merito)|(?:uno?|il|qualche)\s+(?:capacity|lab\w*))\b|[,.;:!?\n]|$)"
)
_ON = re.compile(r"\s+(?:su|sul|sull|sullo|sulla|sui|sugli|sulle)\b['’]?\s*(?P<what>.+)", re.IGNORECASE)
_ANOTHER = re.compile(r"\baltr[oa] (?!ruolo\b|ente\b)")  # «un altro laboratorio» says of nobody what they are
_OWN_NAME = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ]")


def understand(flow: Flow, text: str, reading: Reading) -> dict[str, Answer]:
    """Proposed answers, none of them certain; what no route would ask is left out."""
    if not text or len(text) > MAX_READ:
        return {}
    text = _without_territory(text, reading)
    found: dict[str, Answer] = {}
    for name in flow.prefill:
        answer = _read(flow, flow.slots[name], text, reading)
        if answer is not None and still_valid(flow, flow.slots[name], answer):
            found[name] = answer.model_copy(update={"source": "prefill"})
    for name, answer in tuple(found.items()):
        found = {
            **found,
            **{key: one for key, one in beside(flow, name, answer.value, reading).items() if key not in found},
        }
    asked = {slot.id for slot, _ in possible(flow, found)}
    return {name: answer for name, answer in found.items() if name in asked}


def _read(flow: Flow, slot: Slot, text: str, reading: Reading) -> Answer | None:
    if isinstance(slot, ChoiceSlot):
        options = [option for option in options_of(flow, slot, {}) if not option.closed]
        _, named = mentions(_ANOTHER.sub("", normal(text)), options)
        meant = [option for option in options if option.id in reading.meant] if slot.options_from else []
        one = named or meant
        return Answer(value=one[0].id) if len(one) == 1 else None
    if slot.type == "municipality":
        return placed(reading.places[0]) if reading.places and reading.sure else None
    if isinstance(slot, TextSlot) and slot.starts and not reading.sensitive:
        name = _without_topic(flow, named_body(text, slot.starts))
        own = bool(name) and normal(name) not in _kinds(flow)
        return interpret(flow, slot, name, answers={}, reading=reading)[0] if own else None
    return None


def brought(flow: Flow, flows: Mapping[str, Flow], kept: Iterable[Session]) -> dict[str, str]:
    """What a flow carries from the answers of another: its newest session in which one of them was given."""
    newest = sorted(kept, key=lambda one: one.touched_at.timestamp() if one.touched_at else 0.0, reverse=True)
    found: dict[str, str] = {}
    for slot in flow.slots.values():
        if slot.carried is None or slot.carried.flow not in flows:
            continue
        other, wanted = flows[slot.carried.flow], slot.carried.slots
        told = (value for one in newest if one.flow == other.flow for value in _on_route(other, one, wanted))
        value = next(told, "")
        if value:
            found[slot.id] = value
    return found


def _on_route(flow: Flow, session: Session, wanted: tuple[str, ...]) -> Iterator[str]:
    asked = {slot.id for slot in journey(flow, session.answers).slots}
    yield from (session.answers[name].value for name in wanted if name in asked)


def _without_topic(flow: Flow, name: str) -> str:
    """«Provincia di Lecce sul PIAO»: the topic is none of the name; «Unione dei Comuni sul Naviglio» is called so."""
    match = _ON.search(name)
    if match is None:
        return name
    listed = [slot for slot in flow.slots.values() if isinstance(slot, ChoiceSlot) and slot.options_from]
    topic = any(mentions(normal(match["what"]), options_of(flow, slot, {}))[1] for slot in listed)
    return name[: match.start()] if topic or not _OWN_NAME.match(match["what"]) else name


def _without_territory(text: str, reading: Reading) -> str:
    """«Acri, provincia di Cosenza» tells where a Comune is; the Provincia is not who writes."""
    names = "|".join(re.escape(place.name) for place in reading.places)
    where = (
        rf"(\b(?:{names}))\W+(?:(?:in|nella|della)\W+)?(?:provincia|prov|regione)\b\W+(?:(?:di|della|del|dell)\W+)?\w+"
    )
    return re.sub(where, r"\1", text, flags=re.IGNORECASE) if names else text


def beside(flow: Flow, name: str, text: str, reading: Reading) -> dict[str, Answer]:
    """What the words typed for one question tell about others: «Provincia di Lecce» tells where it sits."""
    told = {slot.id: _told(flow, slot, text, reading) for slot in flow.slots.values() if slot.told_with == name}
    return {key: answer for key, answer in told.items() if answer is not None}


def _told(flow: Flow, slot: Slot, text: str, reading: Reading) -> Answer | None:
    if slot.type == "municipality":
        return placed(reading.places[0]) if reading.sure and reading.places else None
    options = options_of(flow, slot, {})
    value = (seat if isinstance(slot, ProvinceSlot) else named_option)(text, options)
    return Answer(value=value, source="prefill") if value else None


def _kinds(flow: Flow) -> set[str]:
    """What bodies of a kind are called: «unione montana» alone is nobody's own name."""
    choices = (flow.slots[name] for name in flow.prefill)
    return {named for slot in choices for option in options_of(flow, slot, {}) for named in names_of(option)}


def named_body(text: str, starts: tuple[str, ...]) -> str:
    """«Unione dei Comuni Valle Verde», as far as a comma or the next clause."""
    words = "|".join(re.escape(start) for start in starts)
    match = re.search(rf"\b((?:{words})\s+\S[^,.;:!?\n]*?){_STOP}", clean_text(text), re.IGNORECASE)
    name = match[1].strip() if match else ""
    return name[:1].upper() + name[1:]
