# SPDX-License-Identifier: EUPL-1.2
"""Section «mail»: the text just written, beside others; letters a second from IMAP to SMTP; 10,000 unread letters."""

import asyncio
import multiprocessing
import resource
import sys
import tempfile
from collections.abc import Sequence
from email.message import EmailMessage
from itertools import cycle
from pathlib import Path
from time import perf_counter
from typing import Any

from bot.app import App, letter_sender, open_app
from bot.channels.email_in import receive
from bot.channels.mail_rules import Ours
from bot.clock import now
from bot.core.library import Library
from bot.mail_wiring import make_mail
from bot.settings import Settings
from tests.bench.mail_peers import show_peers_of_mail
from tests.bench.questions import Question
from tests.bench.tables import draw_table
from tests.imap_faults import FaultyImap
from tests.mail_servers import SmtpServer

MANY = 10_000
ANSWERED = 500  # of them are waited for one by one: from the mailbox to the server that sends
OURS = "assistente@cap4city.example"
_HEADER = ("mail", "letters", "seconds", "a second", "memory, MB")


def show_mail(library: Library, questions: Sequence[Question]) -> str:
    """The text just written, beside others; then servers and assistant on this machine, on its processors."""
    texts = [one.text for one in questions]
    rows = [_reading(texts), asyncio.run(_served(library, texts, ANSWERED)), asyncio.run(_served(library, texts, MANY))]
    notes = ("every letter has another sender; half are questions, the others thanks and out-of-office replies",)
    return "\n".join([show_peers_of_mail(), draw_table("Mail", _HEADER, rows, *notes)])


def letters(texts: Sequence[str], count: int) -> list[bytes]:
    """Raw letters by as many senders: questions with greetings, thanks, machines."""
    made: list[bytes] = []
    for at, text in zip(range(count), cycle(texts), strict=False):
        message = EmailMessage()
        message["From"] = f"persona{at}@comune{at % 700}.example"
        message["To"], message["Subject"] = OURS, "Domanda"
        message["Message-ID"] = f"<{at}.bench@comune.example>"
        if at % 4 == 1:
            message["Auto-Submitted"] = "auto-replied"
        body = "Grazie, cordiali saluti" if at % 4 == 3 else f"Buongiorno,\n{text}\n\nCordiali saluti\nAnna Verdi"
        message.set_content(body)
        made.append(message.as_bytes().replace(b"\n", b"\r\n"))
    return made


def _reading(texts: Sequence[str]) -> tuple[str, ...]:
    """Parsing, rules and extraction alone."""
    raws = letters(texts, 2_000)
    begun = perf_counter()
    for raw in raws:
        receive(raw, Ours(OURS))
    return _row("read: rules, text, attachments", len(raws), perf_counter() - begun)


def _row(name: str, count: int, seconds: float) -> tuple[str, ...]:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "linux" else 1024 * 1024)
    return name, str(count), f"{seconds:.1f}", f"{count / seconds:.0f}", str(peak)


async def _served(library: Library, texts: Sequence[str], count: int) -> tuple[str, ...]:
    """From the mailbox to the server that sends, until every letter was decided and every answer has left."""
    smtp = SmtpServer().start()
    pipe, other = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_mailbox, args=(other, list(texts), count))
    process.start()
    try:
        port = await asyncio.to_thread(pipe.recv)
        with tempfile.TemporaryDirectory() as folder:
            settings = _settings(Path(folder), port, smtp.port)
            with open_app(settings, now, library.on) as app:
                begun = perf_counter()
                await _until_done(app, count)
                seconds = perf_counter() - begun
                sent = sum(to != ["cap4city@anci.it"] for _, to, _ in smtp.sink.letters)
    finally:
        process.terminate()
        smtp.stop()
    return _row(f"mailbox of {count} unread, {sent} answered", count, seconds)


def _mailbox(pipe: Any, texts: Sequence[str], count: int) -> None:
    """A small IMAP server in a process of its own."""
    server = FaultyImap(raws=letters(texts, count)).start()
    pipe.send(server.port)
    pipe.recv()


def _settings(folder: Path, imap: int, smtp: int) -> Settings:
    values: dict[str, Any] = {
        "database": folder / "c.db", "maildir": folder / "outbox", "address": OURS, "imap_host": "127.0.0.1",
        "imap_port": imap, "imap_tls": "none", "imap_user": "bot", "imap_password": "prova",
        "smtp_host": "127.0.0.1", "smtp_port": smtp, "smtp_tls": "none",
    }  # fmt: skip
    return Settings(_env_file=None, **values)


async def _until_done(app: App, count: int) -> None:
    sender = letter_sender(app, online=True)
    mail = make_mail(
        app.settings, app.inbox, library=app.library, secret="x", sender=sender, clock=now, a_minute=10**9
    )  # fmt: skip
    delivery = app.delivery({"email": mail.sender})
    stop = asyncio.Event()
    tasks = [asyncio.ensure_future(one) for one in (mail.fetch.run(stop), delivery.run(stop))]
    while not stop.is_set():
        await asyncio.sleep(0.2)
        delivery.wake()
        seen = app.store.rows("SELECT count(*) FROM seen WHERE channel = 'email'")[0][0]
        waiting = app.store.rows("SELECT count(*) FROM outbox WHERE route = 'email' AND state = 'waiting'")[0][0]
        if seen >= count and not waiting:
            stop.set()
    await asyncio.gather(*tasks)
