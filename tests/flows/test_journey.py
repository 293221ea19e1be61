# SPDX-License-Identifier: EUPL-1.2
"""Answers in, steps out."""

import pytest

from flows.definition import resolve
from flows.journey import Asking, Leaving, Reviewing, answered, journey, option_of, options_of, progress
from flows.session import Answer
from tests.flows.content import REAL
from tests.flows.person import ACRI, CASTRO_BG, FLOWS, TYPED
from tests.flows.small_flow import LISTS, flow_with

FLOW = resolve(flow_with()[0], LISTS)
ACRI_ANSWER = Answer(value="A053", place=ACRI)


def values(**given: str | Answer) -> dict[str, Answer]:
    return {name: one if isinstance(one, Answer) else Answer(value=one) for name, one in given.items()}


def spot(flow, answers) -> str:
    where = journey(flow, answers).where
    return where.slot.id if isinstance(where, Asking) else where.step.id


# Answers in, the steps walked and where they stop.
TABLE = [
    ({}, ["inizio"], "chi"),
    ({"chi": "altro"}, ["inizio", "fuori"], "fuori"),
    ({"chi": "comune"}, ["inizio", "dove"], "comune"),
    ({"chi": "comune", "comune": ACRI_ANSWER}, ["inizio", "dove"], "abitanti"),
    ({"chi": "comune", "comune": ACRI_ANSWER, "abitanti": "5000"}, ["inizio", "dove", "tema"], "tema"),
    ({"chi": "comune", "comune": ACRI_ANSWER, "abitanti": "5001"}, ["inizio", "dove", "misura"], "piccolo"),
    ({"chi": "comune", "comune": ACRI_ANSWER, "abitanti": "5001", "piccolo": "no", "tema": "piao"},
     ["inizio", "dove", "misura", "tema"], "quando"),
    ({"chi": "comune", "comune": ACRI_ANSWER, "abitanti": "1", "tema": "piao", "quando": ""},
     ["inizio", "dove", "tema", "riepilogo"], "riepilogo"),
    ({"chi": "comune", "comune": ACRI_ANSWER, "abitanti": "1", "piccolo": "no", "tema": "piao", "quando": "domani"},
     ["inizio", "dove", "tema", "riepilogo"], "riepilogo"),
    ({"abitanti": "5001"}, ["inizio"], "chi"),
    ({"chi": ""}, ["inizio"], "chi"),
    ({"chi": "ignoto"}, ["inizio"], "chi"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "steps", "where"), TABLE)
def test_the_position_follows_from_the_answers(given, steps, where):
    way = journey(FLOW, values(**given))
    assert [step.id for step in way.steps] == steps
    assert spot(FLOW, values(**given)) == where


def test_answers_off_the_route_are_not_walked():
    way = journey(FLOW, values(chi="comune", comune=ACRI_ANSWER, abitanti="1", piccolo="no"))
    assert "piccolo" not in [slot.id for slot in way.slots]


def test_ends_are_told_apart():
    assert isinstance(journey(FLOW, values(chi="altro")).where, Leaving)
    done = values(chi="comune", comune=ACRI_ANSWER, abitanti="1", tema="piao", quando="")
    assert isinstance(journey(FLOW, done).where, Reviewing)


def test_an_option_closed_since_is_no_answer_any_more():
    shut = resolve(FLOW, {**LISTS, "labs": (LISTS["labs"][0].model_copy(update={"closed": True}), LISTS["labs"][1])})
    assert not answered(shut, values(tema="piao"), "tema")
    assert answered(shut, values(tema="gare"), "tema")


def test_a_choice_offers_only_its_group_and_what_a_need_leads_to():
    flow = REAL["scelta"]
    group = {option.group for option in options_of(flow, flow.slots["tema"], values(ambito="progetti-coesione"))}
    assert group == {"progetti-coesione"}
    led = [option.id for option in options_of(flow, flow.slots["suggerito"], values(bisogno="piao"))]
    assert led == ["piao"]
    assert len(options_of(flow, flow.slots["suggerito"], values(bisogno="ignoto"))) == 12
    assert not answered(flow, values(bisogno="piao", suggerito="affidamenti"), "suggerito")


def test_another_answer_stands_beside_a_list():
    flow = REAL["richiesta"]
    assert options_of(flow, flow.slots["lab"], {})[-1].id == "da_definire"
    assert option_of(flow, flow.slots["lab"], "da_definire").label == "Da definire con la segreteria"
    assert option_of(flow, flow.slots["email"], "x") is None


def test_provinces_come_from_their_list():
    flow = REAL["richiesta"]
    assert len(options_of(flow, flow.slots["provincia"], {})) == 110
    assert answered(flow, values(provincia="cs"), "provincia")
    assert not answered(flow, values(provincia="xx"), "provincia")


# What was answered, the question asked, «domanda N di M».
PROGRESS = [
    ({}, "presa_visione", (0, 11)), ({}, "tipo_ente", (1, 11)), ({"tipo_ente": "comune"}, "comune", (2, 11)),
    ({"tipo_ente": "unione"}, "ente", (2, 12)), ({"tipo_ente": "unione"}, "note", (12, 12)),
    ({"tipo_ente": "altro_pubblico"}, "con_comune", (4, 13)), ({"tipo_ente": "comune"}, "ente", (0, 11)),
    ({"tipo_ente": "comune"}, "codice_ipa", (0, 11)),
]  # fmt: skip


@pytest.mark.parametrize(("given", "name", "expected"), PROGRESS)
def test_progress_counts_the_route_as_it_looks_now(given, name, expected):
    assert progress(FLOWS["richiesta"], values(**given), name) == expected


def test_a_way_that_no_day_and_no_list_opens_is_not_counted():
    both = "{all: [{slot: abitanti, gte: 1}, {list: labs, gte: 99}]}"
    either = "{any: [{list: labs, gte: 99}, {list: labs, lte: 0}]}"
    for shut in (both, either, f"{{any: [{both}, {{today: {{until: 2020-01-01}}}}]}}"):
        flow = resolve(flow_with(("{slot: abitanti, gte: 5001}", shut))[0], LISTS)
        assert progress(flow, {}, "tema") == (4, 5)
    assert progress(FLOW, {}, "tema") == (5, 6)


def test_progress_never_goes_back_while_answers_are_given():
    flow = REAL["requisiti"]
    given = values(
        misura="piccoli", tipo_ente="comune", tema_piccoli="destinatari", forma="singola", popolazione="6000"
    )
    seen = [progress(flow, dict(list(given.items())[:n]), name)[0] for n, name in enumerate(given)]
    assert seen == [1, 2, 3, 4, 5]
    assert progress(flow, given, "fusione") == (6, 6)


def test_the_happy_path_reaches_the_review():
    flow = FLOWS["richiesta"]
    kept = {
        "presa_visione": "x",
        "tipo_ente": "comune",
        "lab": "piao",
        "ruolo": "segretario",
        "comune": Answer(value="A053", place=ACRI),
    }
    given = values(**{name: kept.get(name, text) for name, text in TYPED.items()})
    assert spot(flow, given) == "riepilogo"


def test_a_place_elsewhere_is_walked_alike():
    flow = FLOWS["richiesta"]
    assert (
        spot(flow, values(presa_visione="x", tipo_ente="comune", comune=Answer(value="C337", place=CASTRO_BG))) == "lab"
    )


def test_a_list_that_is_missing_offers_nothing():
    flow = FLOWS["scelta"].model_copy(update={"lists": {}})
    assert options_of(flow, flow.slots["tema"], {}) == ()
