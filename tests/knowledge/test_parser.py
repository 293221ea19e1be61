# SPDX-License-Identifier: EUPL-1.2
"""An entry's file, read or explained line by line."""

from datetime import date

import pytest

from bot.content import Content
from knowledge.parser import parse_entry, parse_sources, split_sections

HEADER = {"title": "Quando scadono le candidature?", "facet": "quando"}
BODY = """\
Scadono il 22 gennaio 2026.

Anche su due paragrafi.

## Prima
Non sono ancora aperte.

## Dopo
Sono scadute.

## Lo chiedono, ma le fonti non lo dicono
- a che ora scade
## Come lo chiedono
- quando scade

-  entro quando ci si candida
"""


def read(header: dict, body: str = BODY, lines: dict | None = None):
    return parse_entry("azioni-pilota/scadenza", {**HEADER, **header}, lines or {}, body, 10)


def test_a_file_is_an_entry_with_its_sections():
    entry, problems = read(
        {"valid_until": "2026-01-22", "valid_from": "2025-11-13", "known": "false", "facts": ["F010"], "slot": "events"}
    )
    assert problems == []
    assert entry.text == "Scadono il 22 gennaio 2026.\n\nAnche su due paragrafi."
    assert (entry.before, entry.after) == ("Non sono ancora aperte.", "Sono scadute.")
    assert entry.unanswered == ("a che ora scade",)
    assert entry.phrasings == ("quando scade", "entro quando ci si candida")
    assert (entry.valid_from, entry.valid_until, entry.known) == (date(2025, 11, 13), date(2026, 1, 22), False)
    assert (entry.id, entry.area) == ("azioni-pilota/scadenza", "azioni-pilota")


HEADERS = [
    ({"titel": "x"}, "chiave «titel» sconosciuta: forse «title»?"), ({"zzz": "x"}, "chiave «zzz» sconosciuta"),
    ({"facet": "quandi"}, "«quandi» non è fra"), ({"title": "Breve"}, "almeno 8 caratteri"),
    ({"title": "x" * 200}, "al massimo 140"),
    ({"outcome": "boh"}, "valori possibili: 'answer', 'handoff', 'chat'"), ({"known": "forse"}, "true oppure false"),
    ({"valid_until": "22/01/2026"}, "una data come 2026-11-22"), ({"facts": "F010"}, "serve un elenco"),
    ({"slot": "boh"}, "valori possibili"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "words"), HEADERS)
def test_a_faulty_header_is_explained_with_its_line(change, words):
    entry, problems = read(change, lines={(next(iter(change)),): 4})
    assert entry is None
    assert any(line == 4 and words in text for line, text in problems), problems


def test_a_missing_key_is_named():
    assert parse_entry("a/b", {"facet": "cosa"}, {}, "Testo.", 3)[1] == [(1, "manca «title»: aggiungerla")]
    assert parse_entry("a/b", "testo", {}, "Testo.", 3)[1][0][1] == "servono chiavi con il loro valore"


BODIES = [
    ("", {}, 1, "manca il testo della risposta"), ("Testo.\n## Altro\n", {}, 11, "titolo «Altro» sconosciuto"),
    ("Testo.\n## Come lo chiedono\nquando scade\n", {}, 12, "deve cominciare con «- »"),
    ("Testo.", {"valid_until": "2026-01-22"}, 7, "manca «## Dopo»"),
    ("Testo.", {"valid_from": "2026-01-22"}, 7, "manca «## Prima»"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "header", "where", "words"), BODIES)
def test_a_faulty_body_is_explained_with_its_line(body, header, where, words):
    _, problems = read(header, body, {("valid_until",): 7, ("valid_from",): 7})
    assert any(line == where and words in text for line, text in problems), problems


def test_sources_are_read_one_by_one():
    rows = {
        "S0": {"name": "ANCI", "date": "2025-12-19"},
        "S1": {"nome": "ANCI"},
        "W1": {"name": "Stampa", "note": "senza data", "url": "https://x.example"},
    }
    sources, problems = parse_sources(rows, {("S1",): 5, ("S1", "nome"): 6})
    assert (sources["S0"].date, sources["W1"].note) == (date(2025, 12, 19), "senza data")
    assert set(problems) == {(5, "manca «name»: aggiungerla"), (6, "chiave «nome» sconosciuta: forse «name»?")}
    assert parse_sources([], {}) == ({}, [])


def test_a_body_without_sections_is_all_answer():
    assert split_sections("Testo.\n- una riga", 1).text == "Testo.\n- una riga"


def test_every_file_of_the_content_can_be_read(content: Content):
    assert [str(problem) for problem in content.problems] == []
