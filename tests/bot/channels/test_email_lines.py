# SPDX-License-Identifier: EUPL-1.2
"""The lines of a letter: unseen characters, gaps, long texts, marks of quotation."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.email_lines import asks_more, is_afterthought, is_quoted, joined_flow, lines_of, phrases, unquoted


def test_every_way_to_end_a_line_is_one() -> None:
    assert lines_of("a\r\nb\rc\u2028d\x0be") == ["a", "b", "c", "d", "e"]


def test_unseen_characters_go_and_hard_spaces_become_plain() -> None:
    assert lines_of("\ufeffa\u200b\xa0b\u00ad\x00\u202e") == ["a b"]


def test_gaps_are_closed() -> None:
    assert lines_of("a" + "\n" * 50 + "b") == ["a", "", "", "b"]
    assert lines_of("a" + " " * 500 + "b") == ["a b"]


def test_the_mark_of_a_signature_keeps_its_space() -> None:
    assert lines_of("a  \n-- \nb") == ["a", "-- ", "b"]


def test_a_long_text_keeps_its_beginning_and_its_end() -> None:
    lines = lines_of("\n".join(f"riga {at}" for at in range(50_000)))
    assert (lines[0], lines[-1]) == ("riga 0", "riga 49999")
    assert len(lines) <= 4_000
    assert len("\n".join(lines_of("parola " * 300_000))) <= 100_000


@settings(deadline=None)
@given(st.text())
def test_made_plain_once_it_stays_so(text: str) -> None:
    once = "\n".join(lines_of(text))
    assert "\n".join(lines_of(once)) == once
    assert len(once) <= len(text)


@pytest.mark.parametrize("line", ["> a", ">> a", " > > a", ">", "Anna> a"])
def test_quoted_lines_are_known(line: str) -> None:
    assert is_quoted(line)


@pytest.mark.parametrize("line", ["a > b", "      > a", "-> a", "<a>", "a>b", "", ">>> Anna 17/11/2026 10.12 >>>"])
def test_other_lines_are_not(line: str) -> None:
    assert not is_quoted(line)


def test_marks_are_taken_off() -> None:
    assert unquoted("> > 2) Comune: Acri") == "2) Comune: Acri"


def test_paragraphs_of_different_depth_are_not_joined() -> None:
    assert joined_flow("> a \nb \n c", delete_space=False) == "> a \nb c"


def test_a_space_in_a_phrase_stands_for_up_to_three() -> None:
    pattern = phrases("nota legale", "avviso")
    assert pattern.match("* Nota   legale: x")
    assert not pattern.match("Una nota legale")


def test_questions_and_postscripts_are_known() -> None:
    assert asks_more("P.S. Verrà.") and is_afterthought("N.B.: uno")
    assert asks_more("Viene?") and not is_afterthought("Viene?")
    assert not asks_more("Psicologia.")
