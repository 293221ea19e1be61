# SPDX-License-Identifier: EUPL-1.2
"""What is shown for the question that is open."""

import pytest

from flows.replies import Ask, Exit, Form, Notice, Review
from flows.screens import cards, cause_of, coded, controls_of, previous, sent_prompt, show, typed_key, unchanged
from flows.session import Answer, Prompt
from tests.flows.person import FLOWS, of, person_at


def keys(buttons) -> list[str]:
    return [button.key for button in buttons]


# Where the person is, after how many failures: the controls.
CONTROLS = [
    ("presa_visione", 0, []), ("tipo_ente", 0, []), ("comune", 0, ["back"]), ("comune", 1, ["back", "edit:tipo_ente"]),
    ("comune", 3, ["back", "edit:tipo_ente", "human"]), ("altri_enti", 0, ["skip", "back"]),
    ("altri_enti", 3, ["skip", "back", "human"]),
    ("email", 2, ["back"]), ("email", 3, ["back", "human"]),
]  # fmt: skip


@pytest.mark.parametrize(("slot", "bad", "expected"), CONTROLS)
def test_controls_follow_the_question_and_its_failures(slot, bad, expected):
    person = person_at(until=slot)
    assert keys(controls_of(person.flow, person.flow.slots[slot], person.session, bad)) == expected


def test_a_correction_can_be_left_as_it_was():
    person = person_at(until="")
    person.taps("edit:pec")
    assert keys(of(person.last, Ask)[0].controls) == ["skip", "keep", "back"]


def test_new_controls_come_last_so_that_numbers_stay():
    person = person_at(until="tipo_ente")
    before = person.session.prompt.options
    for _ in range(3):
        person.says("boh")
    assert person.session.prompt.options[: len(before)] == before


@pytest.mark.parametrize(
    ("slot", "before"),
    [("tipo_ente", None), ("comune", "tipo_ente"), ("lab", "comune"), ("", "note"), ("ignota", "note")],
)
def test_the_question_before_is_the_last_one_answered(slot, before):
    person = person_at(until="")
    found = previous(person.flow, person.session, slot)
    assert (found.id if found else None) == before


def test_the_same_prompt_always_shows_the_same():
    person = person_at(until="lab")
    first = show(person.flow, person.session, "telegram")
    assert show(person.flow, person.session, "terminal") == first
    assert isinstance(show(person.flow, person.session, "email"), Form)


def test_a_review_numbers_its_rows_before_its_ends():
    person = person_at(until="")
    shown = show(person.flow, person.session, "telegram")
    assert isinstance(shown, Review)
    assert keys(shown.buttons) == list(person.session.prompt.options)
    assert keys(shown.buttons)[-3:] == ["submit", "own_mail", "cancel"]
    assert "edit:presa_visione" not in keys(shown.buttons)
    assert "edit:codice_ipa" in keys(shown.buttons)


def test_a_correction_offers_no_draft_and_is_sent_only_if_something_changed():
    person = person_at(until="")
    person.taps("submit")
    person.says("correggi la richiesta")
    assert unchanged(person.flow, person.session)
    assert keys(of(person.last, Review)[0].buttons)[-1:] == ["cancel"]
    person.taps("edit:note")
    person.says("Meglio a marzo.")
    assert not unchanged(person.flow, person.session)
    assert keys(of(person.last, Review)[0].buttons)[-2:] == ["submit", "cancel"]


def test_what_was_derived_is_shown_while_it_is_corrected():
    person = person_at(until="")
    assert of(person.taps("edit:regione_comune"), Ask)[0].current == "Calabria"
    person.says("Puglia")
    assert of(person.taps("edit:regione_comune"), Ask)[0].current == "Puglia"


@pytest.mark.parametrize(
    ("flow", "options"), [("richiesta", ("correct", "withdraw", "second")), ("segreteria", ("another", "close"))]
)
def test_what_can_be_done_after_sending(flow, options):
    assert sent_prompt(FLOWS[flow], "12345678").options == options


@pytest.mark.parametrize(("flow", "code"), [("richiesta", "already_sent"), ("segreteria", "already_asked")])
def test_what_was_sent_is_never_shown_as_a_question(flow, code):
    person = person_at(flow)
    session = person.session.changed(status="submitted", prompt=sent_prompt(person.flow, "12345678"))
    shown = show(person.flow, session, "telegram")
    assert isinstance(shown, Notice)
    assert shown.code == code


def test_an_exit_of_several_lines_names_the_weakest_one_s_answer():
    person = person_at("requisiti")
    for text in ("lab", "unione", "CS", "costo"):
        person.says(text)
    spec = person.flow.step("esito_lab").exit
    assert cause_of(person.flow, person.session, spec) == "tipo_ente"
    assert cause_of(person.flow, person.session.changed(answers={}), spec) == "tipo_ente"
    assert of(person.last, Exit)[0].outcome == "to_confirm"


def test_cards_are_the_topics_a_need_leads_to_or_a_whole_list():
    person = person_at("orientamento")
    for text in ("comune", "sindaco", "Calabria", "personale"):
        person.says(text)
    spec = person.flow.step("lab").exit
    assert [card.id for card in cards(person.flow, person.session, spec)] == [
        "attrattivita",
        "reclutamento",
        "retention",
    ]
    assert cards(person.flow, person.session.changed(answers={"bisogno": Answer(value="ignoto")}), spec) == ()
    whole = FLOWS["incontri"].step("calendario").exit
    assert len(cards(FLOWS["incontri"], person.session, whole)) == 2


def test_a_button_is_named_by_its_words():
    prompt = Prompt(id="12345678", kind="exit", options=("edit:tipo_ente", "flow:richiesta", "faq"))
    assert typed_key(prompt, "correggi") == "edit:tipo_ente"
    assert typed_key(prompt, "tipo ente") == "edit:tipo_ente"
    assert typed_key(prompt, "richiesta") == "flow:richiesta"
    assert typed_key(prompt, "ho una domanda") == "faq"
    assert typed_key(prompt, "gatto") is None


def test_codes_name_phrases():
    assert [button.code for button in coded(("edit:comune", "flow:richiesta", "faq"))] == [
        "edit",
        "flow.richiesta",
        "faq",
    ]
