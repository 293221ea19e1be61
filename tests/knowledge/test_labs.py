# SPDX-License-Identifier: EUPL-1.2
"""The Capacity Labs: their topics, since when, what is suspended."""

from datetime import date, timedelta

import pytest

from bot.content import Content
from bot.yaml_text import load_yaml
from knowledge.labs import ALL, Labs, parse_labs

SMALL = """\
available_from: 2026-01-01
suspended:
  - {since: 2027-01-15, topic: piao, reason: La segreteria ha sospeso il tema.}
ambiti:
  - id: personale
    title: Personale
    topics:
      - {id: piao, title: PIAO e assunzioni, short: PIAO, explains: Per chi deve scrivere il piano.,
         needs: [scrivere il PIAO], see: [gare]}
  - id: progetti
    title: Progetti
    topics:
      - {id: gare, title: Procedure e gare, short: Gare, explains: Per chi ha gare ferme da tempo.,
         needs: [gare ferme, appalti]}
"""


def read(*change: str) -> tuple[Labs | None, list[tuple[int, str]]]:
    text = SMALL
    if change:
        assert change[0] in text
        text = text.replace(*change, 1)
    return parse_labs(*load_yaml(text))


def line_of(words: str) -> int:
    return next(i for i, row in enumerate(SMALL.splitlines(), 1) if words in row)


def test_topics_stand_in_the_order_of_the_file():
    labs, problems = read()
    assert problems == []
    assert [(topic.id, topic.ambito) for topic in labs.topics] == [("piao", "personale"), ("gare", "progetti")]
    assert labs.topic("gare").needs == ("gare ferme", "appalti")
    assert labs.topic("zzz") is None


def test_labs_can_be_asked_for_from_their_first_day():
    labs, _ = read()
    days = [labs.started(date(2026, 1, 1) + timedelta(days=n)) for n in (-1, 0, 1, 400)]
    assert days == [False, True, True, True]


def test_a_suspension_begins_on_its_day():
    labs, _ = read()
    reasons = [labs.closed("piao", date(2027, 1, 15) + timedelta(days=n)) for n in (-1, 0, 1)]
    assert reasons == [None, "La segreteria ha sospeso il tema.", "La segreteria ha sospeso il tema."]
    assert labs.closed("gare", date(2027, 2, 1)) is None


def test_one_line_suspends_all_topics_and_the_one_to_be_defined():
    labs, _ = read("topic: piao", f"topic: {ALL}")
    for topic in ("piao", "gare", "da_definire"):
        assert labs.closed(topic, date(2027, 2, 1)) == "La segreteria ha sospeso il tema."


FAULTS = [
    ("available_from: 2026-01-01", "available_from: gennaio", "available_from", "available_from"),
    ("available_from: 2026-01-01\n", "", "available_from", "available_from"),
    ("available_from: 2026-01-01", "available_from: 2026-01-01\nboh: x", "boh", "available_from"),
    ("since: 2027-01-15", "since: domani", "since", "since"),
    ("reason: La segreteria ha sospeso il tema.", "reason: boh", "reason", "reason"),
    ("topic: piao", "topic: piaoo", "tema «piaoo» sconosciuto", "topic: piao"),
    ("id: gare", "id: piao", "id «piao» già usato", "id: gare"),
    ("id: gare", "id: all", "id «all» già usato", "id: gare"),
    ("see: [gare]", "see: [zzz]", "«zzz»: non è un altro tema", "see:"),
    ("see: [gare]", "see: [piao]", "«piao»: non è un altro tema", "see:"),
    ("short: Gare", f"short: {'Gare ' * 9}", "short", "short: Gare"),
    ("short: Gare, ", "", "short", "short: Gare"), ("needs: [gare ferme, appalti]", "needs: []", "needs", "appalti"),
    ("needs: [gare ferme, appalti]", "needs: [gare ferme, Gare ferme]", "già scritto in «gare»", "appalti"),
    ("needs: [gare ferme, appalti]", "needs: [Scrivere il PIAO]", "già scritto in «piao»", "appalti"),
    ("id: progetti", "id: Progetti", "id", "id: progetti"),
    ("explains: Per chi ha gare ferme da tempo.", "explains: boh", "explains", "explains: Per chi ha"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "words", "where"), FAULTS)
def test_a_fault_is_named_with_its_line(old, new, words, where):
    labs, problems = read(old, new)
    assert labs is None
    told = [line for line, text in problems if words in text]
    moved = (old + new).count("\n")
    assert any(abs(line - line_of(where)) <= moved for line in told), problems


@pytest.mark.parametrize(
    "value",
    [None, [], {}, {"available_from": "2026-01-01", "ambiti": []}, {"available_from": "2026-01-01", "ambiti": ["x"]}],
)
def test_another_file_is_told(value):
    labs, problems = parse_labs(value, {})
    assert labs is None
    assert problems


def test_the_content_holds_two_ambiti_and_twelve_topics(content: Content):
    labs = content.labs
    assert [len(ambito.topics) for ambito in labs.ambiti] == [6, 6]
    assert labs.suspended == ()
    assert (labs.catalogue_url, labs.form_url) == ("", "")
    assert labs.available_from == date(2026, 1, 1)
    for topic in labs.topics:
        assert len(topic.needs) >= 25
        assert len(topic.short) <= 30
