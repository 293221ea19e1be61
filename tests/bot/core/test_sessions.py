# SPDX-License-Identifier: EUPL-1.2
"""Flows opened, left for another, resumed, ended."""

from bot.core.exchange import Given, begin
from bot.core.sessions import order, resume, start
from tests.bot.core.talking import NOW, heard


def exchange(one):
    given = Given(library=one.library, means=one.means, register=one.book, now=NOW, event="e")
    return begin(given, one.before(), one.dialogue)


def test_a_flow_half_way_is_taken_up_again(talk):
    one = talk()
    for line in ("/richiesta", "ho letto", "Comune", "/incontri", "/richiesta"):
        one.says(line)
    assert one.session.answers["tipo_ente"].value == "comune"
    assert len([name for name in one.sessions if one.session_of(name).flow == "richiesta"]) == 1
    assert one.session.id not in one.dialogue.aside


def test_answers_of_one_flow_go_into_the_next(talk):
    one = talk()
    for line in ("/laboratori", "1", "PIAO da fare"):
        one.says(line)
    one.says("1")
    after = one.taps("Richiedere un Capacity Lab")
    assert one.session.answers["lab"].value == "piao"
    assert after.dialogue.flow == "richiesta"


def test_a_second_request_starts_from_nothing(talk):
    one = talk()
    for line in (
        "/start ente_A053",
        "ho letto",
        "piao",
        "Il PIAO è da scrivere e manca chi lo faccia.",
        "no",
        "Maria Rossi",
        "dirigente",
        "m.rossi@comune.example",
        "0984123456",
        "no",
        "no",
        "trasmetti",
    ):
        one.says(line)
    one.taps("Nuova richiesta")
    assert one.session.answers == {}


def test_after_an_end_the_beginning_of_a_label_is_enough(talk):
    one = talk()
    for line in ("/requisiti", "lab", "regione", "Calabria", "no"):
        one.says(line)
    one.says("richiedere")
    assert one.session.flow == "richiesta"
    assert one.session.answers["tipo_ente"].value == "altro_pubblico"


def test_only_a_few_flows_wait(talk):
    one = talk()
    one.says("/start")
    ex = exchange(one)
    for name in "abcdefg":
        ex = ex.put_aside(name)
    assert ex.dialogue.aside == ("c", "d", "e", "f", "g")


def test_what_is_gone_is_over(talk):
    one = talk()
    one.says("/start")
    for ex in (resume(exchange(one), "zzz"), order(exchange(one), "back"), start(exchange(one), "zzz")):
        assert len(ex.spoken) == 1


def test_a_flow_that_no_longer_exists_is_left(talk):
    one = talk()
    one.says("/richiesta")
    name = one.session.id
    one.sessions[name] = one.session.changed(flow="vecchio").to_json()
    assert "vecchio" not in heard(one.says("ciao"))
    assert one.dialogue.session == ""
