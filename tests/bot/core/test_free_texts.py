# SPDX-License-Identifier: EUPL-1.2
"""Every free text of every flow: what seems delicate is asked about before it is taken, whichever way it comes."""

import json

import pytest

from bot.core.markup import to_plain
from flows.slots import TextSlot
from tests.bot.core.talking import CONTENT, Talk, heard
from tests.bot.core.test_doubts import REPLIES, fills

FORMS = {name: flow for name, (flow, _) in CONTENT.flows.items()}
FREE = [(name, slot.id) for name, flow in FORMS.items() for slot in flow.slots.values() if isinstance(slot, TextSlot)]
ASKED = [(name, slot) for name, slot in FREE if FORMS[name].slots[slot].derived is None]
SECRETS = ["la collega è in malattia da mesi e siamo fermi", "RSSMRA80A01H501U", "IT60X0542811101000000123456"]
SAID = {**REPLIES, "domanda": "Vorremmo sapere se un Comune può chiedere due laboratori."}


def at(flow, slot, **other):
    """Someone of whom this question is asked."""
    talk = Talk()
    talk.says(f"/{flow}")
    told = {**SAID, **other}
    if slot == "ente" and flow == "richiesta":
        told["tipo_ente"] = "unione"
    while talk.session.prompt.slot != slot:
        talk.says(told[talk.session.prompt.slot])
    return talk


def delicate(talk, slot):
    """Whether we ask what to do with a text, which is then no answer."""
    prompt = talk.session.prompt
    return prompt.kind == "sensitive" and prompt.slot == slot and slot not in talk.session.answers


def test_every_flow_that_sends_something_has_free_texts():
    assert {name for name, _ in ASKED} == {"richiesta", "segreteria"}
    assert {"ente", "referente", "altri_enti", "fabbisogno", "note"} <= {slot for _, slot in ASKED}


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize(("flow", "slot"), ASKED)
def test_delicate_data_are_asked_about(flow, slot, secret):
    talk = at(flow, slot)
    said = heard(talk.says(secret))
    assert delicate(talk, slot)
    assert "sembra contenere dati personali delicati" in said


@pytest.mark.parametrize(("flow", "slot"), ASKED)
def test_what_takes_the_place_of_it_erases_it(flow, slot):
    for other in ("Lo riscrivo", "indietro", SAID.get(slot, "")):
        if other in ("", "salta"):
            continue
        talk = at(flow, slot)
        talk.says(f"{SECRETS[0]} {SECRETS[1]}")
        after = talk.says(other)
        assert [one.slots for one in after.erase] == [(slot,)], other
        kept = json.dumps([talk.sessions, talk.dialogues])
        assert "malattia" not in kept
        assert "RSSMRA" not in kept


@pytest.mark.parametrize(("flow", "slot"), ASKED)
def test_it_can_be_sent_so(flow, slot):
    talk = at(flow, slot)
    talk.says("Maria Rossi in malattia" if slot == "referente" else "Valle Verde, collega in malattia da mesi")
    after = talk.taps("Lascia così")
    assert "malattia" in talk.session.answers[slot].value
    assert after.erase == ()


@pytest.mark.parametrize(("flow", "slot"), ASKED)
def test_removing_is_offered_where_an_answer_is_left(flow, slot):
    talk = at(flow, slot)
    talk.says("Valle Verde, collega in malattia e ufficio fermo da mesi")
    asked = FORMS[flow].slots[slot]
    a_name = asked.required and asked.max <= 200
    assert ("remove" in talk.session.prompt.options) != a_name
    talk = at(flow, slot)
    talk.says(SECRETS[1])
    assert "remove" not in talk.session.prompt.options


def test_the_body_named_in_the_first_sentence_is_looked_at_too():
    talk = Talk()
    talk.says("/richiesta")
    talk.says("ho letto")
    talk.says("Unione dei Comuni Valle Verde, la presidente ha un tumore")
    assert "ente" not in talk.session.answers
    assert "tumore" not in json.dumps(talk.sessions)


@pytest.mark.parametrize("channel", ["email", "telegram"])
def test_an_opening_sentence_fills_no_free_text_with_it(channel):
    talk = Talk(channel=channel, address="a.b@unione.example" if channel == "email" else "123")
    talk.says("Siamo l'Unione Malati di Cancro e vorremmo chiedere un capacity lab sul PIAO.")
    kept = [session for session in map(talk.session_of, talk.sessions) if session]
    assert all("ente" not in {**one.answers, **one.proposed} for one in kept)


def test_a_line_of_the_mailed_form_is_refused_with_it():
    talk = Talk(channel="email", address="a.b@unione.example")
    talk.says("Vorremmo chiedere un laboratorio sul PIAO per la nostra unione di comuni.")
    after = talk.says("Tipo di ente: Unione di Comuni\nEnte: Unione Valle Verde, presidente malata\nRuolo: sindaco")
    assert "ente" not in talk.session.answers
    assert [one.slots for one in after.erase] == [("ente",)]
    assert "malata" not in json.dumps(talk.sessions)


@pytest.mark.parametrize("slot", ["comune", "ruolo"])
def test_what_stands_beside_a_choice_leaves_no_copy(slot):
    talk = at("richiesta", slot)
    talk.says({"comune": "Acri", "ruolo": "sindaco"}[slot] + ", la collega è in malattia")
    assert "malattia" not in json.dumps(talk.sessions)


def test_a_derived_text_is_corrected_under_the_same_rule():
    talk = at("richiesta", "note")
    fills(talk)
    talk.says("correggi regione")
    talk.says("malattia")
    assert talk.session.prompt.kind == "sensitive"


def test_an_answer_written_anew_leaves_no_copy_of_the_one_before():
    talk = at("richiesta", "note")
    talk.says("La collega è in malattia.")
    talk.taps("Lascia così")
    talk.says("correggi note")
    after = talk.says("Meglio a marzo.")
    assert [one.slots for one in after.erase] == [("note",)]
    assert "malattia" not in json.dumps(talk.sessions)


def test_a_delicate_name_sent_so_stays_out_of_every_subject():
    talk = at("richiesta", "ente")
    talk.says("Unione Valle Verde, presidente in malattia")
    talk.taps("Lascia così")
    fills(talk)
    talk.says("trasmetti")
    letter, receipt = talk.letters[-2:]
    assert "malattia" not in f"{letter.subject} {receipt.subject} {to_plain(receipt.text)}"
    assert "Unione di Comuni" in letter.subject
