# SPDX-License-Identifier: EUPL-1.2
"""What a letter wants besides answers."""

import time

import pytest

from bot.core.manner import is_courtesy, manner_of

PDF = ("nota.pdf",)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("Grazie, cordiali saluti", "courtesy"),
        ("Ricevuto, grazie.\nSaluti\nAnna", "courtesy"),
        ("La ringrazio per la cortese risposta.", "courtesy"),
        ("Perfetto, grazie per la disponibilità e buon lavoro.\n\nRag. Neri\nComune di Orte", "courtesy"),
        ("Grazie. Quanto dura?", ""),
        ("Grazie ma non ho capito quando scade", ""),
        ("Con la presente si diffida codesto ente a provvedere.", "act"),
        ("Il sottoscritto chiede l'accesso agli atti della selezione.", "act"),
        ("Si formula istanza di accesso civico generalizzato.", "act"),
        ("Lo scrivente ha proposto ricorso al TAR.", "act"),
        ("ai sensi dell'art. 22 della L. 241/1990 si chiede copia", "act"),
        ("Come si presenta un reclamo?", ""),
        ("È possibile fare ricorso contro l'esclusione?", ""),
        ("Presento formale reclamo per il disservizio.", "complaint"),
        ("Da un mese nessuno ci ha risposto, è inaccettabile.", "complaint"),
        ("È la terza volta che scriviamo.", "complaint"),
        ("Vorrei parlare con una persona.", "person"),
        ("Potete richiamarmi? Il numero è 0975 123456.", "person"),
        ("Vorremmo fissare un appuntamento con voi.", "person"),
        ("C'è un numero di telefono?", ""),
        ("Come comunichiamo il referente cambiato?", ""),
        ("La risposta non risponde alla mia domanda.", "unsatisfied"),
        ("A che punto è la nostra richiesta?", "case"),
        ("Si sollecita riscontro alla domanda inviata.", "case"),
        ("Possiamo fare una seconda richiesta?", ""),
        ("STOP", "stop"),
        ("Quanto dura un laboratorio?", ""),
        ("Siamo in attesa di sapere chi può partecipare", ""),
    ],
)
def test_a_wish_is_recognised(text, wish):
    assert manner_of(text).wish == wish


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("Si trasmette in allegato la nota prot. n. 1234.", "enclosed"),
        ("", "enclosed"),
        ("Grazie, saluti", "enclosed"),
        ("In allegato la delibera. Quanto dura il laboratorio?", "enclosed"),
        ("Quanto dura il laboratorio?", ""),
        ("Si diffida come da allegato.", "act"),
    ],
)
def test_with_a_file_a_note_is_one(text, wish):
    assert manner_of(text, "", PDF).wish == wish


def test_the_subject_counts_too():
    assert manner_of("Si veda l'oggetto.", "Diffida ad adempiere").wish == "act"


def test_thanks_with_more_in_it_are_no_mere_thanks():
    assert not is_courtesy("Grazie. In allegato il modulo.")
    assert not is_courtesy("Grazie, il nostro numero è 0975 123456")


@pytest.mark.parametrize(
    "text",
    ["richiesta di accesso " * 2_000, "chiedo formale " * 3_000, "non mi avete " * 3_000, "a " * 50_000,
     "ai sensi della legge " * 2_000, "parlare con " * 4_000, "come " * 10_000],
)  # fmt: skip
def test_no_text_takes_long(text):
    began = time.process_time()
    manner_of(text)
    assert time.process_time() - began < 0.5
