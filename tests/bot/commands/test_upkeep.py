# SPDX-License-Identifier: EUPL-1.2
"""What keeps the bot running: the outbox looked at, people erased and exported, the database copied."""

import json
import re
import sqlite3
from contextlib import closing

import pytest

from bot.housekeeping import _PURGES

pytestmark = pytest.mark.usefixtures("inbox")


def test_the_outbox_tells_what_waits_and_what_failed(bot):
    code, out, _ = bot("outbox", "list")
    assert code == 0
    assert [line for line in out.splitlines() if "non consegnata" in line and "550 no" in line]
    assert "confermo" not in out
    assert "richiesta" in out
    assert "request" not in out


def test_what_failed_can_be_tried_again(bot, inbox):
    row = inbox.outbox.find("l-telegram-2")
    assert bot("outbox", "retry", str(row.seq))[0] == 0
    assert inbox.outbox.find("l-telegram-2").state == "waiting"
    assert {one.request.key: one.state for one in inbox.register.all()}["l-telegram-2"] == "waiting"


@pytest.mark.parametrize(("number", "told"), [("99", "nessuna riga"), ("l-telegram-1", "è già partita")])
def test_what_cannot_be_tried_again_is_named(bot, number, told):
    code, _, err = bot("outbox", "retry", number)
    assert (code, told in err) == (1, True)


def test_a_person_is_exported_as_json(bot):
    code, out, _ = bot("export-person", "telegram:7")
    found = json.loads(out)
    assert (code, len(found["requests"]), len(found["dialogues"])) == (0, 1, 1)


def test_an_erased_person_is_gone(bot):
    code, out, _ = bot("erase", "telegram:7")
    assert (code, out.startswith("Cancellato: ")) == (0, True)
    assert not any(json.loads(bot("export-person", "telegram:7")[1]).values())
    assert bot("erase", "telegram:7")[1] == "Non risulta nulla su questa persona.\n"


def test_a_confirmed_letter_that_waits_is_not_erased_unasked(bot, inbox):
    bot("outbox", "retry", "l-telegram-2")
    code, _, err = bot("erase", "telegram:8")
    assert (code, "aggiungere --unsent" in err) == (1, True)
    assert inbox.outbox.find("l-telegram-2") is not None
    assert bot("erase", "telegram:8", "--unsent")[0] == 0
    assert inbox.outbox.find("l-telegram-2") is None


def test_erasing_while_another_process_reads_says_what_is_left(bot, inbox):
    with closing(sqlite3.connect(inbox.store.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM requests").fetchone()
        code, out, err = bot("erase", "telegram:7")
        assert (code, err) == (0, "")
        assert out.startswith("Cancellato: ")
        assert "Un altro processo sta leggendo il database" in out
        assert "Un altro processo" in bot("purge")[1]
    assert "Un altro processo" not in bot("purge")[1]
    assert "Un altro processo" not in bot("erase", "telegram:8", "--unsent")[1]


def test_a_backup_is_a_database(bot, here):
    assert bot("backup", "copia.db")[0] == 0
    copy = sqlite3.connect(here / "copia.db")
    assert copy.execute("SELECT count(*) FROM requests").fetchone() == (2,)


def test_a_backup_to_nowhere_names_what_was_asked_for(bot):
    code, _, err = bot("backup", "nessuna/copia.db")
    assert (code, err) == (2, "nessuna/copia.db: non esiste\n")


def test_the_database_is_not_copied_onto_itself(bot):
    code, _, err = bot("backup", "data/cap4city.db")
    assert (code, "è il database stesso" in err) == (2, True)


def test_without_a_database_there_is_nothing_to_copy(bot, monkeypatch):
    monkeypatch.setenv("CAP4CITY_DATABASE", "altrove.db")
    code, _, err = bot("backup", "copia.db")
    assert (code, "non c'è nessun database" in err) == (1, True)


def test_purging_tells_what_it_deleted(bot):
    code, out, _ = bot("purge")
    assert code == 0
    assert re.search(r"^0 +richieste nel registro$", out, re.MULTILINE)
    assert len(out.splitlines()) == len(_PURGES)
    assert not [name for name in _PURGES if name in out.split()]
