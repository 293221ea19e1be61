# SPDX-License-Identifier: EUPL-1.2
"""What is wrong inside one flow that can be read: its graph, its questions, its conditions, its texts."""

import pytest

from flows.checks import check_conditions, check_graph, check_slots, check_texts
from tests.flows.content import REAL
from tests.flows.small_flow import LISTS, flow_with


def found(check, *changes, lists=LISTS):
    flow, _ = flow_with(*changes)
    return list(check(flow, lists)) if check is check_conditions else list(check(flow))


GRAPH = [
    (
        ("next: [{to: riepilogo}]", "next: [{to: riepilgo}]"),
        "porta a «riepilgo», che non è un passo: forse «riepilogo»?",
    ),
    (("next: [{to: riepilogo}]", "next: [{to: zzz}]"), "porta a «zzz», che non è un passo"),
    (("next: [{to: riepilogo}]", "next: [{to: dove}]"), "torna indietro a «dove»"),
    (("next: [{to: riepilogo}]", "next: [{to: tema}]"), "torna indietro a «tema»"),
    (("  - id: misura", "  - id: tema"), "scritto due volte"),
    (("- {when: {slot: abitanti, gte: 5001}, to: misura}", "- {to: misura}"), "dopo una riga senza «when»"),
    (("      - {to: tema}\n  - id: misura", "  - id: misura"), "l'ultima riga di «next» deve essere senza «when»"),
    (("- {when: {slot: chi, is: altro}, to: fuori}\n", ""), "passo «fuori»: nessun passo porta qui"),
]


@pytest.mark.parametrize(("change", "words"), GRAPH)
def test_a_graph_goes_forward_and_reaches_every_step(change, words):
    assert any(words in text for _, text in found(check_graph, change))


SLOTS = [
    ([("collect: [piccolo]", "collect: [picolo]")], "la domanda «picolo» non è in «slots»"),
    ([("collect: [piccolo]", "collect: [chi]")], "domanda «piccolo»: nessun passo la chiede"),
    ([("collect: [piccolo]", "collect: [piccolo, chi]")], "domanda «chi» chiesta più di una volta"),
    ([("collect: [piccolo]", "collect: [piccolo, regione]")], "domanda «regione» chiesta più di una volta"),
    ([("instead: chi", "instead: chii")], "domanda «comune»: «chii» non è in «slots»"),
    ([("derived: {slot: comune,", "derived: {slot: abitanti,")], "si ricava solo da una domanda di tipo municipality"),
    (
        [
            ("quando: {type: date,", "quando: {type: province,"),
            ("{slot: comune, part: region}", "{slot: quando, part: code}"),
        ],
        "domanda «regione»: si ricava solo da una domanda di tipo municipality, o la regione da una province",
    ),
    ([("derived: {slot: comune,", "derived: {slot: zzz,")], "domanda «regione»: «zzz» non è in «slots»"),
    ([("options_from: labs", "options_from: labs, group_from: zzz")], "domanda «tema»: «zzz» non è in «slots»"),
    ([("options_from: labs", "options_from: labs, leads_from: zzz")], "domanda «tema»: «zzz» non è in «slots»"),
    ([("{id: altro, label: Altro}", "{id: skip, label: Altro}")], "«skip» è una parola dei comandi"),
    ([("because: chi", "because: zzz")], "passo «fuori»: «zzz» non è in «slots»"),
    ([("because: chi", "because: chi, cards: {slots: [zzz]}")], "passo «fuori»: «zzz» non è in «slots»"),
    ([("because: chi", "because: chi, carry: {x: zzz}")], "passo «fuori»: «zzz» non è in «slots»"),
    ([("prefill: [chi]", "prefill: [zzz]")], "«zzz» non è in «slots»"),
]


@pytest.mark.parametrize(("changes", "words"), SLOTS)
def test_every_question_is_asked_once_and_every_name_exists(changes, words):
    assert any(words in text for _, text in found(check_slots, *changes))


