# SPDX-License-Identifier: EUPL-1.2
"""How a letter's file becomes a letter; what every file under knowledge/letters must be."""

import re
from dataclasses import replace

import pytest
from desk import NOW, library

from bot.core.letters import bare, header, line, moment, repeated, write
from flows.wording import NO_WORDS, plain

LETTERS = library().letters
FORBIDDEN = r"\b(istanz\w*|bando|ammess\w*|gratuit\w*|presa in carico|ops|operatore)\b|!"


def made(text, values=None, blocks=None):
    content = replace(library(), letters={**LETTERS, "trial": text})
    return write(content, "trial", values or {}, blocks or {})


def test_the_first_line_is_the_subject():
    written = made("Oggetto: [X] ((a)) – rif. ((b))\n\nTesto ((a)).", {"a": "uno", "b": "due"})
    assert (written.subject, written.text) == ("[X] uno – rif. due", "Testo uno.")


def test_a_part_of_the_subject_without_its_value_is_left_out():
    assert made("Oggetto: [X] – ((a)) – rif. ((b))\n\nT", {"a": "", "b": "due"}).subject == "[X] – rif. due"


def test_a_line_without_its_value_is_left_out():
    assert made("Oggetto: x\n\nUno\nModulo: ((a))\nDue\n\nCatalogo: ((a))", {"a": ""}).text == "Uno\nDue"


def test_a_paragraph_without_its_block_is_left_out():
    text = "Oggetto: x\n\n**Titolo**\n((a))\n\nFine"
    assert made(text, blocks={"a": NO_WORDS}).text == "Fine"
    assert made(text, blocks={"a": plain("- *uno*")}).text == "**Titolo**\n- *uno*\n\nFine"


def test_values_are_escaped_and_an_unknown_name_stays_visible():
    assert made("Oggetto: x\n\n((a)) ((b))", {"a": "*uno*"}).text == r"\*uno\* ((b))"


def test_a_comment_above_is_no_part_of_the_letter():
    assert made("<!-- nota\nlunga -->\nOggetto: x\n\nTesto").subject == "x"


def test_a_letter_without_a_subject_is_named():
    with pytest.raises(ValueError, match=r"trial\.md.*Oggetto"):
        made("Testo")


def test_a_header_is_one_safe_line():
    assert header("a\r\nBcc: b\x00\u202e\u200b\u2028c") == "a Bcc: b c"
    assert header("x" * 80) == "x" * 69 + "…"


def test_a_moment_is_told_in_italian_words():
    assert moment(library(), NOW) == "22 novembre 2026 alle ore 10:15"


def test_repeated_lines_are_filled_with_or_without_escapes():
    assert line(library(), "comune", name="A_B", sigla="CS") == r"Comune di A\_B (CS)"
    assert bare(library(), "comune", name="A_B", sigla="CS") == "Comune di A_B (CS)"


@pytest.mark.parametrize("name", sorted(LETTERS))
def test_words_of_every_letter(name):
    assert not re.findall(FORBIDDEN, LETTERS[name].replace("<!--", ""), re.IGNORECASE)
    for match in re.finditer(r"protocoll\w*", LETTERS[name]):
        assert LETTERS[name][: match.start()].endswith("non è un numero di ")


@pytest.mark.parametrize("name", sorted(set(LETTERS) - {"lines"}))
def test_every_letter_has_a_subject(name):
    assert LETTERS[name].startswith("Oggetto: ")


def test_every_letter_named_by_a_flow_exists():
    submits = [step.submit for flow in library().flows.values() for step in flow.steps if step.submit]
    named = {name for one in submits for name in (one.letter, one.receipt) if name}
    assert named <= set(LETTERS)
    assert {f"{kind}{end}" for kind in ("amendment", "withdrawal") for end in ("", "_receipt")} <= set(LETTERS)


def test_repeated_lines_have_names():
    names = list(repeated(LETTERS["lines"]))
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z_]+", name) for name in names)
