# SPDX-License-Identifier: EUPL-1.2
"""What is true on a day: the day before, of and after each boundary, and in 2027, with the real content."""

import re
from datetime import date, timedelta
from functools import cache

import pytest

from bot.content import load_library
from bot.core.answering import answer, show
from bot.core.library import Library
from bot.core.markup import to_plain
from flows.slots import Option

COMPILED = date(2026, 11, 22)  # the day of the facts
LABS, CALL, LAST = date(2026, 1, 1), date(2026, 1, 22), date(2026, 3, 3)
BOUNDARIES = [LABS, date(2026, 1, 20), CALL, LAST, COMPILED, date(2027, 6, 1)]
DAYS = sorted({day + timedelta(days=step) for day in BOUNDARIES for step in (-1, 0, 1)})
MEETINGS = {
    "campobasso": date(2026, 1, 20),
    "bari": date(2026, 1, 22),
    "lamezia-terme": date(2026, 1, 27),
    "salerno": date(2026, 1, 29),
    "cagliari": date(2026, 2, 5),
    "palermo": date(2026, 2, 10),
    "catania": date(2026, 2, 12),
    "potenza": date(2026, 2, 24),
    "napoli": date(2026, 3, 3),
}


@cache
def library_on(day: date) -> Library:
    return load_library(day) if day == COMPILED else library_on(COMPILED).on(day)


def text_of(name: str, day: date) -> str:
    found = show(library_on(day), name, day)
    assert found is not None
    return to_plain(found.text)


def asked(question: str, day: date) -> str:
    return to_plain(answer(library_on(day), question, day).text)


def events(day: date) -> dict[str, Option]:
    return {option.id.removesuffix("-2026"): option for option in library_on(day).flows["incontri"].lists["events"]}


def before(*limits: date) -> list[date]:
    return [day for day in DAYS if all(day < limit for limit in limits)]


def after(limit: date) -> list[date]:
    return [day for day in DAYS if day > limit]


# The pilot call: 22 January 2026 is its last open day


@pytest.mark.parametrize("day", [day for day in DAYS if day <= CALL])
def test_the_call_is_open_until_its_last_day(day):
    told = text_of("azioni-pilota/scadenza", day)
    assert "Si è in tempo fino al 22 gennaio 2026" in told
    assert "chiuse" not in told


@pytest.mark.parametrize("day", after(CALL))
def test_the_call_is_closed_from_the_day_after(day):
    told = text_of("azioni-pilota/scadenza", day)
    assert "Non si è più in tempo: il termine era il 22 gennaio 2026" in told
    assert "sono aperte" not in told


@pytest.mark.parametrize("day", DAYS)
def test_the_hour_of_the_deadline_is_said_to_be_unknown(day):
    assert re.search(r"(non indicano l'ora|L'ora di scadenza non è indicata)", text_of("azioni-pilota/scadenza", day))


@pytest.mark.parametrize(("day", "told"), [(CALL, "Si è in tempo"), (date(2026, 1, 23), "Non si è più in tempo")])
def test_the_question_itself_is_answered_as_of_the_day(day, told):
    assert told in asked("Siamo ancora in tempo a candidarci come ente pilota?", day)


@pytest.mark.parametrize("day", after(CALL))
def test_after_the_call_no_answer_says_that_it_is_open(day):
    for name, entry in library_on(day).entries.items():
        if "azioni pilota" in entry.title.lower() or entry.area == "azioni-pilota":
            assert not re.search(r"candidature[^.]{0,60} sono aperte", text_of(name, day)), name


@pytest.mark.parametrize("day", DAYS)
def test_the_misprinted_year_is_never_given_as_the_deadline(day):
    for name in library_on(day).entries:
        told = text_of(name, day)
        if "22 gennaio 2025" in told:
            assert name == "azioni-pilota/refuso-2025-2026"
            assert "refuso" in told
            assert "22 gennaio 2026" in told


