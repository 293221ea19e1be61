# SPDX-License-Identifier: EUPL-1.2
"""The meetings as they stand on a day: all past today, and with one added tomorrow."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.lists import flow_lists
from flows.definition import resolve
from flows.replies import Ask, Calendar, Exit
from tests.flows.content import TODAY, days_around, library_on
from tests.flows.person import Person, of

LAST = date(2026, 3, 3)


def ask(today: date, *said: str) -> Person:
    person = Person(library_on(today).flows["incontri"])
    person.opens()
    for text in said:
        person.says(text)
    return person


def test_today_there_are_none_to_come():
    (out,) = of(ask(TODAY, "prossimi").last, Exit)
    assert out.step == "nessuno"
    assert "non ci sono incontri in programma" in out.text
    assert len(out.cards) == 9
    assert all(card.closed for card in out.cards)


def test_the_whole_calendar_marks_what_is_past():
    (out,) = of(ask(TODAY, "tutti").last, Exit)
    assert [card.closed for card in out.cards] == [True] * 9


@pytest.mark.parametrize(("today", "open_ones"), list(zip(days_around(LAST), [1, 1, 0], strict=True)))
def test_a_meeting_is_to_come_for_the_whole_of_its_day(today, open_ones):
    person = ask(today, "prossimi")
    shown = [b for ask_ in of(person.last, Ask) for b in ask_.buttons if not b.closed]
    assert len(shown) == open_ones


def test_in_january_campobasso_is_next():
    person = ask(date(2026, 1, 10), "prossimi")
    (asked,) = of(person.last, Ask)
    assert asked.buttons[0].label == "Campobasso, 20 gennaio 2026"
    assert not any(button.closed for button in asked.buttons)
    person.says("Campobasso")
    (out,) = of(person.last, Exit)
    assert "Samnium" not in out.cards[0].text  # published on the 19th
    assert of(person.taps("ics"), Calendar)[0].event == "campobasso-2026"


def test_the_day_before_it_has_a_venue():
    person = ask(date(2026, 1, 19), "prossimi")
    person.says("Campobasso")
    (out,) = of(person.last, Exit)
    assert "Samnium Innovation Hub" in out.cards[0].text


def test_one_city_is_picked_by_name_and_a_past_one_is_marked():
    today = date(2026, 2, 1)
    assert of(ask(today, "prossimi", "Palermo").last, Exit)[0].because.value == "Palermo, 10 febbraio 2026"
    past = ask(today, "prossimi", "Bari")
    assert "già passato" in of(past.last, Exit)[0].cards[0].text
    assert "ics" not in past.session.prompt.options


@pytest.mark.parametrize("text", ["Napoli", "incontro di Napoli", "l'incontro a Napoli", "quello di napoli", "Na"])
@pytest.mark.parametrize(("today", "over"), [(TODAY, True), (date(2026, 1, 10), False)])
def test_a_city_typed_at_once_gives_that_meeting(text, today, over):
    person = ask(today, text)
    (out,) = of(person.last, Exit)
    assert [(card.id, card.closed) for card in out.cards] == [("napoli-2026", over)]
    assert ("ics" in person.session.prompt.options) != over
    if not over:
        assert of(person.taps("ics"), Calendar)[0].event == "napoli-2026"


def test_a_city_without_a_meeting_is_refused():
    assert ask(TODAY, "Torino").slot == "quali"


def test_with_one_added_tomorrow_the_flow_goes_on():
    library = library_on(TODAY)
    added = replace(
        library.meetings[0], id="roma-2027", city="Roma", date=date(2027, 2, 1), enrolment_url="https://x.example"
    )
    lists = flow_lists(library.labs, (*library.meetings, added), library.phrases, TODAY)
    person = Person(resolve(library.flows["incontri"], lists, library.phrases))
    person.opens()
    person.says("prossimi")
    person.says("Roma")
    (out,) = of(person.last, Exit)
    assert "https://x.example" in out.cards[0].text.replace("\\", "")
    assert of(person.says("calendario"), Calendar)[0].event == "roma-2027"
