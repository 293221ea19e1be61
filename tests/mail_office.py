# SPDX-License-Identifier: EUPL-1.2
"""A whole assistant with a mailbox, for tests: real servers, the real content, a search that knows three questions."""

import asyncio
from collections.abc import Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from fakes import NOW, Clock
from mail_raws import OURS, PERSON, raw
from mail_servers import PASSWORD, USER, ImapServer, SmtpServer

from bot.app import App, open_app
from bot.channels.email_in import receive
from bot.channels.mail_answer import answer_id
from bot.channels.mime import Sheet, message_id
from bot.clock import now as real_clock
from bot.core.markup import to_plain
from bot.mail_wiring import Mail, make_mail
from bot.serving import serve
from bot.settings import Settings
from knowledge.decision import Signals
from knowledge.search import Candidate, Ranking
from knowledge.words import tokens
from tests.bot.core.talking import make_library

SECRETARIAT = "segreteria@anci.example"
KNOWN = {
    "dura": "capacity-lab/durata", "costa": "capacity-lab/costo", "partecipare": "capacity-lab/destinatari",
    "tari": "altri-uffici/tari",
}  # fmt: skip


class Matcher:
    """Finds an entry by one word."""

    lexicon = SimpleNamespace(read=tokens)

    def rank(self, text: str, within: str = "", *, named: bool = False) -> Ranking:
        name = next((entry for word, entry in KNOWN.items() if word in text.lower()), "")
        if not name:
            return Ranking(text, (Candidate("progetto/che-cos-e", 0.1),), Signals(0.1, 0.2), 0.1, "none", "stub")
        return Ranking(text, (Candidate(name, 0.9),), Signals(0.9, 1.0), 0.9, "answer", "stub")


def load(day: date) -> Any:
    return replace(make_library(day), matcher=Matcher())


def settings_in(folder: Path, **more: Any) -> Settings:
    values = {
        "database": folder / "c.db", "maildir": folder / "outbox", "address": OURS, "secretariat": SECRETARIAT,
        "telegram_username": "cap4city_bot", "imap_host": "127.0.0.1", "imap_port": 1, "imap_tls": "none",
        "imap_user": USER, "imap_password": PASSWORD, "smtp_host": "127.0.0.1", "smtp_port": 1, "smtp_tls": "none",
    }  # fmt: skip
    return Settings(_env_file=None, **(values | more))


@dataclass
class Office:
    """The assistant without servers: letters are handed in, what is queued is looked at."""

    app: App
    mail: Mail
    clock: Clock
    count: int = 0

    def takes(self, letter: bytes) -> bool:
        return self.mail.mailroom.take(receive(letter, self.mail.fetch._ours))

    def gets(self, body: str = "Quanto dura?", **headers: Any) -> bool:
        self.count += 1
        known = {"Message_ID": f"<{self.count}@comune.example>"} | headers
        return self.takes(raw(body, **known))

    def leaves(self, at: int = -1) -> str:
        """Mark a waiting letter as sent; its Message-ID."""
        row = self.app.outbox.in_state(["waiting"])[at]
        parcel = self.app.outbox.parcel(row)
        sheet = Sheet(OURS)
        name = answer_id(parcel, sheet) if row.route == "email" else message_id(row.key, sheet.domain)
        self.app.inbox.delivered(row, "sent", external=name)
        return name

    def fills(self) -> str:
        """A request by letter as far as its summary; the code that confirms it."""
        wish = "Vorremmo chiedere un laboratorio sul PIAO. Siamo il Comune di Acri."
        self.gets(wish, Message_ID="<a@comune.example>")
        lines = "Informativa: ho letto\nFabbisogno: Due concorsi deserti e un ufficio con una sola persona.\n"
        lines += "Referente: Maria Rossi\nRuolo: segretario\nTelefono: 0984 123456"
        self.gets(lines, References="<a@comune.example>")
        return to_plain(self.answers[-1].text).partition("CONFERMO ")[2][:8]

    def queued(self, route: str = "") -> list[Any]:
        rows = self.app.outbox.in_state(["waiting", "sent", "failed", "kept"])
        return [self.app.outbox.parcel(row) for row in rows if route in ("", row.route) and row.has_payload]

    @property
    def answers(self) -> list[Any]:
        return self.queued("email")

    @property
    def letters(self) -> list[Any]:
        return self.queued("letter")

    @property
    def rules(self) -> list[str]:
        return [row["rule"] for row in self.app.store.rows("SELECT rule FROM seen WHERE rule <> '' ORDER BY at")]


def make_office(folder: Path, **more: Any):
    clock = Clock(NOW)
    settings = settings_in(folder, **more)
    opened = open_app(settings, clock, load)
    app = opened.__enter__()
    mail = make_mail(settings, app.inbox, library=app.library, secret="x" * 32, sender=None, clock=clock)
    return Office(app, mail, clock), opened


@dataclass
class Service:
    """The service with its servers; `write` delivers a letter, `answer` waits for what comes of it."""

    app: App
    imap: ImapServer
    smtp: SmtpServer
    task: "asyncio.Future[None]"
    count: int = 0
    read: int = 0

    async def write(self, body: str = "Quanto dura?", **headers: Any) -> str:
        self.count += 1
        name = headers.pop("Message_ID", f"<{self.count}@comune.example>")
        await asyncio.to_thread(self.imap.deliver, raw(body, Message_ID=name, **headers))
        return name

    async def answer(self, to: str = PERSON, seconds: float = 30.0) -> EmailMessage:
        """The next letter that left for somebody."""
        async with asyncio.timeout(seconds):
            while True:
                for at, (_, recipients, content) in enumerate(self.smtp.sink.letters[self.read :], self.read + 1):
                    if recipients == [to]:
                        self.read = at
                        return message_from_bytes(content, policy=default)
                if self.task.done():
                    self.task.result()
                await asyncio.sleep(0.01)

    async def quiet(self, seconds: float = 0.6) -> int:
        """How many letters have left, after a while."""
        await asyncio.sleep(seconds)
        return len(self.smtp.sink.letters)


def text_of(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return part.get_content()


@asynccontextmanager
async def serving(folder: Path, imap: ImapServer, smtp: SmtpServer, clock: Callable[[], datetime] = real_clock, **more):
    settings = settings_in(folder, **{"imap_port": imap.port, "smtp_port": smtp.port, **more})
    with open_app(settings, clock, load) as app:
        stop = asyncio.Event()
        task = asyncio.ensure_future(serve(app, stop))
        try:
            yield Service(app, imap, smtp, task)
        finally:
            stop.set()
            await asyncio.wait_for(task, 15)
