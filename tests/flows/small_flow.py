# SPDX-License-Identifier: EUPL-1.2
"""A short flow file with one of everything, and the same with something changed in it."""

from bot.yaml_text import load_yaml
from flows.definition import Flow
from flows.parser import Lines, Problem, parse_flow
from flows.slots import Option

SMALL = """\
format: 1
flow: prova
version: 1
title: Una prova
intro: Le domande sono ((questions)).
prefill: [chi]
slots:
  chi:
    type: choice
    label: Chi
    ask: Chi scrive?
    options:
      - {id: comune, label: Comune}
      - {id: altro, label: Altro}
  comune: {type: municipality, label: Comune, ask: Quale Comune?, instead: chi}
  regione: {type: text, label: Regione, ask: Quale regione?, derived: {slot: comune, part: region}}
  abitanti: {type: number, label: Abitanti, ask: Quanti abitanti?, min: 1}
  piccolo: {type: yes_no, label: Piccolo, ask: È piccolo?}
  quando: {type: date, label: Quando, ask: Quando?, required: false}
  tema: {type: choice, label: Tema, ask: Quale tema?, options_from: labs}
steps:
  - id: inizio
    collect: [chi]
    next:
      - {when: {slot: chi, is: altro}, to: fuori}
      - {to: dove}
  - id: dove
    collect: [comune, abitanti]
    next:
      - {when: {slot: abitanti, gte: 5001}, to: misura}
      - {to: tema}
  - id: misura
    collect: [piccolo]
    next: [{to: tema}]
  - id: tema
    collect: [tema, quando]
    next: [{to: riepilogo}]
  - id: riepilogo
    review: true
    submit: {to: secretariat, letter: lettera}
  - id: fuori
    exit: {outcome: not_addressed, say: "Non riguarda ((chi)).", because: chi, offer: [edit, "flow:altra"]}
doubts:
  - id: piccoli
    when: {slot: piccolo, is: "sì"}
    outcome: "yes"
    say: È piccolo.
"""
LISTS = {
    "labs": (Option(id="piao", label="PIAO", group="personale"), Option(id="gare", label="Gare", group="progetti")),
    "provinces": (Option(id="cs", label="Cosenza", group="Calabria"),),
}


def changed(*changes: tuple[str, str]) -> str:
    """The file with each text replaced once; a text that is not there is a fault of the test."""
    text = SMALL
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def read(*changes: tuple[str, str]) -> tuple[Flow | None, list[Problem]]:
    """What the parser makes of it."""
    return parse_flow(*load_yaml(changed(*changes)))


def flow_with(*changes: tuple[str, str]) -> tuple[Flow, Lines]:
    """The flow, which must be readable, and its lines."""
    value, lines = load_yaml(changed(*changes))
    flow, problems = parse_flow(value, lines)
    assert flow is not None, problems
    return flow, lines


def line_of(words: str, *changes: tuple[str, str]) -> int:
    """The line of the file in which some words stand."""
    return changed(*changes).splitlines().index(next(row for row in changed(*changes).splitlines() if words in row)) + 1
