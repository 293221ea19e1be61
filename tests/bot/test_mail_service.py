# SPDX-License-Identifier: EUPL-1.2
"""The service with real servers: a letter comes in by IMAP, its answer leaves by SMTP, whatever goes wrong between."""

import asyncio

import httpx
import pytest
from mail_office import SECRETARIAT, load, serving, settings_in, text_of
from mail_raws import OURS, PEC, PERSON, envelope, raw, receipt
from mail_servers import ImapServer, SmtpServer

from bot.app import open_app
from bot.clock import now
from bot.core.messages import Outgoing
from bot.parcels import to_text
from bot.readiness import NotReadyError
from bot.serving import serve
from flows.wording import plain

LONG = "<AM0PR0102MB3394E5C7D1F0A1B2C3D4E5F60718293A4B5C6D7E8F9@AM0PR0102MB3394.eurprd01.prod.outlook.com>"


@pytest.fixture(scope="module")
def imap():
    server = ImapServer().start()
    yield server
    server.stop()


@pytest.fixture
def smtp():
    server = SmtpServer().start()
    yield server
    server.stop()


@pytest.fixture
def servers(imap, smtp):
    imap.empty()
    return imap, smtp


async def test_a_letter_is_answered_in_its_thread_and_flagged(tmp_path, servers):
    async with serving(tmp_path, *servers) as service:
        await service.write(Message_ID=LONG, Subject="Domanda")
        answer = await service.answer()
        async with asyncio.timeout(30):
            while "Seen" not in service.imap.flags()[0]:
                await asyncio.sleep(0.05)
    assert (answer["In-Reply-To"], answer["Subject"], answer["To"]) == (LONG, "Re: Domanda", PERSON)
    assert b"\nIn-Reply-To: " + LONG.encode() in servers[1].sink.letters[0][2].replace(b"\r", b"")
    assert "giornate di lavoro" in text_of(answer)


async def test_health_is_told_with_a_mailbox_alone(tmp_path, servers, unused_tcp_port):
    async with serving(tmp_path, *servers, PORT=unused_tcp_port) as service:
        await service.write()
        await service.answer()
        async with httpx.AsyncClient() as client:
            answer = await client.get(f"http://127.0.0.1:{unused_tcp_port}/health")
    assert (answer.status_code, set(answer.json()) >= {"email", "sending email", "port"}) == (200, True)


async def test_a_port_of_somebody_else_ends_the_service_in_words(tmp_path, servers):
    with open_app(settings_in(tmp_path, PORT=servers[0].port), now) as app, pytest.raises(NotReadyError, match="PORT"):
        await serve(app, asyncio.Event())


async def test_a_request_is_made_by_letter_from_end_to_end(tmp_path, servers):
    async with serving(tmp_path, *servers) as service:
        await service.write("Vorremmo chiedere un laboratorio sul PIAO. Siamo il Comune di Acri.", Subject="Lab")
        form = await service.answer()
        quoted = "\n".join(f"> {line}" for line in text_of(form).splitlines())
        lines = "1) ho letto\nFabbisogno: Due concorsi deserti e un ufficio con una sola persona.\n"
        lines += "Referente: Maria Rossi\nRuolo: segretario\nTelefono: 0984 123456"
        await service.write(
            f"{lines}\n\nIl giorno 23 nov 2026 {OURS} ha scritto:\n{quoted}", In_Reply_To=form["Message-ID"]
        )
        summary = await service.answer()
        assert summary["Subject"].startswith("Re: DA CONFERMARE")
        code = text_of(summary).partition("CONFERMO ")[2][:8]
        await service.write(f"CONFERMO {code}", In_Reply_To=summary["Message-ID"])
        letter = await service.answer(SECRETARIAT)
        assert "Comune di Acri (CS)" in letter["Subject"]


async def test_certified_mail_is_answered_to_the_person_inside(tmp_path, servers):
    async with serving(tmp_path, *servers, pec=True) as service:
        await asyncio.to_thread(service.imap.deliver, envelope(), receipt("accettazione"))
        answer = await service.answer(PEC)
        assert await service.quiet() == 1
        assert all("Seen" not in one for one in service.imap.flags())
    assert answer["In-Reply-To"] == "<in@pec.comune.example>"


