# SPDX-License-Identifier: EUPL-1.2
"""The lines of a form that came back: which are answered, and which list is no form."""

from bot.channels.email_form import Item, form_items, is_form
from tests.bot.core.talking import NOW, make_library

SHEET = ["2) Tipo di ente [1 Comune · 2 Unione]: Unione", "Quale ente?", "9\\) **Telefono**:", "10) Note: ________"]


def test_answered_lines_are_told_from_open_ones() -> None:
    assert form_items(SHEET[:3]) == [Item((SHEET[0],), 1, filled=True), Item((SHEET[2],), 3, filled=False)]
    assert [item.filled for item in form_items(SHEET)] == [True, False, False]


def test_options_may_run_over_several_lines() -> None:
    sheet = ["2) Tipo [1 Comune · 2 Unione", "di Comuni]: 1", "Quale?"]
    assert form_items(sheet) == [Item(("2) Tipo [1 Comune · 2 Unione di Comuni]: 1",), 2, filled=True)]
    assert form_items(["2) Tipo [1 Comune"] * 9) == []


def test_an_answer_broken_by_the_mail_program_is_read_to_its_end() -> None:
    sheet = ["8) Fabbisogno: due concorsi deserti e un ufficio rimasto con una", "sola persona.", "Qual è il problema?"]
    assert form_items(sheet) == [Item(tuple(sheet[:2]), 2, filled=True)]


def test_the_form_says_where_to_write_in_the_words_looked_for() -> None:
    assert "dopo i due punti" in make_library(NOW.date()).phrases["form.missing"]


def test_a_numbered_list_is_no_form() -> None:
    assert is_form(SHEET)
    assert not is_form(["1) Mattina: saluti", "2) Sera: cena"])
    assert is_form(["Scriva dopo i due punti.", "1) Comune: Acri", "2) Telefono: 0000"])
    assert not is_form(["1) Comune:"])
