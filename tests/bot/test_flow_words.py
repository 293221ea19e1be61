# SPDX-License-Identifier: EUPL-1.2
"""A flow's words and grounds: tone with its line inside a block, sources that exist, facts with a form."""

from bot.flow_words import check_words
from bot.yaml_text import load_yaml
from flows.parser import parse_flow

FLOW = """format: 1
flow: prova
version: 1
title: Una prova
intro: |-
  Prima riga.

  Seconda riga.
slots:
  quanti:
    type: number
    label: Quanti
    ask: Quanti sono?
    example: "puoi scrivere 3"
steps:
  - id: inizio
    collect: [quanti]
    next: [{to: fine}]
  - id: fine
    exit:
      outcome: info
      because: quanti
      say: Ecco.
      facts: [F010]
      sources: [S0]
      offer: [close]
doubts:
  - id: troppi
    when: {slot: quanti, gte: 10}
    outcome: to_confirm
    say: Sono molti.
    facts: [F011]
    sources: [S0]
"""


def told(old: str = "", new: str = "", phrases: tuple[str, ...] = ("privacy.short",)) -> list[tuple[int, str]]:
    text = FLOW.replace(old, new, 1)
    assert text != FLOW or not old
    value, lines = load_yaml(text)
    flow, problems = parse_flow(value, lines)
    assert flow is not None, problems
    return list(check_words(flow, lines, text, sources=("S0", "S1"), phrases=phrases))


def test_a_sound_flow_has_no_findings():
    assert told() == []


def test_the_line_inside_a_block_is_told():
    assert told("Seconda riga.", "Seconda riga per te.")[0][0] == 8


def test_a_text_on_the_line_of_its_key_is_told_there():
    assert told("Sono molti.", "Sono gratuiti.")[0][0] == 31


def test_what_people_write_keeps_its_own_tone():
    assert told("label: Quanti\n", "label: Quanti\n    hint: puoi stimare\n")[0][0] == 13
    assert told("puoi scrivere 3", "tuo numero") == []


def test_an_unknown_source_is_named():
    assert told("sources: [S0]\n      offer", "sources: [S00]\n      offer") == [
        (25, "fonte «S00» che non è in knowledge/sources.yaml: forse «S0»?")
    ]
    assert told("[F011]\n    sources: [S0]", "[F011]\n    sources: [S9]")[0][0] == 33


def test_facts_have_a_form():
    assert told("[F011]", "[F11]") == [(32, "fatto «F11» non riconosciuto: scriverlo come F012 oppure C03")]


def test_facts_without_a_source_are_named():
    assert told("    facts: [F011]\n    sources: [S0]\n", "    facts: [F011]\n")[0][1].startswith("manca la fonte")


def test_an_intro_that_names_a_phrase_names_one_that_is_there():
    intro = "intro: |-\n  Prima riga.\n\n  Seconda riga.\n"
    assert told(intro, "intro: privacy.short\n") == []
    assert told(intro, "intro: privacy.shrt\n") == [(5, "frase «privacy.shrt» che non esiste: forse «privacy.short»?")]
