# SPDX-License-Identifier: EUPL-1.2
"""Servers under test end with whoever started them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from mail_servers import wait_until

from tests import watched

pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="/proc tells an ended process from a running one")

# Tells its own number, and sleeps longer than any test.
SERVER = "import os, pathlib, sys, time; pathlib.Path(sys.argv[1]).write_text(str(os.getpid())); time.sleep(300)"
STARTER = (
    "import sys, time; sys.path.insert(0, sys.argv[1]); import watched;"
    " watched.start(sys.executable, '-c', sys.argv[2], sys.argv[3]); time.sleep(300)"
)


def lives(number: int) -> bool:
    """A zombie does not."""
    try:
        os.kill(number, 0)
        return "zombie" not in Path(f"/proc/{number}/status").read_text()
    except (ProcessLookupError, FileNotFoundError):
        return False


def number_in(path: Path) -> int:
    wait_until(lambda: path.exists() and path.read_text())
    return int(path.read_text())


def test_a_server_ends_when_it_is_told_to(tmp_path: Path) -> None:
    watch = watched.start(sys.executable, "-c", SERVER, str(tmp_path / "number"))
    server = number_in(tmp_path / "number")
    assert lives(server)
    watched.stop(watch)
    assert not lives(server)


def test_a_server_is_ended_by_its_own_command(tmp_path: Path) -> None:
    ended = tmp_path / "ended"
    ending = (sys.executable, "-c", f"import pathlib; pathlib.Path({str(ended)!r}).touch()")
    watch = watched.start(sys.executable, "-c", SERVER, str(tmp_path / "number"), ending=ending)
    number_in(tmp_path / "number")
    watched.stop(watch)
    assert ended.exists()


def test_a_server_does_not_outlive_who_was_killed(tmp_path: Path) -> None:
    here = str(Path(__file__).parent)
    starter = subprocess.Popen([sys.executable, "-c", STARTER, here, SERVER, str(tmp_path / "number")])
    server = number_in(tmp_path / "number")
    starter.kill()
    starter.wait()
    wait_until(lambda: not lives(server))
