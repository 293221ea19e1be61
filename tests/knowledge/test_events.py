# SPDX-License-Identifier: EUPL-1.2
"""The meetings: which one a text means, which are to come, the calendar file."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content import Content, read_content
from bot.yaml_text import load_yaml
from knowledge.events import (
    MONTHS,
    Meeting,
    as_known,
    calendar,
    day_in_words,
    matching,
    meant,
    parse_meetings,
    tells,
    upcoming,
)

MEETINGS = read_content().meetings
CITIES = {one.city: one for one in MEETINGS}
STAMP = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def cities(text: str) -> list[str]:
    return [one.city for one in matching(text, MEETINGS)]


@pytest.mark.parametrize(("text", "names"), [
    ("quello del 22", ["Bari"]), ("il 27", ["Lamezia Terme"]), ("22 gennaio", ["Bari"]), ("quello del 23", []),
    ("Palermo e Catania", ["Palermo", "Catania"]), ("Sicilia", ["Palermo", "Catania"]), ("22", []), ("Torino", []),
])  # fmt: skip
def test_where_only_meetings_are_spoken_of_a_day_is_enough(text, names):
    assert [one.city for one in meant(text, MEETINGS)] == names


NAMED = [
    ("quando è l'incontro di Catania?", ["Catania"]), ("Cb", ["Campobasso"]), ("tappa ct", ["Catania"]),
    ("a Sa", ["Salerno"]), ("sa", ["Salerno"]),
    ("na 3 marzo", ["Napoli"]), ("non si sa", []), ("la pa", []), ("pa", ["Palermo"]), ("lametia", ["Lamezia Terme"]),
    ("potnza", ["Potenza"]),
    ("Salerno e Cagliari", ["Salerno", "Cagliari"]), ("incontro in Sicilia", ["Palermo", "Catania"]),
    ("siciliani", ["Palermo", "Catania"]),
    ("in Campania", ["Salerno", "Napoli"]), ("reggio calabria", ["Lamezia Terme"]), ("a Milano", []),
    ("incontro del 22 gennaio", ["Bari"]),
    ("22/01", ["Bari"]), ("22.1.2026", ["Bari"]), ("febbraio", ["Cagliari", "Palermo", "Catania", "Potenza"]),
    ("marzo 2026", ["Napoli"]),
    ("incontri del 2025", []), ("32 gennaio", []), ("Napoli il 5 aprile", ["Napoli"]),
    ("a Potenza nel 2027", ["Potenza"]),
    ("incontro di gennaio a Campobasso", ["Campobasso"]), ("tutti gli incontri", []),
    ("31/13/2026", [one.city for one in MEETINGS]), ("", []),
    ("dal 5 al 10 febbraio", ["Palermo"]), ("il 20", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), NAMED)
def test_a_text_means_the_meetings_it_names(text, found):
    assert cities(text) == found


def test_a_region_without_a_meeting_means_none():
    assert matching("incontro in Sardegna", [CITIES["Bari"]]) == ()


TOLD = [("Bari", "dove si tiene?", True), ("Bari", "a che ora?", False), ("Catania", "in quale sede?", False),
        ("Catania", "quando?", True),
        ("Campobasso", "a che ora inizia?", True), ("Salerno", "orario e albergo?", True)]  # fmt: skip


@pytest.mark.parametrize(("city", "text", "known"), TOLD)
def test_what_nobody_wrote_is_not_told(city, text, known):
    assert tells(CITIES[city], text) is known


PUBLISHED = [("Campobasso", 18, False), ("Campobasso", 19, True), ("Bari", 22, False), ("Bari", 23, True),
             ("Salerno", 27, False), ("Salerno", 28, True)]  # fmt: skip


@pytest.mark.parametrize(("city", "day", "known"), PUBLISHED)
def test_venue_and_hour_are_known_from_the_day_of_their_source(city, day, known):
    meeting = as_known(CITIES[city], date(2026, 1, day))
    assert bool(meeting.venue) is known
    assert known or meeting.hour is None


def test_a_day_in_words():
    assert (day_in_words(date(2026, 1, 1)), day_in_words(date(2026, 12, 22))) == ("1° gennaio 2026", "22 dicembre 2026")


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2026, 1, 19), 9),
        (date(2026, 1, 20), 9),
        (date(2026, 1, 21), 8),
        (date(2026, 3, 3), 1),
        (date(2026, 3, 4), 0),
    ],
)
def test_a_meeting_is_to_come_for_the_whole_of_its_day(today, left):
    assert len(upcoming(MEETINGS, today)) == left


ROW = {"id": "bari-2027", "title": "Incontro a Bari", "city": "Bari", "region": "Puglia", "date": "2027-01-01"}
FAULTS = [
    ({"id": "Bari 2027"}, "«id»"), ({"title": "Bari"}, "«title»"), ({"region": "Pulia"}, "«Pulia» non è una regione"),
    ({"date": "31/01/2027"}, "«date»"),
    ({"hour": "dieci"}, "come 10:00"), ({"hour": "25:00"}, "«hour»"),
    ({"enrolment_url": "www.x.it"}, "«enrolment_url»"), ({"boh": "x"}, "«boh»"), ({"city": ""}, "«city»"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "words"), FAULTS)
def test_a_faulty_row_is_left_out_and_told(change, words):
    meetings, problems = parse_meetings({"meetings": [{**ROW, **change}]}, {("meetings", 0): 7})
    assert meetings == ()
    assert any(words in text and line == 7 for line, text in problems), problems


@pytest.mark.parametrize("value", [None, [], {}, {"meetings": "x"}, {"meetings": [], "altro": "x"}])
def test_another_file_is_told(value):
    _, problems = parse_meetings(value, {})
    assert any("una sola chiave, «meetings»" in text for _, text in problems)


def test_the_same_id_twice_is_told_and_rows_are_in_order_of_date():
    text = "meetings:\n" + "".join(
        f"  - {{id: {name}, title: Incontro a Bari, city: Bari, region: Puglia, date: {day}, hour: {hour}}}\n"
        for name, day, hour in (("b", "2027-02-01", "9:30"), ("a", "2027-01-01", '""'), ("b", "2027-03-01", "10:00"))
    )
    meetings, problems = parse_meetings(*load_yaml(text))
    assert [(one.id, one.hour) for one in meetings] == [("a", None), ("b", time(9, 30))]
    assert problems == [(4, "id «b» già usato: sceglierne un altro")]


def test_a_calendar_holds_what_is_known_and_invents_no_end():
    text = calendar(CITIES["Campobasso"], STAMP)
    assert "DTSTART;TZID=Europe/Rome:20260120T100000\r\n" in text
    assert "BEGIN:VTIMEZONE\r\n" in text
    assert "DTSTAMP:20260102T030405Z\r\n" in text
    assert "LOCATION:Samnium Innovation Hub\\, Campobasso\r\n" in text
    assert "DTEND" not in text
    whole_day = calendar(CITIES["Catania"], STAMP)
    assert "DTSTART;VALUE=DATE:20260212\r\n" in whole_day
    assert "VTIMEZONE" not in whole_day
    assert "URL:" not in whole_day


def test_a_calendar_may_carry_the_enrolment():
    one = Meeting(
        "x",
        "Incontro; uno, due\\tre",
        "Bari",
        "Puglia",
        date(2027, 1, 1),
        enrolment_url="https://x.example/a",
        about="a\nb",
    )
    text = calendar(one, STAMP)
    assert "URL:https://x.example/a\r\n" in text
    assert "SUMMARY:Incontro\\; uno\\, due\\\\tre\r\n" in text
    assert "DESCRIPTION:a\\nb\r\n" in text


def test_a_calendar_says_where_a_meeting_is_known_from():
    text = calendar(CITIES["Bari"], STAMP, "Fonte: ANCI, senza data").replace("\r\n ", "")
    assert "\\nFonte: ANCI\\, senza data\r\n" in text
    nothing = Meeting("x", "Titolo", "Bari", "Puglia", date(2027, 1, 1))
    assert "DESCRIPTION" not in calendar(nothing, STAMP)


@settings(max_examples=80)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r"), max_size=300))
def test_no_line_of_a_calendar_is_too_long(about):
    text = calendar(Meeting("x", "Titolo lungo", "Bari", "Puglia", date(2027, 1, 1), about=about), STAMP)
    rows = text.split("\r\n")
    assert rows[-1] == ""
    assert all(len(row.encode()) <= 75 for row in rows)
    assert text.replace("\r\n ", "").count("END:VEVENT") == 1


@settings(max_examples=150)
@given(st.text(max_size=60))
def test_no_text_raises(text):
    assert set(matching(text, MEETINGS)) <= set(MEETINGS)
    assert all(isinstance(tells(one, text), bool) for one in MEETINGS[:2])


def test_the_content_holds_nine_meetings_in_seven_regions(content: Content):
    assert len(content.meetings) == 9
    assert len({one.region for one in content.meetings}) == 7
    assert len(MONTHS) == 12
