# SPDX-License-Identifier: EUPL-1.2
"""Answers in a form that came back by mail."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.filled import confirmation, read_lines
from tests.bot.core.talking import NOW, make_library

FLOW = make_library(NOW.date()).flows["richiesta"]
SENT = "2) Tipo di ente [1 Comune · 2 Unione]:\nPer quale tipo di ente presenta la richiesta?\n\nComune:\nQuale Comune?"


def fields(text):
    return dict(read_lines(FLOW, text, SENT).fields)


@pytest.mark.parametrize(
    "text",
    [
        "2) Comune",
        "2. Comune",
        "Tipo di ente: Comune",
        "> 2) Tipo di ente [1 Comune · 2 Unione]: Comune",
        "> > tipo di ENTE : Comune",
        "2) Tipo di ente:\nPer quale tipo di ente presenta la richiesta?\nComune",
        "2)\nComune",
        "> 2) Tipo di ente [1 Comune · 2 Unione]:\n> Per quale tipo di ente presenta la richiesta?\n\nComune",
    ],
)
def test_every_way_of_answering_a_line(text):
    assert fields(text) == {"tipo_ente": "Comune"}


def test_an_answer_may_take_several_lines():
    assert fields("Fabbisogno: prima riga\nseconda riga\n\nCordiali saluti") == {
        "fabbisogno": "prima riga\nseconda riga"
    }


def test_a_number_that_is_no_line_of_the_form_is_text():
    assert read_lines(FLOW, "99) boh", SENT).leftovers == ("99) boh",)


def test_a_label_wins_over_a_wrong_number():
    assert fields("2) Telefono: 0984 123456") == {"telefono": "0984 123456"}
    assert fields("Telefono: 0984 123456") == {"telefono": "0984 123456"}


def test_paragraphs_around_the_form_are_left_over():
    read = read_lines(FLOW, "Buongiorno,\n\nquanto costa?\n\nTelefono: 0984 1\n\nSaluti", SENT)
    assert read.leftovers == ("Buongiorno,", "quanto costa?", "Saluti")


def test_a_form_sent_back_empty_holds_no_answer():
    assert read_lines(FLOW, SENT, SENT).fields == {}


def test_a_confirmation_is_found_among_greetings():
    assert confirmation("Buongiorno\n> CONFERMO 0a1b2c3d\nSaluti") == "CONFERMO 0a1b2c3d"
    assert confirmation("confermo tutto") == ""


@given(st.text())
def test_any_text_is_read(text):
    read_lines(FLOW, text, SENT)


def test_huge_letters_take_little_time():
    start = time.process_time()
    for crafted in ("2) " * 40_000, "a:" * 60_000, "[" * 100_000 + ":", "\n" * 100_000, "> " * 60_000):
        read_lines(FLOW, crafted, SENT)
    assert time.process_time() - start < 1
