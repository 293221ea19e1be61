# SPDX-License-Identifier: EUPL-1.2
"""The command `chat`: the whole conversation in a terminal, letters included."""

import asyncio
import secrets
import shutil
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

import click

from bot.app import App, letter_sender, open_app
from bot.channels.terminal import Terminal, read_lines
from bot.clock import clock_on
from bot.commands.words import DAY, Mistake
from bot.core.markup import to_plain
from bot.core.messages import Incoming, Letter
from bot.delivery import Delivery
from bot.inbox import TRIES
from bot.settings import Settings, read_settings
from flows.wording import fill

_WIDEST = 100


@click.command()
@click.option("--today", type=DAY, help="Conversare come in questo giorno (2026-11-22).")
@click.option("--send", is_flag=True, help="Spedire davvero le lettere, invece di tenerle nella Maildir.")
def chat(today: date | None, send: bool) -> None:
    """Una conversazione nel terminale."""
    settings = read_settings()
    if send and settings.smtp_host is None:
        raise Mistake("--send: manca CAP4CITY_SMTP_HOST, il server che spedisce")
    with open_app(settings, clock_on(today)) as app, suppress(KeyboardInterrupt):
        terminal = _terminal(app, settings)
        delivery = _delivery(app, terminal, send=send)
        _send_due(delivery)  # what an interrupted run left behind
        hint = app.phrases.get("terminal.hint", "")
        if hint and sys.stdin.isatty():
            terminal.show(to_plain(hint))
        for incoming in terminal.incoming():
            _hand_in(app, incoming)
            _send_due(delivery)
        app.housekeeping.tidy()


def _terminal(app: App, settings: Settings) -> Terminal:
    with suppress(ImportError):
        import readline  # noqa: F401, PLC0415  arrows and history while typing, where the system has them
    return Terminal(
        lines=read_lines(sys.stdin),
        write=_write,
        run=secrets.token_hex(8),
        clock=app.clock,
        files=settings.database.parent / "files",
        width=min(shutil.get_terminal_size().columns, _WIDEST),
        echo=not sys.stdin.isatty(),
    )


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _delivery(app: App, terminal: Terminal, *, send: bool) -> Delivery:
    """Only this person's messages and letters: what waits for others is the running bot's."""
    phrases = app.phrases

    def told(letter: Letter, path: Path) -> None:
        terminal.show(to_plain(_place(phrases, letter, path)))

    senders = {"terminal": terminal, "trial_letter": letter_sender(app, online=send, told=told)}
    return app.delivery(senders, together=1)  # a screen shows one thing after the other


def _place(phrases: Mapping[str, str], letter: Letter, path: Path) -> str:
    return fill(phrases.get("terminal.letter", "((path))"), {"subject": letter.subject, "path": str(path)})


def _hand_in(app: App, incoming: Incoming) -> None:
    for _ in range(TRIES):
        if app.inbox.receive(incoming) != "again":
            return


def _send_due(delivery: Delivery) -> None:
    asyncio.run(delivery.drain())
