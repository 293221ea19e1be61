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


def test_in_another_form_what_was_sent_is_still_found(talk):
    one, reference = sent(talk)
    one.says("/laboratori")
    prompt = one.session.prompt
    told = heard(one.says("correggi la richiesta"))
    assert f"Correggere {reference}" in told
    assert f"Ritirare {reference}" in told
    assert one.library.phrases["notice.nothing_sent"] not in told
    assert one.session.prompt == prompt


def test_asked_whether_it_is_a_second_one_the_first_can_be_withdrawn(talk):
    one, reference = sent(talk)
    for line in ("nuova richiesta", "ho letto", "comune", "Acri", *REQUEST[2:]):
        one.says(line)
    assert one.session.prompt.kind == "repeat"
    told = heard(one.says("ritira la richiesta"))
    assert f"ritirare la richiesta {reference}?" in told
    assert "seconda richiesta" not in told
    told = heard(one.says("sì"))
    assert f"rif. {reference}" in told
    assert "Riepilogo" in told and "seconda richiesta" not in told
    assert [r.kind for r in one.book.requests] == ["request", "withdrawal"]
    one.book.requests.clear()  # as the register does, which knows no withdrawn request any more
    one.says("trasmetti")
    assert [r.kind for r in one.book.requests] == ["request"]


@pytest.mark.parametrize("words", ["basta", "lo faccio dopo", "Torna al menu", "menu", "/menu"])
def test_a_form_can_be_put_aside_in_words_and_resumed(talk, words):
    one = talk()
    for line in REQUEST[:3]:
        one.says(line)
    answers = one.session.answers
    told = heard(one.says(words))
    assert "resta in sospeso, nulla è stato trasmesso" in told
    assert "entro 30 giorni" in told
    assert (one.session, "Scriva la Sua domanda" in told) == (None, True)
    one.taps("Riprendere: Richiesta di Capacity Lab")
    assert one.session.answers == answers
    assert one.session.prompt.slot == "fabbisogno"


def test_resuming_in_a_word_takes_up_what_was_left_last(talk):
    one = talk()
    for line in (*REQUEST[:3], "basta"):
        one.says(line)
    one.says("riprendere")
    assert (one.session.flow, one.session.prompt.slot) == ("richiesta", "fabbisogno")
    for line in ("/incontri", "Napoli", "riprendi"):
        one.says(line)
    assert (one.session.flow, one.session.prompt.slot) == ("richiesta", "fabbisogno")
    assert one.library.phrases["notice.no_form"] not in heard(one.says("riprendi"))


def test_a_form_without_answers_is_left_without_a_word(talk):
    one = talk()
    one.says("/richiesta")
    told = heard(one.says("basta"))
    assert "in sospeso" not in told
    assert "Riprendere" not in told
    assert one.session is None


def test_enough_said_to_an_optional_question_is_its_answer(talk):
    one = talk()
    for line in REQUEST[:4]:
        one.says(line)
    assert one.session.prompt.slot == "altri_enti"
    one.says("basta")
    assert one.session.prompt.slot == "referente"


def test_a_word_of_forms_outside_of_one_shows_what_can_be_resumed(talk):
    one = talk()
    for line in (*REQUEST[:3], "/incontri", "annulla"):
        one.says(line)
    assert "Riprendere: Richiesta di Capacity Lab" in heard(one.says("riepilogo"))


def test_start_with_the_name_of_a_command_opens_it(talk):
    one = talk()
    one.says("/start incontri")
    assert one.session.flow == "incontri"


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


@pytest.mark.parametrize("flow", ["richiesta", "segreteria"])
@pytest.mark.parametrize(
    "text",
    [
        "informativa",
        "posso avere l'informativa prima?",
        "vorrei leggere l'informativa",
        "dov'è l'informativa privacy",
        "Non ho letto l'informativa",
        "che ne è dei miei dati personali?",
    ],
)
def test_the_notice_is_shown_where_it_must_be_read(talk, flow, text):
    one = talk()
    one.says(f"/{flow}")
    token = one.session.prompt.id
    said = heard(one.says(text))
    assert "Informativa sui dati personali" in said
    assert said.rindex("Informativa sui dati personali") < said.rindex("Ho letto")
    assert one.session.prompt.id == token
    one.says("ho letto")
    assert "presa_visione" in one.session.answers


@pytest.mark.parametrize("text", ["ho letto", "ho letto l'informativa", "sì, informativa letta"])
def test_who_says_that_it_was_read_is_not_shown_it_again(talk, text):
    one = talk()
    one.says("/richiesta")
    assert "Informativa sui dati personali" not in heard(one.says(text))


def test_elsewhere_a_question_about_the_notice_is_a_question(talk):
    one = talk()
    one.says("/richiesta")
    one.says("ho letto")
    assert "Informativa sui dati personali" not in heard(one.says("posso avere l'informativa del progetto?"))
