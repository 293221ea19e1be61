# SPDX-License-Identifier: EUPL-1.2
"""A raw letter, read: whose it is, what was written, where the answer goes, why there is none."""

import pytest
from fakes import NOW
from hypothesis import given, settings
from hypothesis import strategies as st
from mail_raws import OURS, PERSON, raw

from bot.channels.email_in import incoming, receive
from bot.channels.mail_rules import Ours

OWN = Ours(OURS, "mx.cap4city.example")
VOUCHED = "mx.cap4city.example; dmarc=pass header.from=comune.example"


def got(**headers):
    return receive(raw(**headers), OWN)


def rule(**headers):
    return got(**headers).rule.partition(":")[0]


def test_a_persons_letter_is_read():
    found = got(Subject="R: Domanda")
    assert (found.sender, found.subject, found.text, found.rule) == (
        PERSON, "Domanda", "Quanto dura un laboratorio?", "",
    )  # fmt: skip


def test_a_question_in_the_subject_alone_is_one():
    assert not receive(raw("\n", Subject="Quanto dura?"), OWN).rule
    assert rule(Subject="") == ""
    assert receive(raw("\n", Subject=""), OWN).rule.startswith("empty")
    assert receive(raw("\n", Subject="Re: Quanto dura?", In_Reply_To="<1@a.example>"), OWN).rule.startswith("empty")


@pytest.mark.parametrize(
    "old",
    [
        "> Il giorno 20 nov 2026, alle ore 10:00, Assistente ha scritto:\n>\n> Le richieste si fanno da gennaio.\n",
        "Il giorno 20 nov 2026 alle 10:00 Assistente <assistente@cap4city.example> ha scritto:\n\n> Da gennaio.\n",
        "Da: Assistente <assistente@cap4city.example>\nInviato: venerdì 20 novembre 2026 10:12\n"
        "A: Anna <anna@comune.example>\nOggetto: Re: quesito\n\nLe richieste si fanno da gennaio.\n",
    ],
)
def test_an_answer_that_holds_only_the_letter_it_answers_is_empty(old):
    answer = {"Subject": "R: quesito", "In_Reply_To": "<1@cap4city.example>"}
    found = receive(raw(old, **answer), OWN)
    assert (found.text, found.rule) == ("", "empty: nothing written")
    assert receive(raw(f"Va bene anche a marzo?\n\n{old}", **answer), OWN).text == "Va bene anche a marzo?"
    assert receive(raw(old, Subject="I: quesito"), OWN).text


def test_an_answer_that_holds_only_somebody_elses_letter_is_read():
    old = "Da: Mario <m@comune.example>\nInviato: venerdì 20 novembre 2026 10:12\nOggetto: quesito\n\nQuanto dura?"
    assert "Quanto dura?" in receive(raw(old, Subject="R: quesito", In_Reply_To="<1@comune.example>"), OWN).text


def test_a_forged_sender_gets_no_answer():
    assert rule(Authentication_Results="mx.cap4city.example; dmarc=fail header.from=comune.example") == "dmarc-fail"


def test_a_display_name_means_nothing():
    found = got(From='"posta@comune.example" <x@evil.example>')
    assert (found.sender, found.answer_to) == ("x@evil.example", "x@evil.example")


@pytest.mark.parametrize(
    ("other", "vouched", "to"),
    [
        ("ufficio@comune.example", True, "ufficio@comune.example"),
        ("ufficio@comune.example", False, PERSON),
        ("x@evil.example", True, PERSON),
    ],
)
def test_reply_to_counts_for_a_known_sender_inside_its_organisation(other, vouched, to):
    headers = {"Authentication_Results": VOUCHED} if vouched else {}
    assert got(Reply_To=other, **headers).answer_to == to


def test_machines_come_before_every_other_rule():
    found = got(Auto_Submitted="auto-replied", To="altri@comune.example", From=["a@b.example", "c@d.example"])
    assert (found.machine, found.rule.partition(":")[0]) == (True, "auto-submitted")


def test_a_persons_letter_left_unanswered_is_no_machines():
    found = got(To="altri@comune.example")
    assert (found.machine, found.rule.partition(":")[0]) == (False, "not-addressed")


def test_the_same_letter_is_one_event_and_another_persons_id_is_another():
    first, second = got(), got(Received="from somewhere else")
    assert first.event == second.event
    assert got(From="x@evil.example").event != first.event
    assert got(Message_ID=None).event != got(Message_ID=None, Subject="Altro").event


def test_a_letter_becomes_what_the_conversation_takes():
    letter = incoming(got(References="<0@x>", Cc="cap4city@anci.it"), thread="t1", at=NOW)
    assert (letter.kind, letter.chat, letter.reply_to) == ("text", f"email:{PERSON}/t1", "<1@comune.example>")
    assert letter.references == ("<0@x>", "<1@comune.example>")
    assert "cap4city@anci.it" in letter.others


def test_a_saved_requests_token_opens_it():
    letter = incoming(got(Subject=f"Riprendo r_{'ab' * 12}"), thread="t1", at=NOW)
    assert (letter.kind, letter.text, letter.argument) == ("command", "start", f"r_{'ab' * 12}")


def test_a_header_holding_another_stays_one_line():
    assert got(Subject="=?utf-8?q?Ciao=0D=0ABcc:_x=40evil.example?=").subject == "Ciao Bcc: x@evil.example"


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=2_000))
def test_any_bytes_are_read(data):
    assert receive(data, OWN).event


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 400))
def test_any_damage_is_read(data, at):
    whole = raw(html="<p>ciao</p>", files=[("a.pdf", "application/pdf", b"%PDF")])
    found = receive(whole[:at] + data + whole[at + len(data) :], OWN)
    assert isinstance(found.rule, str)
