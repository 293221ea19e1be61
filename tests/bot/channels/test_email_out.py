# SPDX-License-Identifier: EUPL-1.2
"""Letters by SMTP against a real server on this machine: taken, refused, busy, cut off, or not there."""

import asyncio
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from fakes import NOW, letter, message

from bot.channels.email_out import EmailOut, Server
from bot.channels.mime import Sheet
from bot.core.messages import CannotDeliver, TryAgainLater

SHEET = Sheet("assistente@cap4city.example")


class Office:
    """A mail server that takes everything, unless told to answer something else."""

    def __init__(self):
        self.letters = []
        self.answers = {}
        self.connections = 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        envelope.mail_from = address
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self.answers.get("RCPT", "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        if self.answers.get("DATA") == "cut":
            self.letters.append(envelope)
            server.transport.abort()
            return ""
        answer = self.answers.get("DATA", "250 OK")
        if answer.startswith("250"):
            self.letters.append(envelope)
        return answer


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def port(office, unused_tcp_port):
    server = Controller(office, hostname="127.0.0.1", port=unused_tcp_port, data_size_limit=100_000)
    server.start()
    office.connections = 0  # the start tried one
    yield server.port
    server.stop()


@pytest.fixture
async def out(port):
    made = EmailOut(Server("127.0.0.1", port, "none", timeout=2), SHEET)
    yield made
    await made.rest()


async def test_a_letter_arrives_as_it_was_composed(out, office):
    sent = await out.send(letter("abc", reply_to="maria@comune.example"), at=NOW)
    (envelope,) = office.letters
    assert (envelope.mail_from, envelope.rcpt_tos) == (SHEET.address, ["cap4city@anci.example"])
    assert message_from_bytes(envelope.content)["Message-ID"] == sent.external == "<abc@cap4city.example>"
    assert not sent.kept


async def test_a_batch_shares_one_connection(out, office):
    for key in "abc":
        await out.send(letter(key), at=NOW)
    assert (office.connections, len(office.letters)) == (1, 3)
    await out.rest()
    await out.send(letter("d"), at=NOW)
    assert office.connections == 2


@pytest.mark.parametrize(
    ("at", "answer", "fault"),
    [
        ("RCPT", "450 4.2.1 busy", TryAgainLater),
        ("RCPT", "550 5.1.1 no such person", CannotDeliver),
        ("DATA", "451 4.3.0 try later", TryAgainLater),
        ("DATA", "554 5.7.1 not accepted", CannotDeliver),
        ("MAIL", "553 5.7.1 sender not owned", TryAgainLater),  # ours to mend: the letter must not be lost
        ("MAIL", "530 5.7.0 authentication required", TryAgainLater),
        ("MAIL", "552 5.3.4 too large", CannotDeliver),
        ("DATA", "cut", TryAgainLater),
    ],
)
async def test_what_the_server_answers_decides(out, office, at, answer, fault):
    office.answers[at] = answer
    with pytest.raises(fault):
        await out.send(letter("abc"), at=NOW)


async def test_after_a_refusal_the_next_letter_goes(out, office):
    office.answers["RCPT"] = "550 no"
    with pytest.raises(CannotDeliver):
        await out.send(letter("a"), at=NOW)
    office.answers.clear()
    await out.send(letter("b"), at=NOW)
    assert len(office.letters) == 1


async def test_a_letter_cut_off_comes_again_under_its_id(out, office):
    office.answers["DATA"] = "cut"
    with pytest.raises(TryAgainLater):
        await out.send(letter("abc"), at=NOW)
    office.answers.clear()
    await out.send(letter("abc"), at=NOW)
    first, second = (envelope.content for envelope in office.letters)
    assert first == second


async def test_a_server_larger_than_its_limit_refuses_for_good(out):
    with pytest.raises(CannotDeliver):
        await out.send(letter("abc", text="x" * 200_000), at=NOW)


async def test_no_server_means_later(unused_tcp_port):
    out = EmailOut(Server("127.0.0.1", unused_tcp_port, "none", timeout=1), SHEET)
    with pytest.raises(TryAgainLater):
        await out.send(letter("abc"), at=NOW)


async def test_a_server_that_says_nothing_means_later(unused_tcp_port):
    silent = await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", unused_tcp_port)
    out = EmailOut(Server("127.0.0.1", unused_tcp_port, "none", timeout=0.2), SHEET)
    with pytest.raises(TryAgainLater):
        await out.send(letter("abc"), at=NOW)
    silent.close()


async def test_starttls_is_never_skipped(port, office):
    out = EmailOut(Server("127.0.0.1", port, "starttls", timeout=2), SHEET)
    with pytest.raises(TryAgainLater):
        await out.send(letter("abc"), at=NOW)
    assert office.letters == []


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
async def test_a_wrong_password_loses_no_letter(office, unused_tcp_port):
    class Closed(Controller):
        def factory(self):
            refuse = lambda *_: AuthResult(success=False, handled=False)  # noqa: E731
            return SMTP(self.handler, authenticator=refuse, auth_required=True, auth_require_tls=False)

    server = Closed(office, hostname="127.0.0.1", port=unused_tcp_port)
    server.start()
    out = EmailOut(Server("127.0.0.1", unused_tcp_port, "none", "user", "wrong", timeout=2), SHEET)
    with pytest.raises(TryAgainLater):
        await out.send(letter("abc"), at=NOW)
    server.stop()


async def test_a_bad_address_never_reaches_the_server(out, office):
    with pytest.raises(CannotDeliver):
        await out.send(letter("abc", to="a@b.example\r\nRCPT TO:<x@y.example>"), at=NOW)
    assert office.connections == 0


async def test_only_letters_are_sent(out):
    with pytest.raises(CannotDeliver):
        await out.send(message("m"), at=NOW)
