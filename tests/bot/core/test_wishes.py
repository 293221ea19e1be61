# SPDX-License-Identifier: EUPL-1.2
"""Which sentences start a flow, and which are questions."""

import pytest

from bot.core.wishes import wished_flow


@pytest.mark.parametrize(
    "text",
    [
        "Vorremmo chiedere un laboratorio sul PIAO, sono il segretario dell'Unione Valle Verde",
        "vorrei un capacity lab",
        "Siamo interessati a un laboratorio sulla retention",
        "il Comune di Acri chiede un lab sulle gare",
        "richiesta capacity lab",
        "intendiamo attivare un laboratorio",
    ],
)
def test_a_wish_for_a_lab_starts_the_request(text):
    assert wished_flow(text) == "richiesta"


@pytest.mark.parametrize(
    "text",
    [
        "Vorrei sapere come si chiede un laboratorio",
        "vorremmo capire se un'Unione può chiedere un lab",
        "chi può chiedere un laboratorio?",
        "non vogliamo un laboratorio",
        "quanto costa un laboratorio",
        "vorrei un caffè",
        "laboratorio",
        "",
        "vorrei un lab " * 100,
    ],
)
def test_questions_and_doubts_start_nothing(text):
    assert wished_flow(text) is None


def test_a_wish_to_write_starts_the_hand_over():
    assert wished_flow("Vorrei scrivere alla segreteria") == "segreteria"


@pytest.mark.parametrize(
    ("text", "flow"),
    [
        ("Vorrei verificare i requisiti", "requisiti"),
        ("vorremmo verificare i nostri requisiti per un Capacity Lab", "requisiti"),
        ("verifica dei requisiti", "requisiti"),
        ("controllare il possesso dei requisiti", "requisiti"),
        ("vorremmo un laboratorio, prima però verifichiamo i requisiti", "requisiti"),
        ("vorremmo un laboratorio sulla verifica dei requisiti degli operatori economici", "richiesta"),
        ("verifica dei requisiti dell'aggiudicatario", None),
        ("posso verificare se abbiamo i requisiti?", None),
    ],
)
def test_requirements_are_verified_before_a_lab_is_asked_for(text, flow):
    assert wished_flow(text) == flow
