# SPDX-License-Identifier: EUPL-1.2
"""Headers read without believing them."""

from email import message_from_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.envelope import Envelope, addresses, bare_subject, decoded, envelope_of, ids

MICROSOFT = "<AM0PR0102MB3394E5C7D1F0A1B2C3D4E5F60718293A4B5C6D7E8F9@AM0PR0102MB3394.eurprd01.prod.outlook.com>"


def read(head):
    return envelope_of(message_from_bytes(head.encode("utf-8", "surrogateescape") + b"\r\n\r\ntesto"))


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("Anna <A.Verdi@Comune.Example>", ("a.verdi@comune.example",)),
        ('"posta@comune.it" <attacker@evil.example>', ("attacker@evil.example",)),
        ("posta@comune.it (attacker@evil.example)", ("posta@comune.it",)),
        ('"Verdi, Anna" <a@b.example>, c@d.example', ("a@b.example", "c@d.example")),
        ("undisclosed-recipients:;", ()),
        ("Ufficio: a@b.example, c@d.example;", ("a@b.example", "c@d.example")),
        ("=?utf-8?q?posta=40comune=2Eit?= <x@y.example>", ("x@y.example",)),
        ("<però@comune.example>", ()),
        ("a@b.example\r\n c@d.example", ("a@b.example",)),
        ("(" * 20_000, ()),
        ("a@" + "b" * 300 + ".example", ()),
    ],
)
def test_only_addresses_count_never_names(value, found):
    assert addresses(value) == found


def test_one_sender_is_one_address_in_one_header():
    assert read("From: Anna <a@b.example>").sender == "a@b.example"
    assert read("From: a@b.example\r\nFrom: c@d.example").sender == ""
    assert read("From: a@b.example, c@d.example").sender == ""
    assert read("From: a@b.example\r\nFrom: a@b.example").sender == ""


def test_ids_are_read_leniently():
    assert ids(f"{MICROSOFT} <[abc]@x> rotto> <a b@c> <due@x>") == (MICROSOFT, "<[abc]@x>", "<due@x>")
    assert read(f"References: <1@x>\r\n {MICROSOFT}\r\n <1@x>").references == ("<1@x>", MICROSOFT)
    assert read("In-Reply-To: <1@x> <2@x>").in_reply_to == ("<1@x>", "<2@x>")


@pytest.mark.parametrize(
    ("subject", "bare"),
    [
        ("Re: R: I: Fwd: Domanda", "Domanda"),
        ("POSTA CERTIFICATA: Re: Domanda", "Domanda"),
        ("Re[2]: Domanda", "Domanda"),
        ("[ANCI-1042] Re: Domanda", "[ANCI-1042] Re: Domanda"),
        ("Rinnovo: quando", "Rinnovo: quando"),
    ],
)
def test_a_subject_loses_only_what_programs_put_before_it(subject, bare):
    assert bare_subject(subject) == bare


@pytest.mark.parametrize("value", ["=?utf-8?q?Riga=0D=0ABcc:_x@y.example?=", "=?X-UNKNOWN?q?=E8?=", "=?utf-8?b?!!?="])
def test_a_decoded_header_is_one_line(value):
    assert not set(decoded(value)) & set("\r\n\0")


@given(st.text(max_size=300))
def test_any_header_is_read(text):
    envelope = Envelope((("from", text), ("references", text), ("subject", text)))
    assert envelope.sender == "" or "@" in envelope.sender
    assert envelope.references is not None
    assert "\n" not in envelope.subject
