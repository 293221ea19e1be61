# SPDX-License-Identifier: EUPL-1.2
"""Letters made to break a parser: read within limits, or not at all, and quickly."""

import time

import pytest
from mail_raws import OURS, raw

from bot.channels.email_in import receive
from bot.channels.mail_rules import Ours
from bot.channels.raw_letter import SIZE_AT_MOST, leaves, open_letter

HEAD = b"From: a@b.example\r\nTo: assistente@cap4city.example\r\nSubject: x\r\nMessage-ID: <1@b.example>\r\n"


def nested(depth):
    """Multiparts within multiparts."""
    body = b""
    for level in range(depth):
        body += b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (level, level)
    return HEAD + body


def letters_in_letters(depth):
    return HEAD + b"Content-Type: message/rfc822\r\n\r\n" * depth + b"testo"


def many_parts(count):
    part = b"--x\r\nContent-Type: text/plain\r\n\r\nciao\r\n"
    return HEAD + b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n' + part * count + b"--x--\r\n"


BOMBS = {
    "multiparts": nested(3_000),
    "letters": letters_in_letters(3_000),
    "parts": many_parts(20_000),
    "headers": HEAD + b"X-A: b\r\n" * 5_000 + b"\r\ntesto",
    "long header": HEAD + b"X-A: " + b"b" * 200_000 + b"\r\n\r\ntesto",
    "brackets": b"From: a@b.example\r\nTo: " + b"(" * 20_000 + b"\r\n\r\ntesto",
    "boundaries": HEAD + b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n' + b"boundary=y%d\r\n" % 1 * 3_000,
    "base64": HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"!" * 100_000,
    "nothing": b"",
    "zeros": b"\0" * 100_000,
    "quotes": b'From: "' + b'\\"' * 20_000 + b"\r\n\r\ntesto",
}


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_is_read_quickly_and_never_raises(name):
    began = time.process_time()
    found = receive(BOMBS[name], Ours(OURS))
    assert time.process_time() - began < 1.0
    assert found.event


@pytest.mark.parametrize("name", ["multiparts", "letters", "parts", "headers", "long header"])
def test_a_bomb_is_set_aside_by_name(name):
    assert receive(BOMBS[name], Ours(OURS)).rule.partition(":")[0] == "unreadable"


def test_of_a_very_large_letter_only_the_beginning_is_read():
    found = receive(raw("Quanto dura?\n" + "x" * 72 + "\n"), Ours(OURS), SIZE_AT_MOST + 1)
    assert found.oversize
    assert found.text.startswith("Quanto dura?")
    assert not found.rule


def test_a_letter_without_headers_is_read():
    assert open_letter(b"\r\n\r\nsolo testo").envelope.fields == ()


def test_leaves_stop_at_a_letter_within_the_letter():
    kinds = [part.get_content_type() for part in leaves(open_letter(letters_in_letters(2)).message)]
    assert kinds == ["message/rfc822"]
