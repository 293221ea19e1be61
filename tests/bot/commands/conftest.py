# SPDX-License-Identifier: EUPL-1.2
"""A folder of one's own with nothing set, and the command line run in it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes import Clock, make_inbox, said

from bot.cli import run
from bot.core.messages import CannotDeliver
from bot.inbox import Inbox


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("CAP4CITY_") or name == "PORT"]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def bot(here: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Exit code, standard output, standard error."""

    def running(*arguments: str) -> tuple[int, str, str]:
        code = run(arguments)
        return (code, *capsys.readouterr())

    return running


@pytest.fixture
def inbox(here: Path) -> Inbox:
    """What a person left: a confirmed request, sent; another that failed; a question without an answer."""
    made = make_inbox(here / "data" / "cap4city.db", clock=Clock())
    made.receive(said("confermo", "1"))
    made.receive(said("confermo", "2", address="8"))
    made.receive(said("chissà", "3"))
    made.delivered(made.outbox.find("l-telegram-1"), "sent", external="<l-telegram-1@cap4city.example>")
    made.delivered(made.outbox.find("l-telegram-2"), "failed", reason=str(CannotDeliver("550 no")))
    yield made
    made.store.close()
