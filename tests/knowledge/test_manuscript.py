# SPDX-License-Identifier: EUPL-1.2
"""An entry's file as rows: each line in its section, headings and blanks left out."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.manuscript import Row, read_manuscript

TEXT = """---
title: "Una prova"
---
La risposta.

- una riga di elenco

## Dopo
Poi.

## Come lo chiedono
- come si chiede
-senza spazio
"""


def test_each_line_knows_its_section():
    rows = read_manuscript(TEXT).rows
    assert Row(2, "header", 'title: "Una prova"') in rows
    assert Row(4, "text", "La risposta.") in rows
    assert Row(9, "after", "Poi.") in rows


def test_a_list_in_the_answer_is_no_way_of_asking():
    manuscript = read_manuscript(TEXT)
    assert [row.text for row in manuscript.asked] == ["come si chiede"]
    assert [row.line for row in manuscript.answer] == [4, 6, 9]


def test_headings_have_their_lines():
    assert read_manuscript(TEXT).headings == {"after": 8, "phrasings": 11}


def test_a_rule_in_the_answer_is_no_fence():
    text = "---\ntitle: x\n---\nsopra\n\n---\nsotto\n"
    assert [row.text for row in read_manuscript(text).answer] == ["sopra", "---", "sotto"]


@given(st.text())
def test_any_text_is_read(text):
    rows = read_manuscript(text).rows
    assert all(row.text and row.line >= 1 for row in rows)
