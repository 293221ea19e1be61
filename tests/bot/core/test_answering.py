# SPDX-License-Identifier: EUPL-1.2
"""What a message gets from the real content: an answer, suggestions, a human; alone, with others, as a follow-up."""

from datetime import date

import pytest

from bot.content import load_library
from bot.core.answering import answer
from bot.core.library import Library

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def library() -> Library:
    made = load_library(TODAY)
    if made.matcher.model.method != "softmax":
        pytest.skip("knowledge/model.bin is not of this content: `make build`")
    return made


def ids(library: Library, question: str, before: str = "") -> tuple[str, list[str]]:
    found = answer(library, question, TODAY, before)
    return found.outcome, [one.id for one in found.found]


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("quando scad il bando pilotta", "azioni-pilota/scadenza"),
        ("cap for city cos'e", "progetto/che-cos-e"),
        ("Molise quando?", "incontri/tappa"),
        ("SIAMO ANCORA IN TEMPO PER CANDIDARCI ALLE AZIONI PILOTA", "azioni-pilota/scadenza"),
        ("avete un laboratorio sul PIAO?", "capacity-lab/tema#piao"),
        ("il capacity lab rilascia crediti formativi?", "capacity-lab/attestati-crediti"),
        ("un'azienda può chiedere un capacity lab?", "capacity-lab/consulenti-imprese"),
        ("i comuni sotto i 5000 abitanti possono chiedere un lab?", "capacity-lab/dimensione"),
        ("quante domande ha avuto il concorso coesione?", "assunzioni/numero-candidati"),
        ("a Verona quando venite?", "incontri/da-noi"),
        ("ma il lab si paga?", "capacity-lab/costo"),
    ],
)
def test_a_clear_question_is_answered(library, question, entry):
    assert ids(library, question) == ("answer", [entry])


@pytest.mark.parametrize("question", ["par", "scadenza", "lab?", "quando scade"])
def test_a_word_alone_is_asked_back(library, question):
    outcome, found = ids(library, question)
    assert outcome == "suggest"
    assert 1 <= len(found) <= 3


def test_a_problem_is_offered_a_laboratory_not_told_one(library):
    outcome, found = ids(library, "non riusciamo a trattenere i neoassunti")
    assert outcome == "suggest"
    assert found[0] == "capacity-lab/tema#retention"


def test_each_question_of_a_message_is_answered_in_order(library):
    outcome, found = ids(library, "Scrivo per i laboratori. Quanto durano? E quanto costano?")
    assert outcome == "answer"
    assert found == ["capacity-lab/durata", "capacity-lab/costo"]


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("che fate con i miei dati?", "dialogo/informativa"),
        ("mandate la mia domanda alla segreteria", "dialogo/scrivere-segreteria"),
        ("siete dei robot?", "dialogo/chi-sei"),
        ("scusi, non ho capito", "dialogo/non-ho-capito"),
    ],
)
def test_what_is_asked_of_the_assistant_itself(library, question, entry):
    assert ids(library, question) == ("chat", [entry])


@pytest.mark.parametrize(("text", "outcome"), [("?", "handoff"), ("come pago la TARI", "handoff"), ("ciao", "chat"),
                                               ("che cos'è il PEG?", "handoff")])  # fmt: skip
def test_what_is_no_question_of_ours(library, text, outcome):
    assert ids(library, text)[0] == outcome


@pytest.mark.parametrize(
    ("before", "question", "entry"),
    [
        ("capacity-lab/durata", "e quanto costa?", "capacity-lab/costo"),
        ("capacity-lab/richiedere", "entro quando?", "capacity-lab/scadenza-ancora-aperti"),
        ("capacity-lab/sono", "e il PIAO?", "capacity-lab/tema#piao"),
        ("capacity-lab/richiedere", "e per i piccoli comuni?", "capacity-lab/dimensione"),
        ("capcoe/dotazione", "fino a quando?", "capcoe/durata-2027"),
        ("incontri/tappa", "a che ora?", "incontri/sedi-e-orari"),
        ("incontri/tappa", "e a Bari?", "incontri/tappa"),
        ("par-priga/par", "e i PRigA?", "par-priga/priga"),
        ("azioni-pilota/scadenza", "e i laboratori quanto durano?", "capacity-lab/durata"),
    ],
)
def test_a_follow_up_is_read_with_what_came_before(library, before, question, entry):
    outcome, found = ids(library, question, before)
    assert (outcome, found[0].partition("#ignoto")[0]) == ("answer", entry)


def test_the_same_words_without_a_turn_before_mean_something_else(library):
    assert ids(library, "fino a quando?") != ids(library, "fino a quando?", "capcoe/dotazione")


def test_what_may_belong_to_either_is_asked(library):
    outcome, found = ids(library, "chi li forma?", "progetto/che-cos-e")
    assert outcome == "suggest"
    assert {one.partition("/")[0] for one in found} == {"progetto", "capcoe"}


@pytest.mark.parametrize("text", ["grazie", "come pago la TARI?"])
def test_small_talk_and_other_offices_need_no_turn_before(library, text):
    assert ids(library, text, "capacity-lab/durata") == ids(library, text)