def test_whoever_asks_about_the_misprint_gets_the_right_year():
    told = asked("La scadenza delle azioni pilota è il 22 gennaio 2026 o 2025?", COMPILED)
    assert "22 gennaio 2026" in told
    assert "refuso" in told


# Capacity Labs: from 1 January 2026, no end


@pytest.mark.parametrize("day", before(LABS))
def test_labs_cannot_be_asked_for_yet(day):
    assert text_of("capacity-lab/da-quando", day).startswith("Non ancora")


@pytest.mark.parametrize("day", [day for day in DAYS if day >= LABS])
def test_labs_can_be_asked_for_and_that_is_to_be_confirmed(day):
    told = text_of("capacity-lab/da-quando", day)
    assert "dal 1° gennaio 2026" in told
    assert "non indicano un termine finale" in told
    assert "ferme a gennaio 2026" in told
    assert "confermato con la segreteria" in told


# Meetings: to come for the whole of their day


@pytest.mark.parametrize(("city", "held"), MEETINGS.items())
@pytest.mark.parametrize("step", [-1, 0, 1])
def test_a_meeting_is_to_come_until_the_end_of_its_day(city, held, step):
    day = held + timedelta(days=step)
    told = text_of(f"incontri/tappa#{city}-2026", day)
    assert ("incontro già passato" in told) == (step > 0)
    assert ("incontro in programma" in told) == (step <= 0)
    assert events(day)[city].closed == (step > 0)


@pytest.mark.parametrize("day", DAYS)
def test_the_next_meetings_are_those_not_yet_held(day):
    told = text_of("incontri/prossimi-incontri", day)
    listed = re.findall(r"^\W*([A-Z][A-Za-z ]+) \([A-Z]", told, re.M)
    names = [city.lower().replace(" ", "-") for city in listed]
    assert names == [city for city, held in MEETINGS.items() if held >= day]


def test_ten_days_into_january_campobasso_is_next():
    told = text_of("incontri/prossimi-incontri", date(2026, 1, 10))
    assert told.index("Campobasso") < told.index("Bari")
    assert "Sì. Gli incontri" in told


@pytest.mark.parametrize("day", after(LAST))
def test_after_the_last_one_all_nine_are_past(day):
    assert "tutti passati" in text_of("incontri/prossimi-incontri", day)
    assert all(option.closed for option in events(day).values())


@pytest.mark.parametrize(("day", "past"), [(date(2026, 1, 20), False), (date(2026, 1, 21), True)])
def test_a_city_asked_for_by_name_is_answered_as_of_the_day(day, past):
    told = asked("Quando è l'incontro di Campobasso?", day)
    assert "20 gennaio 2026" in told
    assert ("già passato" in told) == past


# Sources and words that must stay true


@pytest.mark.parametrize("day", DAYS)
def test_whatever_states_facts_shows_its_source_and_a_date(day):
    library = library_on(day)
    for name, entry in library.entries.items():
        if entry.states and entry.area != "dialogo":
            told = text_of(name, day)
            source = told.rpartition("Fonte: ")[2]
            assert "Fonte: " in told, name
            assert re.search(r"\b20\d\d\b|senza data|inizio|fine", source), (name, source)


@pytest.mark.parametrize("city", MEETINGS)
def test_each_meeting_shows_its_source(city):
    assert "Fonte: ANCI Comunicare" in text_of(f"incontri/tappa#{city}-2026", COMPILED)


@pytest.mark.parametrize("day", DAYS)
def test_no_answer_says_today(day):
    for name in library_on(day).entries:
        assert not re.search(r"\b(oggi|ieri|domani|quest'anno)\b", text_of(name, day), re.I), name


@pytest.mark.parametrize("day", [date(2025, 12, 31), CALL, date(2026, 1, 23), date(2027, 6, 1)])
def test_an_entry_says_the_same_to_whoever_finds_it_by_its_title(day):
    library = library_on(day)
    for name in ("azioni-pilota/scadenza", "capacity-lab/da-quando", "incontri/prossimi-incontri"):
        assert text_of(name, day) in asked(library.entries[name].title, day)
