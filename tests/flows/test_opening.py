# SPDX-License-Identifier: EUPL-1.2
"""Starting a flow and coming back to it."""

import pytest

from flows.events import Reading
from flows.replies import Ask, Clarify, Notice, Review
from flows.session import new_session
from tests.flows.person import ACRI, CASTRO_BG, CASTRO_LE, FLOWS, of, person_at


def fresh(flow: str = "richiesta", **more):
    person = person_at(flow, **more)
    person.session = new_session("s2", flow)
    return person


def codes(result) -> list[str]:
    return [one.code for one in of(result, Notice)]


def test_the_introduction_says_how_many_questions_and_how_long():
    (intro,) = of(person_at().last, Notice)
    assert (intro.values["questions"], intro.values["days"]) == ("11", "30")
    assert "circa 11" in intro.text
    assert "entro 30 giorni" in intro.text


def test_a_flow_without_introduction_asks_at_once():
    result = person_at("incontri").last
    assert codes(result) == []
    assert of(result, Ask)


def test_coming_back_tells_how_far_one_was():
    person = person_at(until="email")
    (told,) = of(person.opens(), Notice)
    assert (told.code, told.values["answered"], told.values["of"]) == ("resumed", "7", "11")


@pytest.mark.parametrize("how", ["annulla", "privato"])
def test_what_has_ended_begins_anew(how):
    person = person_at(until="tipo_ente")
    person.says(how)
    result = person.opens()
    assert codes(result) == ["intro"]
    assert (person.session.answers, person.session.status) == ({}, "active")


def test_an_expired_one_begins_anew():
    person = person_at(until="email")
    person.waits(30, "expire")
    assert codes(person.opens()) == ["intro"]


def test_what_was_sent_is_not_asked_again():
    person = person_at(until="")
    person.taps("submit")
    assert codes(person.opens()) == ["already_sent"]
    assert person.session.status == "submitted"


def test_what_was_sent_survives_a_correction_that_led_out():
    person = person_at(until="")
    person.taps("submit")
    sent = person.session.answers
    person.says("correggi la richiesta")
    person.taps("edit:tipo_ente")
    person.says("impresa")
    assert person.session.status == "left"
    assert codes(person.opens()) == ["kept_as_sent"]
    assert (person.session.status, person.session.answers) == ("submitted", sent)


def test_answers_brought_along_are_taken_with_their_comune():
    person = fresh()
    reading = Reading(places=(ACRI,))
    person.opens(reading, given={"tipo_ente": "comune", "comune": "A053", "lab": "ignoto", "note": "", "zzz": "x"})
    assert set(person.session.answers) == {"tipo_ente", "comune"}
    assert person.session.answers["comune"].place == ACRI


def test_an_option_of_another_flow_may_have_another_name_here():
    person = fresh()
    person.opens(given={"tipo_ente": "regione"}, origin="requisiti")
    assert person.session.answers["tipo_ente"].value == "altro_pubblico"


def test_answers_brought_to_a_flow_under_way_reopen_its_question():
    person = person_at(until="lab")
    token = person.session.prompt.id
    person.opens(given={"lab": "piao"})
    assert person.slot == "fabbisogno"
    assert person.session.prompt.id != token


def test_a_sentence_is_read_only_when_nothing_was_said_yet():
    person = person_at(until="tipo_ente")
    person.opens(text="siamo un'unione")
    assert person.kind == "ask"
    later = fresh()
    later.opens(text="siamo un'unione, laboratorio sul piao", given={"tipo_ente": "comune"})
    (asked,) = of(later.last, Clarify)
    assert {line.slot for line in asked.rows} == {"lab"}


def test_all_that_was_brought_may_lead_to_the_end():
    person = fresh("scelta")
    result = person.opens(given={"modo": "ambito", "ambito": "personale-organizzazione", "tema": "piao"})
    assert person.kind == "exit"
    assert not of(result, Review)


def test_a_comune_of_the_sentence_is_proposed_only_if_it_is_sure():
    for sure, names in ((True, {"tipo_ente", "comune"}), (False, {"tipo_ente"})):
        person = fresh()
        person.opens(Reading(places=(CASTRO_LE,), sure=sure), text="Siamo il Comune di Castro")
        (asked,) = of(person.last, Clarify)
        assert {line.slot for line in asked.rows} == names


TWO = Reading(places=(CASTRO_BG, CASTRO_LE))


def test_homonyms_of_the_sentence_are_asked_about_first_and_nothing_else_is_lost():
    person = fresh()
    person.opens(TWO, text="Siamo il Comune di Castro, un laboratorio sul piao")
    assert (person.kind, person.session.prompt.options) == ("place", ("C337", "M261", "none"))
    person.says("in Puglia")
    (asked,) = of(person.last, Clarify)
    assert {line.slot: line.canonical for line in asked.rows} == {
        "tipo_ente": "comune", "comune": "M261", "lab": "piao",
    }  # fmt: skip


@pytest.mark.parametrize(("said", "kind", "code"), [
    ("2", "prefill", "M261"), ("BG", "prefill", "C337"), ("nessuno di questi", "prefill", None),
    ("mah", "place", None), ("sì", "place", None),
])  # fmt: skip
def test_one_of_the_homonyms_is_chosen_or_none(said, kind, code):
    person = fresh()
    person.opens(TWO, text="Siamo il Comune di Castro")
    person.says(said)
    assert person.kind == kind
    comune = person.session.proposed.get("comune")
    assert (comune.value if comune else None) == code


def test_another_comune_may_be_said_instead_of_the_homonyms():
    person = fresh()
    person.opens(TWO, text="Siamo il Comune di Castro")
    person.says("Castro", places=(CASTRO_BG, CASTRO_LE))
    assert person.kind == "place"
    person.says("Unione Valle Verde")
    assert person.kind == "place"
    person.says("no, Acri", places=(ACRI,), sure=True)
    assert person.session.proposed["comune"].place == ACRI


def test_with_no_proposal_left_the_first_question_follows():
    person = fresh()
    person.opens(TWO, text="Castro")
    person.taps("none")
    assert person.slot == "presa_visione"


def test_many_comuni_and_a_letter_are_not_asked_about():
    person = fresh()
    person.opens(Reading(places=(ACRI,) * 7), text="Siamo i Comuni di …")
    assert person.kind == "ask"
    letter = fresh(channel="email")
    letter.opens(TWO, text="Siamo il Comune di Castro")
    assert letter.kind == "prefill"


def test_every_flow_opens(flow):
    person = fresh(flow.flow)
    result = person.opens()
    assert of(result, Ask)
    assert person.session.digest == FLOWS[flow.flow].digest


def test_a_question_brought_along_is_shown_as_it_will_be_passed_on():
    asked = "Possiamo chiedere due laboratori insieme a Rende?"
    (_, told) = of(fresh("segreteria").opens(given={"domanda": asked}), Notice)
    assert (told.code, told.values["value"]) == ("noted", asked)


def test_what_was_known_before_the_notice_was_read_counts_too():
    person = fresh()
    person.opens(text="vorremmo un laboratorio sul PIAO, siamo un Comune")
    person.taps("yes")
    (told,) = [one for one in of(person.opens(), Notice) if one.code == "resumed"]
    assert told.values["answered"] == "2"
