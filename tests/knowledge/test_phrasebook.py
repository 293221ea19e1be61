# SPDX-License-Identifier: EUPL-1.2
"""The phrasebook tells the truth: the names are those of the files, and the code gives the values it lists."""

import re
from pathlib import Path

import pytest

from bot.content import ROOT, read_content
from bot.core.letters import repeated
from flows.wording import placeholders
from knowledge.phrasebook import letters_given, line_values, phrase_values

CONTENT = read_content()
CODE = {path: path.read_text("utf-8") for path in sorted((ROOT / "bot").rglob("*.py"))}
CALL = re.compile(
    r'(?:phrase|named)\(\s*(?:[\w.]+phrases,\s*)?"([\w.]+)"((?:,\s*\w+=[^,()]*(?:\([^()]*\))?[^,()]*)*)\s*\)'
)

LATER = {"form.fault": {"why"}}  # filled in by the code itself, because it is Markdown already


def test_the_names_are_those_of_the_file():
    """A phrase that code asks for is written in both places: phrases.yaml, and here with its values."""
    assert phrase_values().keys() == CONTENT.phrases.keys()


def test_the_letters_are_those_of_the_folder():
    assert {*letters_given(), "lines"} == CONTENT.letters.keys()


def test_the_lines_are_those_of_the_file():
    assert line_values().keys() == repeated(CONTENT.letters["lines"]).keys()


@pytest.mark.parametrize("name", sorted(CONTENT.phrases))
def test_a_phrase_names_only_what_it_is_given(name):
    assert set(placeholders(CONTENT.phrases[name])) <= phrase_values()[name]


def calls() -> list[tuple[Path, str, frozenset[str]]]:
    return [
        (path, name, frozenset(re.findall(r"(\w+)=", values)))
        for path, text in CODE.items()
        for name, values in CALL.findall(text)
    ]


def test_code_gives_the_values_that_are_listed():
    seen = [(path.name, name, values) for path, name, values in calls() if name in phrase_values() and values]
    assert len(seen) > 20
    wrong = [(path, name, phrase_values()[name] - {"secretariat"} - values) for path, name, values in seen]
    assert not [one for one in wrong if one[2] - LATER.get(one[1], set())]


@pytest.mark.parametrize("name", ["privacy.blank", "button.edit", "offer.resume", "source", "link.what"])
def test_what_is_taken_as_it_is_cannot_name_the_secretariat(name):
    assert "secretariat" not in phrase_values()[name]


@pytest.mark.parametrize("name", ["notice.expired", "help.form", "unreadable.document", "offer_human"])
def test_what_is_spoken_can(name):
    assert "secretariat" in phrase_values()[name]


def test_a_group_without_names_is_a_phrase():
    assert phrase_values()["source"] == {"sources"}
    assert phrase_values()["no_answer"] == frozenset()
