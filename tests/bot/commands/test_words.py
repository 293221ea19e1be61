# SPDX-License-Identifier: EUPL-1.2
"""Columns under each other."""

from bot.commands.words import columns


def test_columns_stand_under_each_other():
    assert columns([("a", "bb", "c"), ("aaa", "b", "")]) == "a    bb  c\naaa  b"
