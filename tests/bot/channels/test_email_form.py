# SPDX-License-Identifier: EUPL-1.2
"""The lines of a form that came back: which are answered, and which list is no form."""

from bot.channels.email_form import form_items, is_form, typed_items
from tests.bot.core.talking import NOW, make_library

SHEET = ["2) Tipo di ente [1 Comune · 2 Unione]: Unione", "Quale ente?", "9\\) **Telefono**:", "10) Note: ________"]


def test_answered_lines_are_told_from_open_ones() -> None:
    items = form_items(SHEET[:3])
    assert [(item.lines, item.start, item.end, item.filled, item.label) for item in items] == [
        ((SHEET[0],), 0, 1, True, "tipo di ente"),
        ((SHEET[2],), 2, 3, False, "telefono"),
    ]
    assert [item.filled for item in form_items(SHEET)] == [True, False, False]


def test_options_may_run_over_several_lines() -> None:
    sheet = ["2) Tipo [1 Comune · 2 Unione", "di Comuni]: 1", "Quale?"]
    (item,) = form_items(sheet)
    assert (item.lines, item.end) == (("2) Tipo [1 Comune · 2 Unione di Comuni]: 1",), 2)
    assert form_items(["2) Tipo [1 Comune"] * 9) == []


def test_an_answer_broken_by_the_mail_program_is_read_to_its_end() -> None:
    sheet = ["8) Fabbisogno: due concorsi deserti e un ufficio rimasto con una", "sola persona.", "Qual è il problema?"]
    (item,) = form_items(sheet)
    assert (item.lines, item.end, item.filled) == (tuple(sheet[:2]), 2, True)


ASKED = ["1) Comune:", "Quale Comune?", "", "2) Referente:", "Nome e cognome della persona.", "", "3) Note:", "Altro?"]


def test_an_answer_on_a_line_of_its_own_is_told_by_its_missing_stop() -> None:
    assert not any(item.filled for item in typed_items(ASKED))
    assert typed_items([]) == []
    answered = typed_items([*ASKED[:2], "Acri", *ASKED[2:5], "Anna Neri", *ASKED[5:]])
    assert [item.lines for item in answered if item.filled] == [("1) Comune:", "Acri"), ("2) Referente:", "Anna Neri")]


def test_with_one_such_answer_sentences_are_answers_too() -> None:
    sheet = [ASKED[0], "Acri", *ASKED[1:], "Ci serve a marzo."]
    assert [item.lines for item in typed_items(sheet) if item.filled] == [
        ("1) Comune:", "Acri"), ("3) Note:", "Ci serve a marzo.")
    ]  # fmt: skip


def test_what_stands_under_the_form_is_no_answer_to_its_last_question() -> None:
    assert not any(item.filled for item in typed_items([*ASKED, "", "Assistente Cap4City"]))


def test_the_form_says_where_to_write_in_the_words_looked_for() -> None:
    assert "dopo i due punti" in make_library(NOW.date()).phrases["form.missing"]


def test_a_numbered_list_is_no_form() -> None:
    assert is_form(SHEET)
    assert not is_form(["1) Mattina: saluti", "2) Sera: cena"])
    assert is_form(["Scriva dopo i due punti.", "1) Comune: Acri", "2) Telefono: 0000"])
    assert not is_form(["1) Comune:"])
