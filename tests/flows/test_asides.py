# SPDX-License-Identifier: EUPL-1.2
"""What is said instead of an answer: a sentence in return, the same question, no try lost, nothing kept."""

import pytest

from flows.replies import Ask, Clarify, FaqAnswer, Invalid, Notice, Review, StartFlow
from tests.flows.person import of, person_at


def codes(result) -> list[str]:
    return [one.code for one in (*of(result, Notice), *of(result, Invalid))]


SLOTS = ("tipo_ente", "fabbisogno", "altri_enti", "referente", "ruolo", "email", "telefono", "pec", "note")
MET = [("grazie", "said_thanks"), ("aspetti", "said_wait"), ("buongiorno", "said_hello"), ("chi sei?", "said_who"),
       ("posso parlare con una persona?", "said_person"), ("modifica", "edit_which")]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), MET)
@pytest.mark.parametrize("slot", SLOTS)
def test_small_talk_is_met_at_every_question(slot, text, code):
    person = person_at(until=slot)
    before = person.session.prompt
    result = person.says(text, question=text.endswith("?"))
    assert codes(result) == [code]
    assert of(result, Ask)
    assert (person.slot, person.session.prompt.id, person.session.prompt.bad) == (slot, before.id, 0)
    assert slot not in person.session.answers


