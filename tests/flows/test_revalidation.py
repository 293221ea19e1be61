# SPDX-License-Identifier: EUPL-1.2
"""A flow that changed under someone."""

import pytest

from flows.replies import Ask, Notice, Review
from flows.revalidation import rebase
from flows.session import Answer, new_session
from flows.slots import ChoiceSlot
from tests.flows.person import load, make_lists, of, person_at


def without(flow, slot: str, option: str):
    """The flow as if an option had been taken away."""
    old = flow.slots[slot]
    assert isinstance(old, ChoiceSlot)
    kept = old.model_copy(update={"options": tuple(one for one in old.options if one.id != option)})
    return flow.model_copy(update={"slots": {**flow.slots, slot: kept}, "digest": f"senza {option}"})


def test_a_new_session_takes_today_s_definition_in_silence():
    flow = load("richiesta")
    session, told = rebase(flow, new_session("s", "richiesta"))
    assert (session.digest, told) == (flow.digest, None)
    assert rebase(flow, session) == (session, None)


def test_what_no_longer_holds_is_named_and_the_rest_kept():
    person = person_at(until="")
    person.flow = without(person.flow, "ruolo", "segretario")
    (told,) = of(person.says("ripeti"), Notice)
    assert (told.code, told.values["labels"]) == ("flow_changed", "«Ruolo»")
    assert set(person.session.answers) == {"presa_visione", "tipo_ente", "comune", "lab", "fabbisogno", "altri_enti",
                                           "referente",
                                           "email", "telefono", "pec", "note"}  # fmt: skip
    assert person.slot == "ruolo"
    assert of(person.says("sindaco"), Review)


def test_a_question_that_is_no_longer_there_is_dropped_without_a_word():
    person = person_at(until="email")
    person.session = person.session.changed(
        answers={**person.session.answers, "vecchia": Answer(value="x")}, digest="prima"
    )
    assert of(person.says("ripeti"), Notice) == []
    assert "vecchia" not in person.session.answers


def test_a_text_typed_in_time_still_counts():
    person = person_at(until="email")
    person.flow = person.flow.model_copy(update={"digest": "altro"})
    person.says("a@comune.example")
    assert person.session.answers["email"].value == "a@comune.example"


def test_an_old_button_only_shows_the_question_again():
    person = person_at(until="tipo_ente")
    old = person.session.prompt.id
    person.flow = person.flow.model_copy(update={"digest": "altro"})
    result = person.taps("comune", prompt=old)
    assert of(result, Ask)[0].slot == "tipo_ente"
    assert "tipo_ente" not in person.session.answers
    assert person.session.prompt.id != old


@pytest.mark.parametrize("answers", [True, False])
def test_some_changes_begin_again(answers):
    person = person_at(until="email" if answers else None)
    person.flow = person.flow.model_copy(update={"on_change": "restart", "digest": "altro"})
    told = [one.code for one in of(person.says("ripeti"), Notice)]
    assert told == (["flow_restarted"] if answers else [])
    assert (person.session.answers, person.slot) == ({}, "presa_visione")


def test_what_was_sent_is_left_alone():
    person = person_at(until="")
    person.taps("submit")
    sent = person.session.answers
    person.flow = without(person.flow, "ruolo", "segretario")
    result = person.says("ripeti")
    assert [one.code for one in of(result, Notice)] == ["already_sent"]
    assert (person.session.answers, person.session.status) == (sent, "submitted")


def test_a_suspended_topic_can_still_be_withdrawn_with_its_name():
    person = person_at(until="")
    person.taps("submit")
    person.flow = load("richiesta", make_lists(closed=["piao"], note="Completo."))
    person.says("ritira la richiesta")
    (effect,) = [one for one in person.orders("withdrawn").effects if type(one).__name__ == "SubmitRequest"]
    assert effect.kind == "withdrawal"
    assert {row.slot: row.value for row in effect.rows}["lab"] == "Piao"


def test_a_request_on_a_suspended_topic_is_corrected_to_another():
    person = person_at(until="")
    person.taps("submit")
    person.flow = load("richiesta", make_lists(closed=["piao"], note="Completo."))
    person.says("correggi la richiesta")
    assert person.slot == "lab"
    person.says("reclutamento")
    assert person.kind == "review"


def test_a_withdrawal_survives_a_question_that_changed():
    person = person_at(until="")
    person.taps("submit")
    person.flow = without(person.flow, "tipo_ente", "comune")
    assert [one.kind for one in person.orders("withdrawn").effects if type(one).__name__ == "SubmitRequest"] == [
        "withdrawal"
    ]
