# SPDX-License-Identifier: EUPL-1.2
"""What a reply means for the question it answers: a canonical answer, or a code that says what is wrong."""

import hashlib
from collections.abc import Mapping

from flows import answers as read
from flows import contacts
from flows.bodies import misnamed
from flows.dates import day
from flows.definition import Flow
from flows.events import Reading
from flows.journey import Answers, answered, option_of, options_of, typed_options
from flows.session import Answer, Place, Source
from flows.slots import ChoiceSlot, NumberSlot, ProvinceSlot, Slot, TextSlot
from flows.territories import municipality, province
from flows.vocabulary import DECLINING, MAX_READ, NOTHING_TO_ADD, normal

RAW_KEPT = 200
_DASHES = frozenset({"-", "--", "---", "\u2013", "\u2014", "/", "//", ".", "..."})


def notice_mark(slot: Slot) -> str:
    """What «ho letto» is stored as: another text of the notice makes another mark."""
    return hashlib.sha256(slot.ask.encode()).hexdigest()[:8]


def interpret(flow: Flow, slot: Slot, text: str, *, answers: Answers, reading: Reading) -> tuple[Answer | None, str]:
    """The answer in a text, or None and an error code; «no» to an optional question is no answer to it."""
    skips = not slot.required and _declines(slot, text, reading)
    if skips and not isinstance(slot, ChoiceSlot) and slot.type != "yes_no":
        return Answer(value=""), ""
    if slot.type == "municipality":
        place, code = municipality(text, reading.places, reading.sure)
        return (placed(place, "" if reading.sensitive else text), "") if place else (None, code)
    value, code = _value(flow, slot, _unlabelled(slot, text), answers)
    if value is None:
        return (Answer(value=""), "") if skips else (None, code)
    if isinstance(slot, TextSlot) and slot.body_of and (code := _misnamed(flow, slot.body_of, value, answers, reading)):
        return None, code
    raw = "" if reading.sensitive else text.strip()
    return Answer(value=value, raw=raw[:RAW_KEPT] if raw != value else ""), ""


def _misnamed(flow: Flow, kind: str, name: str, answers: Answers, reading: Reading) -> str:
    """Why this is no name for a body of the kind answered; Comuni in convenzione do go by their own names."""
    options = options_of(flow, flow.slots[kind], answers)
    chosen = next((one for one in options if kind in answers and one.id == answers[kind].value), None)
    kinds = {named for option in options for named in read.names_of(option)}
    return "" if chosen and chosen.joint else misnamed(name, kinds, reading.places)


def _declines(slot: Slot, text: str, reading: Reading) -> bool:
    """«Nessuno», «non ce l'ho»; where words are no answer, whatever begins so: «non ne abbiamo una»."""
    said = normal(text) if len(text) <= MAX_READ else ""
    if text.strip() in _DASHES:
        return True
    begins_so = said.partition(" ")[0] in DECLINING and "@" not in text and not reading.places
    return said in NOTHING_TO_ADD or (begins_so and not isinstance(slot, TextSlot | ChoiceSlot))


def _unlabelled(slot: Slot, text: str) -> str:
    """«Note: meglio a marzo» is what follows the question's own name."""
    label, colon, rest = text.partition(":")
    own = colon and rest.strip() and len(label) <= MAX_READ and normal(label) == normal(slot.label)
    return rest if own else text


def placed(place: Place, text: str = "") -> Answer:
    """A Comune as an answer."""
    return Answer(value=place.code, raw=text.strip()[:RAW_KEPT], place=place)


