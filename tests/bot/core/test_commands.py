# SPDX-License-Identifier: EUPL-1.2
"""Commands, with and without the slash, from every state."""

import pytest

from knowledge.labs import Suspension
from tests.bot.core.talking import heard

FLOWS = {
    "laboratori": "scelta",
    "richiesta": "richiesta",
    "requisiti": "requisiti",
    "incontri": "incontri",
    "orientamento": "orientamento",
    "segreteria": "segreteria",
}


@pytest.mark.parametrize("name", sorted(FLOWS))
@pytest.mark.parametrize("form", ["/{}", "{}", "/{}@cap4city_bot", " {} ", "/{} altro"])
def test_a_command_opens_its_flow(talk, name, form):
    text = form.format(name if form.startswith("/") else name.upper())
    assert talk().says(text).dialogue.flow == FLOWS[name]


def test_the_channel_may_read_the_command(talk):
    one = talk()
    after = one.takes(one.event(kind="command", text="Start", argument="lab_piao"))
    assert after.dialogue.flow == "richiesta"


def test_a_word_that_is_an_answer_is_no_command(talk):
    one = talk()
    one.says("/requisiti")
    assert one.session.prompt.slot == "misura"
    one.says("laboratori")
    assert one.session.answers["misura"].value == "capacity_lab"


def test_a_word_that_is_a_button_is_no_command(talk):
    one = talk()
    one.says("/laboratori")
    for line in ("1", "1", "1"):
        one.says(line)
    one.says("richiesta")
    assert one.session.answers["lab"].source == "carried"


@pytest.mark.parametrize("name", ["help", "aiuto", "informativa", "cancella dati", "settings"])
def test_other_names_of_commands(talk, name):
    one = talk()
    one.says("/start")
    assert one.library.phrases["notice.unknown_command"] not in heard(one.says(f"/{name.replace(' ', '_')}"))


def test_a_long_text_is_never_a_command(talk):
    assert talk().says("/stato " + "x" * 500).dialogue.session == ""


@pytest.mark.parametrize(
    "name", ["/annulla", "/start", "/segreteria", "/privacy", "/stato", "/cancella_dati", "/aiuto"]
)
@pytest.mark.parametrize("count", range(0, 13, 3))
def test_commands_work_from_every_state(talk, name, count):
    one = talk()
    lines = (
        "/richiesta",
        "ho letto",
        "Comune",
        "Castro",
        "LE",
        "piao",
        "Una collega è in malattia e manca il PIAO.",
        "togli",
        "salta",
        "Maria Rossi",
        "dirigente",
        "m.rossi@comune.example",
        "0984123456",
        "no",
        "no",
    )
    for line in lines[:count]:
        one.says(line)
    after = one.says(name)
    assert after.messages
    assert one.library.phrases["notice.unknown_command"] not in heard(after)


def test_help_lists_every_command(talk):
    one = talk()
    told = heard(one.says("/aiuto"))
    for code in one.library.phrases:
        if code.startswith("command."):
            assert "/" + code.removeprefix("command.") in told


REQUEST = (
    "/start ente_A053", "ho letto", "piao", "Il PIAO è da scrivere e manca chi lo sappia fare.", "salta", "Maria Rossi",
    "dirigente", "m.rossi@comune.example", "0984123456", "salta", "salta", "trasmetti",
)  # fmt: skip


def sent(talk):
    one = talk()
    for line in REQUEST:
        one.says(line)
    return one, one.book.requests[0].reference


@pytest.mark.parametrize("words", ["correggi la richiesta", "ritira la richiesta"])
def test_in_another_form_what_was_sent_is_still_found(talk, words):
    one, reference = sent(talk)
    one.says("/laboratori")
    prompt = one.session.prompt
    told = heard(one.says(words))
    assert f"Ritirare {reference}" in told
    assert one.library.phrases["notice.nothing_sent"] not in told
    assert one.session.prompt == prompt


def test_where_nothing_was_sent_that_is_said(talk):
    one = talk()
    one.says("/richiesta")
    assert one.library.phrases["notice.nothing_sent"] in heard(one.says("ritira la richiesta"))


def test_while_requests_are_suspended_only_a_withdrawal_is_offered(talk):
    one, reference = sent(talk)
    one.suspended = (Suspension(since=one.now.date(), topic="all", reason="La segreteria ha sospeso le richieste."),)
    told = heard(one.says("/stato"))
    assert f"Ritirare {reference}" in told
    assert "Correggere" not in told
