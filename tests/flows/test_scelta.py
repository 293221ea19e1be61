# SPDX-License-Identifier: EUPL-1.2
"""From a need to a topic of the Capacity Labs, and from there to the request."""

import pytest

from flows.journey import options_of
from flows.replies import Ask, Exit, StartFlow
from flows.slots import Option
from tests.flows.content import REAL, TODAY, library_on
from tests.flows.person import Person, of

FLOW = REAL["scelta"]
NEEDS = FLOW.slots["bisogno"].options
TOPICS = {topic.id: topic for topic in library_on(TODAY).labs.topics}


def ask(*said: str) -> Person:
    person = Person(FLOW)
    person.opens()
    for text in said:
        person.says(text)
    return person


# What people say of it, and the topics it may lead to.
SAID = [
    ("concorsi deserti", {"attrattivita", "reclutamento"}), ("perdiamo personale", {"retention", "attrattivita"}),
    ("neoassunti", {"retention", "reclutamento"}), ("PIAO da fare", {"piao"}), ("contrattazione", {"contrattazione"}),
    ("gestione associata", {"gestione-associata"}), ("parco progetti", {"parco-progetti", "project-management"}),
    ("anticipazioni", {"gestione-finanziaria", "monitoraggio"}), ("gare ferme", {"affidamenti", "project-management"}),
    ("progetti in ritardo", {"project-management", "monitoraggio"}), ("ReGiS", {"monitoraggio"}),
    ("loghi", {"comunicazione"}),
]  # fmt: skip


@pytest.mark.parametrize(("said", "topics"), SAID)
def test_a_need_leads_to_its_topics(said, topics):
    person = ask("problema", said)
    (asked,) = of(person.last, Ask)
    assert {button.key for button in asked.buttons} == topics
    person.taps(asked.buttons[0].key)
    (out,) = of(person.last, Exit)
    assert [card.id for card in out.cards] == [asked.buttons[0].key]
    assert "perché ha indicato" in out.text


def test_every_need_is_tried_and_every_topic_found():
    assert len(SAID) == len(NEEDS)
    assert {topic for need in NEEDS for topic in need.leads} == set(TOPICS)


@pytest.mark.parametrize("ambito", ["personale", "progetti"])
def test_an_ambito_shows_its_own_topics(ambito):
    person = ask("elenco", ambito)
    shown = [button.key for button in of(person.last, Ask)[0].buttons]
    assert len(shown) == 6
    assert len({TOPICS[one].ambito for one in shown}) == 1


def test_another_need_asks_the_topic_again():
    person = ask("problema", "gare ferme", "affidamenti")
    person.says("modifica il problema")
    person.says("PIAO")
    assert (person.kind, person.slot) == ("ask", "suggerito")
    assert person.session.prompt.options[:1] == ("piao",)


def test_two_or_three_topics_are_compared():
    two = ask("confronto", "PIAO", "reclutamento", "salta")
    assert [card.id for card in of(two.last, Exit)[0].cards] == ["piao", "reclutamento"]
    three = ask("confronto", "PIAO", "reclutamento", "contrattazione")
    assert len(of(three.last, Exit)[0].cards) == 3


def test_the_same_topic_twice_is_shown_once():
    assert [card.id for card in of(ask("confronto", "PIAO", "PIAO", "no").last, Exit)[0].cards] == ["piao"]


@pytest.mark.parametrize(
    "said", [("problema", "PIAO", "PIAO"), ("elenco", "personale", "PIAO"), ("confronto", "PIAO", "reclutamento", "no")]
)
def test_the_topic_is_carried_to_the_request(said):
    person = ask(*said)
    (start,) = of(person.taps("flow:richiesta"), StartFlow)
    assert (start.flow, dict(start.given)) == ("richiesta", {"lab": "piao"})


def test_topics_are_the_content_s():
    options = options_of(FLOW, FLOW.slots["tema"], {})
    assert [option.id for option in options] == list(TOPICS)
    assert all(TOPICS[option.id].explains in option.text for option in options)
    assert all(isinstance(option, Option) and len(option.label) <= 30 for option in options)
