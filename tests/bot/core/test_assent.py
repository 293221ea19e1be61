# SPDX-License-Identifier: EUPL-1.2
"""A yes and a no to what cannot be undone: whole and outright, or they are none."""

import pytest

from bot.core.assent import says_no, says_yes

WITHDRAW = "withdraw_yes:C4C-2026-7K3F"

YES = (
    "sì", "Si", "SI'", "sì.", "sì grazie", "si confermo", "Sì, confermo", "confermo", "confermiamo",
    "Confermo il ritiro",
    "sì, ritirate la richiesta", "sì, ritiratela pure", "ritiratela", "ok", "va bene", "certo", "d'accordo",
    "CONFERMO C4C-2026-7K3F", "sì, voglio ritirare la richiesta c4c 2026 7k3f", "procedete pure",
    "sì, procedete con il ritiro",
    "Sì\nMario Rossi\nSegretario comunale", "Confermo.\nRag. Anna Neri, Comune di Acri",
)  # fmt: skip
NEITHER = (
    "", "forse", "sì?", "sì ma prima vorrei parlarne", "sì, però solo il telefono", "non so", "ho una domanda",
    "1234567",
    "quanto costa?", "sì, vogliamo il laboratorio sul PIAO", "sì il sindaco ha firmato", "confermo C4C-2026-9Z9Z",
    "CONFERMO abcd1234", "ritira la richiesta", "sì\nanzi no, lasciate stare", "Sì\nQuando partono gli incontri?",
    "certo che no", "va bene così", "Castro", "PIAO",
)  # fmt: skip
NO = (
    "no", "No.", "NO GRAZIE", "no, lascia stare", "lascia stare", "lasciamo perdere", "annulla", "non ritirare",
    "indietro",
    "non la ritiri", "no non voglio", "ci ripenso", "ho cambiato idea", "per ora no", "no\nMario Rossi",
    "non ritirare C4C-2026-7K3F", "basta",
)  # fmt: skip


@pytest.mark.parametrize("text", YES)
def test_a_yes(text):
    assert says_yes(text, WITHDRAW)
    assert not says_no(text)


@pytest.mark.parametrize("text", NEITHER)
def test_no_yes(text):
    assert not says_yes(text, WITHDRAW)


@pytest.mark.parametrize("text", NO)
def test_a_no(text):
    assert says_no(text)
    assert not says_yes(text, WITHDRAW)


@pytest.mark.parametrize(
    "text", ["no?", "no, vorrei solo correggere il numero di telefono", "", "sì", "Napoli", "nota"]
)
def test_not_a_no(text):
    assert not says_no(text)


def test_each_act_has_its_own_words():
    assert says_yes("sì, cancellate i miei dati", "erase:yes")
    assert says_yes("cancella tutto", "erase:yes")
    assert not says_yes("sì, cancellate i miei dati", WITHDRAW)
    assert not says_yes("sì, ritirate la richiesta", "erase:yes")


def test_a_letter_may_confirm_with_the_token():
    assert says_yes("CONFERMO k3x9w2ab", WITHDRAW, "k3x9w2ab")
    assert not says_yes("CONFERMO k3x9w2ab", WITHDRAW, "k3x9w2ac")
