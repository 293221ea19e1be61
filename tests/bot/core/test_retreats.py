# SPDX-License-Identifier: EUPL-1.2
"""What a letter takes back."""

import pytest

from bot.core.retreats import ignores
from tests.bot.core.talking import Talk, heard

WISH = "Vorremmo chiedere un laboratorio sul PIAO. Siamo il Comune di Acri."
ANSWERS = """Informativa: ho letto
Fabbisogno: Due concorsi deserti e un ufficio con una sola persona.
Referente: Maria Rossi
Ruolo: segretario
Telefono: 0984 123456"""
ENDED = "annullato. Le risposte date sono state cancellate e nulla è stato trasmesso."
SIGNED = "\n\nCordiali saluti\nMaria Rossi"

RECEDES = [
    "Abbiamo deciso di non procedere. Grazie comunque.",
    "A seguito di confronto con la Giunta abbiamo deciso di non procedere con la richiesta.",
    "Per il momento non intendiamo proseguire, per carenza di personale.",
    "Ci abbiamo ripensato, non inviate nulla.",
    "Non siamo più interessati al laboratorio.",
    "Si comunica che questo Ente rinuncia alla richiesta.",
    "Il laboratorio non ci serve più.",
    "Vi prego di ignorare il messaggio precedente, inviato per errore.",
    "Ignorate la mail precedente, grazie.",
    "Non tenete conto della mia precedente.",
    "Annullate la richiesta, grazie.",
]
GOES_ON = [
    "La Giunta ha deciso di non procedere con nuovi concorsi.",
    "Non riusciamo a dare corso alle assunzioni previste dal PIAO.",
    "Qualora non si procedesse, vi avviseremo.",
    "Ignorate la mail precedente: il periodo preferito è marzo 2027.",
]


def talk(*letters):
    one = Talk(channel="email", address="m.rossi@comune.example", search={"Quanto costa?": "capacity-lab/costo"})
    for letter in letters:
        one.says(letter)
    return one


@pytest.mark.parametrize("before", [(WISH,), (WISH, ANSWERS)])
@pytest.mark.parametrize("text", RECEDES)
def test_an_open_form_ends_and_nothing_is_sent(text, before):
    one = talk(*before)
    after = one.says(text + SIGNED)
    assert ENDED in heard(after)
    assert (after.letters, one.book.requests, one.dialogue.session) == ((), [], "")


@pytest.mark.parametrize("text", GOES_ON)
def test_what_only_sounds_like_it_leaves_the_form_open(text):
    one = talk(WISH, ANSWERS)
    assert ENDED not in heard(one.says(text + SIGNED))
    assert one.session.prompt.kind == "review"


def test_what_else_is_asked_is_answered_above():
    told = heard(talk(WISH).says(f"Abbiamo deciso di non procedere. Quanto costa?{SIGNED}"))
    assert told.index("«Quanto costa?»") < told.index(ENDED)


@pytest.mark.parametrize("text", RECEDES[:3] + RECEDES[7:])
def test_a_request_that_was_sent_is_asked_about(text):
    one = talk(WISH, ANSWERS)
    one.says(f"CONFERMO {one.session.prompt.id}")
    assert "Vuole davvero ritirare la richiesta" in heard(one.says(text + SIGNED))


def test_people_who_have_the_letter_before_get_this_one():
    one = talk("Chi vince il palio?")
    after = one.says("Ignorate il messaggio precedente, grazie.")
    assert [letter.follows for letter in after.letters] == [one.dialogue.passed]
    assert after.letters[0].reference in heard(after)


@pytest.mark.parametrize("before", [(), ("Quanto costa un laboratorio?",)])
def test_where_nothing_was_sent_it_is_said(before):
    one = Talk(channel="email", address="a@b.example", search={before[0]: "capacity-lab/durata"} if before else {})
    for letter in before:
        one.says(letter)
    after = one.says("Vi prego di ignorare il messaggio precedente.")
    assert (after.letters, "non è stato trasmesso nulla alla segreteria" in heard(after)) == ((), True)


@pytest.mark.parametrize("text", ["Grazie, cordiali saluti", "Quanto dura?", "La mia precedente domanda era un'altra."])
def test_other_letters_take_nothing_back(text):
    assert not ignores(text)
