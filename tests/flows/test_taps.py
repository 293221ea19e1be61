# SPDX-License-Identifier: EUPL-1.2
"""What each button does."""

import pytest

from flows.definition import resolve
from flows.replies import Ask, AskWithdrawal, Calendar, Clarify, Draft, Erase, FaqAnswer, Invalid, Notice, StartFlow
from flows.session import Prompt
from tests.flows.person import ACRI, CASTRO_BG, CASTRO_LE, FLOWS, Person, load, make_lists, of, person_at

NEED = "Si può fare anche con i Comuni vicini al nostro?"


def codes(result) -> list[str]:
    return [one.code for one in of(result, Notice)]


def test_a_closed_option_is_refused_and_asked_again():
    person = person_at(until="tipo_ente")
    person.flow = load("richiesta", make_lists(closed=["piao"], note="Completo."))
    for text in ("comune",):
        person.says(text)
    person.says("Acri", places=(ACRI,), sure=True)
    (told,) = of(person.taps("piao"), Invalid)
    assert (told.code, told.values["option"], told.values["note"]) == ("closed", "Piao", "Completo.")
    assert person.slot == "lab"


@pytest.mark.parametrize(("key", "slot"), [("skip", "referente"), ("back", "fabbisogno")])
def test_controls_do_what_their_commands_do(key, slot):
    person = person_at(until="altri_enti")
    person.taps(key)
    assert person.slot == slot


def test_the_third_failure_s_person_is_called_and_the_place_kept():
    person = person_at(until="email")
    for _ in range(3):
        person.says("boh")
    token = person.session.prompt.id
    (start,) = of(person.taps("human"), StartFlow)
    assert (start.flow, start.origin) == ("segreteria", "richiesta/email")
    assert person.session.prompt.id == token


def test_another_kind_of_body_can_be_corrected_from_the_question():
    person = person_at(until="comune")
    person.says("Unione di Acri", places=(ACRI,), sure=True)
    person.taps("edit:tipo_ente")
    assert person.slot == "tipo_ente"


def test_a_text_held_back_is_read_again_when_it_is_the_answer():
    person = person_at(until="altri_enti")
    person.says("Con chi?", question=True)
    assert of(person.taps("answer"), Ask)[0].slot == "referente"
    again = person_at(until="referente")
    (told,) = of(again.says("Chi?" * 60, question=True), Invalid)
    assert (told.code, told.attempt, again.slot) == ("too_long", 1, "referente")


def test_a_comune_in_a_question_can_still_be_the_answer():
    person = person_at(until="comune")
    person.says("Acri può chiederlo?", places=(ACRI,), sure=True, question=True)
    assert person.kind == "question"
    person.taps("answer")
    assert person.session.answers["comune"].place == ACRI


def test_none_of_the_homonyms_asks_again():
    person = person_at(until="comune")
    token = person.session.prompt.id
    person.says("Castro", places=(CASTRO_LE, CASTRO_BG))
    (told,) = of(person.taps("none"), Invalid)
    assert (told.code, person.slot, person.session.prompt.id) == ("municipality", "comune", token)


@pytest.mark.parametrize(("key", "expected"), [("M261", CASTRO_LE), ("C337", CASTRO_BG)])
def test_a_homonym_is_tapped(key, expected):
    person = person_at(until="comune")
    person.says("Castro", places=(CASTRO_LE, CASTRO_BG))
    person.taps(key)
    assert person.session.answers["comune"].place == expected


def test_delicate_text_without_a_cleaned_one_cannot_be_removed():
    person = person_at(until="note")
    (asked,) = of(person.says("Rossi è malato.", sensitive=("health",)), Clarify)
    assert [button.key for button in asked.buttons] == ["rewrite", "send"]
    result = person.taps("rewrite")
    assert (codes(result), person.slot) == (["rewrite"], "note")
    assert of(result, Erase)[0].slots == ("note",)


def test_a_proposal_is_taken_or_erased():
    for key, kept in (("yes", True), ("no", False)):
        person = person_at()
        person.session = person.session.changed(answers={}, prompt=None, digest="")
        person.opens(text="siamo il Comune, laboratorio sul piao")
        result = person.taps(key)
        assert ("lab" in person.session.answers) is kept
        assert bool(of(result, Erase)) is not kept
        assert person.session.proposed == {}


@pytest.mark.parametrize(("key", "told"), [("faq", ["faq"]), ("close", ["closed"])])
def test_the_ends_of_an_exit(key, told):
    person = person_at("segreteria")
    for text in ("ho letto", "a@b.it", NEED, "salta"):
        person.says(text)
    person.taps("submit")
    person.session = person.session.changed(
        prompt=Prompt(id="12345678", kind="exit", options=("faq", "close", "human", "cancel"))
    )
    assert codes(person.taps(key)) == told
    assert (person.session.prompt is None) is (key == "close")


