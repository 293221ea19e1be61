# SPDX-License-Identifier: EUPL-1.2
"""A flow drawn as Mermaid."""

import re

import pytest

from flows.definition import resolve
from flows.drawing import describe, draw
from flows.journey import slots_in
from tests.flows.content import REAL, TODAY, library_on
from tests.flows.small_flow import LISTS, flow_with

FLOW = resolve(flow_with()[0], LISTS)
NODE = re.compile(r'^  s_\w+(\["[^"]*"\]|\(\["[^"]*"\]\)|\(\("[^"]*"\)\))$')
ARROW = re.compile(r'^  s_\w+ -->(\|"[^"|]*"\|)? s_\w+$')


@pytest.mark.parametrize("flow", [*REAL.values(), FLOW], ids=lambda flow: flow.flow)
def test_every_step_and_branch_is_drawn(flow):
    head, *rows = draw(flow).splitlines()
    assert head == "flowchart TD"
    assert all(NODE.match(row) or ARROW.match(row) for row in rows), rows
    assert len([row for row in rows if "-->" not in row]) == len(flow.steps)
    assert len([row for row in rows if "-->" in row]) == sum(len(step.next) for step in flow.steps)


def test_boxes_tell_what_a_step_is():
    drawn = draw(FLOW)
    assert 's_tema["Tema<br>Quando"]' in drawn
    assert 's_riepilogo(["riepilogo"])' in drawn
    assert 's_fuori(("fuori<br>not addressed"))' in drawn
    assert 's_inizio -->|"Chi: Altro"| s_fuori' in drawn
    assert 's_dove -->|"Abitanti ≥ 5001"| s_misura' in drawn


def test_outcomes_and_lists_are_named_in_the_content_s_words():
    for flow in REAL.values():
        drawn = draw(flow, library_on(TODAY).phrases)
        codes = r"<br>(yes|to_confirm|info|not_addressed|weighed)\"|\"(labs|events) [≥≤]"
        assert not re.search(codes, drawn), flow.flow
    assert "<br>da confermare" in draw(REAL["orientamento"], library_on(TODAY).phrases)
    assert "incontri in programma ≥ 1" in draw(REAL["incontri"], library_on(TODAY).phrases)


CONDITIONS = [
    ("{slot: abitanti, lte: 5}", "Abitanti ≤ 5"), ("{slot: comune, answered: true}", "Comune ✓"),
    ("{slot: comune, answered: false}", "Comune ✗"), ("{slot: chi, in: [comune, altro]}", "Chi: Comune, Altro"),
    ("{slot: comune, part: region, is: Calabria}", "Comune: Calabria"), ("{list: labs, gte: 2}", "labs ≥ 2"),
    ("{list: labs, lte: 2}", "labs ≤ 2"), ("{not: {slot: chi, is: altro}}", "≠ (Chi: Altro)"),
    ("{all: [{slot: chi, is: altro}, {slot: abitanti, gte: 1}]}", "Chi: Altro + Abitanti ≥ 1"),
    ("{any: [{slot: chi, is: altro}, {slot: abitanti, gte: 1}]}", "Chi: Altro / Abitanti ≥ 1"),
    ("{slot: chi, is: ignoto}", "Chi: ignoto"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "words"), CONDITIONS)
def test_a_condition_is_told_in_a_few_words(written, words):
    flow = resolve(flow_with(("{slot: abitanti, gte: 5001}", written))[0], LISTS)
    when = flow.step("dove").next[0].when
    assert describe(flow, when) == words
    assert list(slots_in(when)) or "labs" in words


def test_a_long_label_is_cut_and_signs_of_mermaid_are_left_out():
    label = 'Un\'etichetta | con "segni" [strani] {e} ' + "molto " * 30
    flow, _ = flow_with(("label: Quando", f"label: '{label.replace(chr(39), chr(39) * 2)}'"))
    row = next(one for one in draw(flow).splitlines() if one.startswith("  s_tema["))
    assert "…" in row
    assert not set('|{}"') & set(row.removeprefix('  s_tema["').removesuffix('"]'))
