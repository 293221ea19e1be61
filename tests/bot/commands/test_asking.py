# SPDX-License-Identifier: EUPL-1.2
"""What `ask` prints for each kind of finding, as interface.md promises."""

import io
import json
import sys

from bot.commands.asking import _lines, _shown, told
from bot.core.answering import Finding, Found
from flows.wording import plain

ENTRY = Found("a/b", "Quando?", True, 0.91234567, plain("**Il 22.**\n\n*Fonte: ANCI.*"))


def finding(outcome="answer", text="**Il 22.**", found=(ENTRY,)):
    return Finding("quando", outcome, True, plain(text), found, "richiesta", "P=0.9", "a/b")


def test_an_answer_is_one_object_of_plain_text():
    assert json.loads(json.dumps(told(finding()))) == {
        "question": "quando", "outcome": "answer", "known": True, "text": "Il 22.",
        "entries": [
            {"id": "a/b", "title": "Quando?", "known": True, "score": 0.9123, "text": "Il 22.\n\nFonte: ANCI."}
        ],
        "flow": "richiesta", "why": "P=0.9",
    }  # fmt: skip


def test_suggestions_are_numbered_in_the_text():
    assert told(finding("suggest", "Forse:", (ENTRY, ENTRY)))["text"] == "Forse:\n1. Quando?\n2. Quando?"


def test_a_question_from_a_list_is_repeated_above_its_answer():
    assert _shown(finding(), alone=False) == "> quando\n\nIl 22.\n"
    assert _shown(finding(), alone=True) == "Il 22."


def test_each_line_is_one_question_whatever_its_bytes(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbfuno\r\n\ndu\xffe\nperch\xc3\xa9")))
    assert list(_lines()) == ["uno", "", "du\ufffde", "perché"]
