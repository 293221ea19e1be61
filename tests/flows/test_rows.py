# SPDX-License-Identifier: EUPL-1.2
"""The lines of the review and of the letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.replies import Doubt
from flows.rows import derived_slots, doubts, heading, outcome, row, rows, sent_rows, shown, submission_key, values
from flows.session import Answer
from flows.wording import plain
from tests.flows.content import REAL, comune
from tests.flows.person import ACRI, FLOWS, person_at

FLOW = FLOWS["richiesta"]


def test_what_follows_from_a_comune_stands_under_it():
    lines = rows(FLOW, person_at(until="lab").session.answers)
    assert [line.slot for line in lines] == [
        "presa_visione", "tipo_ente", "comune", "provincia_comune", "regione_comune", "codice_catastale", "codice_ipa",
    ]  # fmt: skip
    told = {line.slot: (line.value, line.derived) for line in lines}
    assert told["comune"] == ("Acri", False)
    assert told["provincia_comune"] == ("Cosenza", True)
    assert told["regione_comune"] == ("Calabria", True)
    assert told["codice_catastale"] == ("A053", True)
    assert told["codice_ipa"] == ("c_a053", True)


def test_a_name_is_printed_as_the_list_writes_it():
    flow, place = REAL["richiesta"], comune("Reggio di Calabria")
    assert (
        shown(flow, flow.slots["comune"], Answer(value=place.code, raw="reggio calabria", place=place))
        == "Reggio di Calabria"
    )


SHOWN = [
    ("tipo_ente", "unione", "Unione di Comuni"), ("lab", "da_definire", "Da definire con la segreteria"),
    ("lab", "ignoto", "ignoto"),
    ("provincia", "cs", "Cosenza"), ("presa_visione", "1234abcd", "sì"), ("email", "a@b.it", "a@b.it"),
    ("note", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "words"), SHOWN)
def test_a_value_is_shown_as_people_read_it(name, value, words):
    assert shown(FLOW, FLOW.slots[name], Answer(value=value)) == words


def test_yes_and_no_are_words():
    flow = FLOWS["requisiti"]
    said = [shown(flow, flow.slots["fusione"], Answer(value=value)) for value in ("yes", "no", "boh")]
    assert said == ["sì", "no", ""]


def test_a_skipped_answer_is_a_line_too():
    line = row(FLOW, FLOW.slots["pec"], Answer(value=""))
    assert (line.skipped, line.value) == (True, "")


def test_a_skipped_comune_derives_nothing():
    answers = {"presa_visione": Answer(value="x"), "tipo_ente": Answer(value="altro_pubblico"),
               "ente": Answer(value="Consorzio X"),
               "provincia": Answer(value="cs"), "con_comune": Answer(value="")}  # fmt: skip
    assert [line.slot for line in rows(FLOW, answers)][-1] == "con_comune"
    assert derived_slots(FLOW, "con_comune") == ()


def test_the_region_of_a_province_stands_under_it_and_can_be_corrected():
    answers = {"presa_visione": Answer(value="x"), "tipo_ente": Answer(value="unione"),
               "ente": Answer(value="Unione Valle Verde"), "provincia": Answer(value="cs")}  # fmt: skip
    flow = REAL["richiesta"]
    assert [(line.slot, line.value, line.derived) for line in rows(flow, answers)][-2:] == [
        ("provincia", "Cosenza", False), ("regione", "Calabria", True),
    ]  # fmt: skip
    corrected = rows(flow, {**answers, "regione": Answer(value="Basilicata")})[-1]
    assert (corrected.value, corrected.corrected) == ("Basilicata", True)


def test_texts_name_only_what_was_answered():
    answers = {"comune": Answer(value="A053", place=ACRI), "note": Answer(value=""), "ignota": Answer(value="x")}
    assert values(FLOW, answers) == {"comune": "Acri"}


OUTCOMES = [
    ((), ""),
    (("yes",), "yes"),
    (("yes", "to_confirm"), "to_confirm"),
    (("to_confirm", "no", "yes"), "no"),
    (("no",), "no"),
]


@pytest.mark.parametrize(("kinds", "weakest"), OUTCOMES)
def test_the_weakest_outcome_decides(kinds, weakest):
    assert outcome(tuple(Doubt(str(i), kind, plain("x")) for i, kind in enumerate(kinds))) == weakest


def test_only_answers_of_the_route_are_weighed():
    answers = {
        "presa_visione": Answer(value="x"),
        "tipo_ente": Answer(value="unione"),
        "comune": Answer(value="A053", place=ACRI),
    }
    assert [one.id for one in doubts(FLOW, answers)] == ["unione_o_cm"]


def test_what_only_routes_the_person_is_not_sent():
    flow = FLOWS["scelta"]
    answers = {
        "modo": Answer(value="ambito"),
        "ambito": Answer(value="progetti-coesione"),
        "tema": Answer(value="affidamenti"),
    }
    assert [line.slot for line in rows(flow, answers)] == ["modo", "ambito", "tema"]
    assert [line.slot for line in sent_rows(flow, answers)] == ["ambito", "tema"]


def test_the_heading_is_the_flow_s():
    assert heading(FLOW) == "Esito orientativo, non è un parere di ANCI"
    assert heading(FLOWS["scelta"]) == ""


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_key_is_the_same_only_for_the_same_rows(one, other):
    def key(text: str, session: str = "s") -> str:
        return submission_key(session, "request", (row(FLOW, FLOW.slots["note"], Answer(value=text or "x")),))

    assert key(one) == key(one)
    assert (key(one) == key(other)) == ((one or "x") == (other or "x"))
    assert key(one) != key(one, "t")
    assert len(key(one)) == 24
