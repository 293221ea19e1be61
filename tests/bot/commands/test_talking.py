# SPDX-License-Identifier: EUPL-1.2
"""`chat` through a pipe, as a new user would: from the greeting to the letter, with a restart in between."""

import os
import re
import subprocess
import sys
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FIRST = ("/richiesta", "ho letto", "Comune", "Acri", "PIAO")
SECOND = (
    "Due concorsi deserti e un ufficio rimasto con una sola persona.", "salta", "Maria Rossi", "segretario comunale",
    "maria.rossi@comune.example", "0984 123456", "salta", "salta", "Trasmetti", "/esci", "mai letto",
)  # fmt: skip


def bot(folder, *arguments, lines=()):
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments], input="".join(f"{line}\n" for line in lines), cwd=folder,
        env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The folder, and what the two runs printed."""
    folder = tmp_path_factory.mktemp("chat")
    runs = [bot(folder, "chat", "--today", "2026-11-23", lines=lines) for lines in (FIRST, SECOND)]
    assert [(run.returncode, run.stderr) for run in runs] == [(0, ""), (0, "")]
    return folder, *(run.stdout for run in runs)


@pytest.fixture
def letters(told):
    files = (told[0] / "data" / "outbox" / "new").iterdir()
    return {
        letter["To"]: letter for letter in (message_from_bytes(file.read_bytes(), policy=default) for file in files)
    }


def test_it_greets_and_numbers_the_choices(told):
    assert "assistente automatico" in told[1]
    assert re.search(r"^  1\) ", told[1], re.MULTILINE)
    assert "> Acri" in told[1]


def test_the_person_is_remembered_between_runs(told):
    assert told[2].count("Domanda 4 di") == 1
    assert "mai letto" not in told[2]


def test_the_letter_lies_where_the_terminal_says(told, letters):
    shown = " ".join(told[2].split())
    for file in (told[0] / "data" / "outbox" / "new").iterdir():
        assert str(file.relative_to(told[0])) in shown
    assert set(letters) == {"cap4city@anci.it", "maria.rossi@comune.example"}


def test_a_trial_letter_says_that_it_is_one(letters):
    letter = letters["cap4city@anci.it"]
    assert letter["Subject"].startswith("[PROVA] [Cap4City] Richiesta Capacity Lab – Comune di Acri (CS)")
    assert letter["Reply-To"] == "maria.rossi@comune.example"


def test_nothing_is_called_sent_that_was_only_kept(told):
    assert "in attesa di invio" in " ".join(told[2].split())
    assert "trasmessa il" not in told[2]
    assert "conservata come file, non spedita" in bot(told[0], "requests", "list").stdout


def test_sending_needs_a_server(told):
    run = bot(told[0], "chat", "--send")
    assert (run.returncode, "CAP4CITY_SMTP_HOST" in run.stderr) == (2, True)
