# SPDX-License-Identifier: EUPL-1.2
"""The form sent by mail."""

import pytest

from flows.definition import resolve
from flows.forms import buttons_of, form, only_if
from flows.replies import Form
from flows.routes import possible
from flows.session import Answer
from tests.flows.person import FLOWS, of, person_at
from tests.flows.small_flow import LISTS, flow_with


def sheet(**more) -> Form:
    person = person_at(channel="email", **more)
    return of(person.last, Form)[0]


def test_every_question_still_possible_is_numbered_once():
    items = sheet().items
    assert [item.number for item in items] == list(range(1, len(items) + 1))
    assert [item.slot for item in items] == [slot.id for slot, _ in possible(FLOWS["richiesta"], {})]


def test_a_question_that_depends_on_another_says_so():
    told = {item.slot: item.only_if for item in sheet().items}
    assert told["comune"] == "Tipo di ente: Comune"
    assert (
        told["ente"]
        == "Tipo di ente: Unione di Comuni, Città metropolitana, Comuni in convenzione, Altro ente pubblico"
    )
    assert told["con_comune"] == "Tipo di ente: Altro ente pubblico"
    assert told["email"] == ""


def test_numbers_stay_when_some_answers_are_known():
    first = {item.slot: item.number for item in sheet().items}
    later = {item.slot: item.number for item in sheet(until="referente").items}
    assert later.items() <= first.items()
    assert "comune" not in later


def test_optional_questions_are_marked():
    required = {item.slot: item.required for item in sheet().items}
    assert not required["pec"]
    assert required["email"]


def test_an_answer_being_corrected_is_asked_alone():
    person = person_at(until="", channel="email")
    person.taps("edit:codice_ipa")
    (shown,) = of(person.last, Form)
    assert [(item.slot, item.value) for item in shown.items] == [("codice_ipa", "")]
    person.taps("edit:telefono", prompt=person.session.prompt.id)
    person.orders("edit", "telefono")
    (shown,) = of(person.last, Form)
    assert [(item.slot, item.value) for item in shown.items] == [("telefono", "+39 0984123456")]


def test_what_was_answered_stands_above():
    shown = sheet(until="lab")
    assert [line.slot for line in shown.accepted][:3] == ["presa_visione", "tipo_ente", "comune"]


def test_a_fault_is_shown_with_what_was_typed():
    person = person_at(until="email", channel="email")
    shown = form(person.flow, person.session, faults={"referente": ("too_short", "x" * 500)})
    item = next(item for item in shown.items if item.slot == "referente")
    assert (item.error, len(item.typed)) == ("too_short", 200)


@pytest.mark.parametrize(
    ("flow", "slot", "keys"),
    [("requisiti", "fusione", ["yes", "no"]), ("richiesta", "presa_visione", ["yes"]), ("richiesta", "email", []),
     ("richiesta", "provincia", []), ("scelta", "ambito", ["personale-organizzazione", "progetti-coesione"])],
)  # fmt: skip
def test_answers_to_tap(flow, slot, keys):
    found = FLOWS[flow]
    assert [button.key for button in buttons_of(found, found.slots[slot], person_at(flow).session)] == keys


def test_a_yes_or_no_may_open_a_question():
    fork = ("collect: [piccolo]\n    next: [{to: tema}]",
            "collect: [piccolo]\n    next: [{when: {slot: piccolo, is: sì}, to: riepilogo}, {to: tema}]")  # fmt: skip
    flow = resolve(flow_with(fork)[0], LISTS)
    big = {"abitanti": Answer(value="6000")}
    assert {slot.id: only_if(flow, when) for slot, when in possible(flow, big)}["tema"] == "Piccolo: no"


def test_only_a_choice_opens_a_question():
    flow = FLOWS["requisiti"]
    branch = flow.step("residenti").next[0]
    assert only_if(flow, branch.when) == "Popolazione: "
    assert only_if(flow, None) == ""
    assert only_if(flow, flow.step("inizio").next[0].when) == ""
