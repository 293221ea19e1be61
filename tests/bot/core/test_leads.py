# SPDX-License-Identifier: EUPL-1.2
"""A question searched alone and with what stood before it."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

from bot.core.leads import answer_led
from knowledge.decision import Signals
from knowledge.search import Candidate, Ranking
from knowledge.words import tokens
from tests.bot.core.talking import make_library

DAY = date(2026, 11, 23)


class Table:
    """By a word of the text: the entry, its chance, the verdict; within a subject, by the subject."""

    lexicon = SimpleNamespace(read=tokens, concepts={})

    def __init__(self, **rows):
        self.rows = rows
        self.asked = []

    def rank(self, text, within=""):
        self.asked.append(text)
        found = [row for word, row in self.rows.items() if word in (within.replace("-", "_") or text.lower())]
        name, chance, verdict = max(found, key=lambda row: row[1]) if found else ("progetto/che-cos-e", 0.1, "none")
        share = Candidate(name, 0.9)
        return Ranking(text, (share, Candidate("capacity-lab/costo", 0.2)), Signals(0.9, 1.0), chance, verdict, "stub")


def led(question, *leads, **rows):
    table = Table(**rows)
    return answer_led(replace(make_library(DAY), matcher=table), question, DAY, leads), table


DURATION = ("capacity-lab/durata", 0.9, "answer")
DOUBT = ("capacity-lab/durata", 0.3, "suggest")
PILOT = ("azioni-pilota/scadenza", 0.8, "answer")


def test_a_question_that_is_sure_alone_needs_nothing_else():
    found, table = led("Quanto dura ogni laboratorio?", "Oggetto", dura=DURATION)
    assert (found.outcome, found.found[0].id, len(table.asked)) == ("answer", "capacity-lab/durata", 1)


def test_a_short_question_leans_on_what_stood_before_it():
    found, _ = led("Entro quando?", "Vorremmo fare le azioni pilota.", pilota=PILOT, quando=DOUBT)
    assert found.found[0].id == "azioni-pilota/scadenza"


def test_a_short_question_is_read_within_the_subject_that_was_named():
    rows = {
        "modalit": ("piccoli/strumenti", 0.28, "suggest"),
        "capacity_lab": ("capacity-lab/richiedere", 0.7, "answer"),
    }
    found, _ = led("con quali modalità", "se si possa chiedere un Capacity Lab", **rows)
    assert found.found[0].id == "capacity-lab/richiedere"


def test_what_is_answered_better_outside_the_subject_stays_answered():
    rows = {"potenza": ("incontri/calendario", 0.8, "answer"), "capacity_lab": ("capacity-lab/durata", 0.7, "answer")}
    assert led("A Potenza?", "Capacity Lab", **rows)[0].found[0].id == "incontri/calendario"


def test_what_begins_as_going_on_goes_on_with_the_subject():
    rows = {"unioni": ("azioni-pilota/scadenza", 0.8, "answer"), "capacity_lab": ("capacity-lab/durata", 0.7, "answer")}
    assert led("E per le Unioni?", "Capacity Lab", **rows)[0].found[0].id == "capacity-lab/durata"


def test_what_is_surer_wins():
    found, _ = led("Quanto dura ogni laboratorio?", "azioni pilota", dura=DOUBT, pilota=PILOT)
    assert (found.outcome, found.found[0].score) == ("answer", 0.8)


def test_a_doubt_offers_what_is_near():
    found, _ = led("Quanto dura ogni laboratorio?", dura=DOUBT)
    assert (found.outcome, found.found[0].score, len(found.found)) == ("suggest", 0.3, 2)


def test_nothing_is_nothing():
    assert led("Chi vince il palio?")[0].outcome == "handoff"
    assert led("…")[0].why == "no words in it"


def test_of_a_question_above_only_the_subject_is_a_lead():
    _, table = led("Serve una delibera?", "Quanto dura un Capacity Lab?", delibera=DOUBT)
    assert "capacity lab Serve una delibera?" in table.asked
    assert not any("dura" in one for one in table.asked)
