# SPDX-License-Identifier: EUPL-1.2
"""A wish for a lab, told from a question about labs."""

import pytest

from bot.core.asked import read_letter
from bot.core.lab_wish import is_how, wishes_lab
from tests.bot.core.talking import Talk

WISH = "Vorremmo chiedere un laboratorio sul PIAO. Siamo il Comune di Acri."


@pytest.mark.parametrize(
    ("text", "subject", "wished"),
    [
        (WISH, "", True),
        ("Con la presente il Comune di Matera intende attivare un Capacity Lab.", "", True),
        ("Siamo un'unione di comuni. Ci interessa un laboratorio sul PIAO: come procediamo?", "", True),
        ("Si chiede l'attivazione di un laboratorio sulla contrattazione.", "", True),
        ("Siamo interessati a un laboratorio.", "", True),
        ("Come da accordi telefonici si invia la presente per chiedere l'attivazione di un Capacity Lab.", "", True),
        ("Scriviamo per richiedere un laboratorio sul PIAO.", "", True),
        ("Il sottoscritto,\n\nCHIEDE\n\nl'attivazione di un Capacity Lab.", "", True),
        ("Voglio un laboratorio sul personale.", "", True),
        ("Il Comune CHIEDE l'attivazione di un Capacity Lab, in quanto il piano non è mai stato fatto.", "", True),
        ("Si chiede l'attivazione di un laboratorio, dato che come noto non abbiamo personale.", "", True),
        ("Chiediamo un laboratorio perché il segretario non c'è e nessuno sa come fare.", "", True),
        ("Chiediamo un Capacity Lab, come da delibera n. 4, se possibile in primavera.", "", True),
        ("Poiché siamo soli, si chiede l'attivazione di un laboratorio.", "", True),
        ("Chiediamo in quanto tempo si ottiene un laboratorio.", "", False),
        ("Vorremmo sapere perché si chiede un laboratorio.", "", False),
        ("Che cosa occorre per chiedere l'attivazione di un laboratorio?", "", False),
        ("Scriviamo per chiedere quanto dura un laboratorio.", "", False),
        ("Vorremmo chiedere un laboratorio. Quanto dura?", "", True),
        ("Vorremmo sapere come si chiede un laboratorio.", "", False),
        ("Vorrei informazioni sui laboratori.", "", False),
        ("Possiamo chiedere un laboratorio?", "", False),
        ("Sono interessato ai laboratori. Quanto durano e chi li tiene?", "", False),
        ("Il Comune sarebbe interessato a un Capacity Lab, ci fate sapere i passaggi?", "", True),
        ("Quanto costa un laboratorio, come procediamo?", "", False),
        ("La nostra richiesta di un laboratorio è stata protocollata.", "", False),
        ("Abbiamo già inviato la richiesta di un laboratorio.", "", False),
        ("Quanto dura un laboratorio?", "", False),
    ],
)
def test_a_wish_for_a_lab_is_told_from_a_question_about_labs(text, subject, wished):
    assert wishes_lab(read_letter(text), subject) is wished


def test_the_reason_of_a_wish_is_kept_with_the_form():
    one = Talk(channel="email", address="m.rossi@comune.example")
    one.says("Il Comune di Acri CHIEDE l'attivazione di un Capacity Lab, in quanto il piano non è mai stato fatto.")
    assert one.session.answers["note"].value == "il piano non è mai stato fatto"


def test_how_to_go_on_is_answered_by_the_form_itself():
    assert is_how("Come procediamo?")
    assert is_how("Che cosa dobbiamo fare?")
    assert not is_how("Come si dividono le quote?")