def _value(flow: Flow, slot: Slot, text: str, answers: Answers) -> read.Parsed:
    if isinstance(slot, ChoiceSlot):
        return _chosen(flow, slot, text, answers)
    if isinstance(slot, ProvinceSlot):
        return province(text, options_of(flow, slot, answers))
    if isinstance(slot, TextSlot):
        return (contacts.person_name if slot.person else read.text)(text, slot.min, slot.max)
    if isinstance(slot, NumberSlot):
        return read.number(text, slot.min, slot.max)
    if slot.type == "acknowledge":
        value, code = read.acknowledge(text)
        return (notice_mark(slot), "") if value else (None, code)
    plain = {"email": contacts.email, "phone": contacts.phone, "yes_no": read.yes_no, "date": day}
    return plain[slot.type](text)


def _chosen(flow: Flow, slot: ChoiceSlot, text: str, answers: Answers) -> read.Parsed:
    """An option that is shown; by name also one that can only be typed."""
    value, code = read.choice(text, options_of(flow, slot, answers))
    if value is not None or not slot.typed_from or read.read_number_of(text) is not None:
        return value, code
    typed, unsure = read.choice(text, typed_options(flow, slot))
    return (typed, "") if typed else (None, unsure if unsure == "ambiguous" else code)


def tapped(flow: Flow, slot: Slot, key: str, answers: Answers) -> tuple[Answer | None, str]:
    """The answer behind a button of this question."""
    if isinstance(slot, ChoiceSlot | ProvinceSlot):
        option = next((one for one in options_of(flow, slot, answers) if one.id == key), None)
        if option is None:
            return None, "not_an_option"
        return (None, "closed") if option.closed else (Answer(value=key), "")
    if slot.type == "acknowledge":
        return Answer(value=notice_mark(slot)), ""
    return Answer(value=key), ""


def still_valid(flow: Flow, slot: Slot, answer: Answer) -> bool:
    """Whether a stored answer could be given today: the flow or its lists may have changed since."""
    if answer.skipped:
        return not slot.required
    if slot.type == "municipality":
        return answer.place is not None and answer.place.code == answer.value
    if slot.type == "acknowledge":
        return answer.value == notice_mark(slot)
    if isinstance(slot, ChoiceSlot | ProvinceSlot):
        return answered(flow, {slot.id: answer}, slot.id)
    if slot.type == "yes_no":
        return answer.value in ("yes", "no")
    return _value(flow, slot, answer.value, {})[0] is not None


def given(flow: Flow, known: Mapping[str, str], places: tuple[Place, ...], source: Source) -> dict[str, Answer]:
    """Canonical values brought from elsewhere as answers; those that no longer fit are left out."""
    by_code = {place.code: place for place in places}
    made = {
        name: Answer(value=_known_as(flow, flow.slots[name], value), source=source, place=by_code.get(value))
        for name, value in known.items()
        if name in flow.slots and value
    }
    return {name: one for name, one in made.items() if still_valid(flow, flow.slots[name], one)}


def _known_as(flow: Flow, slot: Slot, value: str) -> str:
    """An option of another flow may be only another name of one here: «provincia» of «Altro ente pubblico»."""
    if not isinstance(slot, ChoiceSlot) or option_of(flow, slot, value):
        return value
    return next((one.id for one in options_of(flow, slot, {}) if normal(value) in read.names_of(one)), value)


def limits(flow: Flow, slot: Slot, code: str, text: str) -> dict[str, str]:
    """What the phrase `invalid.<code>` may name."""
    found = {"label": slot.label}
    if isinstance(slot, TextSlot | NumberSlot):
        found |= {"min": str(slot.min), "max": str(slot.max), "length": str(len(text.strip()))}
    if isinstance(slot, ChoiceSlot) and code == "elsewhere":
        found["titles"] = "; ".join(option.label for option in typed_options(flow, slot))
    if isinstance(slot, ChoiceSlot) and code == "closed":
        value = normal(text[:MAX_READ])
        number = read.read_number_of(text)
        options = options_of(flow, slot, {})
        named = [o for i, o in enumerate(options, 1) if number == i or value in read.names_of(o)]
        shut = next((o for o in named if o.closed), None)
        found |= {"option": shut.label if shut else "", "note": shut.note if shut else ""}
    return found
