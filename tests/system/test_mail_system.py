# SPDX-License-Identifier: EUPL-1.2
"""The mailbox on Dovecot and Postfix, where they are installed with the system's packages: `make test-mail-servers`."""

import asyncio

import pytest
from mail_office import serving, text_of
from mail_raws import OURS, PERSON, raw
from mail_servers import SmtpServer
from mail_system import DOVECOT, IS_ROOT, POSTFIX, Dovecot, Postfix

HOW = "scripts/install_mail_servers.sh installs it"
pytestmark = pytest.mark.skipif(DOVECOT is None, reason=f"Dovecot is not installed: {HOW}")
without_postfix = f"Postfix is not installed: {HOW}" if POSTFIX is None else "only root starts Postfix"
needs_postfix = pytest.mark.skipif(POSTFIX is None or not IS_ROOT, reason=without_postfix)


@pytest.fixture
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("system")
    for one in [made, *made.parents][:3]:  # the servers work under other names than ours
        one.chmod(0o755)
    return made


@pytest.fixture
def dovecot(folder):
    server = Dovecot(folder)
    yield server
    server.stop()


@pytest.fixture
def smtp():
    server = SmtpServer().start()
    yield server
    server.stop()


async def flagged(dovecot, count):
    async with asyncio.timeout(60):
        while dovecot.flags() != ["S"] * count:
            await asyncio.sleep(0.1)


async def test_delivered_noticed_answered_in_thread_and_flagged(tmp_path, dovecot, smtp):
    async with serving(tmp_path, dovecot, smtp) as service:
        await service.write("Quanto dura?", Message_ID="<1@comune.example>")
        first = await service.answer()
        await service.write("Chi può partecipare?", In_Reply_To=first["Message-ID"])
        second = await service.answer()
        await flagged(dovecot, 2)
    assert (first["In-Reply-To"], first["To"]) == ("<1@comune.example>", PERSON)
    assert "sindaci" in text_of(second)


async def test_what_came_while_the_server_was_away_is_answered(tmp_path, dovecot, smtp):
    async with serving(tmp_path, dovecot, smtp) as service:
        await service.write("Quanto dura?")
        await service.answer()
        await asyncio.to_thread(dovecot.stop)
        dovecot.deliver(raw("Chi può partecipare?", Message_ID="<away@comune.example>"))
        await asyncio.to_thread(dovecot.start)
        assert "sindaci" in text_of(await service.answer(seconds=90))


@needs_postfix
async def test_a_letter_goes_the_whole_way_through_a_mail_server(tmp_path, folder, dovecot, smtp):
    postfix = Postfix(folder / "mta", folder, smtp.port)
    try:
        async with serving(tmp_path, dovecot, smtp, smtp_port=postfix.port) as service:
            await asyncio.to_thread(postfix.deliver, raw("Quanto dura?", Message_ID="<mta@comune.example>"))
            answer = await service.answer(seconds=90)
            await flagged(dovecot, 1)
    finally:
        postfix.stop()
    assert (answer["In-Reply-To"], answer["From"].rpartition("<")[2]) == ("<mta@comune.example>", f"{OURS}>")
    assert "giornate di lavoro" in text_of(answer)