@pytest.mark.parametrize(
    ("slot", "text", "code"),
    [
        ("referente", "io", "not_written"), ("telefono", "lo stesso di prima", "not_written"),
        ("email", "come sopra", "not_written"), ("fabbisogno", "boh", "unknown"), ("telefono", "non so", "unknown"),
        ("email", "non ce l'ho", "unknown"), ("referente", "ok", "said_fine"),
        ("note", "va bene", "said_fine_optional"),
        ("referente", "?", "help_example"), ("telefono", "??", "help_example"), ("ruolo", "boh", "not_an_option"),
        ("email", "trasmetti", "not_yet"), ("fabbisogno", "invia", "not_yet"), ("tipo_ente", "trasmetti", "not_yet"),
        ("altri_enti", "trasmetti", "not_yet"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_said_so(slot, text, code):
    person = person_at(until=slot)
    assert codes(person.says(text)) == [code]
    assert person.slot == slot
    assert slot not in person.session.answers


@pytest.mark.parametrize(
    ("slot", "text", "code"),
    [
        ("referente", "cosa devo scrivere?", "help_example"), ("email", "quale mail?", "help_example"),
        ("ruolo", "cosa intendete per ruolo", "help"), ("ruolo", "non capisco la domanda", "help"),
        ("telefono", "ho bisogno di aiuto", "help_example"), ("telefono", "in che senso?", "help_example"),
        ("fabbisogno", "non so cosa scrivere", "help_example"), ("tipo_ente", "mi aiuti?", "help"),
        ("telefono", "è obbligatorio?", "required"), ("pec", "è obbligatoria?", "can_skip"),
        ("email", "posso saltare?", "required"), ("altri_enti", "devo per forza rispondere?", "can_skip"),
    ],
)  # fmt: skip
def test_a_question_about_the_question_is_answered_by_it(slot, text, code):
    person = person_at(until=slot)
    assert codes(person.says(text, question=True)) == [code]
    assert (person.kind, person.slot) == ("ask", slot)


@pytest.mark.parametrize(("slot", "text"), [("email", "non ho una mail"), ("telefono", "non abbiamo il telefono")])
def test_to_have_none_is_no_answer_to_what_is_needed(slot, text):
    assert codes(person_at(until=slot).says(text)) == ["unknown"]


@pytest.mark.parametrize(
    "text", ["che cosa significa PIAO?", "quale laboratorio costa meno?", "cosa devo scrivere nel PIAO?", "è gratis?"]
)
def test_a_question_about_something_else_is_searched(text):
    assert of(person_at(until="tipo_ente").says(text, question=True), FaqAnswer)


@pytest.mark.parametrize(
    ("slot", "text"), [("altri_enti", "boh"), ("pec", "non la ricordo"), ("note", "niente"), ("note", "no niente")]
)
def test_not_knowing_an_optional_answer_leaves_it_out(slot, text):
    person = person_at(until=slot)
    assert codes(person.says(text)) == []
    assert person.session.answers[slot].skipped


@pytest.mark.parametrize("slot", ["pec", "note"])
@pytest.mark.parametrize("text", ["trasmetti", "Invia", "ok trasmetti", "confermo"])
def test_to_send_at_an_optional_question_shows_the_review_and_sends_nothing(slot, text):
    person = person_at(until=slot)
    result = person.says(text)
    assert codes(result) == ["review_first"]
    assert of(result, Review)
    assert all(person.session.answers[name].skipped for name in ("note",))
    assert person.session.sent == ()


def test_to_send_while_correcting_goes_back_to_the_review_with_the_answer_as_it_was():
    person = person_at(until="")
    person.says("modifica telefono")
    assert of(person.says("trasmetti"), Review)
    assert person.session.answers["telefono"].value == "+39 0984123456"


def test_to_change_something_at_the_review_asks_which_line():
    person = person_at(until="")
    for text in ("modifica", "correggi", "cambia"):
        result = person.says(text)
        assert codes(result) == ["edit_which"]
        assert (person.kind, person.session.editing) == ("review", "")


@pytest.mark.parametrize("text", ["no lasci stare", "ho già scritto", "non serve più"])
def test_a_question_that_need_not_be_passed_on_ends_its_flow(text):
    person = person_at("segreteria")
    person.says("ho letto")
    assert codes(person.says(text)) == ["cancelled"]
    assert person.session.status == "cancelled"
    other = person_at(until="email")
    other.says(text)
    assert other.session.status == "active"


def test_the_secretariat_is_not_offered_inside_its_own_flow():
    person = person_at("segreteria")
    person.says("ho letto")
    for _ in range(4):
        (asked,) = of(person.says("xx"), Ask)
    assert "human" not in person.session.prompt.options
    assert [button.key for button in asked.controls] == []
    other = person_at(until="email")
    for _ in range(3):
        other.says("xx")
    assert "human" in other.session.prompt.options


def test_a_question_told_where_the_address_is_asked_is_kept_and_shown():
    person = person_at("segreteria")
    person.says("ho letto")
    asked = "Possiamo chiedere due laboratori insieme a Rende?"
    (told,) = of(person.says(asked, question=True), Notice)
    assert (told.code, told.values["value"]) == ("noted", asked)
    person.says("a@comune.example")
    assert (person.slot, person.session.answers["domanda"].value) == ("ente", asked)
    again = person_at("segreteria")
    again.says("ho letto")
    assert of(again.says("quanto costa un laboratorio da noi?", entry="capacity-lab/costo", question=True), FaqAnswer)


def test_a_held_question_is_answered_when_the_answer_comes_instead_of_a_choice():
    person = person_at(until="note")
    assert of(person.says("Si può fare a marzo?", question=True), Clarify)
    result = person.says("a marzo, se possibile")
    assert [one.question for one in of(result, FaqAnswer)] == ["Si può fare a marzo?"]
    assert person.session.answers["note"].value == "a marzo, se possibile"


def test_what_cannot_be_the_answer_is_asked_about_at_once():
    person = person_at(until="referente")
    result = person.says("Chi lo paga?", question=True)
    assert [one.question for one in of(result, FaqAnswer)] == ["Chi lo paga?"]
    assert (person.kind, person.slot) == ("ask", "referente")


def test_small_talk_while_something_is_asked_about_is_met_too():
    person = person_at(until="email")
    person.says("a@pec.comune.example")
    for text, code in (("grazie", "said_thanks"), ("chi sei?", "said_who"), ("aspetti", "said_wait")):
        result = person.says(text)
        assert codes(result) == [code]
        assert of(result, Clarify)[0].held == "a@pec.comune.example"


def test_a_question_of_several_places_never_starts_the_other_flow():
    person = person_at(until="email")
    assert not of(person.says("posso parlare con una persona?", question=True), StartFlow)
