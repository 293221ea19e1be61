# SPDX-License-Identifier: EUPL-1.2
"""The pace of answers, and what the secretariat is told."""

import asyncio

import pytest
from fakes import NEVER, FakeSender, message
from mail_office import SECRETARIAT, make_office

from bot.core.markup import to_plain
from bot.core.messages import CannotDeliver, TryAgainLater
from bot.postman import Paced, list_daily


@pytest.fixture
def office(tmp_path):
    made, opened = make_office(tmp_path)
    yield made
    opened.__exit__(None, None, None)


def paced(office, sender=None, a_minute=3):
    return Paced(sender or FakeSender(), office.mail.secretary, office.clock, a_minute)


def test_what_is_too_much_for_a_minute_waits_and_a_human_is_told(office):
    one = paced(office)
    for n in range(3):
        asyncio.run(one.send(message(f"k{n}"), at=office.clock.now))
    office.clock.move(seconds=20)
    for n in range(2):
        with pytest.raises(TryAgainLater) as fault:
            asyncio.run(one.send(message(f"l{n}"), at=office.clock.now))
    assert fault.value.after == 40
    (letter,) = office.letters
    assert (letter.to, "rallenta" in letter.subject) == (SECRETARIAT, True)
    office.clock.move(seconds=41)
    assert asyncio.run(one.send(message("m"), at=office.clock.now))


def test_what_no_server_takes_is_known_to_whoever_sends(office):
    one = paced(office, FakeSender({"k": [NEVER]}))
    with pytest.raises(CannotDeliver):
        asyncio.run(one.send(message("k"), at=office.clock.now))


def listed(office):
    stop = asyncio.Event()

    async def once():
        task = asyncio.ensure_future(list_daily(office.mail.secretary, office.mail.mailroom, stop, every=0.01))
        await asyncio.sleep(0.05)
        stop.set()
        await task

    asyncio.run(once())
    return [one for one in office.letters if "senza risposta" in one.subject]


def test_once_a_day_the_secretariat_gets_one_list_with_the_rule_for_each(office):
    office.gets(To="altri@comune.example", Subject="Prima domanda")
    office.gets(From=["a@b.example", "c@d.example"], Subject="Seconda domanda")
    office.gets(Auto_Submitted="auto-replied", Subject="Una macchina")
    (letter,) = listed(office)
    text = to_plain(letter.text)
    assert letter.subject == "[Posta] Lettere senza risposta: 2"
    assert "«Prima domanda» – l'assistente non è fra i destinatari" in text
    assert "«Seconda domanda» – più di un mittente" in text
    assert "Una macchina" not in text


def test_what_was_listed_is_not_listed_again_and_who_wrote_is_forgotten(office):
    office.gets(To="altri@comune.example", Subject="Prima domanda")
    listed(office)
    office.clock.move(days=1)
    assert len(listed(office)) == 1
    assert office.app.store.rows("SELECT sender, subject FROM post")[0]["sender"] == ""


def test_what_comes_later_stands_in_the_next_list(office):
    office.gets(To="altri@comune.example", Subject="Prima")
    listed(office)
    office.clock.move(days=1)
    office.gets(To="altri@comune.example", Subject="Seconda")
    assert len(listed(office)) == 2


def test_nobody_is_told_of_nothing(office):
    office.gets()
    assert listed(office) == []
