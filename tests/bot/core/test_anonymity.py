# SPDX-License-Identifier: EUPL-1.2
"""Whom a text names is taken out of it; what it asks, and the places it asks about, stay."""

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.anonymity import anonymous

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("sono maria rossi del comune di acri, chi paga?", "sono … del comune di acri, chi paga?"),
        ("Mi chiamo Ermenegilda Brambati e vorrei un drone", "… e vorrei un drone"),
        ("Sono Ermenegilda Brambati, chi paga?", "…, chi paga?"),
        ("Il dott. Bianchi può firmare?", "Il … può firmare?"),
        ("il dott rossi può firmare?", "il … può firmare?"),
        ("la dott.ssa Anna De Luca del Comune di Rende chiede", "la … del Comune di Rende chiede"),
        ("la signora Verdi può firmare?", "la … può firmare?"),
        ("ha firmato Giuseppe Verdi", "ha firmato …"),
        ("parlavo con paola neri ieri", "parlavo con … ieri"),
        ("Chi paga? Cordiali saluti Ermenegilda Brambati", "Chi paga? Cordiali …"),
        ("ROSSI MARIO", "…"),
        ("al 333 1234567 o allo 0984/123456", "al … o allo …"),
        ("tel. +39 0984 12 34 56, cell. 3331234567, 0039 333-123-4567", "tel. …, cell. …, …"),
        ("(0984) 123456", "…"),
        ("a Maria.Rossi@comune.acri.example, grazie", "a …, grazie"),
        ("maria.rossi chiocciola comune.example", "…"),
        ("su Telegram sono @mariorossi", "su Telegram sono …"),
        ("cf rss mra 80a01 h501 u grazie", "cf … grazie"),
    ],
)
def test_whom_a_text_names_is_masked(text, left):
    assert anonymous(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Il PNRR dà 300.000.000 euro entro il 31/12/2026 e dal 01.01.2026?",
        "d.lgs. 36/2023 e d.l. 80/2021 art. 6, delibera n. 123/2025",
        "codice fiscale dell'ente 80003710783, CUP J51B21004320005, CIG 9876543210",
        "Sono Segretario Comunale di Acri: chi firma?",
        "compenso massimo di un OIV monocratico, 2021-2027, 1200 abitanti, 35 dipendenti",
        "la legge Bassanini, il PN CapCoe, la Giunta Comunale",
        "il 3 dicembre alle 10.30 a Matera",
    ],
)
def test_what_is_asked_stays(text):
    assert anonymous(text) == text


def test_no_comune_is_taken_for_a_person():
    with (ROOT / "knowledge" / "municipalities.csv").open(encoding="utf-8") as file:
        names = [row["name"] for row in csv.DictReader(file, delimiter=";")]
    asked = [f"Il Comune di {name} può chiedere?" for name in names] + [f"e {name.lower()}?" for name in names]
    assert len(asked) > 15_000
    assert [text for text in asked if anonymous(text) != text] == []


@given(st.text())
def test_masked_once_is_masked(text):
    once = anonymous(text)
    assert anonymous(once) == once


@pytest.mark.parametrize("part", ["a", "3 ", "0 ", "maria ", "A ", "Aa ", "dott. ", "@", "sono Aa Aa "])
def test_a_huge_text_takes_little_time(part):
    began = time.perf_counter()
    anonymous(part * 20_000)
    assert time.perf_counter() - began < 2
