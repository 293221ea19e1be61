# SPDX-License-Identifier: EUPL-1.2
"""The register from the command line: listed, shown, exported, sent again; the gaps ready to be filled."""

import json
import re
import zipfile

import pytest

pytestmark = pytest.mark.usefixtures("inbox")
REFERENCE = "C4C-L-TELEGRAM-1"


def test_requests_are_listed_with_their_state(bot):
    code, out, _ = bot("requests", "list")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == ["C4C-L-TELEGRAM-2", REFERENCE]
    assert "non consegnata" in out.splitlines()[0]
    assert "trasmessa" in out.splitlines()[1]


def test_one_request_is_shown_whole(bot):
    code, out, _ = bot("requests", "show", REFERENCE.lower())
    assert code == 0
    assert "Fabbisogno: due concorsi deserti" in out


@pytest.mark.parametrize(
    ("certified", "shown"),
    [("accepted", "accettata dal gestore PEC"), ("delivered", "consegnata alla casella PEC")],
)
def test_what_a_certified_provider_said_is_shown_with_its_time(bot, inbox, certified, shown):
    inbox.store.run("UPDATE outbox SET reference = ? WHERE key = 'l-telegram-1'", [REFERENCE])
    inbox.outbox.certify(inbox.outbox.find("l-telegram-1"), certified, inbox.clock())
    line = next(one for one in bot("requests", "show", REFERENCE)[1].splitlines() if "lettera" in one)
    assert re.fullmatch(rf"  lettera \d+: trasmessa [\d: -]{{16}} <.+>, {shown} \d{{4}}-\d\d-\d\d \d\d:\d\d", line)


def test_a_letter_that_came_back_is_shown_as_such(bot, inbox):
    inbox.store.run("UPDATE outbox SET reference = ? WHERE key = 'l-telegram-1'", [REFERENCE])
    row = inbox.outbox.find("l-telegram-1")
    inbox.outbox.certify(row, "accepted", inbox.clock())
    inbox.delivered(row, "failed", external=row.external, reason="PEC errore-consegna: casella inesistente")
    out = bot("requests", "show", REFERENCE)[1]
    assert "non consegnata" in out.splitlines()[0]
    assert "PEC errore-consegna: casella inesistente" in out
    assert "accettata" not in out


def test_an_unknown_reference_is_named(bot):
    code, _, err = bot("requests", "show", "C4C-X")
    assert (code, "C4C-X: nessuna richiesta" in err) == (1, True)


@pytest.mark.parametrize("name", ["elenco.csv", "elenco.XLSX", "elenco.json"])
def test_the_register_is_exported(bot, here, name):
    code, out, _ = bot("requests", "export", name)
    assert (code, out) == (0, f"{name}: 2 righe\n")
    assert (here / name).stat().st_mode & 0o777 == 0o600


def test_each_answer_has_its_column(bot, here):
    bot("requests", "export", "elenco.json")
    first = json.loads((here / "elenco.json").read_text("utf-8"))[0]
    assert (first["riferimento"], first["Fabbisogno"], first["ritirata"]) == (REFERENCE, "due concorsi deserti", "no")
    bot("requests", "export", "elenco.xlsx")
    assert zipfile.ZipFile(here / "elenco.xlsx").testzip() is None


def test_a_letter_is_sent_again_under_its_own_key(bot, inbox):
    inbox.store.run("UPDATE outbox SET reference = ? WHERE key = 'l-telegram-1'", [REFERENCE])
    assert bot("requests", "resend", REFERENCE)[0] == 0
    assert inbox.outbox.find("l-telegram-1").state == "waiting"
    assert inbox.register.by_reference(REFERENCE)


def test_a_letter_whose_words_are_gone_cannot_be_sent_again(bot, inbox):
    inbox.store.run("UPDATE outbox SET reference = ?, payload = '' WHERE key = 'l-telegram-1'", [REFERENCE])
    code, _, err = bot("requests", "resend", REFERENCE)
    assert (code, "non è più conservato" in err) == (1, True)


def test_a_gap_comes_as_an_entry_to_complete(bot, inbox):
    inbox.store.run("UPDATE misses SET at = '9999'")
    inbox.store.run("UPDATE misses SET at = '2099-01-01T00:00:00.000000+00:00', question = 'a \"b\" c?'")
    code, out, _ = bot("gaps")
    assert code == 0
    assert 'title: "a \\"b\\" c?"' in out
    assert '\n## Come lo chiedono\n- a "b" c?' in out


def test_without_gaps_it_says_so(bot, inbox):
    inbox.store.run("DELETE FROM misses")
    assert bot("gaps", "--days", "7")[:2] == (0, "Nessuna domanda senza risposta.\n")
