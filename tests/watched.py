# SPDX-License-Identifier: EUPL-1.2
"""A server under test that never outlives its tests, even where they are killed: `watched.py COMMAND… [-- STOP…]`
ends the command as soon as its own standard input ends."""

import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Thread
from types import FrameType

_PATIENCE = 10.0  # seconds between asking to end and ending


def start(*command: str, ending: Sequence[str] = ()) -> "subprocess.Popen[bytes]":
    """Run a command until `stop`, or until this process is no more; `ending` is the command that ends it, where a
    signal does not."""
    quiet = subprocess.DEVNULL
    watch = [sys.executable, str(Path(__file__)), *command, *(["--", *ending] if ending else [])]
    return subprocess.Popen(watch, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet)


def stop(watch: "subprocess.Popen[bytes]") -> None:
    """End the command, and wait until it has."""
    assert watch.stdin is not None
    watch.stdin.close()
    watch.wait(2 * _PATIENCE)


def _run(command: list[str], ending: list[str]) -> int:
    signal.signal(signal.SIGTERM, _leave)
    server = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    Thread(target=_until_the_end, args=(server, ending), daemon=True).start()
    try:
        return server.wait()
    finally:
        _end(server, ending)


def _until_the_end(server: "subprocess.Popen[bytes]", ending: list[str]) -> None:
    sys.stdin.buffer.read()
    _end(server, ending)


def _end(server: "subprocess.Popen[bytes]", ending: list[str]) -> None:
    if server.poll() is not None:
        return
    if ending:
        subprocess.run(ending, check=False, timeout=_PATIENCE)
    server.terminate()
    try:
        server.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        server.kill()


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


if __name__ == "__main__":
    at = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    sys.exit(_run(sys.argv[1:at], sys.argv[at + 1 :]))