CONDITIONS = [
    (("{slot: abitanti, gte: 5001}", "{slot: zzz, gte: 5001}"), "condizione su «zzz», che non è in «slots»"),
    (("{slot: abitanti, gte: 5001}", '{slot: piccolo, is: "sì"}'), "può non essere stata ancora chiesta"),
    (("{slot: abitanti, gte: 5001}", "{slot: comune, gte: 5001}"), "«comune» non è un numero"),
    (("{slot: abitanti, gte: 5001}", "{slot: abitanti, part: region, is: x}"), "«abitanti» non ha parti"),
    (("{slot: chi, is: altro}", "{slot: chi, is: altra}"), "«altra» non è fra le risposte di «chi»: altro, comune"),
    (("{slot: chi, is: altro}", "{slot: chi, in: [altro, zzz]}"), "«zzz» non è fra le risposte di «chi»"),
    (
        ("{slot: abitanti, gte: 5001}", "{slot: comune, part: region, is: Calabbria}"),
        "«Calabbria» non è fra le risposte",
    ),
    (("{slot: abitanti, gte: 5001}", "{list: zzz, gte: 1}"), "elenco «zzz» sconosciuto"),
    (('is: "sì"', "is: forse"), "«forse» non è fra le risposte di «piccolo»: no, yes"),
    (('{slot: piccolo, is: "sì"}', "{slot: tema, part: group, is: zzz}"), "«zzz» non è fra le risposte di «tema»"),
    (("because: chi", "because: piccolo"), "«because» nomina «piccolo», che non è chiesta in ogni percorso"),
    (("{slot: chi, is: altro}", "{all: [{slot: chi, is: x}]}"), "«x» non è fra le risposte"),
    (("{slot: chi, is: altro}", "{any: [{not: {slot: chi, is: x}}]}"), "«x» non è fra le risposte"),
]


@pytest.mark.parametrize(("change", "words"), CONDITIONS)
def test_a_condition_tests_what_was_asked_with_values_that_exist(change, words):
    assert any(words in text for _, text in found(check_conditions, change))


def test_a_region_cannot_be_checked_without_the_list_of_provinces():
    change = ("{slot: abitanti, gte: 5001}", "{slot: comune, part: region, is: Ovunque}")
    assert found(check_conditions, change, lists={"labs": LISTS["labs"]}) == []


TEXTS = [
    (("ask: Quando?", f"ask: {'x' * 3600}"), "il massimo è 3500"),
    (("Le domande sono ((questions)).", "Sono ((domande))."), "((domande)) non è una domanda di «prova»"),
    (("Non riguarda ((chi)).", "Non riguarda ((ki))."), "((ki)) non è una domanda di «prova»"),
    (("letter: lettera", 'letter: lettera, text: "Con ((zzz))."'), "((zzz)) non è una domanda"),
    (("say: È piccolo.", "say: È ((zzz))."), "((zzz)) non è una domanda"),
    (("{id: altro, label: Altro}", f"{{id: altro, label: {'Altro ' * 11}x}}"), "il massimo è 60 caratteri"),
]


@pytest.mark.parametrize(("change", "words"), TEXTS)
def test_texts_fit_and_name_only_answers(change, words):
    assert any(words in text for _, text in found(check_texts, change))


def test_a_notice_may_name_the_controller():
    assert found(check_texts, ("ask: Quando?", "ask: ((privacy.short))")) == []


def test_a_sound_flow_has_no_problem():
    for check in (check_graph, check_slots, check_conditions, check_texts):
        assert found(check) == []


@pytest.mark.parametrize("name", sorted(REAL))
def test_the_six_flows_are_sound(name):
    flow = REAL[name]
    assert [*check_graph(flow), *check_slots(flow), *check_conditions(flow, flow.lists), *check_texts(flow)] == []
