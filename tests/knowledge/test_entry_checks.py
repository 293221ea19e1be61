# SPDX-License-Identifier: EUPL-1.2
"""One entry by itself: sources, facts, links, dates, enough ways of asking, words that stay true."""

import pytest

from knowledge.entry_checks import Page, check_entry, enough, is_fact
from knowledge.parser import parse_entry

HEADER = {"title": "Quando scade la prova?", "facet": "quando", "facts": ["F010"], "sources": ["S0"]}
LINES = {(): 2, ("title",): 2, ("facet",): 3, ("facts",): 4, ("sources",): 5, ("valid_until",): 6, ("flow",): 7}
ASKED = "\n## Come lo chiedono\n" + "".join(f"- domanda {at}\n" for at in range(25))


def page(body: str = "Scade il 22 gennaio 2026.", name: str = "prove/scade", **header: object) -> Page:
    text = "---\n" + "x: y\n" * 6 + f"---\n{body}\n{ASKED}"
    head = {key: value for key, value in {**HEADER, **header}.items() if value is not None}
    entry, problems = parse_entry(name, head, LINES, body + "\n" + ASKED, 9)
    assert entry is not None, problems
    return Page(entry, text, LINES)


def told(*args: str, **header: object) -> list[tuple[int, str]]:
    return [
        (one.line, one.text) for one in check_entry(page(*args, **header), sources={"S0", "S1"}, flows={"requisiti"})
    ]


def test_a_sound_entry_has_no_findings():
    assert told() == []


def test_an_entry_that_states_facts_has_a_source():
    assert told(sources=[]) == [(5, "manca la fonte: scrivere in «sources» un id di knowledge/sources.yaml")]


@pytest.mark.parametrize("header", [{"known": "false"}, {"outcome": "handoff"}, {"outcome": "chat"}])
def test_one_that_states_none_needs_no_source(header):
    assert told(sources=[], **header) == []


def test_an_unknown_source_is_named_with_the_nearest():
    assert told(sources=["S00"]) == [(5, "fonte «S00» che non è in knowledge/sources.yaml: forse «S0»?")]


def test_an_unknown_flow_is_named_with_the_nearest():
    assert told(flow="requisti") == [(7, "percorso «requisti» che non esiste: forse «requisiti»?")]


@pytest.mark.parametrize("name", ["F010", "C01", "1.10.2", "2a.14", "2d.9", "3.A1", "3.B6", "4.30", "S0.1", "S4.43"])
def test_facts_have_these_forms(name):
    assert is_fact(name)


@pytest.mark.parametrize("name", ["F1", "F0100", "c01", "2e.1", "2a", "3", "3.C1", "S10.1", "S0", "W01", ""])
def test_anything_else_is_no_fact(name):
    assert not is_fact(name)
    assert name == "" or told(facts=[name])[0][0] == 4


def test_dates_go_forward():
    found = told("Testo.\n\n## Prima\nPrima.\n\n## Dopo\nDopo.", valid_from="2026-02-01", valid_until="2026-01-01")
    assert found == [(6, "«valid_until» viene prima di «valid_from», 2026-02-01")]


def test_a_text_for_later_needs_its_date():
    assert told("Testo.\n\n## Dopo\nDopo.")[0][0] == 11
    assert "nessuno lo leggerà" in told("Testo.\n\n## Prima\nPrima.")[0][1]


def test_words_that_age_are_a_warning():
    (one,) = check_entry(page("Oggi è aperto."), sources={"S0"}, flows=())
    assert one.warning
    assert one.line == 9


def test_only_the_lists_are_filled_in():
    assert told("Ecco:\n\n((incontri_tutti))") == []
    assert told("Ecco ((tema)).")[0][1].startswith("nulla riempie ((tema)): si può usare ((incontri_")


def test_of_a_topic_its_name_is_filled_in():
    assert told("Ecco.\n\n## Per ogni tema\n((tema)), ((ambito)).", slot="labs") == []
    assert told("Ecco.\n\n## Per ogni tema\n((tema)).")[0][1].startswith(
        "«## Per ogni tema» vale solo con «slot: labs»"
    )


@pytest.mark.parametrize(
    ("name", "header", "least"),
    [
        ("prove/x", {}, 25),
        ("prove/x", {"known": "false"}, 12),
        ("altri-uffici/x", {"outcome": "handoff"}, 12),
        ("dialogo/x", {"outcome": "chat"}, 12),
    ],
)
def test_how_many_ways_of_asking_are_enough(name, header, least):
    assert enough(page(name=name, **header).entry) == least
