# SPDX-License-Identifier: EUPL-1.2
"""Which of an entry's texts is true on a day."""

from datetime import date

import pytest

from bot.content import Content
from knowledge.entry import FACETS, Entry

CALL = Entry("azioni-pilota/scadenza", "Quando scadono le candidature?", "quando", "Scadono il 22.", ("quando scade",),
             valid_until=date(2026, 1, 22), after="Scadute il 22 gennaio 2026.")  # fmt: skip
LABS = Entry(
    "capacity-lab/da-quando",
    "Da quando si chiedono?",
    "quando",
    "Da gennaio.",
    (),
    valid_from=date(2026, 1, 1),
    before="Dal 1° gennaio.",
)
ALWAYS = Entry("capcoe/cosa", "Che cos'è il CapCoe?", "cosa", "Un programma.", ())

DAYS = [
    (CALL, date(2026, 1, 21), "Scadono il 22."), (CALL, date(2026, 1, 22), "Scadono il 22."),
    (CALL, date(2026, 1, 23), "Scadute il 22 gennaio 2026."),
    (CALL, date(2027, 6, 1), "Scadute il 22 gennaio 2026."), (LABS, date(2025, 12, 31), "Dal 1° gennaio."),
    (LABS, date(2026, 1, 1), "Da gennaio."),
    (LABS, date(2027, 1, 1), "Da gennaio."), (ALWAYS, date(1990, 1, 1), "Un programma."),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "today", "text"), DAYS)
def test_the_first_and_the_last_day_are_inside(entry, today, text):
    assert entry.on(today) == text


def test_only_a_known_answer_states_facts():
    assert ALWAYS.states
    for other in (
        Entry("a/b", "t", "cosa", "x", (), known=False),
        Entry("a/b", "t", "cosa", "x", (), outcome="handoff"),
        Entry("a/b", "t", "cosa", "x", (), outcome="chat"),
    ):
        assert not other.states


def test_the_area_is_the_folder():
    assert (CALL.area, LABS.area) == ("azioni-pilota", "capacity-lab")


def test_every_entry_of_the_content_says_something_on_every_day(content: Content):
    assert len(content.entries) > 150
    for entry in content.entries.values():
        assert entry.facet in FACETS
        for today in (
            date(2025, 12, 31),
            date(2026, 1, 10),
            date(2026, 1, 22),
            date(2026, 1, 23),
            date(2026, 11, 22),
            date(2027, 3, 1),
        ):
            assert entry.on(today).strip(), (entry.id, today)


def test_the_misprint_is_never_the_deadline(content: Content):
    for entry in content.entries.values():
        for text in (entry.text, entry.before, entry.after):
            assert "22 gennaio 2025" not in text or "refuso" in text, entry.id
