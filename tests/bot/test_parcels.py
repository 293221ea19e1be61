# SPDX-License-Identifier: EUPL-1.2
"""Parcels come back from the outbox as they were put in."""

import pytest
from fakes import FILE, letter, message
from hypothesis import given
from hypothesis import strategies as st

from bot.core.messages import Choice
from bot.parcels import from_text, lane, route, to_text
from flows.wording import plain

CHOICES = (Choice("p1", "yes", plain("Sì"), 1), Choice("p1", "site", plain("Sito"), url="https://a.example"))


@pytest.mark.parametrize(
    "parcel",
    [
        message("m"),
        message("m", choices=CHOICES, files=(FILE,), closes="p0", references=("<a@b>", "<c@d>"), thread="t"),
        letter("l", files=(FILE, FILE), reply_to="a@b.example", follows="k", reference="C4C-1", session="s"),
    ],
)
def test_a_parcel_comes_back_as_it_was(parcel):
    assert from_text(to_text(parcel)) == parcel


@given(st.text(), st.binary())
def test_any_text_and_any_file_survive(text, content):
    parcel = message("m", text=text, files=(type(FILE)(text, "a/b", content),))
    assert from_text(to_text(parcel)) == parcel


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"type": "Letter", "files": []}'])
def test_anything_else_is_refused(text):
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        from_text(text)


def test_letters_of_a_trial_have_a_way_of_their_own():
    assert route(letter("l", person="terminal:local")) == "trial_letter"
    assert route(letter("l")) == "letter"
    assert route(message("m")) == "telegram"


def test_letters_of_one_matter_go_one_after_the_other():
    assert lane(letter("a", session="s")) == lane(letter("b", session="s"))
    assert lane(letter("a", session="s")) != lane(letter("c", session="t"))
