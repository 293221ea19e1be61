# SPDX-License-Identifier: EUPL-1.2
"""Answers told in sentences of a letter."""

import pytest

from bot.core.told_answers import told_answers
from tests.bot.core.talking import CONTENT, Talk, heard

FLOW = CONTENT.flows["richiesta"][0]
WISH = "Vorremmo chiedere un laboratorio sul PIAO. Siamo il Comune di Acri."
NEED = "Fabbisogno: Due concorsi deserti e un ufficio con una sola persona."
MORE = "Referente: Maria Rossi\nRuolo: segretario\nTelefono: 0984 123456"


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Mi correggo: il telefono giusto è 0984 654321.", ("telefono", "0984 654321")),
        ("Il numero corretto è 0984 654321 e non 0984 123456.", ("telefono", "0984 654321")),
        ("L'indirizzo e-mail corretto è luca@comune.example", ("email", "luca@comune.example")),
        ("La PEC dell'ente è protocollo@pec.comune.example.", ("pec", "protocollo@pec.comune.example")),
        ("Il referente sarà la dott.ssa Anna Verdi.", ("referente", "dott.ssa Anna Verdi")),
        ("Il ruolo è dirigente.", ("ruolo", "dirigente")),
        (
            "Il fabbisogno è la mancanza di una convenzione sul personale.",
            ("fabbisogno", "mancanza di una convenzione sul personale."),
        ),
        (
            "Il problema è che non c'è nessuno, e il piano è scaduto.",
            ("fabbisogno", "che non c'è nessuno, e il piano è scaduto."),
        ),
        ("L'informativa l'ho letta.", ("presa_visione", "ho letto")),
        ("Dichiaro di aver preso visione dell'informativa sulla privacy.", ("presa_visione", "ho letto")),
        ("L'informativa non l'ho letta.", None),
        ("Il referente è in ferie fino a lunedì.", None),
        ("Il telefono è rotto.", None),
        ("Il numero dei dipendenti è 12.", None),
        ("L'indirizzo politico è cambiato.", None),
        ("Vorremmo coinvolgere il Comune di Bisignano.", None),
    ],
)
def test_a_sentence_that_names_its_question_answers_it(sentence, told):
    assert told_answers(FLOW, [sentence], {}).get(sentence) == told


@pytest.mark.parametrize("before", [MORE, f"Informativa: ho letto\n{MORE}", f"Informativa: ho letto\n{NEED}\n{MORE}"])
def test_a_correction_in_a_sentence_takes_the_place_of_the_answer(before):
    one = Talk(channel="email", address="m.rossi@comune.example")
    one.says(WISH)
    one.says(before)
    text = heard(one.says("Mi correggo: il telefono giusto è 0984 654321. Preferiremmo svolgerlo in primavera."))
    assert "+39 0984654321" in text
    answers = one.session.answers
    assert (answers["telefono"].value, answers["note"].value) == (
        "+39 0984654321", "Preferiremmo svolgerlo in primavera."
    )  # fmt: skip


def test_the_notice_is_read_where_a_sentence_says_so():
    one = Talk(channel="email", address="m.rossi@comune.example")
    one.says(WISH)
    one.says("La referente sono io, Maria Rossi, segretario comunale. L'informativa l'ho letta.")
    assert {"presa_visione", "referente", "ruolo"} <= set(one.session.answers)
    assert "note" not in one.session.answers
