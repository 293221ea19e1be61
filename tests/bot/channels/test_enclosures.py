# SPDX-License-Identifier: EUPL-1.2
"""Attachments: named always, passed on only where they are documents."""

from email import message_from_bytes

import pytest
from mail_raws import raw

from bot.channels.enclosures import enclosures

PDF = ("nota prot. 1234.pdf", "application/pdf", b"%PDF-1.4 testo")


def found(*files, **more):
    return enclosures(message_from_bytes(raw(files=files, **more)))


def test_documents_are_passed_on_byte_by_byte():
    signed = ("delibera.pdf.p7m", "application/pkcs7-mime", b"0\x82signed")
    kept = found(PDF, signed)
    assert kept.names == ("nota prot. 1234.pdf", "delibera.pdf.p7m")
    assert [file.content for file in kept.files] == [PDF[2], signed[2]]
    assert kept.held_back == ()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("archivio.zip", b"PK"), ("programma.exe", b"MZ"), ("foglio.xlsm", b"PK"), ("nota.pdf", b"MZ\x90"),
        ("pagina.html", b"<html>"), ("senza-estensione", b"x"), ("vuoto.pdf", b""),
    ],
)  # fmt: skip
def test_programs_and_archives_are_named_and_go_no_further(name, content):
    kept = found((name, "application/octet-stream", content))
    assert (kept.names, kept.files, kept.held_back) == ((name,), (), (name,))


def test_a_name_is_only_a_name():
    names = found(("../../etc/x:\u202efdp.exe.pdf", "application/pdf", b"%PDF")).names
    assert not set(names[0]) & set("/\\\r\n:\u202e")


def test_two_files_of_one_name_are_told_apart():
    assert found(PDF, PDF).names == ("nota prot. 1234.pdf", "nota prot. 1234 (2).pdf")


def test_pictures_in_the_text_and_signatures_are_no_attachments():
    letter = raw(html="<img src=cid:a>", files=[("smime.p7s", "application/pkcs7-signature", b"x")])
    letter = letter.replace(b"--\r\n", b"--\r\n", 1)
    assert enclosures(message_from_bytes(letter)).names == ()


def test_only_so_many_bytes_go_on():
    large = ("grande.pdf", "application/pdf", b"%PDF" + b"x" * 9_000_000)
    kept = found(large, large)
    assert (len(kept.names), len(kept.files)) == (2, 1)
