# SPDX-License-Identifier: EUPL-1.2
"""What a text reads as for the engine: an answer's entry, Comuni, delicate data, a request made before."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.core.bodies import key_of, place_of
from bot.core.delicate import look
from bot.core.exchange import Given
from flows.definition import Flow
from flows.events import NOTHING_READ, Reading
from flows.session import Answer, Place, Session
from flows.slots import ChoiceSlot, Slot, TextSlot
from knowledge.events import meant
from knowledge.questions import asks
from knowledge.regions import REGIONS
from knowledge.search import SLOT
from knowledge.words import tokens

REPEATED_WITHIN = timedelta(days=30)
_ENTRY_AT_MOST = 600  # characters: a longer text is no question about the form
_TYPED_AT_MOST = 4_000  # beyond that every question refuses it: nothing need be read
_PLACE_AT_MOST = 400
_FOR_WHOM = (
    r"\s+(?:per|presso|nel|del|dell|della|al|alla)\b['’]?\s*(?:(?:il|la|lo|i|le|gli|l['’]|conto\s+del\w*)\s*)*"
    r"(?:nostr|mi[oa]\b|comun[ei]\b|comunit|union[ei]\b|provinc|citt|ent[ei]\b|consorzi|region)"
)
_LAB = re.compile(  # and what it is about
    rf"\b(?:laborator(?:io|i)|labs?)\b(?:(?!{_FOR_WHOM})[^.,;:!?\n])*", re.IGNORECASE
)
_ON = re.compile(r"\b(?:su|sul|sullo|sulla|sui|sugli|sulle|sull['’]|in materia di|in tema di)\s*[^.,;:!?\n]+", re.I)
_SHORT_QUESTION = 12  # words; a long text without «?» that starts with «come» is a description


def read_reply(given: Given, flow: Flow, session: Session, text: str) -> Reading:
    """What a text says to the question that is open."""
    prompt = session.prompt
    slot = flow.slots.get(prompt.slot) if prompt else None
    reading = read_line(given, slot, text, earlier=earlier_request(given, session))
    asked = prompt is not None and prompt.kind == "place"
    name = prompt.held if prompt and asked else _corrected_place(session, slot, reading)
    narrowed = given.library.gazetteer.find_in(text, name[:_PLACE_AT_MOST]) if len(text) <= _PLACE_AT_MOST else None
    if not narrowed or not (asked or narrowed[0]):
        return reading
    return replace(reading, places=tuple(map(place_of, narrowed[0])), sure=narrowed[1])


def _corrected_place(session: Session, slot: Slot | None, reading: Reading) -> str:
    """The Comune of which «LE» may tell another of the same name: it, or what is derived from it, is corrected."""
    if slot is None or session.editing != slot.id or (reading.places and not slot.derived):
        return ""
    answer = session.answers.get(slot.derived.slot if slot.derived else slot.id)
    return answer.place.name if answer and answer.place else ""


def read_line(given: Given, slot: Slot | None, text: str, *, earlier: str = "") -> Reading:
    """What a text says to one question."""
    if len(text) > _TYPED_AT_MOST:
        return Reading(earlier=earlier)
    seen = look(text, given.library.phrases["delicate.mark"])
    question = _is_question(text, slot)
    entry, score = _entry(given, text) if question or _may_be_asked_about(slot) else (None, 0.0)
    places, sure = _read_places(given, slot, text)
    options, elsewhere = _meant(given, slot, text)
    return Reading(
        entry=entry, score=score, question=question, places=places, sure=sure, meant=options, elsewhere=elsewhere,
        sensitive=seen.kinds, cleaned=seen.cleaned, earlier=earlier,
    )  # fmt: skip


def read_tap(given: Given, session: Session) -> Reading:
    """What a tap needs to know: whether the same request was made before."""
    return Reading(earlier=earlier_request(given, session))


def read_opening(
    given: Given, flow: Flow, *, text: str, known: Mapping[str, str], places: Sequence[Place] = ()
) -> Reading:
    """What the sentence that starts a flow says, and what the answers brought with it hold."""
    mark = given.library.phrases["delicate.mark"]
    brought = [value for name, value in known.items() if isinstance(flow.slots.get(name), TextSlot)]
    seen = look("\n".join(brought) or text[:_TYPED_AT_MOST], mark)
    named = tuple(places) or tuple(map(place_of, given.library.gazetteer.mentions(text[:_PLACE_AT_MOST])))
    told = _about(text[:_PLACE_AT_MOST])
    topics = _topics(given, told) if told else ()
    return Reading(places=named, sure=len(named) == 1, meant=topics[:1], sensitive=seen.kinds, cleaned=seen.cleaned)


def _about(text: str) -> str:
    """The lab that a sentence wishes and its topic, without for whom it is; "" where none is wished."""
    told = _LAB.search(text)
    if told is None:
        return ""
    topic = _ON.search(text, told.end()) if told[0].strip().count(" ") == 0 else None
    return f"{told[0]} {topic[0]}" if topic else told[0]


def earlier_request(given: Given, session: Session) -> str:
    """The reference of a request of the same body for the same lab, while a review is open."""
    prompt = session.prompt
    key, lab = key_of(session.answers), session.answers.get("lab", Answer(value="")).value
    if prompt is None or prompt.kind != "review" or session.sent or not key or not lab:
        return NOTHING_READ.earlier
    found = given.register.earlier(key, lab, given.now - REPEATED_WITHIN)
    return found.reference if found else ""


def _is_question(text: str, slot: Slot | None) -> bool:
    if text.rstrip().endswith("?"):
        return True
    return asks(text) and (not isinstance(slot, TextSlot) or len(tokens(text)) <= _SHORT_QUESTION)


def _entry(given: Given, text: str) -> tuple[str | None, float]:
    """The one entry that surely answers a text; several questions are answered together, later."""
    if len(text) > _ENTRY_AT_MOST or not any(char.isalpha() for char in text):
        return None, 0.0
    finding = given.means.answer(given.library, text, given.today, "")
    if finding.outcome != "answer" or len(finding.found) != 1:
        return None, 0.0
    return finding.found[0].id, finding.found[0].score


def _meant(given: Given, slot: Slot | None, text: str) -> tuple[tuple[str, ...], str]:
    """The labs or meetings that a text means in other words, and a place named where no meeting is."""
    if not isinstance(slot, ChoiceSlot) or len(text) > _PLACE_AT_MOST:
        return (), ""
    if slot.options_from == "labs":
        return _topics(given, text), ""
    return _meetings(given, text) if slot.typed_from == "events" else ((), "")


def _topics(given: Given, text: str) -> tuple[str, ...]:
    """The topics that the search finds by what an ente says it needs, the surest first; none where it finds else."""
    found = given.means.answer(given.library, text, given.today, "").found
    if not found or SLOT not in found[0].id:
        return ()
    values = (one.id.partition(SLOT)[2] for one in found)
    return tuple(value for value in values if given.library.labs.topic(value))


def _meetings(given: Given, text: str) -> tuple[tuple[str, ...], str]:
    found = meant(text, given.library.meetings)
    if found:
        return tuple(meeting.id for meeting in found), ""
    named = [(one.name, one.region) for one in given.library.gazetteer.mentions(text)]
    said = " ".join(tokens(text))
    named = named or [(region, region) for region in REGIONS if " ".join(tokens(region)) in said]
    if not named:
        return (), ""
    near = [meeting.id for meeting in given.library.meetings if meeting.region == named[0][1]]
    return tuple(near), named[0][0]


def _may_be_asked_about(slot: Slot | None) -> bool:
    """Where options are listed a word such as «costo» is a question; where a name is asked for it may be one."""
    return slot is None or slot.type in ("choice", "yes_no", "acknowledge")


def _read_places(given: Given, slot: Slot | None, text: str) -> tuple[tuple[Place, ...], bool]:
    """The Comune asked for; beside a choice, one named in passing: «Comune di Acri»."""
    if slot is not None and (slot.type == "municipality" or (isinstance(slot, TextSlot) and slot.body_of)):
        found, sure = given.library.gazetteer.find(text[:_PLACE_AT_MOST])
        return tuple(map(place_of, found)), sure
    named = given.library.gazetteer.mentions(text[:_PLACE_AT_MOST]) if isinstance(slot, ChoiceSlot) else ()
    return tuple(map(place_of, named)), len(named) == 1
