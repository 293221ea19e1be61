# SPDX-License-Identifier: EUPL-1.2
"""Whatever an author writes in a header or a row, the complaint is in the author's language."""

import pytest

from knowledge.events import parse_meetings
from knowledge.labs import parse_labs
from knowledge.parser import Header, parse_entry, parse_sources

ODD = ["", "x", "domani", ["x"], {"x": "y"}, "2026-13-01"]
ENGLISH = ("should", "valid", "Input", "required", "permitted")


def said(problems: list[tuple[int, str]]) -> str:
    return "\n".join(text for _, text in problems)


@pytest.mark.parametrize("key", list(Header.model_fields))
@pytest.mark.parametrize("value", ODD, ids=str)
def test_a_faulty_entry_is_explained_in_italian(key, value):
    header = {"title": "Una domanda intera?", "facet": "cosa", key: value}
    _, problems = parse_entry("a/b", header, {}, "Testo.", 3)
    assert not any(word in said(problems).replace("«valid_", "") for word in ENGLISH), problems


@pytest.mark.parametrize("key", ["name", "date", "note", "url", "boh"])
@pytest.mark.parametrize("value", ODD, ids=str)
def test_a_faulty_source_is_explained_in_italian(key, value):
    _, problems = parse_sources({"S0": {"name": "ANCI", key: value}}, {})
    assert not any(word in said(problems) for word in ENGLISH), problems


@pytest.mark.parametrize("key", ["id", "title", "city", "region", "date", "hour", "also", "sources", "enrolment_url"])
@pytest.mark.parametrize("value", ODD, ids=str)
def test_a_faulty_meeting_is_explained_in_italian(key, value):
    row = {"id": "bari-2027", "title": "Incontro a Bari", "city": "Bari", "region": "Puglia", "date": "2027-01-01"}
    _, problems = parse_meetings({"meetings": [{**row, key: value}]}, {})
    assert not any(word in said(problems) for word in ENGLISH), problems


@pytest.mark.parametrize("key", ["id", "title", "short", "explains", "needs", "see"])
@pytest.mark.parametrize("value", ODD, ids=str)
def test_a_faulty_topic_is_explained_in_italian(key, value):
    topic = {
        "id": "piao",
        "title": "PIAO",
        "short": "PIAO",
        "explains": "Per chi deve scrivere il PIAO.",
        "needs": ["x"],
    }
    file = {
        "available_from": "2026-01-01",
        "ambiti": [{"id": "a", "title": "Ambito", "topics": [{**topic, key: value}]}],
    }
    _, problems = parse_labs(file, {})
    assert not any(word in said(problems) for word in ENGLISH), problems


@pytest.mark.parametrize("key", ["available_from", "ambiti", "suspended", "form_url"])
@pytest.mark.parametrize("value", ODD, ids=str)
def test_a_faulty_head_of_the_labs_is_explained_in_italian(key, value):
    file = {"available_from": "2026-01-01", "ambiti": [{"id": "a", "title": "Ambito", "topics": []}]}
    _, problems = parse_labs({**file, key: value}, {})
    assert not any(word in said(problems) for word in ENGLISH), problems
