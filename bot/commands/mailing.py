# SPDX-License-Identifier: EUPL-1.2
"""The command `mail`: what the mailbox would answer to raw letters; nothing is sent and nothing is stored."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import click

from bot.app import means_of, sheet_of
from bot.channels.email_in import Received, incoming, receive
from bot.channels.mail_answer import compose_answer
from bot.channels.mail_rules import Ours
from bot.channels.mail_threads import thread_of
from bot.channels.mime import Sheet
from bot.clock import ROME, clock_on
from bot.commands.words import DAY
from bot.content import load_library
from bot.core.conversation import converse
from bot.core.exchange import Means
from bot.core.library import Library
from bot.core.markup import to_plain
from bot.core.messages import CannotDeliver
from bot.core.turns import After, Before, Request
from bot.settings import read_settings


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Un oggetto JSON per file, per altri programmi.")
@click.option("--today", type=DAY, help="Rispondere come in questo giorno (2026-11-22).")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
def mail(files: tuple[Path, ...], today: date | None, as_json: bool) -> None:
    """Mostra che cosa risponderebbe la casella a ogni messaggio; non invia e non conserva nulla."""
    settings = read_settings()
    now = clock_on(today)().astimezone(ROME)
    library = load_library(now.date())
    desk = _Desk(
        library,
        means_of(settings),
        Ours(settings.address, settings.authserv_id or "", settings.pec),
        sheet_of(settings, library.phrases),
        now,
    )
    for path in files:
        told = desk.answer(path)
        click.echo(json.dumps(told, ensure_ascii=False) if as_json else _shown(told))


class _Nothing:
    """A register in which nothing was ever entered."""

    def earlier(self, body_key: str, lab: str, since: datetime) -> Request | None:
        """None."""
        return None

    def of_body(self, body_key: str) -> tuple[Request, ...]:
        """None."""
        return ()

    def of_person(self, person: str) -> tuple[tuple[Request, str], ...]:
        """None."""
        return ()

    def of_session(self, session: str) -> Request | None:
        """None."""
        return None

    def by_reference(self, reference: str) -> Request | None:
        """None."""
        return None

    def receipts(self, person: str, address: str, since: datetime) -> int:
        """None."""
        return 0

    def codes(self, address: str, since: datetime) -> int:
        """None."""
        return 0

    def sent_at(self, key: str) -> datetime | None:
        """Never."""
        return None

    def asked(self, person: str, question: str) -> bool:
        """Never."""
        return False


@dataclass(frozen=True)
class _Desk:
    library: Library
    means: Means
    ours: Ours
    sheet: Sheet
    now: datetime

    def answer(self, path: Path) -> dict[str, str]:
        """What interface.md promises for `mail --json`."""
        found = receive(path.read_bytes(), self.ours)
        told = {"file": str(path), "outcome": "silence", "reason": found.rule, "extracted": found.text}
        told |= {"text": "", "raw": ""}
        return told if found.rule else {**told, **self._said(self._after(found))}

    def _after(self, found: Received) -> After:
        thread = thread_of(found.envelope, domain=self.sheet.domain, known=lambda _: "", otherwise=found.event)
        letter = incoming(found, thread=thread.name, at=self.now)
        return converse(self.library, Before(), letter, register=_Nothing(), now=self.now, means=self.means)

    def _said(self, after: After) -> dict[str, str]:
        if not after.messages:
            return {"outcome": "silence", "reason": after.why or "nothing to say"}
        (answer,) = after.messages  # everything said by letter is one letter
        try:
            raw = compose_answer(answer, self.sheet, at=self.now).decode("ascii")
        except CannotDeliver:
            return {"outcome": "silence", "reason": "sender-nowhere: not an address"}
        outcome = "handoff" if after.handed_over else "reply"
        return {"outcome": outcome, "reason": after.why or "answered", "text": to_plain(answer.text), "raw": raw}


def _shown(told: dict[str, str]) -> str:
    head = f"== {told['file']}\n{told['outcome']}: {told['reason']}\n"
    extracted = "\n".join(f"> {line}" for line in told["extracted"].splitlines())
    return "\n".join(part for part in (head, extracted, "", told["text"], "") if part or not told["text"])
