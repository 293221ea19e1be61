# SPDX-License-Identifier: EUPL-1.2
"""A server that refuses: the person learns that the letter did not arrive, the secretariat that the receipt did not."""

import pytest
from fakes import Clock, said
from mail_servers import SmtpServer, SmtpSink

from bot.app import letter_sender, open_app
from bot.content import load_library
from bot.core.markup import to_plain
from bot.settings import Settings

OFFICE, PERSON = "segreteria@anci.example", "maria.rossi@comune.example"
SAID = (
    "/richiesta", "ho letto", "Comune", "Acri", "PIAO",
    "Due concorsi deserti e un ufficio rimasto con una sola persona.", "salta", "Maria Rossi", "segretario comunale",
    PERSON, "0984 123456", "salta", "salta", "Trasmetti",
)  # fmt: skip


class Refusing(SmtpSink):
    """Knows nobody of some addresses."""

    def __init__(self, *unknown):
        super().__init__()
        self.unknown = unknown

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.unknown:
            return "550 5.1.1 no such mailbox"
        return await super().handle_RCPT(server, session, envelope, address, options)

    @property
    def told(self):
        return {to[0]: raw.decode() for _, to, raw in self.letters}


class Service:
    """The bot with its database, a person on Telegram, and the server that takes the letters."""

    def __init__(self, app, sink):
        self.app, self.sink = app, sink

    def hears(self, *texts):
        for number, text in enumerate(texts):
            command = {"kind": "command", "text": text.removeprefix("/")} if text.startswith("/") else {"text": text}
            assert self.app.inbox.receive(said(event=f"{number} {text}", **command)) == "stored"

    async def delivers(self):
        await self.app.delivery({"letter": letter_sender(self.app, online=True)}).drain()

    @property
    def waiting(self):
        rows = self.app.outbox.in_state(["waiting"])
        return [to_plain(self.app.outbox.parcel(row).text) for row in rows if row.route == "telegram"]

    def states(self):
        rows = self.app.outbox.in_state(["waiting", "sent", "failed"])
        return {row.purpose: row.state for row in rows if row.route == "letter"}


@pytest.fixture
def serve(tmp_path):
    ends = []

    def serving(*unknown):
        server = SmtpServer(Refusing(*unknown)).start()
        settings = Settings(
            _env_file=None, database=tmp_path / "bot.db", maildir=tmp_path / "outbox", secretariat=OFFICE,
            smtp_host="127.0.0.1", smtp_port=server.port, smtp_tls="none",
        )  # fmt: skip
        way = open_app(settings, Clock(), load_library)
        ends.extend([server.stop, lambda: way.__exit__(None, None, None)])
        return Service(way.__enter__(), server.sink)

    yield serving
    for end in ends:
        end()


async def test_who_confirmed_learns_that_the_letter_did_not_arrive_and_gets_its_text(serve):
    service = serve(OFFICE)
    service.hears(*SAID)
    before = len(service.waiting)
    await service.delivers()
    assert service.states() == {"request": "failed", "receipt": "sent"}
    told = "\n".join(service.waiting[before:])
    assert "non è stata consegnata" in told
    assert "A: cap4city@anci.it\nOggetto: Richiesta Capacity Lab – Comune di Acri (CS)" in told
    assert "Due concorsi deserti e un ufficio rimasto con una sola persona." in told
    assert [state for _, state in service.app.requests.of_person("telegram:7")] == ["failed"]
    service.hears("/stato")
    assert "non consegnata" in service.waiting[-1]


async def test_the_secretariat_learns_that_the_receipt_reached_nobody(serve):
    service = serve(PERSON)
    service.hears(*SAID)
    before = len(service.waiting)
    await service.delivers()
    assert service.states() == {"request": "sent", "receipt": "failed", "undelivered": "sent"}
    first, news = (raw.decode() for _, to, raw in service.sink.letters)
    assert len(service.waiting) == before
    ((request, state),) = service.app.requests.of_person("telegram:7")
    assert state == "sent"
    assert request.reference in news
    assert f"In-Reply-To: <{request.key}@" in news
    assert "0984123456" in news.replace("=\n", "").replace(" ", "")
    assert "Reply-To: maria.rossi" in first


async def test_a_receipt_is_reported_once(serve):
    service = serve(PERSON)
    service.hears(*SAID)
    await service.delivers()
    (row,) = [one for one in service.app.outbox.in_state(["failed"]) if one.purpose == "receipt"]
    service.app.outbox.again(row, service.app.clock())
    await service.delivers()
    assert len(service.sink.letters) == 2


async def test_where_nobody_is_reached_it_ends(serve):
    service = serve(PERSON, OFFICE)
    service.hears(*SAID)
    await service.delivers()
    assert service.states() == {"request": "failed", "receipt": "failed", "undelivered": "failed"}
