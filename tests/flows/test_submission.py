# SPDX-License-Identifier: EUPL-1.2
"""A confirmed review, its corrections and its withdrawal."""

import pytest

from flows.replies import AskWithdrawal, Draft, Erase, Handover, Notice, Review, StartFlow, SubmitRequest
from flows.rows import sent_rows
from tests.flows.person import load, make_lists, of, person_at


def codes(result) -> list[str]:
    return [one.code for one in of(result, Notice)]


def sent(**more):
    person = person_at(until="", **more)
    person.taps("submit")
    return person


def test_a_request_leaves_with_all_that_its_letter_needs():
    person = person_at(until="")
    (effect,) = of(person.taps("submit"), SubmitRequest)
    assert (effect.flow, effect.version, effect.digest) == ("richiesta", 2, person.flow.digest)
    assert (effect.letter, effect.receipt, effect.original, effect.repeats) == ("to_secretariat", "receipt", "", "")
    assert [one.id for one in effect.doubts] == ["comune_sette_regioni"]
    assert person.session.sent == (effect.key,)
    assert person.session.delivery == "queued"


def test_what_was_typed_is_forgotten_once_it_is_sent():
    person = person_at(until="")
    assert any(answer.raw for answer in person.session.answers.values())
    person.taps("submit")
    assert not any(answer.raw for answer in person.session.answers.values())


def test_each_correction_has_its_own_key_and_names_the_first():
    person = sent()
    keys = [person.session.sent[0]]
    for number in ("333 1234567", "0984 123456", "333 1234567"):
        person.says("correggi la richiesta")
        person.says("modifica il telefono")
        person.says(number)
        (effect,) = of(person.taps("submit"), SubmitRequest)
        assert (effect.kind, effect.original) == ("amendment", keys[0])
        assert codes(person.last) == ["amended"]
        keys.append(effect.key)
    assert len(set(keys)) == 4
    assert person.session.sent == tuple(keys)


def test_a_correction_without_a_change_cannot_be_confirmed_by_its_code():
    person = sent(channel="email")
    person.says(f"CONFERMO {person.session.prompt.id}")
    person = person_at(until="", channel="email")
    person.says(f"CONFERMO {person.session.prompt.id}")
    person.says("correggi la richiesta")
    result = person.says(f"CONFERMO {person.session.prompt.id}")
    assert codes(result) == ["nothing_changed"]
    assert not of(result, SubmitRequest)


def test_an_earlier_request_is_not_asked_about_when_correcting():
    person = sent()
    person.says("correggi la richiesta")
    person.says("modifica il telefono")
    person.says("333 1234567")
    assert of(person.taps("submit", earlier="C4C-0001"), SubmitRequest)


def test_a_question_passed_on_is_not_compared_with_requests():
    person = person_at("segreteria")
    for text in ("ho letto", "a@b.it", "Possiamo chiedere un laboratorio a febbraio?", "salta"):
        person.says(text)
    (effect,) = of(person.taps("submit", earlier="C4C-0001"), Handover)
    assert (effect.letter, effect.receipt) == ("question_to_secretariat", "question_receipt")
    assert codes(person.last) == ["handed_over"]
    assert person.session.prompt.options == ("another", "close")
    assert [button.key for button in of(person.last, Notice)[0].buttons] == ["another", "close"]
    assert of(person.says("un'altra domanda"), StartFlow)[0].origin == "second"


def test_a_question_can_neither_be_corrected_nor_withdrawn():
    person = person_at("segreteria")
    for text in ("ho letto", "a@b.it", "Possiamo chiedere un laboratorio a febbraio?", "salta"):
        person.says(text)
    person.taps("submit")
    for result in (person.says("correggi la richiesta"), person.says("ritira"), person.orders("withdrawn")):
        assert not of(result, SubmitRequest)
        assert not of(result, AskWithdrawal)
        assert person.session.status == "submitted"


def test_a_draft_is_the_same_for_the_same_rows():
    person = person_at(until="")
    keys = {of(person.taps("own_mail"), Draft)[0].key for _ in range(2)}
    assert len(keys) == 1
    assert person.session.sent == ()


@pytest.mark.parametrize("flow", ["requisiti", "incontri"])
def test_a_flow_that_sends_nothing_has_nothing_to_correct(flow):
    person = person_at(flow)
    for text in ("correggi la richiesta", "ritira"):
        assert codes(person.says(text)) == ["nothing_sent"]
    assert codes(person.orders("withdrawn")) == ["nothing_sent"]
    assert person.session.status == "active"


def test_a_withdrawal_names_the_request_and_forgets_it():
    person = sent()
    first = person.session.sent[0]
    assert of(person.says("ritira la richiesta"), AskWithdrawal)
    result = person.orders("withdrawn")
    (effect,) = of(result, SubmitRequest)
    assert (effect.kind, effect.original) == ("withdrawal", first)
    assert of(result, Erase)[0].slots == ()
    assert codes(result) == ["withdrawn"]
    assert codes(person.says("ritira la richiesta")) == ["over"]


def test_while_requests_are_suspended_none_is_corrected_but_one_can_be_withdrawn():
    person = sent()
    person.flow = load("richiesta", make_lists([option.id for option in make_lists()["labs"]], "Sospese."))
    assert codes(person.says("correggi la richiesta")) == ["suspended", "sent_suspended"]
    assert person.session.status == "submitted"
    assert of(person.says("ritira"), AskWithdrawal)
    assert [one.kind for one in of(person.orders("withdrawn"), SubmitRequest)] == ["withdrawal"]


@pytest.mark.parametrize("words", ["ritira", "ritira la richiesta"])
def test_until_a_withdrawal_is_confirmed_nothing_changes(words):
    person = sent()
    before = person.session
    result = person.says(words)
    assert result.replies == ()
    assert of(result, AskWithdrawal)[0].session == before.id
    assert (person.session.prompt, person.session.answers) == (before.prompt, before.answers)


@pytest.mark.parametrize("suspended", [False, True])
def test_what_is_being_corrected_can_be_withdrawn_as_it_was_sent(suspended):
    person = sent()
    (first,) = {row.value for row in sent_rows(person.flow, person.session.answers) if row.slot == "telefono"}
    person.says("correggi la richiesta")
    person.says("modifica il telefono")
    person.says("333 1234567")
    if suspended:
        person.flow = load("richiesta", make_lists([option.id for option in make_lists()["labs"]], "Sospese."))
    else:
        assert of(person.says("ritira la richiesta"), AskWithdrawal)
    (effect,) = of(person.orders("withdrawn"), SubmitRequest)
    assert {row.value for row in effect.rows if row.slot == "telefono"} == {first}
    assert (person.session.status, person.session.answers, person.session.before) == ("withdrawn", {}, {})


def test_a_correction_left_half_way_goes_with_what_was_sent():
    person = sent()
    person.says("correggi la richiesta")
    person.says("modifica il telefono")
    assert codes(person.waits(5, "remind")) == []
    result = person.waits(30, "expire")
    assert codes(result) == []
    assert of(result, Erase)
    assert (person.session.status, person.session.answers, person.session.before) == ("submitted", {}, {})


def test_a_second_tap_on_the_same_review_sends_nothing_more():
    person = person_at(until="")
    token = person.session.prompt.id
    assert len(of(person.taps("submit", prompt=token), SubmitRequest)) == 1
    for _ in range(3):
        assert of(person.taps("submit", prompt=token), SubmitRequest) == []
    assert not of(person.last, Review)
