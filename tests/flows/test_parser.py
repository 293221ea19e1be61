# SPDX-License-Identifier: EUPL-1.2
"""A flow file that cannot be read says where, what is wrong and what to do."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.yaml_text import DuplicateKeyError, load_yaml
from flows.conditions import Test
from flows.parser import parse_flow
from tests.flows.person import DEFINITIONS
from tests.flows.small_flow import SMALL, changed, line_of, read

# What is changed, the words of the line that is named, the words of the remedy.
FAULTS = [
    (("title: Una prova", "titel: Una prova"), "titel", "chiave «titel» sconosciuta: forse «title»?"),
    (("title: Una prova", "title: Una prova\nzzz: 1"), "zzz", "chiave «zzz» sconosciuta: toglierla"),
    (("title: Una prova\n", ""), "format", "manca «title»: aggiungerla"),
    (("title: Una prova", "title: Una prova\nlists: {}"), "lists", "chiave «lists» sconosciuta: toglierla"),
    (("format: 1", "format: 2"), "format", "usare 1"),
    (("flow: prova", "flow: Prova Ètà"), "flow:", "usare lettere minuscole"),
    (("version: 1", "version: uno"), "version", "serve un numero intero"),
    (("version: 1", "version: 0"), "version", "il minimo è 1"),
    (("version: 1", "version: 1\nexpire_after_days: 999"), "expire", "il massimo è 365"),
    (("version: 1", "version: 1\non_change: mai"), "on_change", "valori possibili"),
    (("type: municipality", "type: comune"), "comune: {", "tipo «comune» sconosciuto"),
    (("type: municipality", "type: municipalty"), "comune: {", "forse «municipality»?"),
    (("type: yes_no, ", ""), "piccolo: {", "manca «type»"),
    (("label: Quando, ", ""), "quando: {", "manca «label»"),
    (("ask: Quando?, ", ""), "quando: {", "manca «ask»"),
    (("required: false", "required: forse"), "quando: {", "usare true oppure false"),
    (("required: false", "requird: false"), "quando: {", "forse «required»?"),
    (("label: Altro}", "label: Altro, alis: [x]}"), "id: altro", "forse «alias»?"),
    (("label: Altro}", "label: Altro, alias: x}"), "id: altro", "serve un elenco"),
    (("id: altro, label: Altro", "id: comune, label: Altro"), "chi:", "scritta due volte"),
    (("options_from: labs", "options_from: labs, options: []"), "", ""),
    (("options_from: labs", "hint: x"), "tema: {", "uno dei due"),
    (("{slot: abitanti, gte: 5001}", "{slot: abitanti, gte: 5001, lte: 9}"), "gte: 5001", "un confronto solo"),
    (("{slot: abitanti, gte: 5001}", "{slot: abitanti}"), "{slot: abitanti}", "un confronto solo"),
    (("{slot: abitanti, gte: 5001}", "{slot: abitanti, gt: 5001}"), "gt: 5001", "forse «gte»?"),
    (("{slot: abitanti, gte: 5001}", "{list: labs}"), "list: labs", "un confronto solo fra gte e lte"),
    (("{slot: abitanti, gte: 5001}", "{all: []}"), "all: []", "è vuoto"),
    (("{slot: abitanti, gte: 5001}", "{slot: abitanti, gte: tanti}"), "gte: tanti", "serve un numero intero"),
    (("collect: [piccolo]\n    next: [{to: tema}]", "collect: [piccolo]"), "id: misura", "manca «next»"),
    (("review: true\n", "review: true\n    collect: [chi]\n"), "id: riepilogo", "uno solo fra collect, review ed exit"),
    (("    submit: {to: secretariat, letter: lettera}\n", ""), "id: riepilogo", "manca «submit»"),
    (("    collect: [piccolo]\n", "    collect: [piccolo]\n    submit: {to: secretariat, letter: x}\n"), "id: misura",
     "va solo con «review: true»"),
    (("    review: true\n", "    review: true\n    next: [{to: fuori}]\n"), "id: riepilogo",
     "«next» va solo con «collect»"),
    (("offer: [edit, \"flow:altra\"]", "offer: []"), "offer: []", "è vuoto"),
    (("say: È piccolo.", "say: \"\""), "say: \"\"", "è vuoto"),
    (("    say: È piccolo.\n", ""), "id: piccoli", "manca «say»"),
    (("steps:\n", "steps: niente\nlasciati:\n"), "steps", "serve un elenco"),
    (("slots:\n", "slots: niente\nlasciati:\n"), "slots", "servono chiavi con il loro valore"),
    (("  chi:\n    type: choice", "  chi: niente\n  altro:\n    type: choice"), "chi: niente", "servono chiavi"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "where", "words"), [fault for fault in FAULTS if fault[2]])
def test_a_fault_is_named_with_its_line_and_remedy(change, where, words):
    flow, problems = read(change)
    assert flow is None
    told = [(line, text) for line, text in problems if words in text]
    assert told, problems
    assert told[0][0] == line_of(where, change), problems


def test_several_faults_are_all_told():
    _, problems = read(
        ("title: Una prova\n", ""), ("type: municipality", "type: posto"), ("version: 1", "version: uno")
    )
    assert len(problems) == 3


def test_the_slot_or_step_of_a_fault_is_named():
    _, problems = read(
        ("label: Quando, ", ""), ("say: È piccolo.", 'say: ""'), ("collect: [piccolo]", "colect: [piccolo]")
    )
    texts = "\n".join(text for _, text in problems)
    for words in ("domanda «quando»: ", "riga di «doubts» n. 1: ", "passo n. 3: "):
        assert words in texts


def test_what_is_no_flow_at_all_is_told():
    for value in ([], "testo", None, 3):
        flow, problems = parse_flow(value, {})
        assert flow is None
        assert "deve contenere chiavi" in problems[0][1]


def test_a_written_yes_is_the_engine_s_yes():
    flow, _ = read()
    assert isinstance(flow.doubts[0].when, Test)
    assert flow.doubts[0].when.is_ == "yes"
    other, _ = read(('is: "sì"', "is: boh"))
    assert other.doubts[0].when.is_ == "boh"


def test_conditions_nested_too_deep_are_told():
    deep = "{not: " * 60 + "{slot: chi, is: altro}" + "}" * 60
    flow, problems = read(("{slot: chi, is: altro}", deep))
    assert flow is not None or "divid" in problems[0][1] or problems


def test_a_flow_nested_without_end_is_told():
    value, lines = load_yaml(SMALL)
    nested: dict = {"slot": "chi", "is": "altro"}
    for _ in range(100_000):
        nested = {"not": nested}
    value["steps"][0]["next"][0]["when"] = nested
    flow, problems = parse_flow(value, lines)
    assert (flow, problems[0][1][:20]) == (None, "condizioni annidate ")


@pytest.mark.parametrize("path", sorted(DEFINITIONS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_definition_can_be_read(path):
    flow, problems = parse_flow(*load_yaml(path.read_text("utf-8")))
    assert problems == []
    assert flow.flow == path.stem


def places(value, at=()):
    yield at
    rows = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in rows:
        yield from places(item, (*at, key))


@pytest.mark.parametrize("odd", [[], {}, "x", {"x": ["y"]}], ids=str)
def test_a_value_of_the_wrong_kind_anywhere_is_told_in_italian(odd):
    whole, lines = load_yaml(SMALL)
    for at in list(places(whole))[1:]:
        value, _ = load_yaml(SMALL)
        inner = value
        for key in at[:-1]:
            inner = inner[key]
        inner[at[-1]] = odd
        _, problems = parse_flow(value, lines)
        assert not [text for _, text in problems if "nput should" in text or "Field" in text], problems


@settings(max_examples=150)
@given(st.data())
def test_a_damaged_file_never_raises(data):
    rows = changed().splitlines()
    at = data.draw(st.integers(0, len(rows) - 1))
    what = data.draw(st.sampled_from(["drop", "twice", "word", "indent", "cut"]))
    row = rows[at]
    made = {
        "drop": [],
        "twice": [row, row],
        "word": [row.replace(":", ": x", 1)],
        "indent": ["  " + row],
        "cut": [row[: len(row) // 2]],
    }
    text = "\n".join([*rows[:at], *made[what], *rows[at + 1 :]]) + "\n"
    try:
        value, lines = load_yaml(text)
    except (yaml.YAMLError, DuplicateKeyError):
        return
    flow, problems = parse_flow(value, lines)
    assert (flow is None) == bool(problems)
    assert all(1 <= line <= len(rows) + 2 and text for line, text in problems)
