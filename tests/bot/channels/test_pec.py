# SPDX-License-Identifier: EUPL-1.2
"""Certified mail: whose words they are, and which ones are a machine's."""

import base64
import time

import pytest
from mail_raws import OURS, PEC, PROVIDER, daticert, envelope, raw, receipt

from bot.channels.email_in import receive
from bot.channels.mail_rules import Ours
from bot.channels.pec import read_certificate

OWN = Ours(OURS)


def got(letter):
    return receive(letter, OWN)


def test_the_person_is_the_inner_sender():
    found = got(envelope())
    assert (found.sender, found.text, found.rule) == (PEC, "Quanto dura?", "")
    assert found.answer_to == PEC


@pytest.mark.parametrize("headers", [{}, {"X_Trasporto": "POSTA-CERTIFICATA"}, {"X_TIPORICEVUTA": "breve"}])
def test_it_is_unwrapped_however_the_headers_are_written(headers):
    assert got(envelope(**headers)).text == "Quanto dura?"


def test_it_is_unwrapped_inside_another_multipart():
    assert got(envelope(wrapped=True)).sender == PEC


def test_it_is_threaded_by_inner_ids_and_both_are_kept():
    inner = raw("Quanto dura?", From=PEC, Message_ID="<opec9@pec.example>", X_Riferimento_Message_ID="<vero@pec.x>")
    found = got(envelope(inner))
    assert found.envelope.message_id == "<opec9@pec.example>"
    assert set(found.ids) >= {"<opec9@pec.example>", "<vero@pec.x>", "<in@pec.comune.example>"}


@pytest.mark.parametrize(
    ("kind", "fate"),
    [
        ("accettazione", "accepted"), ("avvenuta-consegna", "delivered"), ("errore-consegna", "refused"),
        ("non-accettazione", "refused"), ("rilevazione-virus", "refused"), ("presa-in-carico", ""),
        ("preavviso-errore-consegna", ""), ("mai-vista-prima", ""),
    ],
)  # fmt: skip
def test_a_receipt_of_any_kind_opens_no_conversation(kind, fate):
    found = got(receipt(kind))
    assert (found.machine, found.rule.partition(":")[0]) == (True, "pec-receipt")
    assert (found.certified.fate, found.certified.about) == (fate, "<ours@cap4city.example>")


def test_a_delivery_receipt_that_brings_our_letter_along_is_no_letter():
    found = got(receipt("avvenuta-consegna"))
    assert found.certified.inner is None
    assert "quanto dura" not in found.text


def test_the_providers_own_word_is_no_letter():
    assert got(raw("Avviso", From=PROVIDER)).rule.startswith("pec-provider")


def test_an_anomaly_envelope_holds_ordinary_mail():
    inner = raw("Quanto dura?", From="anna@comune.example")
    letter = envelope(
        inner, behalf="anna@comune.example", xml=b"", X_Trasporto="errore", Subject="ANOMALIA MESSAGGIO: x"
    )
    found = got(letter)
    assert (found.certified.kind, found.sender, found.text) == ("anomaly", "anna@comune.example", "Quanto dura?")


@pytest.mark.parametrize(
    ("letter", "flag"),
    [
        (envelope(behalf="altri@pec.example"), "behalf-mismatch"),
        (envelope(xml=daticert(sender="altri@pec.example")), "certificate-mismatch"),
        (envelope(b""), "no-inner-message"),
    ],
)
def test_a_mismatch_is_flagged(letter, flag):
    found = got(letter)
    assert flag in found.certified.flags
    assert found.rule.startswith("pec-mismatch")
    assert not found.machine


def test_a_signed_attachment_is_an_attachment():
    inner = raw("Si trasmette.", From=PEC, files=[("delibera.pdf.p7m", "application/pkcs7-mime", b"0\x82")])
    found = got(envelope(inner))
    assert found.enclosed.names == ("delibera.pdf.p7m",)
    assert found.text == "Si trasmette."


def test_a_postacert_attached_to_ordinary_mail_is_no_envelope():
    letter = envelope(X_Trasporto=None, X_Riferimento_Message_ID=None, From="anna@comune.example")
    assert got(letter).certified is None


def test_an_inner_machine_is_a_machine():
    inner = raw("Sono fuori", From=PEC, Auto_Submitted="auto-replied")
    assert got(envelope(inner)).rule.startswith("auto-submitted")


def test_an_inner_letter_in_base64_is_read():
    inner = base64.encodebytes(raw("Quanto dura?", From=PEC))
    letter = envelope(inner)
    head = b'Content-Type: message/rfc822; name="postacert.eml"\r\n'
    found = got(letter.replace(head, head + b"Content-Transfer-Encoding: base64\r\n"))
    assert (found.sender, found.text) == (PEC, "Quanto dura?")


def test_the_certificate_is_read():
    found = read_certificate(daticert(more="<errore-esteso>casella piena</errore-esteso>"))
    assert (found.sender, found.kind, found.reason) == (PEC, "posta-certificata", "casella piena")
    assert found.recipients == (("esterno", OURS),)


LAUGHS = '<!DOCTYPE a [<!ENTITY a "ah"><!ENTITY b "&a;&a;&a;">]><postacert><mittente>&b;</mittente></postacert>'
OUTSIDE = '<!DOCTYPE a SYSTEM "file:///etc/passwd"><postacert/>'


@pytest.mark.parametrize(
    "data",
    [
        LAUGHS.encode(),
        LAUGHS.encode("utf-16"),
        OUTSIDE.encode(),
        b"<postacert>" + b"<a>" * 5_000,
        b"<postacert>" + b"<a/>" * 50_000 + b"</postacert>",
        b"x" * 300_000,
        b"\xff\xfe<",
        b"",
        b"<postacert>&niente;</postacert>",
    ],
)
def test_a_hostile_certificate_is_refused(data):
    began = time.process_time()
    assert read_certificate(data) is None
    assert time.process_time() - began < 0.5
