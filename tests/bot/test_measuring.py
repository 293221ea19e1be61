# SPDX-License-Identifier: EUPL-1.2
"""Figures on anybody's questions: a broken file is named, a kind that is missing has no figure."""

import json

import pytest

from bot.measuring import MeasureError, measure

KB = (
    '{"id": 1, "questions": ["come si fa domanda", "quando si fa domanda"]}\n{"id": "b", "questions": ["dove si va"]}\n'
)


def figures_of(folder, kb, test):
    (folder / "kb.jsonl").write_text(kb, "utf-8")
    (folder / "test.jsonl").write_text(test, "utf-8")
    return json.loads(measure(folder, quick=True).to_json())


@pytest.mark.parametrize("questions", ["null", "[]", '"testo"', "[1]", '[""]', '["?"]'])
def test_questions_that_are_no_texts_are_named(tmp_path, questions):
    with pytest.raises(MeasureError, match="questions"):
        figures_of(tmp_path, f'{{"id": "a", "questions": {questions}}}\n', '{"question": "a", "expected_id": "a"}\n')


@pytest.mark.parametrize("question", ["null", "1", "[]"])
def test_a_question_that_is_no_text_is_named(tmp_path, question):
    with pytest.raises(MeasureError, match="«question» non è un testo"):
        figures_of(tmp_path, KB, f'{{"question": {question}, "expected_id": "b"}}\n')


def test_ids_are_compared_as_text(tmp_path):
    assert figures_of(tmp_path, KB, '{"question": "come si fa domanda", "expected_id": 1}\n')["top1"] == 1.0


def test_without_questions_in_scope_there_is_no_share_of_them(tmp_path):
    found = figures_of(tmp_path, KB, '{"question": "altro", "expected_id": null}\n')
    assert found["top1"] is None
    assert found["false_answers"] is not None
