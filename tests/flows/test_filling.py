# SPDX-License-Identifier: EUPL-1.2
"""A form that comes back by mail, in any order and state."""

import pytest

from flows.events import Reading
from flows.replies import Ask, Erase, Exit, Form, Notice, Review
from tests.flows.person import ACRI, TYPED, of, person_at

PLACE = {"comune": Reading(places=(ACRI,), sure=True)}
WHOLE = {**TYPED, "lab": "Piao"}


def errors(result) -> dict[str, str]:
    return {item.slot: item.error for item in of(result, Form)[0].items if item.error}


def test_a_whole_form_leads_to_the_review():
    person = person_at(channel="email")
    assert of(person.fills(readings=PLACE, **WHOLE), Review)
    assert person.session.answers["comune"].source == "form"


def test_lines_are_read_in_the_order_of_the_form_whatever_the_order_written():
    person = person_at(channel="email")
    person.fills(readings=PLACE, **dict(reversed(WHOLE.items())))
    assert person.kind == "review"


def test_what_reads_well_is_kept_and_the_rest_is_asked():
    person = person_at(channel="email")
    result = person.fills(readings=PLACE, tipo_ente="Comune", comune="Acri", email="non è un indirizzo", telefono="112")
    assert errors(result) == {"email": "email", "telefono": "phone_short"}
    assert set(person.session.answers) == {"tipo_ente", "comune"}
    assert [line.slot for line in of(result, Form)[0].accepted][:2] == ["tipo_ente", "comune"]
    assert person.slot == "presa_visione"


def test_a_line_of_a_branch_not_taken_is_not_complained_about():
    person = person_at(channel="email")
    result = person.fills(readings=PLACE, presa_visione="letto", tipo_ente="Comune", comune="Acri", provincia="Francia")
    assert errors(result) == {}


@pytest.mark.parametrize(
    "said", ["come nella richiesta precedente", "vedi allegato", "da definire", "boh", "altro ente"]
)
def test_what_names_no_body_is_a_fault_on_paper_too(said):
    result = person_at(channel="email").fills(presa_visione="letto", tipo_ente="Unione di Comuni", ente=said)
    assert errors(result) == {"ente": "body_name"}


def test_empty_lines_and_unknown_ones_are_left_out():
    person = person_at(channel="email")
    person.fills(tipo_ente="  ", ignota="x", presa_visione="letto")
    assert set(person.session.answers) == {"presa_visione"}


def test_a_wrong_line_among_good_ones_is_asked_although_all_is_answered():
    person = person_at(until="", channel="email")
    result = person.fills(email="boh")
    assert errors(result) == {"email": "email"}
    assert (person.kind, person.slot) == ("ask", "email")
    assert person.session.answers["email"].value == "maria.rossi@comune.example"
    assert of(person.says("altra@comune.example"), Review)


def test_a_derived_value_can_be_corrected_on_paper():
    person = person_at(channel="email")
    person.fills(readings=PLACE, **WHOLE, codice_ipa="acricom")
    assert person.session.answers["codice_ipa"].value == "acricom"


def test_homonyms_on_paper_are_a_fault():
    person = person_at(channel="email")
    result = person.fills(readings={"comune": Reading(places=(ACRI, ACRI))}, tipo_ente="Comune", comune="Castro")
    assert errors(result) == {"comune": "which_place"}


def test_delicate_text_on_paper_is_erased_at_once():
    person = person_at(channel="email")
    result = person.fills(
        readings={"fabbisogno": Reading(sensitive=("health",))}, fabbisogno="Rossi è in malattia da mesi, siamo fermi."
    )
    assert errors(result) == {"fabbisogno": "sensitive"}
    assert of(result, Erase)[0].slots == ("fabbisogno",)
    assert "malattia" not in person.session.to_json()


@pytest.mark.parametrize("status", ["cancelled", "expired", "withdrawn", "submitted"])
def test_a_form_for_what_has_ended_changes_nothing(status):
    person = person_at(until="", channel="email")
    person.session = person.session.changed(status=status, answers={}, prompt=None)
    result = person.fills(email="x@comune.example")
    assert person.session.answers == {}
    assert not of(result, Form)
    assert person.session.status == status


def test_a_form_can_lead_out_and_be_mended():
    person = person_at(channel="email")
    assert of(person.fills(presa_visione="letto", tipo_ente="impresa"), Exit)
    result = person.fills(readings=PLACE, tipo_ente="Comune", comune="Acri")
    assert of(result, Form) or of(result, Ask)
    assert person.session.status == "active"


def test_a_pec_for_ordinary_mail_is_taken_from_a_form_and_told_once():
    person = person_at(channel="email")
    result = person.fills(email="a@pec.comune.example", pec="b@pec.comune.example")
    assert [one.values["email"] for one in of(result, Notice)] == ["a@pec.comune.example"]
    assert person.session.answers["email"].value == "a@pec.comune.example"
    assert of(person.fills(email="a@pec.comune.example"), Notice) == []
