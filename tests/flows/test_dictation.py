# SPDX-License-Identifier: EUPL-1.2
"""Several answers in one text, as they are dictated, listed or signed."""

import pytest

from flows.dictation import dictated, group_of, labelled, names_of_question
from flows.replies import Notice
from tests.flows.person import FLOWS, of, person_at

FLOW = FLOWS["richiesta"]
GROUP = group_of(FLOW, FLOW.slots["referente"])
NAME, TEL, MAIL = "Mario Rossi", "+39 0984123456", "m.rossi@comune.example"


def read(text, **more):
    return {name: answer.value for name, answer in dictated(FLOW, GROUP, text, **more).items()}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("allora il referente è mario rossi il telefono è 0984 123456 la mail è m.rossi@comune.example",
         {"referente": "mario rossi", "telefono": TEL, "email": MAIL}),
        ("Mario Rossi, segretario comunale, 0984 123456, m.rossi@comune.example",
         {"referente": NAME, "ruolo": "segretario", "telefono": TEL, "email": MAIL}),
        ("Nome: Mario Rossi\nRuolo: EQ\nTel: 0984 123456\nMail: m.rossi@comune.example",
         {"referente": NAME, "ruolo": "responsabile", "telefono": TEL, "email": MAIL}),
        ("Mario Rossi 0984 123456", {"referente": NAME, "telefono": TEL}),
        ("Mario Rossi (responsabile ufficio tecnico) tel. 0984/123456 - mail m.rossi@comune.example",
         {"referente": NAME, "ruolo": "responsabile", "telefono": TEL, "email": MAIL}),
        ("Dott.ssa Anna Verdi (segretaria)", {"referente": "Dott.ssa Anna Verdi", "ruolo": "segretario"}),
        ("sindaco Mario Rossi", {"referente": NAME, "ruolo": "sindaco"}),
        ("il responsabile è Mario Rossi", {"referente": NAME, "ruolo": "responsabile"}),
        ("m.rossi@comune.example protocollo@pec.comune.example",
         {"email": MAIL, "pec": "protocollo@pec.comune.example"}),
        ("la mail è m.rossi@comune.example e la pec è a@pec.b.example", {"email": MAIL, "pec": "a@pec.b.example"}),
        ("il numero di telefono del referente è 0984 123456", {"telefono": TEL}),
        ("Mario Rossi, tel. 0984 123456 / 333 1234567, segretario", {"referente": NAME, "ruolo": "segretario"}),
        ("Mario Rossi, a@comune.example o b@comune.example", {"referente": NAME}),
        ("Mario Rossi RSSMRA85T10A562S segretario m.rossi@comune.example 0984 123456",
         {"referente": NAME, "ruolo": "segretario", "telefono": TEL, "email": MAIL}),
        ("Mario Rossi segretario tel 0984/123456 m.rossi@comune.example",
         {"referente": NAME, "ruolo": "segretario", "telefono": TEL, "email": MAIL}),
        ("Mario Rossi mail m.rossi@comune.example 0984 123456",
         {"referente": NAME, "telefono": TEL, "email": MAIL}),
        ("il telefono ora è 0984 123456", {"telefono": TEL}),
        ("la mail giusta: m.rossi@comune.example", {"email": MAIL}),
        ("Mario Rossi, C.F. RSSMRA85T10A562S, segretario", {"referente": NAME, "ruolo": "segretario"}),
        ("segretario Mario Rossi codice fiscale: rssmra85t10a562s", {"referente": NAME, "ruolo": "segretario"}),
        ("Mario Rossi <m.rossi@comune.example>", {"referente": NAME, "email": MAIL}),
    ],
)  # fmt: skip
def test_each_answer_goes_to_its_question(text, found):
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    ["telefono e mail", "0984 123456 / 333 1234567", "a@comune.example; b@comune.example", "non so", "",
     "non so, chiamate il centralino", "x" * 500, "1", "2, 3"],
)  # fmt: skip
def test_what_is_not_clear_is_nobody_s_answer(text):
    assert read(text) == {}


def test_a_surname_that_is_also_a_role_stays_a_name():
    assert read("Dal Po Maria") == {"referente": "Dal Po Maria"}
    assert read("Anna Maria De Luca") == {"referente": "Anna Maria De Luca"}


def test_what_is_known_changes_only_under_its_own_label():
    known = ("referente", "telefono")
    assert read("istruttore amministrativo contabile categoria C", known=known) == {"ruolo": "funzionario"}
    assert read("Ugo Verdi, segretario, 333 1234567", known=known) == {"ruolo": "segretario"}
    assert read("il telefono è 333 1234567", known=known) == {"telefono": "+39 3331234567"}


def test_only_what_is_labelled_corrects_a_review():
    found = labelled(FLOW, GROUP, "no, Mario Rossi ha il cellulare 333 1234567")
    assert {name: one.value for name, one in found.items()} == {"telefono": "+39 3331234567"}
    assert labelled(FLOW, GROUP, "Mario Rossi 333 1234567") == {}
    assert labelled(FLOW, (), "il telefono è 333 1234567") == {}


@pytest.mark.parametrize(
    ("flow", "slot", "named"),
    [
        ("richiesta", "email", {"referente", "ruolo", "email", "telefono", "pec"}), ("richiesta", "fabbisogno", set()),
        ("richiesta", "note", set()), ("segreteria", "email", set()), ("orientamento", "tipo_ente", set()),
    ],
)  # fmt: skip
def test_only_the_questions_about_whom_to_write_to_are_answered_together(flow, slot, named):
    assert {one.id for one in group_of(FLOWS[flow], FLOWS[flow].slots[slot])} == named


def test_a_question_has_its_label_its_other_names_and_its_id():
    assert {"telefono", "cellulare", "numero di telefono"} <= set(names_of_question(FLOW.slots["telefono"]))


def said_back(result) -> dict[str, str]:
    return {one.values["label"]: one.values["value"] for one in of(result, Notice) if "value" in one.values}


def test_what_was_dictated_is_said_back_and_not_asked_again():
    person = person_at(until="referente")
    told = said_back(person.says("Mario Rossi, segretario, 0984 123456, m.rossi@comune.example"))
    assert told == {"Referente": NAME, "Ruolo": "Segretario", "E-mail": MAIL, "Telefono": TEL}
    assert person.slot == "pec"


def test_what_is_told_of_another_question_leaves_this_one_open():
    person = person_at(until="email")
    assert said_back(person.says("il telefono è 333 1234567")) == {"Telefono": "+39 3331234567"}
    assert (person.slot, person.session.answers["telefono"].value) == ("email", "+39 3331234567")


def test_a_question_that_holds_an_address_is_a_question():
    person = person_at(until="referente")
    result = person.says("Mario Rossi, segretario, si scrive a m.rossi@comune.example?", question=True)
    assert person.session.answers.keys().isdisjoint({"ruolo", "email"})
    assert said_back(result) == {}


def test_a_review_is_corrected_by_what_is_labelled():
    person = person_at(until="")
    told = said_back(person.says("no, la mail è ugo@comune.example e il telefono è 333 1234567"))
    assert told == {"E-mail": "ugo@comune.example", "Telefono": "+39 3331234567"}
    assert person.kind == "review"
    assert person.session.answers["referente"].value == "Maria Rossi"
