# SPDX-License-Identifier: EUPL-1.2
"""What one opening sentence already says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.definition import resolve
from flows.events import NOTHING_READ, Reading
from flows.prefill import named_body, understand
from flows.rows import shown
from tests.flows.content import REAL
from tests.flows.person import ACRI, FLOWS, make_lists

FLOW = REAL["richiesta"]
PLACE = Reading(places=(ACRI,), sure=True)

SENTENCES = [
    ("sono il segretario dell'Unione Valle Verde, vorremmo un laboratorio sul PIAO", NOTHING_READ,
     {"tipo_ente": "Unione di Comuni", "ente": "Unione Valle Verde", "ruolo": "Segretario",
      "lab": "PIAO e assunzioni"}),
    ("Siamo il Comune di Acri e ci serve un lab sul reclutamento", PLACE,
     {"tipo_ente": "Comune", "comune": "Acri", "lab": "Reclutamento"}),
    ("il sindaco vorrebbe un laboratorio", NOTHING_READ, {"ruolo": "Sindaco, presidente o commissario"}),
    ("Città metropolitana di Reggio Calabria: contrattazione", NOTHING_READ,
     {"tipo_ente": "Città metropolitana", "ente": "Città metropolitana di Reggio Calabria",
      "provincia": "Reggio Calabria", "lab": "Contrattazione"}),
    ("siamo un comune o un'unione, non lo so", NOTHING_READ, {"lab": "Da definire con la segreteria"}),
    ("vorrei un laboratorio", NOTHING_READ, {}),
    ("PIAO e reclutamento", NOTHING_READ, {}),
    ("", NOTHING_READ, {}),
    ("siamo un comune " * 60, NOTHING_READ, {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reading", "expected"), SENTENCES)
def test_a_sentence_fills_what_it_says(text, reading, expected):
    found = understand(FLOW, text, reading)
    assert {name: shown(FLOW, FLOW.slots[name], answer) for name, answer in found.items()} == expected
    assert all(answer.source == "prefill" for answer in found.values())


def test_what_no_route_would_ask_is_left_out():
    found = understand(FLOW, "Unione dei Comuni della Sila, con sede ad Acri", PLACE)
    assert set(found) == {"tipo_ente", "ente"}


def test_a_suspended_topic_is_not_proposed():
    flow = resolve(FLOWS["richiesta"], make_lists(closed=["piao"], note="Completo."))
    assert understand(flow, "un laboratorio sul piao", NOTHING_READ) == {}


def test_a_flow_that_reads_no_sentence_proposes_nothing():
    assert understand(FLOWS["requisiti"], "siamo un comune", NOTHING_READ) == {}


def test_only_choices_comuni_and_named_bodies_are_read():
    flow = FLOWS["richiesta"].model_copy(update={"prefill": ("email", "referente", "tipo_ente")})
    assert set(understand(flow, "sono Maria Rossi del Comune, maria@comune.example", NOTHING_READ)) == {"tipo_ente"}


BODIES = [
    ("l'Unione Valle Verde vorrebbe", "Unione Valle Verde"),
    ("siamo l'unione dei Comuni della Sila e chiediamo", "Unione dei Comuni della Sila"),
    ("Consorzio di bonifica X, Cosenza", "Consorzio di bonifica X"), ("Provincia di Cosenza", "Provincia di Cosenza"),
    ("la comunità montana del Pollino con tre Comuni", "Comunità montana del Pollino"), ("l'unione", ""),
    ("unione europea?", "Unione europea"),
    ("siamo un Comune", ""), ("riunione di giunta", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), BODIES)
def test_the_name_of_a_body_ends_with_its_clause(text, name):
    assert named_body(text, FLOW.slots["ente"].starts) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("un laboratorio per la Provincia di Lecce sul PIAO", "Provincia di Lecce"),
        ("vorremmo per l'unione dei comuni della sila un laboratorio sui concorsi", "Unione dei comuni della sila"),
        ("la Città metropolitana di Bari in materia di reclutamento", "Città metropolitana di Bari"),
        ("l'Unione Valle Verde sulla Gestione associata", "Unione Valle Verde"),
        ("l'Unione dei Comuni sul Naviglio vorrebbe", "Unione dei Comuni sul Naviglio"),
    ],
)
def test_the_topic_is_no_part_of_a_name(text, name):
    assert understand(FLOW, text, NOTHING_READ)["ente"].value == name


def test_another_lab_is_no_other_role_and_no_other_kind_of_body():
    found = understand(FLOW, "vorremmo un altro laboratorio per la Città metropolitana di Bari", NOTHING_READ)
    assert found["tipo_ente"].value == "citta_metropolitana"
    assert "ruolo" not in found


@settings(max_examples=100)
@given(st.text(max_size=120))
def test_no_sentence_raises(text):
    found = understand(FLOW, f"unione {text}", PLACE)
    assert set(found) <= set(FLOW.prefill)
