# SPDX-License-Identifier: EUPL-1.2
"""Words that people read are content filled with escaped values."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core.markup import to_plain
from flows.wording import NO_WORDS, escape, fill, join, placeholders, plain


def test_a_value_is_shown_as_it_is_written():
    assert to_plain(fill("Ente: ((ente))", {"ente": "**Unione** [a](b) `c` <d>"})) == "Ente: **Unione** [a](b) `c` <d>"


def test_a_missing_value_stays_visible():
    assert fill("((a)) e ((b))", {"a": "uno"}) == "uno e ((b))"


def test_a_value_is_not_a_template():
    assert fill("((a))((b))", {"a": "((b))", "b": "due"}) == r"\(\(b\)\)due"


def test_a_value_begins_no_list():
    for said in ("- riga", "1. riga", "2) riga", "+ riga", "= riga"):
        assert to_plain(fill("((a))", {"a": said})) == said


def test_empty_parts_leave_no_gap():
    assert join([plain("a"), NO_WORDS, plain("b")]) == "a\n\nb"
    assert join([plain("a"), plain("b")], "\n") == "a\nb"


def test_placeholders_are_named_once_in_order():
    assert placeholders("((b)) (( a )) ((b)) (c)") == ("b", "a")


@given(st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=30))
def test_an_escaped_value_reads_back(said):
    assert to_plain(escape(said)) == said
