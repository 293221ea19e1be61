# SPDX-License-Identifier: EUPL-1.2
"""What counts as delicate data, and what is left without it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.delicate import Look, look

MARK = "[omesso]"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("La collega è in maternità da marzo.", "health"),
        ("un dipendente con la legge 104", "health"),
        ("il collega ha la 104", "health"),
        ("assente per malattia", "health"),
        ("codice fiscale RSSMRA80A01H501U", "codice_fiscale"),
        ("cf rss mra 80a01 h501 u grazie", "codice_fiscale"),
        ("IT60 X054 2811 1010 0000 0123 456", "iban"),
        ("IBAN it60x0542811101000000123456 del Comune", "iban"),
    ],
)
def test_delicate_data_is_found(text, kind):
    assert look(text, MARK).kinds == (kind,)


@pytest.mark.parametrize(
    "text",
    [
        "Abbiamo due concorsi andati deserti e un ufficio rimasto con una persona.",
        "codice fiscale dell'ente 80003710783, CUP J51B21004320005",
        "Il PIAO va fatto entro il 31 gennaio, siamo 104 dipendenti.",
        "PEC protocollo@pec.comune.example, tel. 0984 123456",
    ],
)
def test_ordinary_needs_are_not_delicate(text):
    assert look(text, MARK) == Look()


def test_only_the_delicate_words_are_taken_out():
    found = look("La collega è in malattia, cf RSSMRA80A01H501U, da due mesi.", MARK)
    assert found.cleaned == f"La collega è in {MARK}, cf {MARK}, da due mesi."
    assert found.kinds == ("health", "codice_fiscale")


def test_words_after_an_iban_stay():
    assert look("IT60X0542811101000000123456 intestato al Comune", MARK).cleaned == f"{MARK} intestato al Comune"


@given(st.text())
def test_a_cleaned_text_holds_nothing_delicate(text):
    assert not look(look(text, MARK).cleaned, MARK).kinds


def test_a_huge_text_takes_little_time():
    start = time.process_time()
    for crafted in ("IT60" + " A1" * 40_000, "A" * 100_000, "RSS MRA 80 " * 10_000, "malatti" * 20_000):
        look(crafted, MARK)
    assert time.process_time() - start < 1
