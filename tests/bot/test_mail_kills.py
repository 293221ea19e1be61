# SPDX-License-Identifier: EUPL-1.2
"""The service is killed as letters leave: none is lost, and what leaves again bears the same Message-ID."""

import os
import subprocess
import sys
from email import message_from_bytes
from pathlib import Path

import pytest
from mail_raws import raw
from mail_servers import ImapServer, SmtpServer, wait_until

TESTS = Path(__file__).parents[1]
LETTERS, KILLS = 24, 6


@pytest.fixture
def servers():
    imap, smtp = ImapServer().start(), SmtpServer().start()
    yield imap, smtp
    imap.stop()
    smtp.stop()


def start(folder: Path, imap: ImapServer, smtp: SmtpServer) -> "subprocess.Popen[bytes]":
    path = os.pathsep.join([str(TESTS.parent), str(TESTS)])
    command = [sys.executable, str(TESTS / "mail_child.py"), str(folder), str(imap.port), str(smtp.port)]
    return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": path})


def test_a_killed_service_loses_no_letter_and_answers_none_as_two(tmp_path, servers):
    imap, smtp = servers
    people = [f"persona{at}@comune.example" for at in range(LETTERS)]
    imap.deliver(*(raw("Quanto dura?", From=one, Message_ID=f"<{one}>") for one in people))
    for _ in range(KILLS):
        child = start(tmp_path, imap, smtp)
        wait_until(lambda tried=smtp.sink.tried: smtp.sink.tried > tried, 60)  # a letter has just left
        child.kill()
        child.wait()
        if len(smtp.sink.letters) >= LETTERS:
            break
    child = start(tmp_path, imap, smtp)
    wait_until(lambda: {to[0] for _, to, _ in smtp.sink.letters} >= set(people), 60)
    child.kill()
    child.wait()
    answers = {(to[0], message_from_bytes(content)["Message-ID"]) for _, to, content in smtp.sink.letters}
    assert sorted(person for person, _ in answers) == sorted(people)
