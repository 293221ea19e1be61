# SPDX-License-Identifier: EUPL-1.2
"""The form sent by mail as a text."""

import pytest

from tests.bot.core.talking import Talk, heard


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Fabbisogno: la collega è malata di tumore", "- Fabbisogno: Il testo sembra contenere dati personali"),
        ("Note: depressione", "- Note: Il testo sembra contenere dati personali"),
        ("Fabbisogno: poco", "- Fabbisogno: «poco». Il testo è troppo breve: almeno 30 caratteri."),
        ("E-mail: nessuna", "- E-mail: «nessuna». Questo non sembra un indirizzo e-mail."),
    ],
)
def test_what_is_wrong_with_a_line_is_told(line, told):
    one = Talk(channel="email", address="m.rossi@comune.example")
    one.says("Vorremmo chiedere un laboratorio sul PIAO. Siamo il Comune di Acri.")
    text = heard(one.says(line))
    assert told in text
    assert not [word for word in ("«»", "…", "tumore", "depressione") if word in text]
