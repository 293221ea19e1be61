# SPDX-License-Identifier: EUPL-1.2
"""The answer on the wire: in its thread everywhere, to one person, answered by no machine."""

from email import message_from_bytes
from email.policy import default

import pytest
from fakes import NOW
from mail_raws import OURS, PERSON, raw

from bot.channels.email_in import receive
from bot.channels.mail_answer import answer_id, compose_answer, wire
from bot.channels.mail_rules import Ours
from bot.channels.mail_threads import thread_of
from bot.channels.mime import Sheet
from bot.core.messages import CannotDeliver, Outgoing
from flows.wording import plain

SHEET = Sheet(OURS, "Assistente automatico Cap4City")
LONG = "<AM0PR0102MB3394E5C7D1F0A1B2C3D4E5F60718293A4B5C6D7E8F9@AM0PR0102MB3394.eurprd01.prod.outlook.com>"


def answer(**more):
    values = {
        "key": "0123456789abcdef01234567", "channel": "email", "address": PERSON, "thread": "0123456789abcdef",
        "text": plain("Però **sì**.\n\n- uno\n- due"), "subject": "R: Domanda", "in_reply_to": LONG,
        "references": ("<1@x>", LONG),
    }  # fmt: skip
    return Outgoing(**(values | more))


def on_wire(**more):
    return compose_answer(answer(**more), SHEET, at=NOW)


def lines(content):
    return content.partition(b"\r\n\r\n")[0].split(b"\r\n")


def test_long_ids_stand_on_one_line_as_they_are():
    head = lines(on_wire())
    assert b"In-Reply-To: " + LONG.encode() in head
    assert b"References: <1@x> " + LONG.encode() in head


def test_even_a_thread_of_long_ids_is_no_encoded_word():
    many = tuple(f"<{n:02}{'x' * 90}@prod.outlook.example>" for n in range(21))
    content = on_wire(references=many)
    assert b"=?" not in content.partition(b"\r\n\r\n")[0]
    assert message_from_bytes(content)["References"].split() == list(many)
    assert max(map(len, lines(content))) <= 998


def test_the_subject_says_re_once():
    read = message_from_bytes(on_wire(subject="Re: R: Re: Domanda"), policy=default)
    assert read["Subject"] == "Re: Domanda"
    assert message_from_bytes(on_wire(subject=""), policy=default)["Subject"].strip() == "Re:"


def test_no_machine_answers_it():
    read = message_from_bytes(on_wire())
    assert (read["Auto-Submitted"], read["X-Auto-Response-Suppress"]) == ("auto-replied", "All")
    assert receive(on_wire(), Ours("altro-assistente@ente.example")).machine


def test_it_goes_to_one_person():
    read = message_from_bytes(on_wire())
    assert (read["To"], read["Cc"], read["Bcc"], read["From"].count("@")) == (PERSON, None, None, 1)
    assert read["Disposition-Notification-To"] is read["Return-Receipt-To"] is None


def test_the_same_answer_is_the_same_bytes_under_the_same_id():
    assert on_wire() == on_wire()
    assert wire(answer(), SHEET, at=NOW).identity == answer_id(answer(), SHEET)


def test_who_answers_it_is_in_its_thread():
    reply = receive(raw(In_Reply_To=answer_id(answer(), SHEET), Message_ID="<2@x>"), Ours(OURS))
    found = thread_of(reply.envelope, domain="cap4city.example", known=lambda _: "", otherwise="")
    assert (found.name, found.how) == ("0123456789abcdef", "own")


def test_it_is_text_and_html():
    read = message_from_bytes(on_wire(), policy=default)
    assert read.get_body(("plain",)).get_content().startswith("Però sì.")
    assert "<strong>sì</strong>" in read.get_body(("html",)).get_content()


@pytest.mark.parametrize(
    "evil",
    [
        {"subject": "Ciao\r\nBcc: x@evil.example"},
        {"in_reply_to": "<1@x>\r\nBcc: x@evil.example"},
        {"references": ("<1@x>\nBcc: x@evil.example",)},
    ],
)
def test_nothing_written_by_others_becomes_a_header(evil):
    read = message_from_bytes(on_wire(**evil))
    assert read["Bcc"] is None
    assert {one.lower() for one in read} <= {
        "from", "to", "subject", "date", "message-id", "in-reply-to", "references", "auto-submitted",
        "x-auto-response-suppress", "x-cap4city-conversation", "mime-version", "content-type",
    }  # fmt: skip


@pytest.mark.parametrize("address", ["", "a@b.example\r\nBcc: c@d.example", "senza-chiocciola", "però@b.example"])
def test_what_is_no_address_gets_nothing(address):
    with pytest.raises(CannotDeliver):
        on_wire(address=address)
