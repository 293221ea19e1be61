# SPDX-License-Identifier: EUPL-1.2
"""Which letters get no answer: every rule by its name, on letters of our own and on the corpus of others."""

import json
import sys
from email import message_from_bytes
from pathlib import Path

import pytest
from mail_raws import OURS, raw

from bot.channels.email_in import receive
from bot.channels.envelope import envelope_of
from bot.channels.mail_rules import Ours, address_rule, machine_rule, sender_rule

CORPUS = Path(__file__).parents[4] / "shared" / "email_corpus"
OWN = Ours(OURS)


def rule(which=machine_rule, **headers):
    return which(envelope_of(message_from_bytes(raw(**headers))), OWN).partition(":")[0]


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        ({"From": OURS}, "own-address"),
        ({"Reply_To": OURS}, "own-address"),
        ({"X_Cap4City_Conversation": "abc"}, "own-token"),
        ({"Auto_Submitted": "auto-replied; owner-email=a@b.example"}, "auto-submitted"),
        ({"Auto_Submitted": "no"}, ""),
        ({"X_Autoreply": "yes"}, "auto-header"),
        ({"X_Apple_Action": "VACATION"}, "auto-header"),
        ({"X_MS_Exchange_Inbox_Rules_Loop": "a@b.example"}, "auto-header"),
        ({"X_Loop": "true"}, "auto-header"),
        ({"X_Loop": "assistente"}, ""),
        ({"Precedence": "list"}, "precedence"),
        ({"Precedence": "first-class"}, ""),
        ({"List_Unsubscribe": "<https://x.example>"}, "list"),
        ({"Return_Path": "<>"}, "null-return-path"),
        ({"Return_Path": "<anna@comune.example>"}, ""),
        ({"X_Failed_Recipients": "a@b.example"}, "failed-recipients"),
        ({"From": "MAILER-DAEMON@b.example"}, "robot-sender"),
        ({"From": "no-reply@b.example"}, "robot-sender"),
        ({"From": "protocollo-noreply@b.example"}, "robot-sender"),
        ({"From": "non.rispondere@b.example"}, "robot-sender"),
        ({"From": "bounces+12=x@b.example"}, "robot-sender"),
        ({"From": "comuni-bounces@lista.example"}, "robot-sender"),
        ({"From": "owner-comuni@lista.example"}, "robot-sender"),
        ({"From": "notifiche@comune.example"}, ""),  # the office that serves notices
        ({"From": "daemon.rossi@comune.example"}, ""),
        ({"X_Ricevuta": "mai-vista"}, "pec-receipt"),
        ({"From": "posta-certificata@pec.example"}, "pec-provider"),
        ({"Subject": "R: Risposta automatica: Domanda"}, "auto-subject"),
        ({"Subject": "[Comune] Fuori ufficio fino al 30"}, "auto-subject"),
        ({"Subject": "Conferma di protocollazione n. 123/2026"}, "auto-subject"),
        ({"Subject": "Avviso di registrazione protocollo"}, "auto-subject"),
        ({"Subject": "Ricevuta di protocollo 4455/2026"}, "auto-subject"),
        ({"Subject": "Protocollazione messaggio n. 12"}, "auto-subject"),
        ({"Subject": "Protocollazione in ritardo delle istanze"}, ""),
        ({"Subject": "Registrazione al protocollo informatico: un quesito"}, ""),
        ({"Subject": "Letto: Domanda"}, "auto-subject"),
        ({"Subject": "Conferma di lettura (visualizzato)"}, "auto-subject"),
        ({"Subject": "Conferma di ricezione della nostra richiesta"}, ""),
        ({"Subject": "Accettazione delle candidature"}, ""),
        ({"Subject": "Consegna del modulo"}, ""),
        ({"X_Auto_Response_Suppress": "All"}, ""),  # Exchange puts it on people's mail
        ({"Subject": "Lettura del regolamento"}, ""),
    ],
)
def test_machine_mail_is_recognised_by_its_rule(headers, name):
    assert rule(**headers) == name


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        ({"From": None}, "no-sender"),
        ({"From": ["a@b.example", "c@d.example"]}, "several-senders"),
        ({"From": "a@localhost"}, "sender-nowhere"),
        ({"From": "a@[10.0.0.1]"}, "no-sender"),
        ({"From": "a@10.0.0.1"}, "sender-nowhere"),
        ({"From": "a@b.invalid"}, "sender-nowhere"),
        ({}, ""),
    ],
)
def test_nobody_can_be_answered(headers, name):
    assert rule(sender_rule, **headers) == name


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        ({"To": "altri@comune.example"}, "not-addressed"),
        ({"To": "altri@comune.example", "Cc": OURS.upper()}, ""),
        ({"To": "altri@comune.example", "Delivered_To": OURS}, ""),
        ({"To": OURS.replace("@", "+x@")}, ""),
        ({"To": ", ".join([OURS, *(f"u{n}@b.example" for n in range(30))])}, "too-many-recipients"),
        ({"X_Spam_Flag": "YES"}, "spam"),
    ],
)
def test_being_addressed_is_a_rule_of_its_own(headers, name):
    assert rule(address_rule, **headers) == name


def rows():
    text = (CORPUS / "index.jsonl").read_text("utf-8") if CORPUS.exists() else ""
    return [json.loads(one) for one in text.splitlines()]


needs_corpus = pytest.mark.skipif(not CORPUS.exists(), reason="the corpus of others' letters is not here")


def show(capsys, figure):
    with capsys.disabled():
        sys.stdout.write(f"\n{figure}\n")


@needs_corpus
def test_machine_mail_of_the_corpus_is_recognised(capsys):
    marked = [one for one in rows() if one["is_auto"] is True]
    missed = [one["file"] for one in marked if not receive((CORPUS / one["file"]).read_bytes(), OWN).machine]
    show(capsys, f"machine mail recognised: {len(marked) - len(missed)} of {len(marked)}")
    assert len(missed) <= len(marked) // 100, missed


@needs_corpus
def test_no_letter_of_a_person_is_taken_for_machine_mail(capsys):
    people = [one for one in rows() if one["is_auto"] is False]
    wrong = [one["file"] for one in people if receive((CORPUS / one["file"]).read_bytes(), OWN).machine]
    show(capsys, f"people taken for machines: {len(wrong)} of {len(people)}")
    assert not wrong


@needs_corpus
def test_every_file_of_the_corpus_is_read():
    assert all(receive((CORPUS / one["file"]).read_bytes(), OWN).event for one in rows())
