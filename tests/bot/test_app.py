# SPDX-License-Identifier: EUPL-1.2
"""The parts wired: which letters leave, which stay here, what happens at midnight, how it all stops."""

import asyncio
from datetime import UTC, datetime
from email import message_from_bytes

import desk
import pytest
from aiosmtpd.controller import Controller
from fakes import NOW, Clock, letter, message, said

from bot.app import TRIAL, Contents, Post, block, letter_sender, open_app
from bot.channels.maildir import Maildir
from bot.clock import rome_date
from bot.serving import serve
from bot.settings import Settings

SECRETARIAT = "cap4city@anci.it"


@pytest.fixture
def make(tmp_path):
    opened = []

    def made(**settings):
        places = {"database": tmp_path / "bot.db", "maildir": tmp_path / "outbox"}
        way = open_app(Settings(_env_file=None, **(places | settings)), Clock(), lambda day: desk.library())
        opened.append(way)
        return way.__enter__()

    yield made
    for way in opened:
        way.__exit__(None, None, None)


def kept(tmp_path):
    folder = tmp_path / "outbox" / "new"
    return [message_from_bytes(path.read_bytes())["Subject"] for path in folder.iterdir()] if folder.exists() else []


class Office:
    def __init__(self):
        self.to = []

    async def handle_DATA(self, server, session, envelope):
        self.to += envelope.rcpt_tos
        return "250 OK"


@pytest.fixture
def office(unused_tcp_port):
    made = Office()
    server = Controller(made, hostname="127.0.0.1", port=unused_tcp_port)
    server.start()
    made.settings = {"smtp_host": "127.0.0.1", "smtp_port": unused_tcp_port, "smtp_tls": "none"}
    yield made
    server.stop()


async def send(app, *letters, online=True):
    sender = letter_sender(app, online=online)
    for one in letters:
        await sender.send(one, at=NOW)
    await sender.rest()


async def test_until_its_address_is_written_nothing_leaves_for_the_secretariat(make, office, tmp_path):
    app = make(**office.settings)
    await send(app, letter("a", to=SECRETARIAT.upper()), letter("b", to="maria@comune.example"))
    assert office.to == ["maria@comune.example"]
    assert kept(tmp_path) == [f"{TRIAL} Lettera a"]


async def test_once_its_address_is_written_the_secretariat_gets_its_letters(make, office, tmp_path):
    app = make(**office.settings, secretariat="segreteria@anci.example")
    await send(app, letter("a", to="segreteria@anci.example"))
    assert office.to == ["segreteria@anci.example"]
    assert kept(tmp_path) == []


async def test_offline_every_letter_stays_here(make, office, tmp_path):
    app = make(**office.settings, secretariat="segreteria@anci.example")
    await send(app, letter("a", to="segreteria@anci.example"), online=False)
    assert office.to == []
    assert kept(tmp_path) == ["Lettera a"]


def test_without_a_server_letters_are_files(make):
    assert isinstance(letter_sender(make(), online=True), Maildir)
    assert isinstance(letter_sender(make(smtp_host="127.0.0.1", smtp_tls="none"), online=True), Post)


def test_content_is_read_when_needed_and_follows_the_day():
    days = []

    class Library:
        def on(self, day):
            days.append(("on", day))
            return self

    contents = Contents(lambda day: days.append(("load", day)) or Library())
    before, after = datetime(2026, 1, 22, 22, tzinfo=UTC), datetime(2026, 1, 22, 23, tzinfo=UTC)
    for moment in (before, before, after, after):
        contents.on(rome_date(moment))
    assert days == [("load", rome_date(before)), ("on", rome_date(after))]


def test_a_conversation_is_answered_and_remembered(make):
    app = make()
    app.inbox.receive(said("start", "1", kind="command"))
    app.inbox.receive(said("richiesta", "2", kind="command"))
    before = app.store.before("telegram:7")
    assert (before.dialogue.introduced, before.session.flow) == (True, "richiesta")


def test_who_blocks_the_bot_is_not_written_to(make):
    app = make()
    app.inbox.receive(said("start", "1", kind="command"))
    (row, *_) = app.outbox.in_state(["waiting"])
    block(app.inbox, row)
    assert app.outbox.in_state(["waiting"]) == []
    assert app.store.before("telegram:7").dialogue.blocked


def test_the_secret_of_a_database_stays_the_same(make):
    first, second = make(), make()
    assert first.inbox.link("s1") == second.inbox.link("s1") != ""


async def test_the_service_sends_what_waits_and_stops_when_told(make, tmp_path):
    app = make()
    app.outbox.add(letter("a"), NOW)
    app.outbox.add(letter("b", person="terminal:local"), NOW)
    app.outbox.add(message("m"), NOW)
    ending = asyncio.Event()
    serving = asyncio.ensure_future(serve(app, ending))
    while not kept(tmp_path):
        await asyncio.sleep(0)
    ending.set()
    await asyncio.wait_for(serving, 5)
    assert kept(tmp_path) == ["Lettera a"]
    assert {row.key for row in app.outbox.in_state(["waiting"])} == {"b", "m"}
