# SPDX-License-Identifier: EUPL-1.2
"""The words that are not used, each with its remedy; proper names and people's addresses are left alone."""

import pytest

from knowledge.tone import tone_faults


def words(text: str, *, label: bool = False) -> list[str]:
    return [fault for _, fault in tone_faults(text, label=label)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("La Sua istanza è arrivata.", "«istanza» non si usa: scrivere «richiesta»"),
        ("Il bando è chiuso.", "«bando» non si usa: scrivere «avviso»"),
        ("Il Comune è ammesso.", "«ammesso» non si usa"),
        ("L'ente è idoneo.", "«idoneo» non si usa"),
        ("La richiesta è approvata.", "«approvata» non si usa"),
        ("Il laboratorio è gratuito.", "«gratuito» non si usa: dire che le fonti non indicano un costo"),
        ("È presa in carico.", "«presa in carico» non si usa"),
        ("Il protocollo è C4C-2026-7K3F.", "«protocollo» non si usa: il nostro è un «riferimento»"),
        ("Un operatore in linea risponde.", "«operatore in linea» non si usa"),
        ("Ops, qualcosa è andato storto.", "«Ops» non si usa: toglierlo"),
        ("Se vuoi, scrivi qui.", "«vuoi» dà del tu: usare «Lei» o la forma impersonale"),
        ("Grazie!", "punto esclamativo: toglierlo"),
        ("Fatto ✅", "emoji: toglierla"),
        ("Ecco 🎉", "emoji: toglierla"),
    ],
)
def test_a_word_that_is_not_used_is_named(text, says):
    assert any(one.startswith(says) for one in words(text))


@pytest.mark.parametrize(
    "text",
    [
        "Il riferimento non è un numero di protocollo.",
        "Il bando di concorso RIPAM del 2024.",
        "Un comitato di idonei non vincitori.",
        "I criteri sono stati approvati con decreto.",
        "Scrivere a protocollo@pec.comune.example oppure a tuo@ente.example.",
        "Scriva la Sua domanda; può fermarsi quando vuole.",
        "Il problema tocca più temi.",
    ],
)
def test_what_is_said_rightly_is_left_alone(text):
    assert not words(text)


def test_a_label_may_tell_the_assistant_what_to_do():
    assert words("scrivi alla segreteria")
    assert not words("scrivi alla segreteria", label=True)


def test_the_line_is_told():
    assert [line for line, _ in tone_faults("Bene.\nOps.\nBene.")] == [1]
