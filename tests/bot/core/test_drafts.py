# SPDX-License-Identifier: EUPL-1.2
"""The letter for the person's own mailbox: a text to copy, a file, true words about what became of it."""

from dataclasses import replace

import pytest
from desk import DOMAIN, NOW, SECRETARIAT, Memory, dialogue, drafted, effect, handover, library

from bot.core.drafts import draft
from bot.core.markup import to_plain
from bot.core.secretariat import compose_question, compose_request
from flows.replies import Draft


def undelivered(kind):
    """The draft of a letter in the register that could not be delivered, as plain text, with its request."""
    register, given = Memory(), {"dialogue": dialogue(), "now": NOW, "to": SECRETARIAT, "domain": DOMAIN}
    _, first = compose_request(library(), effect(), register=register, **given)
    register.add(first)
    if kind == "question":
        _, request = compose_question(library(), handover(), register=register, **given)
    elif kind == "request":
        request = first
    else:
        _, request = compose_request(library(), effect(kind, original=first.key), register=register, **given)
    register.add(request)
    asked = Draft(key=request.key, session=request.session, flow=request.flow, rows=request.rows, letter="")
    text, file = draft(library(), asked, register=register, **given)
    return to_plain(text), file, request


def test_a_draft_is_a_text_to_copy_and_a_file_and_says_that_nothing_was_sent():
    text, file = draft(library(), drafted(fabbisogno="Due righe\ndi fabbisogno, perché no."), now=NOW)
    shown = to_plain(text)
    assert shown.startswith(f"A: {SECRETARIAT}\nOggetto: Richiesta Capacity Lab – Comune di Acri (CS) – PIAO")
    assert "rif." not in shown
    assert "Informativa" not in shown
    assert "Esito orientativo: in base alle fonti disponibili, sì." in shown
    assert "che non lo ha trasmesso e non lo ha registrato" in shown
    assert "((" not in shown
    assert file.name == "richiesta-capacity-lab.txt"
    assert file.content.startswith(b"\xef\xbb\xbfA: ")
    assert b"\n" not in file.content.replace(b"\r\n", b"")
    assert file.content.decode("utf-8-sig").replace("\r\n", "\n").strip() == shown


def test_the_same_key_never_confirmed_is_no_letter_of_the_register():
    shown = to_plain(draft(library(), drafted(), now=NOW, dialogue=dialogue(), register=Memory())[0])
    assert "non lo ha registrato" in shown


@pytest.mark.parametrize(
    ("kind", "subject", "words"),
    [
        ("request", "Richiesta Capacity Lab – Comune di Acri (CS)", "Si chiede un Capacity Lab"),
        ("amendment", "Integrazione – Richiesta Capacity Lab – Comune di Acri (CS)", "Si integra la richiesta"),
        ("withdrawal", "Ritiro – Richiesta Capacity Lab – Comune di Acri (CS)", "Si ritira la richiesta"),
        ("question", "Domanda sul progetto Cap4City – rif.", "Il laboratorio si può fare a Matera?"),
    ],
)
def test_a_letter_that_was_not_delivered_can_be_sent_by_the_person(kind, subject, words):
    shown, file, request = undelivered(kind)
    assert f"Oggetto: {subject}" in shown
    assert words in shown
    assert f"registrato il 22 novembre 2026 alle ore 10:15 con rif. {request.reference}" in shown
    assert "la sua lettera non è stata consegnata" in shown
    assert "Esito orientativo" not in shown
    assert "((" not in shown
    assert file.name.endswith(".txt")


def test_a_question_s_own_letter_leaves_the_notice_out():
    sent = handover()
    asked = Draft(key="k", session="q1", flow=sent.flow, rows=sent.rows, letter=sent.letter)
    shown = to_plain(draft(library(), asked, now=NOW)[0])
    assert "Informativa" not in shown
    assert "- E-mail: a.b@comune.example" in shown


def test_a_flow_that_is_gone_still_gives_its_text():
    shown = to_plain(draft(library(), replace(drafted(), flow="gone"), now=NOW)[0])
    assert "Si chiede un Capacity Lab" in shown