def test_a_review_can_be_cancelled_and_a_person_called():
    person = person_at(until="")
    assert codes(person.taps("cancel")) == ["cancelled"]
    other = person_at(until="")
    other.session = other.session.changed(prompt=other.session.prompt.model_copy(update={"options": ("human",)}))
    assert of(other.taps("human"), StartFlow)[0].origin == "richiesta/"


def test_after_sending_one_can_correct_withdraw_or_begin_a_second():
    person = person_at(until="")
    person.taps("submit")
    person.taps("correct")
    assert person.kind == "review"
    person = person_at(until="")
    person.taps("submit")
    assert of(person.taps("withdraw"), AskWithdrawal)
    assert person.session.status == "submitted"
    (start,) = of(person.taps("second"), StartFlow)
    assert (start.flow, start.origin) == ("richiesta", "second")
    assert person.session.status == "submitted"


def test_a_meeting_goes_into_the_calendar():
    person = person_at("incontri")
    person.says("prossimi")
    person.taps("prova-2027-01-15")
    result = person.taps("ics")
    assert of(result, Calendar)[0].event == "prova-2027-01-15"
    assert codes(result) == ["calendar"]


def test_no_meeting_no_calendar():
    person = person_at("incontri")
    person.says("tutti")
    person.session = person.session.changed(
        answers={}, prompt=person.session.prompt.model_copy(update={"options": ("ics",)})
    )  # fmt: skip
    result = person.taps("ics")
    assert of(result, Calendar) == []


def test_a_draft_is_made_from_the_review():
    person = person_at(until="")
    review = person.session.prompt
    assert codes(person.taps("own_mail")) == ["own_mail", "own_mail_sent"]
    assert of(person.last, Draft)
    assert person.session.prompt == review
    assert [button.key for button in of(person.last, Notice)[1].buttons] == ["submit", "own_mail", "cancel"]


def test_a_suspended_form_offers_the_secretariat():
    names = [option.id for option in make_lists()["labs"]]
    person = Person(resolve(FLOWS["richiesta"], make_lists(names, "Sospese.")))
    assert codes(person.opens()) == ["suspended"]
    (start,) = of(person.taps("flow:segreteria"), StartFlow)
    assert (start.flow, dict(start.given)) == ("segreteria", {})
    assert codes(person.taps("zzz")) == ["suspended"]
    assert codes(person.says("ho una domanda")) == ["faq"]
    token = person.session.prompt.id
    for what in ("indietro", "modifica il comune", "trasmetti"):
        person.says(what)
        assert (person.kind, person.session.prompt.id) == ("suspended", token)
    assert codes(person.says("annulla")) == ["cancelled"]


PEC = "m.rossi@pec.comune.example"


def test_a_pec_where_ordinary_mail_goes_is_asked_about_once():
    person = person_at(until="email")
    (asked,) = of(person.says(PEC), Clarify)
    assert (asked.reason, asked.held, "email" in person.session.answers) == ("certified", PEC, False)
    person.taps("yes")
    assert (person.session.answers["email"].value, person.slot) == (PEC, "telefono")
    person.says("0984 123456")
    assert of(person.says(PEC), Clarify) == []  # the question for a PEC takes it as it is
    assert person.session.answers["pec"].value == PEC


@pytest.mark.parametrize(
    ("replies", "kept"),
    [((PEC,), PEC), (("no", "ugo@comune.example"), "ugo@comune.example"),
     (("ugo@comune.example",), "ugo@comune.example"),
     (("2",), None), (("grazie",), None)],
)  # fmt: skip
def test_a_pec_is_confirmed_or_another_address_written(replies, kept):
    person = person_at(until="email")
    person.says(PEC)
    for reply in replies:
        person.says(reply)
    answer = person.session.answers.get("email")
    assert (answer.value if answer else None) == kept


def test_a_question_about_a_pec_keeps_it_in_hand():
    person = person_at(until="email")
    person.says(PEC)
    assert of(person.says("perché?", question=True), FaqAnswer)
    assert (person.kind, person.session.prompt.held) == ("certified", PEC)


def test_a_pec_among_dictated_answers_is_told():
    person = person_at(until="referente")
    result = person.says(f"Mario Rossi, mail {PEC}, telefono 0984 123456")
    assert [one.code for one in of(result, Notice)] == ["noted", "noted", "certified", "noted"]
