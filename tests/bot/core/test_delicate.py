# SPDX-License-Identifier: EUPL-1.2
"""What counts as delicate data, and what is left without it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.delicate import Look, look
from tests.flows.content import TODAY, library_on

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
        ("la mia collega è in malattia", "health"),
        ("legge 104", "health"),
        ("ha la legge n. 104", "health"),
        ("permessi ex 104", "health"),
        ("permessi 104/92", "health"),
        ("usufruisce della 104", "health"),
        ("Unione dei Comuni, la presidente ha un tumore", "health"),
        ("Unione malati di cancro", "health"),
        ("Maria Rossi malata", "health"),
        ("assessore in malattia", "health"),
        ("il responsabile disabile", "health"),
        ("il responsabile dell'ufficio è disabile", "health"),
        ("l'ufficio è fermo per la malattia della responsabile", "health"),
        ("l'ufficio della collega in maternità", "health"),
        ("una persona con disabilità nel nostro ufficio", "health"),
        ("un dipendente invalido civile", "health"),
        ("una collega invalida e due assenti", "health"),
        ("assunzione di un dipendente disabile", "health"),
        ("il segretario è in ospedale", "health"),
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


@pytest.mark.parametrize(
    "name",
    [
        "Azienda Sanitaria Locale di Potenza",
        "Comune di Salute sul Monte",
        "Unione Terre dell'Ospedale",
        "Istituto Nazionale dei Tumori",
        "Istituto Oncologico Veneto",
        "IRCCS, istituto di ricovero e cura a carattere scientifico",
        "Casa di Ricovero e di Riposo",
        "Centro diurno per persone con disabilità",
        "Consorzio per la disabilità",
        "Opera nazionale maternità e infanzia",
        "Lega italiana per la lotta contro i tumori",
        "Azienda di servizi alla persona disabile",
        "Assistente sociale",
        "Psicologa del consultorio",
        "Medico competente",
        "Disability manager",
        "Assessore alla disabilità",
        "Garante dei diritti delle persone con disabilità",
        "Responsabile ufficio disabili",
        "Responsabile dell'ufficio invalidi civili",
        "un voto invalido",
        "assunzione di disabili e categorie protette",
        "i posti per i disabili",
        "Commissione medica per l'invalidità civile",
        "Sportello malattie rare",
        "Comune con 104 dipendenti",
        "Mario Malato",
    ],
)
def test_names_of_bodies_and_offices_are_not_delicate(name):
    assert look(name, MARK) == Look()


def test_no_comune_is_delicate():
    municipalities = library_on(TODAY).gazetteer.municipalities
    assert len(municipalities) > 7_800
    named = [f"{kind}{one.name}" for one in municipalities for kind in ("", "Comune di ", "Unione dei Comuni di ")]
    assert [name for name in named if look(name, MARK).kinds] == []


def test_no_role_of_the_forms_is_delicate():
    slots = [slot for flow in library_on(TODAY).flows.values() for slot in flow.slots.values()]
    said = [slot.label for slot in slots]
    said += [
        word for slot in slots if slot.type == "choice" for one in slot.options for word in (one.label, *one.alias)
    ]
    assert [word for word in said if look(word, MARK).kinds] == []


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
