# SPDX-License-Identifier: EUPL-1.2
"""What is open and what is closed, by need and by region."""

import pytest

from bot.core.markup import to_plain
from bot.core.summaries import ending
from flows.replies import Ask, Exit, StartFlow
from flows.routes import routes
from tests.flows.content import REAL, TODAY, library_on
from tests.flows.person import Person, of

FLOW = REAL["orientamento"]
PERSONNEL = {"attrattivita", "reclutamento", "retention"}
ORGANISATION = {"piao", "contrattazione", "gestione-associata"}
PROJECTS = {
    "parco-progetti",
    "gestione-finanziaria",
    "affidamenti",
    "project-management",
    "monitoraggio",
    "comunicazione",
}


def ask(*said: str) -> tuple[Person, Exit]:
    person = Person(FLOW)
    person.opens()
    for text in said:
        person.says(text)
    (out,) = of(person.last, Exit)
    return person, out


# Need, region: where it leads, the outcome, what is said, the fact.
NEEDS = [
    ("perdiamo personale", "Calabria", "lab", "info", "1° gennaio 2026", "F038"),
    ("PIAO da fare", "Puglia", "lab", "info", "non indicano un termine finale", "F038"),
    ("gare ferme", "Molise", "lab", "info", "va confermato con la segreteria", "F038"),
    ("perdiamo personale", "Lazio", "lab_altrove", "to_confirm", "altra regione", "C03"),
    ("PIAO da fare", "Veneto", "lab_altrove", "to_confirm", "non pone limiti territoriali", "F040"),
    ("centro servizi", "Sicilia", "centro", "info", "AppCOE", "F112"),
    ("AppCOE", "Lombardia", "centro_altrove", "no", "sette regioni", "F110"),
    ("assunzioni", "Campania", "assunzioni", "no", "30 gennaio 2024", "F082"),
    ("assumere", "Toscana", "assunzioni", "no", "30 gennaio 2024", "F085"),
    ("azioni pilota", "Basilicata", "pilota", "no", "22 gennaio 2026", "F010"),
    ("piccoli comuni", "Sardegna", "piccoli", "no", "19 e 20 febbraio 2026", "F140"),
    ("piccoli", "Piemonte", "piccoli", "no", "si è concluso", "F140"),
    ("non so", "Calabria", "panorama", "info", "candidature chiuse il 22 gennaio 2026", "F010"),
    ("boh", "Lazio", "panorama", "info", "senza un termine finale", "F038"),
]


@pytest.mark.parametrize(("need", "region", "step", "outcome", "words", "fact"), NEEDS)
def test_a_need_leads_to_what_is_open(need, region, step, outcome, words, fact):
    _, out = ask("comune", "segretario", region, need)
    assert (out.step, out.outcome) == (step, outcome)
    assert fact in out.facts
    text = to_plain(ending(library_on(TODAY), FLOW, out))
    assert words in text
    assert "Fonte: " in text
    assert out.heading == "Esito orientativo, non è un parere di ANCI"


@pytest.mark.parametrize(
    ("need", "topics"),
    [("personale", PERSONNEL), ("organizzazione", ORGANISATION), ("progetti", PROJECTS), ("AppCOE", set())],
)
@pytest.mark.parametrize("region", ["Calabria", "Lazio"])
def test_a_need_shows_the_topics_it_leads_to(need, topics, region):
    _, out = ask("unione", "sindaco", region, need)
    assert {card.id for card in out.cards} == topics
    assert all(card.text for card in out.cards)


def test_every_topic_is_led_to_by_some_need():
    assert {topic.id for topic in library_on(TODAY).labs.topics} == PERSONNEL | ORGANISATION | PROJECTS


def test_the_centre_is_not_the_secretariat_s_matter():
    _, out = ask("comune", "sindaco", "Calabria", "CST")
    assert "non va alla segreteria di progetto" in out.text
    assert "flow:segreteria" not in [button.key for button in out.buttons]


@pytest.mark.parametrize("need", ["azioni pilota", "assunzioni", "piccoli"])
def test_what_is_closed_offers_what_is_not(need):
    person, out = ask("comune", "sindaco", "Calabria", need)
    assert out.because.slot == "bisogno"
    assert "flow:scelta" in [button.key for button in out.buttons]
    person.taps("edit:bisogno")
    assert of(person.last, Ask)[0].slot == "bisogno"


def test_the_body_is_carried_to_the_request():
    person, _ = ask("unione", "sindaco", "Calabria", "personale")
    (start,) = of(person.taps("flow:richiesta"), StartFlow)
    assert (start.flow, dict(start.given)) == ("richiesta", {"tipo_ente": "unione"})


def test_nobody_is_sent_to_a_form_that_refuses_them():
    for answers, way in routes(FLOW, ()):
        offers = way.where.step.exit.offer
        assert ("flow:richiesta" in offers) <= (way.where.step.id in ("lab", "lab_altrove")), answers
