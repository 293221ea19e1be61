# SPDX-License-Identifier: EUPL-1.2
"""How a letter greets and how it ends."""

import pytest

from bot.core.courtesies import is_closing, is_salutation, without_salutation


@pytest.mark.parametrize(
    ("line", "greets"),
    [
        ("Gentile Segreteria,", True),
        ("Buongiorno", True),
        ("Alla c.a. della Segreteria di progetto", True),
        ("Spett.le ANCI - Segreteria progetto Cap4City", True),
        ("Buongiorno, non ha capito.", False),
        ("Buongiorno, quanto dura?", False),
        ("Cari saluti", False),
        ("Vorremmo sapere quanto dura.", False),
    ],
)
def test_a_greeting_alone_on_its_line(line, greets):
    assert is_salutation(line) is greets


@pytest.mark.parametrize(
    ("line", "ends"),
    [("Cordiali saluti", True), ("Grazie, Luca Bianchi", True), ("Grazie, ma non è chiaro", False), ("Quanto?", False)],
)
def test_a_goodbye(line, ends):
    assert is_closing(line) is ends


def test_a_sentence_without_its_greeting():
    assert without_salutation("Buongiorno, quando scade?") == "quando scade?"
    assert without_salutation("Quando scade, di solito?") == "Quando scade, di solito?"
