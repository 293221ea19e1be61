# SPDX-License-Identifier: EUPL-1.2
"""The text of a raw letter: the part that holds it, its characters, its lines, and raw bytes of any kind."""

import time
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.email_text import Body, decoded, read_text

WORDS = "Perché la città è esclusa?"


def _message(content_type: str, payload: bytes, more: str = "") -> bytes:
    return f"Subject: Quesito\nMIME-Version: 1.0\nContent-Type: {content_type}\n{more}\n".encode() + payload


def _parts(kind: str, *parts: str) -> bytes:
    body = "".join(f"--b\n{part}\n" for part in parts) + "--b--\n"
    return _message(f"multipart/{kind}; boundary=b", body.encode())


PLAIN = f"Content-Type: text/plain; charset=utf-8\n\n{WORDS}"
HTML = "Content-Type: text/html; charset=utf-8\n\n<p>Un altro testo, <b>molto</b> diverso</p>"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("utf-8", "utf-8"), ("iso-8859-1", "cp1252"), ("us-ascii", "utf-8"), ("X-UNKNOWN", "utf-8"), ("", "cp1252"),
     ("big5", "utf-8"), ("windows-1252", "cp1252"), ("utf-16", "utf-16"), ("utf-8", "cp1252"), ("rot13", "utf-8"),
     ("cp850", "cp850"), ("punycode", "utf-8"), ("utf-8\0", "utf-8")],
)  # fmt: skip
def test_accents_survive_whatever_charset_is_declared(declared: str, encoding: str) -> None:
    assert decoded(WORDS.encode(encoding), declared) == WORDS


def test_seven_bit_charsets_are_believed() -> None:
    assert decoded("すみません。".encode("iso-2022-jp"), "iso-2022-jp") == "すみません。"


def test_the_plain_part_is_read_before_the_html_one() -> None:
    assert read_text(_parts("alternative", HTML, PLAIN)) == Body(WORDS, "Quesito")


def test_the_html_part_is_read_where_there_is_no_other() -> None:
    assert read_text(_parts("alternative", HTML)) == Body("Un altro testo, molto diverso", "Quesito", html=True)


@pytest.mark.parametrize("stub", ["", " \n", "Serve un programma che mostri l'HTML."])
def test_the_html_part_is_read_where_the_plain_one_says_nothing(stub: str) -> None:
    assert read_text(_parts("alternative", f"Content-Type: text/plain\n\n{stub}", HTML)).html


def test_a_short_letter_over_a_long_history_is_no_stub() -> None:
    page = f"Content-Type: text/html; charset=utf-8\n\n<p>{WORDS}</p>" + "<p>vecchie parole</p>" * 90
    assert not read_text(_parts("alternative", PLAIN, page)).html


def test_attachments_and_letters_within_are_not_read() -> None:
    file = "Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nfile"
    named = "Content-Type: text/plain; name=b.txt\n\nfile"
    letter = "Content-Type: message/rfc822\n\nSubject: x\n\naltro"
    assert read_text(_parts("mixed", file, named, letter, PLAIN)).text.strip() == WORDS


def test_text_on_both_sides_of_a_picture_is_read() -> None:
    assert read_text(_parts("mixed", PLAIN, "Content-Type: image/png\n\n0", PLAIN)).text.split() == (WORDS.split() * 2)


def test_flowing_lines_are_joined() -> None:
    flowed = b"Una riga \nsola.\n-- \nAnna\n> citata \n> pure"
    assert read_text(_message("text/plain; format=flowed", flowed)).text == "Una riga sola.\n-- \nAnna\n> citata pure"


def test_the_space_that_marks_a_flowing_line_may_be_deleted() -> None:
    raw = _message("text/plain; format=flowed; delsp=yes", b"inter \ncomunale")
    assert read_text(raw).text == "intercomunale"


def test_parts_that_were_never_closed_are_still_read() -> None:
    assert WORDS in read_text(_message("multipart/mixed; boundary=b", f"--b\n{PLAIN}".encode())).text
    assert WORDS in read_text(_message("multipart/mixed; boundary=other", f"--b\n{PLAIN}".encode())).text


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "x-unknown", "8bit"])
def test_broken_transfer_encodings_do_not_stop_the_letter(encoding: str) -> None:
    read_text(_message("text/plain", b"=ZZ=\xe8 %%% abc", f"Content-Transfer-Encoding: {encoding}\n"))


@pytest.mark.parametrize(
    ("subject", "read"),
    [("=?iso-8859-1?q?Entit=E0?=", "Entità"), ("=?x-unknown?q?a?=", ""), ("=?utf-8?q?a=0D=0ABcc:_b?=", "a Bcc: b"),
     ("a" * 900, "a" * 200)],
)  # fmt: skip
def test_a_subject_is_decoded_on_one_line(subject: str, read: str) -> None:
    assert read_text(f"Subject: {subject}\n\nx".encode()).subject == read


def test_a_parsed_message_of_either_kind_is_read() -> None:
    raw = _parts("alternative", PLAIN, HTML)
    assert read_text(message_from_bytes(raw)) == read_text(message_from_bytes(raw, policy=policy.default))
    made = EmailMessage()
    made.set_content(WORDS)
    assert read_text(made).text.strip() == WORDS


def test_nesting_without_end_gives_an_empty_letter() -> None:
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n" for at in range(1_500))
    assert read_text(nested.encode()) == Body()
    assert read_text(("Content-Type: message/rfc822\n\n" * 3_000).encode()).text == ""


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["text/plain", "text/html", "text/plain; format=flowed"]))
def test_no_bytes_stop_it(payload: bytes, kind: str) -> None:
    assert isinstance(read_text(payload), Body)
    assert isinstance(read_text(_message(kind, payload)), Body)


@pytest.mark.parametrize("line", [b"a \n", b"> a \n", b"\n", b" ", b"a" * 10_000 + b" \n"])
def test_a_megabyte_of_flowing_lines_takes_less_than_a_second(line: bytes) -> None:
    raw = _message("text/plain; format=flowed", line * (1_000_000 // len(line)))
    start = time.process_time()
    read_text(raw)
    assert time.process_time() - start < 1
