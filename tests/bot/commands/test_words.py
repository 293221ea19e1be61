# SPDX-License-Identifier: EUPL-1.2
"""Columns under each other, and the nearest right word."""

from bot.commands.words import columns, near


def test_columns_stand_under_each_other():
    assert columns([("a", "bb", "c"), ("aaa", "b", "")]) == "a    bb  c\naaa  b"


def test_only_a_word_that_resembles_is_suggested():
    assert near("--jsn", ["--json", "--today"]) == " Forse --json?"
    assert near("xyz", ["--json"]) == ""
