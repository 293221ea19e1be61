# SPDX-License-Identifier: EUPL-1.2
"""A letter on the wire: readable anywhere, the same each time, and no way in for somebody else's headers."""

from email import message_from_bytes
from email.policy import default

import pytest
from fakes import FILE, NOW, letter
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.mime import Sheet, compose, message_id, one_line
from bot.core.messages import Attachment, CannotDeliver
from flows.wording import plain

SHEET = Sheet("assistente@cap4city.example", "Assistente Cap4City – prova")
LONG = "[Cap4City] Richiesta – Comune di Reggio nell'Emilia (RE) – Gestione finanziaria – rif. C4C-2026-7K3F"


def wire(**more):
    return compose(letter("abc", **more), SHEET, at=NOW)


def read(**more):
    return message_from_bytes(wire(**more), policy=default)


def test_it_is_read_by_the_standard_library():
    message = read(subject=LONG, reply_to="maria@comune.example", files=(FILE,))
    assert (message["Subject"], message["Reply-To"]) == (LONG, "maria@comune.example")
    assert message["From"].addresses[0].display_name == "Assistente Cap4City – prova"
    assert (message["Message-ID"], message["Auto-Submitted"]) == ("<abc@cap4city.example>", "auto-generated")
    assert message["Date"].datetime == NOW


def test_it_is_written_as_text_and_as_html():
    message = read(text=plain("Però **sì**\n\n- uno"))
    assert message.get_body(("plain",)).get_content().split() == ["Però", "sì", "-", "uno"]
    assert "<strong>sì</strong>" in message.get_body(("html",)).get_content()


def test_attachments_arrive_byte_by_byte():
    files = (FILE, Attachment("però è.json", "application/json", b"{}"), Attachment("x/../y", "strano", b"\x00"))
    found = list(read(files=files).iter_attachments())
    assert [part.get_payload(decode=True) for part in found] == [FILE.content, b"{}", b"\x00"]
    assert [part.get_filename() for part in found] == ["richiesta.csv", "però è.json", "x-..-y"]
    assert [part.get_content_type() for part in found] == ["text/csv", "application/json", "application/octet-stream"]


def test_the_same_letter_is_the_same_bytes():
    assert wire(files=(FILE,), subject=LONG) == wire(files=(FILE,), subject=LONG)


def test_no_line_and_no_encoded_word_is_too_long():
    lines = wire(subject=LONG, text=plain("à" * 5000)).split(b"\r\n")
    assert max(map(len, lines)) <= 78


def test_ids_are_never_folded():
    follows = "k" * 60
    assert f"In-Reply-To: <{follows}@cap4city.example>\r\n".encode() in wire(follows=follows)
    wide = compose(letter("k" * 64, follows="f" * 64), Sheet(f"a@{'d' * 60}.example"), at=NOW)
    assert b"=?utf-8?" not in wide


@pytest.mark.parametrize("key", ["semplice", "con spazi", "à", "<x>", "a@b", "", "a" * 300, "a\r\nBcc: x@y.example"])
def test_any_key_makes_a_valid_id_of_its_own(key):
    made = message_id(key, "cap4city.example")
    assert made.startswith("<")
    assert made.isascii()
    assert made.count("@") == 1
    assert not any(c.isspace() for c in made)
    assert message_id(key + "1", "cap4city.example") != made


def test_a_mark_stands_before_the_subject():
    message = message_from_bytes(compose(letter("a"), SHEET, at=NOW, mark="[PROVA]"), policy=default)
    assert message["Subject"] == "[PROVA] Lettera a"


@given(st.text())
def test_no_subject_begins_another_header(text):
    message = read(subject=f"Oggetto {text}")
    assert set(message.keys()) == set(read().keys())
    assert len(one_line(text)) <= 200


@pytest.mark.parametrize("text", ["a\r\nBcc: x@y.example", "a\nBcc: x", "a\x00b", "a\u2028Bcc: x", "a\x85Bcc: x"])
def test_line_breaks_in_a_subject_become_spaces(text):
    message = read(subject=text, files=(Attachment(text, "text/plain", b""),))
    assert message["Bcc"] is None
    assert len(message["Subject"].splitlines()) == 1


BAD = (
    "", " ", "a", "a@", "@b.example", "a@b@c.example", "a b@c.example", "a@b.example, c@d.example",
    "a@b.example\r\nBcc: x@y.example", "Nome <a@b.example>", "<a@b.example>", "(" * 5_000 + "@b.example",
    "perché@b.example", "a@b.example\x00", "undisclosed-recipients:;",
)  # fmt: skip


@pytest.mark.parametrize(("field", "address"), [*(("to", bad) for bad in BAD), *(("reply_to", bad) for bad in BAD[1:])])
def test_what_is_no_address_is_refused(field, address):
    with pytest.raises(CannotDeliver):
        wire(**{field: address})


@given(st.text())
def test_no_address_brings_the_letter_down(address):
    try:
        message = read(to=address)
    except CannotDeliver:
        return
    assert len(message["To"].addresses) == 1