@pytest.mark.parametrize("said", ["451 later", "cut"])
async def test_after_a_fault_of_the_server_the_same_letter_leaves_again(tmp_path, servers, said):
    servers[1].sink.answers = [said]
    async with serving(tmp_path, *servers) as service:
        await service.write()
        async with asyncio.timeout(60):
            while servers[1].sink.tried < 2:
                await asyncio.sleep(0.05)
        await service.quiet(0.2)
    ids = [content.partition(b"Message-ID: ")[2].partition(b"\r\n")[0] for _, _, content in servers[1].sink.letters]
    assert len(set(ids)) == 1
    assert len(ids) == (2 if said == "cut" else 1)


async def test_a_recipient_who_is_refused_is_told_to_the_secretariat(tmp_path, servers):
    servers[1].sink.rcpt_answers = ["550 PEC only"]
    async with serving(tmp_path, *servers) as service:
        await service.write()
        letter = await service.answer(SECRETARIAT)
    assert PERSON in letter["Subject"]
    assert "PEC only" in text_of(letter)


async def test_a_content_that_is_refused_is_told_to_the_secretariat_and_not_sent_again(tmp_path, servers):
    servers[1].sink.answers = ["554 5.6.0 message refused"]
    async with serving(tmp_path, *servers) as service:
        await service.write()
        letter = await service.answer(SECRETARIAT)
        await service.quiet()
        (row,) = [one for one in service.app.outbox.in_state(["failed"]) if one.route == "email"]
        assert service.app.outbox.in_state(["waiting"]) == []
    assert (PERSON in letter["Subject"], row.attempts) == (True, 1)
    assert "message refused" in text_of(letter)
    assert [to for _, to, _ in servers[1].sink.letters] == [[SECRETARIAT]]


async def test_what_waited_while_nobody_served_is_answered_once(tmp_path, servers):
    imap, smtp = servers
    async with serving(tmp_path, imap, smtp) as service:
        await service.write()
        await service.answer()
    await asyncio.to_thread(imap.deliver, raw("Chi può partecipare?", Message_ID="<late@comune.example>"))
    async with serving(tmp_path, imap, smtp) as service:
        service.read = 1
        await service.answer()
        assert await service.quiet() == 2


async def test_an_answer_that_was_never_marked_leaves_again_under_the_same_id(tmp_path, servers):
    imap, smtp = servers
    async with serving(tmp_path, imap, smtp) as service:
        await service.write()
        first = await service.answer()
    with open_app(settings_in(tmp_path), now, load) as app:  # as after a kill between «sent» and «marked sent»
        app.store.run("UPDATE outbox SET state = 'waiting', payload = ? WHERE route = 'email'", [_payload(app)])
    async with serving(tmp_path, imap, smtp) as service:
        service.read = 1
        second = await service.answer()
    assert first["Message-ID"] == second["Message-ID"]


def _payload(app):
    row = app.outbox.in_state(["sent"])[0]
    thread = row.external.strip("<>").partition("@")[0].partition(".")[2]
    return to_text(Outgoing(key=row.key, channel="email", address=PERSON, thread=thread, text=plain("Ancora.")))


# Loops


async def test_two_assistants_fall_silent_within_one_exchange(tmp_path, servers, smtp):
    """What the assistant sends is delivered back to it as another assistant's answer would be."""
    async with serving(tmp_path, *servers) as service:
        await service.write()
        await service.answer()
        ours = servers[1].sink.letters[0][2]
        theirs = ours.replace(b"From: ", b"From: altro@ente.example\r\nX-Was: ").replace(
            f"To: {PERSON}".encode(), f"To: {OURS}".encode()
        )
        theirs = theirs.replace(b"X-Cap4City-Conversation", b"X-Other").replace(b"Message-ID: <", b"Message-ID: <x")
        await asyncio.to_thread(service.imap.deliver, theirs)
        assert await service.quiet() == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Subject": "Risposta automatica: Re: Domanda"},
        {"Precedence": "list", "List_Id": "<comuni.example>"},
        {"X_Autoreply": "yes"},
    ],
)
async def test_a_machine_gets_no_answer(tmp_path, servers, headers):
    async with serving(tmp_path, *servers) as service:
        name = await service.write()
        answer = await service.answer()
        await service.write("Sono fuori ufficio.", In_Reply_To=answer["Message-ID"], References=name, **headers)
        assert await service.quiet() == 1
