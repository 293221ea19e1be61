# SPDX-License-Identifier: EUPL-1.2
"""The register from the command line: listed, shown, exported, sent again; the gaps ready to be filled."""

import csv
import io
import json
import os
import re
import zipfile

import pytest
from fakes import NOW, letter, request

from bot.commands import registry
from bot.content import Content

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
    assert "Esito orientativo: sì" in out
    assert "Canale: Telegram" in out
    assert "Laboratorio: PIAO e assunzioni" in out


def with_letters(inbox):
    """Give the first request its reference in the outbox, a receipt that came back, the notice of that."""
    inbox.store.run("UPDATE outbox SET reference = ? WHERE key = 'l-telegram-1'", [REFERENCE])
    more = {"reference": REFERENCE, "to": "maria@comune.example"}
    inbox.outbox.add(letter("l-telegram-1-receipt", purpose="receipt", **more), NOW)
    inbox.delivered(inbox.outbox.find("l-telegram-1-receipt"), "failed", reason="550 casella inesistente")
    inbox.outbox.add(letter("l-telegram-1-undelivered", purpose="undelivered", reference=REFERENCE), NOW)


def test_a_request_is_shown_with_every_letter_that_bears_its_reference(bot, inbox):
    with_letters(inbox)
    out = bot("requests", "show", REFERENCE)[1]
    letters = [re.sub(r"\d+", "N", line, count=1) for line in out.splitlines() if line.startswith("lettera")]
    assert letters[0].startswith("lettera N, richiesta a cap4city@anci.example: trasmessa")
    assert letters[1].startswith("lettera N, ricevuta a maria@comune.example: non consegnata")
    assert letters[1].endswith("550 casella inesistente")
    assert letters[2] == "lettera N, avviso di mancata consegna a cap4city@anci.example: in attesa di invio"


def test_the_reasons_of_an_outcome_are_shown(bot, inbox):
    inbox.register.add(request("x", doubts=("Da confermare: così.", "Da confermare: colà.")))
    out = bot("requests", "show", "C4C-X")[1]
    assert "  Motivi dell'esito: Da confermare: così. / Da confermare: colà." in out


@pytest.mark.parametrize(
    ("certified", "shown"),
    [("accepted", "accettata dal gestore PEC"), ("delivered", "consegnata alla casella PEC")],
)
def test_what_a_certified_provider_said_is_shown_with_its_time(bot, inbox, certified, shown):
    inbox.store.run("UPDATE outbox SET reference = ? WHERE key = 'l-telegram-1'", [REFERENCE])
    inbox.outbox.certify(inbox.outbox.find("l-telegram-1"), certified, inbox.clock())
    line = next(one for one in bot("requests", "show", REFERENCE)[1].splitlines() if "lettera" in one)
    assert re.fullmatch(
        rf"lettera \d+, richiesta a .+: trasmessa [\d: -]{{16}} <.+>, {shown} \d{{4}}-\d\d-\d\d \d\d:\d\d", line
    )


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
    old = os.umask(0)
    try:
        code, out, _ = bot("requests", "export", name)
    finally:
        os.umask(old)
    assert (code, out) == (0, f"{name}: 2 righe\n")
    assert (here / name).stat().st_mode & 0o777 == 0o600


def test_the_register_is_exported_under_headings_in_the_order_of_triage(bot, here):
    bot("requests", "export", "elenco.csv")
    rows = list(csv.reader(io.StringIO((here / "elenco.csv").read_text("utf-8-sig")), delimiter=";"))
    assert rows[0][:14] == [
        "Riferimento", "Tipo", "Registrata il", "Stato", "Ritirata", "Ente richiedente", "Provincia", "Regione",
        "Laboratorio", "Esito orientativo", "Motivi dell'esito", "Fabbisogno", "Referente", "Ruolo",
    ]  # fmt: skip
    assert len(set(map(str.casefold, rows[0]))) == len(rows[0])
    told = dict(zip(rows[0], rows[1], strict=True))
    assert (told["Stato"], told["Laboratorio"], told["Esito orientativo"]) == ("trasmessa", "PIAO e assunzioni", "sì")
    assert (told["Fabbisogno"], told["Ritirata"], told["Canale"]) == ("due concorsi deserti", "no", "Telegram")
    assert told["Registrata il"] == "2026-11-23 10:00"


def test_the_export_is_the_same_table_in_every_form(bot, here):
    bot("requests", "export", "elenco.json")
    first = json.loads((here / "elenco.json").read_text("utf-8"))[0]
    assert (first["Riferimento"], first["Fabbisogno"]) == (REFERENCE, "due concorsi deserti")
    bot("requests", "export", "elenco.xlsx")
    assert zipfile.ZipFile(here / "elenco.xlsx").testzip() is None


def test_broken_content_costs_words_and_not_the_register(bot, here, monkeypatch):
    monkeypatch.setattr(registry, "read_content", lambda: Content(here))
    assert "piao" in bot("requests", "list")[1]
    assert bot("requests", "show", REFERENCE)[0] == 0
    bot("requests", "export", "elenco.json")
    first = json.loads((here / "elenco.json").read_text("utf-8"))[0]
    assert (first["reference"], first["Fabbisogno"]) == (REFERENCE, "due concorsi deserti")


def test_a_letter_is_sent_again_under_its_own_key(bot, inbox):
    inbox.store.run("UPDATE outbox SET reference = ? WHERE key = 'l-telegram-1'", [REFERENCE])
    assert bot("requests", "resend", REFERENCE)[0] == 0
    assert inbox.outbox.find("l-telegram-1").state == "waiting"
    assert inbox.register.by_reference(REFERENCE)


def test_all_letters_of_a_request_are_sent_again_and_named(bot, inbox):
    with_letters(inbox)
    inbox.store.run("UPDATE outbox SET payload = '' WHERE key = 'l-telegram-1-receipt'")
    code, out, _ = bot("requests", "resend", REFERENCE)
    told = [re.sub(r"\d+", "N", line, count=1) for line in out.splitlines()]
    assert code == 0
    assert told[:3] == [
        "lettera N, richiesta a cap4city@anci.example: in coda",
        "lettera N, ricevuta a maria@comune.example: il testo non è più conservato",
        "lettera N, avviso di mancata consegna a cap4city@anci.example: in coda",
    ]
    assert inbox.outbox.find("l-telegram-1").state == "waiting"
    assert inbox.outbox.find("l-telegram-1-receipt").state == "failed"


def test_a_letter_whose_words_are_gone_cannot_be_sent_again(bot, inbox):
    inbox.store.run("UPDATE outbox SET reference = ?, payload = '' WHERE key = 'l-telegram-1'", [REFERENCE])
    code, _, err = bot("requests", "resend", REFERENCE)
    assert (code, "non è più conservato" in err) == (1, True)


def test_a_gap_comes_as_an_entry_to_complete(bot, inbox):
    inbox.store.run("UPDATE misses SET at = '9999'")
    inbox.store.run("UPDATE misses SET at = '2099-01-01T00:00:00.000000+00:00', question = 'a \"b\" c?'")
    code, out, _ = bot("gaps")
    assert code == 0
    assert out.startswith("1. 1 volta (nessuna risposta), l'ultima il 2099-01-01")
    assert 'title: "a \\"b\\" c?"' in out
    assert '\n## Come lo chiedono\n- a "b" c?' in out


def test_without_gaps_it_says_so(bot, inbox):
    inbox.store.run("DELETE FROM misses")
    assert bot("gaps", "--days", "7")[:2] == (0, "Nessuna domanda senza risposta.\n")
