# SPDX-License-Identifier: EUPL-1.2
"""Questions with their answers: what is sure, what is near, what stays open."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.answering import Finding, show
from bot.core.asked import Asked
from bot.core.dialogue import Dialogue
from bot.core.exchange import Given, begin
from bot.core.letter_answers import answer_all, word
from bot.core.markup import to_plain
from bot.core.turns import Before
from flows.wording import plain
from tests.bot.core.talking import NOW, Talk


def turn(search, scores=None):
    one = Talk(channel="email", search=search)

    def led(library, question, today, leads):
        names = search.get(question, [])
        names = [names] if isinstance(names, str) else names
        score = (scores or {}).get(question, 0.9)
        found = tuple(show(library, name, today, score / (at + 1), question) for at, name in enumerate(names))
        if not found or not names:
            return Finding(question, "handoff", False, plain("-"), (), None, "stub")
        outcome = "answer" if score >= 0.5 else "suggest"
        return Finding(question, outcome, found[0].known, found[0].text, found, None, "stub", found[0].id)

    given = Given(library=one.library, means=replace(one.means, led=led), register=one.book, now=NOW, event="e")
    return begin(given, Before(), Dialogue(chat="email:a", person="email:a", channel="email", address="a"))


def told(ex, *questions):
    answers = answer_all(ex, [Asked(one) for one in questions], "")
    return answers, [to_plain(one) for one in word(ex, answers)]


def test_neighbours_with_one_answer_stand_above_it_together():
    ex = turn({"Quanto dura?": "capacity-lab/durata", "Quante giornate?": "capacity-lab/durata"})
    _, (text,) = told(ex, "Quanto dura?", "Quante giornate?")
    assert text.count("giornate di lavoro") == 1
    assert text.index("«Quanto dura?»") < text.index("«Quante giornate?»") < text.index("giornate di lavoro")


def test_an_answer_given_above_is_not_repeated():
    ex = turn({"A?": "capacity-lab/durata", "B?": "capacity-lab/destinatari", "C?": "capacity-lab/durata"})
    _, texts = told(ex, "A?", "B?", "C?")
    assert "Vale la risposta data qui sopra." in texts[2]


def test_what_is_near_is_shown_as_perhaps_meant_and_stays_open():
    ex = turn({"Forse?": ["capacity-lab/durata", "capacity-lab/costo"]}, {"Forse?": 0.3})
    (one,), (text,) = told(ex, "Forse?")
    assert text.startswith("«Forse?»\n\nNon sono sicuro")
    assert (one.sure, one.open, len(one.near)) == (False, True, 1)


def test_what_is_too_far_is_not_shown():
    ex = turn({"Forse?": ["capacity-lab/durata"]}, {"Forse?": 0.1})
    _, (text,) = told(ex, "Forse?")
    assert "A questa domanda non trovo risposta" in text


def test_two_things_asked_in_one_breath_are_two_questions():
    question = "Si chiede la durata di un laboratorio e i destinatari dei laboratori"
    ex = turn({
        "Si chiede la durata di un laboratorio": "capacity-lab/durata",
        "i destinatari dei laboratori": "capacity-lab/destinatari",
    })  # fmt: skip
    answers, _ = told(ex, question)
    assert [one.names for one in answers] == [("capacity-lab/durata",), ("capacity-lab/destinatari",)]


def test_what_the_sources_do_not_tell_is_sure_and_open():
    (one,), _ = told(turn({"Quanto costa?": "capacity-lab/costo"}), "Quanto costa?")
    assert (one.sure, one.open) == (True, True)


def test_a_question_is_shown_as_it_was_written_without_becoming_markup():
    _, (text,) = told(turn({}), "Quanto *costa* [davvero](http://x)?")
    assert "«Quanto *costa* [davvero](http://x)?»" in text


def test_only_a_short_question_leans_on_what_the_thread_was_about():
    ex = turn({}).remember(about="capacity-lab/durata")
    leads: dict[str, Sequence[str]] = {}

    def led(library, question, today, given):
        leads[question] = given
        return Finding(question, "handoff", False, plain("-"), (), None, "stub")

    ex = replace(ex, given=replace(ex.given, means=replace(ex.given.means, led=led)))
    told(ex, "E per le unioni?", "Il laboratorio può svolgersi anche a distanza con i colleghi?")
    assert [bool(one) for one in leads.values()] == [True, False]


def test_a_question_about_nothing_asks_about_the_subject():
    ex = turn({"Capacity Lab": "capacity-lab/durata"})
    answers = answer_all(ex, [Asked("Potete inviarmi informazioni in merito?")], "Capacity Lab")
    assert (answers[0].sure, answers[0].asked.shown) == (True, "Potete inviarmi informazioni in merito?")


def test_a_question_that_gets_the_answer_above_again_is_asked_within_its_subject():
    """«Quante persone c'erano? E a Potenza?»"""
    ex = turn({})
    asked_with: list[tuple[str, ...]] = []

    def led(library, question, today, leads):
        asked_with.append(tuple(leads))
        name = (
            "incontri/calendario"
            if question == "E a Potenza?" and tuple(leads) == ("incontri",)
            else "incontri/iscrizione"
        )
        found = (show(library, name, today, 0.9, question),)
        return Finding(question, "answer", True, found[0].text, found, None, "stub", name)

    ex = replace(ex, given=replace(ex.given, means=replace(ex.given.means, led=led)))
    answers = answer_all(ex, [Asked("Come ci si iscriveva?"), Asked("E a Potenza?", "Come ci si iscriveva?")], "")
    assert [one.names[0] for one in answers] == ["incontri/iscrizione", "incontri/calendario"]
    assert asked_with[-1] == ("incontri",)
