# SPDX-License-Identifier: EUPL-1.2
"""Killed with SIGKILL at random moments, the bot loses nothing, does nothing twice and leaves nothing half done."""

import subprocess
import sys
from collections import Counter
from email import message_from_bytes
from itertools import groupby
from pathlib import Path

import pytest
from crash_child import EVENTS, PEOPLE, text_of

from bot.storage import Storage

ROOT = Path(__file__).parents[2]
SECONDS = 12
CONFIRMED = {f"l-telegram-{number}" for number in range(EVENTS) if text_of(number).startswith("confermo")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """What is left after many deaths and one life to the end."""
    folder = tmp_path_factory.mktemp("crash")
    environment = {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", "PATH": "/usr/bin:/bin"}
    command = [sys.executable, str(ROOT / "tests" / "crash_child.py"), str(folder), "20261122", str(SECONDS)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 20, "too few deaths to prove anything"
    return folder


@pytest.fixture
def store(folder):
    made = Storage(folder / "bot.db")
    yield made
    made.close()


def column(store, sql):
    return [row[0] for row in store.rows(sql)]


def ledger(folder):
    return [line.split() for line in (folder / "ledger").read_text().splitlines()]


def test_every_message_was_answered_exactly_once(store):
    answers = column(store, "SELECT key FROM outbox WHERE key LIKE 'r-%'")
    assert sorted(answers) == sorted(f"r-telegram-{number}" for number in range(EVENTS))
    assert column(store, "SELECT count(*) FROM seen WHERE state = 'done'") == [EVENTS]


def test_no_turn_is_half_stored(store):
    for person in range(PEOPLE):
        before = store.before(f"telegram:{person}")
        turns = len(range(person, EVENTS, PEOPLE))
        assert int(before.dialogue.about) == before.session.rev == turns


def test_every_confirmed_request_is_in_the_outbox_once(store):
    assert Counter(column(store, "SELECT key FROM outbox WHERE purpose = 'request'")) == dict.fromkeys(CONFIRMED, 1)
    assert set(column(store, "SELECT key FROM requests WHERE state = 'sent'")) == CONFIRMED
    assert column(store, "SELECT count(*) FROM outbox WHERE state <> 'sent'") == [0]


def test_every_letter_lies_in_the_maildir_once_under_its_one_message_id(folder):
    letters = [message_from_bytes(path.read_bytes()) for path in (folder / "outbox" / "new").iterdir()]
    assert Counter(letter["Message-ID"] for letter in letters) == {f"<{key}@cap4city.example>": 1 for key in CONFIRMED}


def test_a_letter_sent_again_is_the_same_letter(folder):
    names = {(key, external) for _, key, external in ledger(folder)}
    assert len(names) == len({key for key, _ in names})


def test_each_person_was_answered_in_order(folder):
    for person in map(str, range(PEOPLE)):
        sent = [int(key.rsplit("-", 1)[1]) for who, key, _ in ledger(folder) if who == person and key.startswith("r-")]
        assert [number for number, _ in groupby(sent)] == sorted(set(sent))


def test_whoever_confirmed_was_told_once(store):
    news = column(store, "SELECT key FROM outbox WHERE key LIKE 'n-%'")
    assert sorted(news) == sorted(f"n-{key}-sent" for key in CONFIRMED)


def test_the_file_is_sound(store):
    assert column(store, "PRAGMA integrity_check") == ["ok"]
