# SPDX-License-Identifier: EUPL-1.2
"""Questions outside the flows."""

from dataclasses import replace

import pytest

from bot.core.conversation import converse
from flows.wording import plain
from tests.bot.core.talking import heard

SEARCH = {
    "quanto costa?": "capacity-lab/costo",
    "tari": "altri-uffici/tari",
    "che tempo fa e quanto costa": ["altri-uffici/tari", "capacity-lab/costo"],
    "ciao": "dialogo/saluti",
    "eh": ["dialogo/saluti", "dialogo/insulti"],
    "eh quanto": ["dialogo/saluti", "capacity-lab/costo"],
    "un saluto cordiale a tutti": "dialogo/saluti",
}


def test_a_greeting_is_answered_by_the_first_words_alone(talk):
    one = talk(search=SEARCH)
    assert len(one.says("ciao").messages) == 1
    assert len(one.says("ciao").messages) == 1


def test_a_long_greeting_is_answered_too(talk):
    assert len(talk(search=SEARCH).says("un saluto cordiale a tutti").messages) == 2


def test_another_office_is_no_matter_for_the_secretariat(talk):
    one = talk(search=SEARCH)
    one.says("/start")
    after = one.says("tari")
    assert "Scrivere alla segreteria" not in heard(after)
    assert after.misses == ()
    assert "Scrivere alla segreteria" in heard(one.says("tari"))


def test_another_office_chosen_among_suggestions_offers_no_hand_over(talk):
    one = talk(search=SEARCH)
    one.says("/start")
    one.says("che tempo fa e quanto costa")
    assert "Scrivere alla segreteria" not in heard(one.says("1"))


def test_what_the_sources_do_not_tell_can_be_passed_on(talk):
    one = talk(search=SEARCH)
    one.says("/start")
    after = one.says("quanto costa?")
    assert one.library.entries["capacity-lab/costo"].known is False
    assert "Scrivere alla segreteria" in heard(after)


def test_the_question_is_taken_along(talk):
    one = talk()
    one.says("/start")
    one.says("Si può fare un laboratorio sulle isole minori?")
    one.taps("Scrivere alla segreteria")
    assert one.session.answers["domanda"].value == "Si può fare un laboratorio sulle isole minori?"


def test_a_question_with_delicate_words_is_looked_at_before_it_leaves(talk):
    one = talk()
    one.says("/start")
    one.says("Il mio collega in malattia può partecipare al laboratorio?")
    one.taps("Scrivere alla segreteria")
    assert one.session.prompt.kind == "sensitive"


@pytest.mark.parametrize("text", ["?", "???", "! ?"])
def test_a_bare_question_mark_is_not_silence(talk, text):
    assert talk().says(text).messages


@pytest.mark.parametrize("text", ["m.rossi@comune.example", "3331234567", "+39 0984 123456", "0984/12.34.56"])
def test_an_address_alone_is_no_question(talk, text):
    one = talk(search={text: "capacity-lab/costo"})
    assert "sembra un recapito" in heard(one.says(text))
    told = heard(one.says(f"quanto costa? scrivetemi a {text}"))
    assert "sembra un recapito" not in told


def test_several_answers_in_one_message(talk):
    one = talk(search=SEARCH)
    find = one.means.answer

    def answer(library, question, today, before=""):
        found = find(library, "quanto costa?", today)
        second = find(library, "tari", today)
        return replace(found, text=plain("**uno**\n\n**due**"), found=(*found.found, *second.found))

    means = replace(one.means, answer=answer)
    event = one.event(text="quanto costa? e la tari?")
    after = converse(one.library, one.before(), event, register=one.book, now=one.now, means=means)
    assert after.dialogue.said == ("capacity-lab/costo", "altri-uffici/tari")


def test_after_the_candidates_comes_a_person(talk):
    one = talk(search=SEARCH, nearby=["capacity-lab/costo", "nessuna/voce", "dialogo/saluti"])
    one.says("/start")
    one.says("quanto costa?")
    assert one.library.phrases["asked.no_more"] in heard(one.taps("Non è quello che cercavo"))


def test_an_entry_shown_by_a_link_has_no_question_to_search_again(talk):
    one = talk(nearby=["capacity-lab/durata"])
    one.says("/start faq_capacity-lab__costo")
    assert one.library.phrases["asked.no_more"] in heard(one.taps("Non è quello che cercavo"))


def test_words_of_a_flow_said_outside_of_it(talk):
    one = talk()
    one.says("/start")
    assert one.library.phrases["notice.no_form"] in heard(one.says("riepilogo"))
    assert "/cancella_dati" in heard(one.says("non ho capito"))
    assert one.library.phrases["status.none"] in heard(one.says("ritira la richiesta"))
    assert "non inventa risposte" in heard(one.says("info"))


def test_patience_ends_at_the_third_and_starts_again_after_a_good_answer(talk):
    one = talk(search=SEARCH | {"boh": ["capacity-lab/costo", "capacity-lab/durata"]})
    one.says("/start")
    for _ in range(2):
        one.says("boh")
    one.says("quanto costa?")
    one.says("quanto costa?")
    assert one.dialogue.unhelpful == 0


def test_small_talk_is_never_suggested(talk):
    one = talk(search=SEARCH)
    one.says("/start")
    shown = [c.option for m in one.says("eh quanto").messages for c in m.choices]
    assert shown == ["entry:capacity-lab/costo", "none"]
    assert one.library.phrases["no_answer"] in heard(one.says("eh"))
