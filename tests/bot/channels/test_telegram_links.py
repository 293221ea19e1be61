# SPDX-License-Identifier: EUPL-1.2
"""Links on the whole bot: a saved request from another account, its code by mail, its end; what is no link of ours."""

import re
from email import message_from_bytes, policy

import pytest

from tests.telegram_bot import SECRETARIAT, Clock, serving
from tests.telegram_chats import Message

FIRST = (
    "/start lab_piao", "Ho letto", "Comune", "Acri", "Due concorsi andati deserti e il PIAO va rifatto.", "salta",
    "Maria Rossi", "Segretario", "m.rossi@comune.example",
)  # fmt: skip
REST = ("0984 123456", "salta", "salta", "trasmetti")
OWNER, OTHER = 7, 8


class Office:
    """Two accounts, one bot, and the referente's mailbox."""

    def __init__(self, bot, clock):
        self.bot = bot
        self.clock = clock

    async def says(self, number, *lines):
        """What the last line is answered with."""
        found: list[Message] = []
        for line in lines:
            messages = self.bot.server.chat(number).messages
            seen = len(messages)
            self.bot.server.says(number, line)
            await self.bot.rest()
            found = messages[seen:]
        return "\n".join(one.text for one in found)

    async def opens(self, number=OTHER):
        row = self.bot.app.store.one("SELECT token FROM sessions WHERE chat = ?", [f"telegram:{OWNER}"])
        return await self.says(number, f"/start r_{row['token']}")

    def codes(self):
        """Those that lie in the referente's mailbox, newest last."""
        folder = self.bot.app.settings.maildir / "new"
        paths = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns) if folder.exists() else []
        letters = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in paths]
        bodies = [
            one.get_body(("plain",)).get_content() for one in letters if "Codice per riprendere" in one["Subject"]
        ]
        assert {one["To"] for one in letters} <= {"m.rossi@comune.example", SECRETARIAT}
        return [re.search(r"^(\d{6})\s*$", body, re.M)[1] for body in bodies]

    def answers(self):
        return self.bot.app.store.one("SELECT value FROM sessions WHERE chat = ?", [f"telegram:{OWNER}"])["value"]


@pytest.fixture
async def office(server, tmp_path):
    clock = Clock()
    async with serving(tmp_path, server, clock=clock) as bot:
        yield Office(bot, clock)


def wrong(office):
    return "000000" if office.codes()[-1] != "000000" else "111111"


async def test_alone_it_shows_body_and_topic_and_the_code_opens_it(office):
    await office.says(OWNER, *FIRST)
    told = await office.opens()
    assert "Acri (CS), PIAO e assunzioni" in told
    assert not re.search("Rossi|m.rossi|deserti|Segretario", told)
    told = await office.says(OTHER, office.codes()[0])
    assert "riprendiamo da dove eravamo rimasti" in told
    assert "numero di telefono" in told


async def test_wrong_codes_change_nothing_and_few_letters_go(office):
    await office.says(OWNER, *FIRST)
    before = office.answers()
    for letters in (1, 2, 3):
        await office.opens()
        assert len(office.codes()) == letters
        await office.says(OTHER, *[wrong(office)] * 3, "/cancella_dati", "sì")
    for number in (OTHER, 9):
        assert "già stati inviati più codici" in await office.opens(number)
    assert "Rossi" not in await office.says(OTHER, office.codes()[-1], "riepilogo", "trasmetti", "correggi il telefono")
    assert len(office.codes()) == 3
    assert office.answers() == before
    office.clock.move(days=1, minutes=1)
    await office.opens()
    assert "riprendiamo" in await office.says(OTHER, office.codes()[-1])


async def test_a_transmitted_request_is_read_and_nothing_else(office):
    await office.says(OWNER, *FIRST, *REST)
    before = office.answers()
    await office.opens()
    told = await office.says(OTHER, office.codes()[-1])
    assert "da qui si può solo leggere" in told
    assert "Maria Rossi" in told
    for line in ("correggi il telefono", "ritira la richiesta", "trasmetti", "/annulla", "/indietro"):
        await office.says(OTHER, line)
    assert "nessuna richiesta" in await office.says(OTHER, "/stato")
    assert office.answers() == before


async def test_it_ends_with_the_form(office):
    await office.says(OWNER, *FIRST)
    link = office.bot.app.store.one("SELECT token FROM sessions")["token"]
    office.clock.move(days=6)
    office.bot.app.housekeeping.tick()
    office.clock.move(days=25)
    office.bot.app.housekeeping.tick()
    for number in (OTHER, OWNER):
        told = await office.says(number, f"/start r_{link}")
        assert "non porta a nulla di conosciuto, oppure è scaduto" in told
        assert "Acri" not in told


async def test_a_link_opens_an_answer_or_a_form(office):
    assert "Le fonti che ho non dicono" in await office.says(9, "/start faq_capacity-lab__costo")
    assert "Comune di Acri (CS)" in await office.says(10, "/start ente_A053")
    await office.says(11, "/start lab_piao", "Ho letto", "Comune", "Acri")
    assert "PIAO e assunzioni" in await office.says(11, "riepilogo")


FORGED = ["r_0000", "r_", "../../etc/passwd", "faq_", "lab_<b>", "ente_Z999", "x" * 4000, "\u202e"]


@pytest.mark.parametrize("payload", FORGED)
async def test_what_is_no_link_of_ours_opens_the_menu(office, payload):
    told = await office.says(9, f"/start {payload}")
    assert "non porta a nulla di conosciuto" in told
    assert office.bot.app.store.one("SELECT 1 FROM sessions") is None


async def test_a_cancelled_request_is_not_found(office):
    await office.says(OWNER, *FIRST[:4])
    link = office.bot.app.store.one("SELECT token FROM sessions")["token"]
    assert "annullato" in await office.says(OWNER, "/annulla")
    for number in (OWNER, OTHER):
        assert "non porta a nulla di conosciuto" in await office.says(number, f"/start r_{link}")
