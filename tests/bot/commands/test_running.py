# SPDX-License-Identifier: EUPL-1.2
"""The service as a process: it starts only when it may, and stops cleanly when told."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.fixture
def start(here):
    started = []

    def starting(*arguments, **settings):
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **settings}
        command = [sys.executable, "-m", "bot", "run", "--ephemeral", *arguments]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        started.append(subprocess.Popen(command, cwd=here, env=environment, **pipes))
        return started[-1]

    yield starting
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_cleanly_when_told(start, here, end):
    process = start()
    assert "Nessun canale" in process.stderr.readline()
    assert "purged" in process.stderr.readline()  # the first thing it does
    process.send_signal(end)
    assert process.wait(10) == 0
    assert (here / "data" / "cap4city.db").exists()


def test_a_second_one_on_the_same_file_refuses(start):
    first = start()
    while "purged" not in first.stderr.readline():
        pass
    second = start()
    assert second.wait(20) == 2
    assert "un altro processo" in second.stderr.read()


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"CAP4CITY_SMTP_PORT": "x"}, "CAP4CITY_SMTP_PORT"),
        ({"CAP4CITY_TELEGRAM_TOKEN": "123456:abcdefghijkl"}, "l'informativa non è completa"),
    ],
)
def test_it_refuses_to_start_and_says_why(start, settings, told):
    process = start(**settings)
    assert process.wait(20) == 2
    shown = process.stderr.read()
    assert told in shown
    assert "Traceback" not in shown
