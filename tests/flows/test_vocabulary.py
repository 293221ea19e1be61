# SPDX-License-Identifier: EUPL-1.2
"""The words of commands and buttons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import vocabulary as words


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("annulla", "cancel"), ("ANNULLA.", "cancel"), ("Torna indietro", "back"), ("«indietro»", "back"),
        ("a che punto sono?", "summary"), ("salta", "skip"), ("lascia così", "keep"), ("aiuto", "help"),
        ("ripeti", "show"), ("correggi la richiesta", "correct"), ("ritira la richiesta", "withdraw"),
        ("annulla il laboratorio", None), ("", None), ("indietro " * 80, None),
    ],
)  # fmt: skip
def test_a_command_is_exact(said, name):
    assert words.command(said) == name


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("modifica il telefono", "telefono"), ("Correggi l'e-mail", "e mail"), ("cambia Tipo di ente", "tipo di ente"),
        ("correggere la provincia", "provincia"), ("telefono", None), ("modifica", None),
        ("modifica " + "x" * 500, None),
    ],
)  # fmt: skip
def test_what_is_to_be_changed(said, what):
    assert words.edited(said) == what


@pytest.mark.parametrize(
    ("said", "token"),
    [
        ("CONFERMO k3x9w2ab", "k3x9w2ab"), ("  confermo: K3X9W2AB. ", "k3x9w2ab"),
        ("**CONFERMO** k3x9w2ab", "k3x9w2ab"),
        ("confermo", None), ("confermo k3x9", None), ("CONFERMO k3x9w2ab grazie", None),
        ("confermo " + "a" * 500, None),
    ],
)  # fmt: skip
def test_a_confirmation_carries_its_token(said, token):
    assert words.confirmed(said) == token


def test_words_of_a_button_include_what_it_is_about():
    assert "richiesta" in words.words_of("flow:richiesta")
    assert "tipo ente" in words.words_of("edit:tipo_ente")
    assert words.words_of("ignota") == ()


def test_every_command_is_named_by_normalised_words():
    assert all(words.normal(said) == said for said in words.COMMANDS)


def test_every_button_is_named_by_normalised_words():
    for said in (word for named in words.BUTTONS.values() for word in named.split("|")):
        assert words.normal(said) == said


@pytest.mark.parametrize(("said", "expected"), [("Città  dell'Aquila", "citta dell aquila"), ("Straße", "strasse"),
                                                ("😀 Sì!", "si"), ("１２", "12"), ("", "")])  # fmt: skip
def test_normal_folds_case_accents_and_signs(said, expected):
    assert words.normal(said) == expected


@given(st.text(max_size=60))
def test_normal_is_stable(said):
    once = words.normal(said)
    assert words.normal(once) == once


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("preferisco inviarla dalla mia casella o PEC", True), ("posso inviarla io dalla PEC?", True),
        ("vorrei mandarla con la nostra mail", True), ("la mando io dalla mia posta", True),
        ("preferisco usare la mia pec", True), ("invio io la richiesta, per PEC", True),
        ("La PEC è protocollo@pec.comune.example", False), ("inviamo i dati via mail agli altri Comuni", False),
        ("mandarla " * 20 + "dalla mia pec", False), ("", False),
    ],
)  # fmt: skip
def test_who_wants_to_send_it_themselves(said, means):
    assert words.own_mail(said) is means
