# SPDX-License-Identifier: EUPL-1.2
"""Questions without an answer are grouped by their words; nobody's name is kept with them."""

from datetime import timedelta

import pytest
from fakes import NOW

from bot.core.turns import Miss
from bot.gaps import Gaps
from bot.storage import Storage


@pytest.fixture
def gaps(tmp_path):
    store = Storage(tmp_path / "bot.db")
    yield Gaps(store)
    store.close()


def test_the_same_words_are_one_gap(gaps):
    for question in ("Quanto costa un drone?", "quanto costano i droni", "Quanto costa un drone?", "E la luna?"):
        gaps.add(Miss(question, "handoff"), NOW)
    found = gaps.since(NOW)
    assert (found[0].count, found[0].question) == (2, "Quanto costa un drone?")
    assert sum(gap.count for gap in found) == 4


def test_only_the_days_asked_for_count(gaps):
    gaps.add(Miss("vecchia", "suggest", "a/b"), NOW - timedelta(days=31))
    gaps.add(Miss("nuova", "unhelpful", "a/b"), NOW)
    found = gaps.since(NOW - timedelta(days=30))
    assert [(gap.question, gap.outcomes, gap.entries) for gap in found] == [("nuova", ("unhelpful",), ("a/b",))]


def test_a_question_without_words_is_a_gap_too(gaps):
    gaps.add(Miss("???", "handoff"), NOW)
    assert gaps.since(NOW)[0].question == "???"


def test_counts_add_up(gaps):
    for _ in range(3):
        gaps.count("reward", "a/b", "yes")
    gaps.count("reward", "a/b", "no")
    rows = gaps._store.rows("SELECT part, count FROM counts ORDER BY part")
    assert [tuple(row) for row in rows] == [("no", 1), ("yes", 3)]


def test_whom_a_question_names_is_not_kept(gaps):
    asked = "Sono Maria Rossi, cf RSSMRA80A01H501U: quanto costa un drone? Tel. 333 1234567, maria.rossi@comune.example"
    gaps.add(Miss(asked, "handoff"), NOW)
    assert gaps.since(NOW)[0].question == "…, cf …: quanto costa un drone? Tel. …, …"
