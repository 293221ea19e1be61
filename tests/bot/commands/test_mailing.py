# SPDX-License-Identifier: EUPL-1.2
"""The command `mail`: what the mailbox would answer, without sending or storing anything."""

import json
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from mail_office import load
from mail_raws import envelope, raw, receipt

from bot.cli import run
from bot.commands import mailing

KEYS = {"file", "outcome", "reason", "extracted", "text", "raw"}
CORPUS = Path(__file__).parents[4] / "shared" / "email_corpus"


@pytest.fixture(autouse=True)
def content(monkeypatch, tmp_path):
    monkeypatch.setattr(mailing, "load_library", load)
    monkeypatch.chdir(tmp_path)


def told(capsys, *letters, options=("--json", "--today", "2026-11-22")):
    paths = []
    for at, letter in enumerate(letters):
        path = Path(f"{at}.eml")
        path.write_bytes(letter)
        paths.append(str(path))
    assert run(["mail", *options, *paths]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_question_is_answered_as_it_would_go_on_the_wire(capsys):
    (one,) = told(capsys, raw("Quanto dura?\n\nSaluti\nAnna"))
    assert set(one) == KEYS
    assert (one["file"], one["outcome"]) == ("0.eml", "reply")
    assert one["extracted"].startswith("Quanto dura?")
    assert "giornate di lavoro" in one["text"]
    read = message_from_bytes(one["raw"].encode("ascii"), policy=default)
    assert (read["In-Reply-To"], read["Auto-Submitted"]) == ("<1@comune.example>", "auto-replied")


def test_each_outcome_names_its_reason(capsys):
    letters = [
        raw("Vorrei parlare con una persona."), raw("Grazie, cordiali saluti"), raw(Auto_Submitted="auto-replied"),
        raw(To="altri@comune.example"), receipt("accettazione"), envelope(),
    ]  # fmt: skip
    found = [(one["outcome"], one["reason"].partition(":")[0]) for one in told(capsys, *letters)]
    assert found == [
        ("handoff", "person"), ("silence", "courtesy"), ("silence", "auto-submitted"), ("silence", "not-addressed"),
        ("silence", "pec-receipt"), ("reply", "stub"),
    ]  # fmt: skip


def test_a_silence_says_nothing(capsys):
    (one,) = told(capsys, raw(Auto_Submitted="auto-replied"))
    assert (one["text"], one["raw"]) == ("", "")


def test_the_same_letter_gets_the_same_answer_under_the_same_id(capsys):
    first, second = told(capsys, raw(), raw())
    ids = [message_from_bytes(one["raw"].encode())["Message-ID"] for one in (first, second)]
    assert ids[0] == ids[1]


def test_nothing_is_stored(capsys, tmp_path):
    told(capsys, raw())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.eml"]


def test_people_can_read_it(capsys):
    Path("a.eml").write_bytes(raw())
    assert run(["mail", "--today", "2026-11-22", "a.eml"]) == 0
    out = capsys.readouterr().out
    assert "== a.eml" in out
    assert "> Quanto dura un laboratorio?" in out


def test_a_file_that_is_not_there_is_named(capsys):
    assert run(["mail", "--json", "manca.eml"]) == 2
    assert "manca.eml" in capsys.readouterr().err


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus of others' letters is not here")
def test_the_whole_corpus_runs_without_an_exception(capsys):
    files = [str(path) for path in sorted(CORPUS.rglob("*")) if path.suffix in (".eml", ".txt")]
    assert run(["mail", "--json", *files]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(found) == len(files)
    assert {one["outcome"] for one in found} <= {"reply", "handoff", "silence"}
    assert all(set(one) == KEYS and one["reason"] for one in found)
