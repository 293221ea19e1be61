# SPDX-License-Identifier: EUPL-1.2
"""A request is withdrawn by a yes to what was just asked, in numbers, words and buttons, and by nothing else."""

import pytest

from flows.replies import Erase
from knowledge.labs import Suspension
from tests.bot.core.talking import Talk, heard
from tests.bot.core.test_commands import REQUEST, sent

CHANNELS = ("telegram", "terminal")
ASKS = "Vuole davvero ritirare la richiesta"
NOT_DONE = "non è stata ritirata"


def requested(channel="telegram", **more):
    return sent(lambda: Talk(channel=channel, **more))


def kinds(one):
    return [request.kind for request in one.book.requests]


def second(one):
    """The same person sends another request, about another topic."""
    for line in ("nuova richiesta", "ho letto", "comune", "Castro", "LE", "reclutamento", *REQUEST[3:]):
        one.says(line)
    return one.book.requests[-1].reference


BETWEEN = ("quando sono gli incontri?", "/stato", "/privacy", "/aiuto", "boh", "/incontri", "/richiesta", "grazie",
           "ciao",
           "correggi la richiesta", "/menu", "/start", "sì, vorrei un laboratorio", "Castro", "9")  # fmt: skip


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("between", BETWEEN)
def test_a_yes_after_anything_else_withdraws_nothing(channel, between):
    one, reference = requested(channel)
    assert ASKS in heard(one.says("ritira la richiesta"))
    assert f"La richiesta {reference} {NOT_DONE}." in heard(one.says(between))
    one.waits(days=3)
    for word in ("sì", "sì confermo", "si"):
        assert NOT_DONE not in heard(one.says(word))
        assert "withdrawal" not in kinds(one)


@pytest.mark.parametrize("way", ["photo", "tap", "link"])
def test_whatever_is_no_answer_ends_it(way):
    one, _ = requested()
    one.says("/stato")
    one.says("ritira la richiesta")
    if way == "photo":
        one.takes(one.event(kind="unreadable", text="photo"))
    else:
        one.taps("Nuova richiesta") if way == "tap" else one.says("/start faq_capacity-lab__costo")
    one.says("sì")
    assert kinds(one) == ["request"]


def test_the_button_of_a_question_that_is_over_withdraws_nothing():
    one, _ = requested()
    one.says("ritira la richiesta")
    one.says("/stato")
    one.taps("Ritirare la richiesta")
    assert kinds(one) == ["request"]


def test_news_that_say_something_end_it_and_silent_ones_do_not():
    for status, still in (("sent", True), ("failed", False)):
        one, _ = requested()
        one.says("ritira la richiesta")
        one.delivers(status)
        one.says("sì")
        assert (kinds(one) == ["request", "withdrawal"]) is still


def test_asked_again_it_is_only_asked_again():
    one, _ = requested()
    one.says("ritira la richiesta")
    told = heard(one.says("ritira la richiesta"))
    assert ASKS in told and NOT_DONE not in told
    one.says("1")
    assert kinds(one) == ["request", "withdrawal"]


ANSWERS = (
    ("1", True), ("sì", True), ("si confermo", True), ("Ritirare la richiesta", True), ("CONFERMO {}", True),
    ("2", False), ("no", False), ("lascia stare", False), ("Non ritirare", False), ("annulla", False),
)  # fmt: skip


@pytest.mark.parametrize(("answer", "done"), ANSWERS)
@pytest.mark.parametrize(
    ("channel", "before", "wish"),
    [
        ("telegram", "/stato", "ritira la richiesta"),
        ("terminal", "/menu", "ritira la richiesta"),
        ("terminal", "quanto costa?", "Ritirare {}"),
        ("telegram", "/menu", "vorrei annullare la richiesta {}"),
    ],
)
def test_numbers_words_and_labels_are_equal(channel, before, wish, answer, done):
    one, reference = requested(channel)
    one.says(before)
    one.says(wish.format(reference))
    told = heard(one.says(answer.format(reference)))
    assert kinds(one) == (["request", "withdrawal"] if done else ["request"])
    assert ("ritiro è registrato" in told) is done
    assert (NOT_DONE in told) is not done


@pytest.mark.parametrize(("label", "done"), [("Ritirare la richiesta", True), ("Non ritirare", False)])
def test_so_are_buttons(label, done):
    one, _ = requested()
    one.taps("Ritira la richiesta")
    one.taps(label)
    assert (kinds(one)[-1] == "withdrawal") is done


@pytest.mark.parametrize("answer", ["sì", "no", "/stato", "boh", "annulla"])
def test_a_form_that_is_open_is_where_it_was(answer):
    one, reference = requested("terminal")
    for line in ("/requisiti", "laboratori"):
        one.says(line)
    form = one.session
    assert ASKS in heard(one.says(f"ritira la richiesta {reference}"))
    assert one.session == form
    one.says(answer)
    assert (one.session.answers, one.session.prompt.id, one.session.status) == (form.answers, form.prompt.id, "active")
    assert (kinds(one)[-1] == "withdrawal") is (answer == "sì")


def test_what_was_put_aside_can_be_resumed_after_a_withdrawal():
    one, reference = requested()
    for line in ("/requisiti", "laboratori", "basta", f"ritira {reference}"):
        one.says(line)
    assert "Riprendere: " in heard(one.says("sì"))


def test_a_correction_under_way_is_withdrawn_as_it_was_sent():
    one, reference = requested()
    for line in ("correggi la richiesta", "modifica il telefono", "333 1234567"):
        one.says(line)
    assert ASKS in heard(one.says("ritira la richiesta"))
    after = one.says("no")
    assert (one.session.prompt.kind, NOT_DONE in heard(after)) == ("review", True)
    one.says(f"ritira {reference}")
    letter = next(one for one in one.says("sì").letters if one.purpose == "withdrawal")
    assert "3331234567" not in letter.text.replace(" ", "")


@pytest.mark.parametrize("words", ["annulla", "annulla tutto", "/annulla"])
def test_to_cancel_a_form_is_not_to_withdraw_what_was_sent(words):
    one, _ = requested()
    for line in ("/requisiti", "laboratori", words):
        told = heard(one.says(line))
    assert ASKS not in told and one.session is None


@pytest.mark.parametrize(
    "words", ["annulla la richiesta", "vorrei annullare la richiesta", "cancellate la mia richiesta"]
)
def test_words_that_may_mean_the_form_or_the_request_decide_nothing(words):
    one, reference = requested()
    for line in ("/requisiti", "laboratori"):
        one.says(line)
    form = one.session
    told = heard(one.says(words))
    assert "scriva «annulla»" in told and f"Ritirare {reference}" in told
    assert (one.session, kinds(one)) == (form, ["request"])
    assert f"{ASKS} {reference}?" in heard(one.says("1"))


def test_where_nothing_was_sent_the_form_is_cancelled_by_its_own_words():
    one = Talk()
    for line in REQUEST[:3]:
        one.says(line)
    form = one.session
    assert "scriva «annulla»" in heard(one.says("vorrei annullare la richiesta"))
    assert one.session.answers == form.answers
    assert "annullato" in heard(one.says("annulla la richiesta"))


def test_an_answer_that_speaks_of_withdrawing_is_an_answer():
    one, _ = requested()
    for line in ("nuova richiesta", "ho letto", "comune", "Castro", "LE", "reclutamento"):
        one.says(line)
    assert one.session.prompt.slot == "fabbisogno"
    one.says("Molti candidati, vinto il concorso, chiedono poi di ritirare la domanda e non sappiamo come trattenerli.")
    assert one.session.prompt.slot == "altri_enti"


def test_both_wishes_are_taken_up_and_the_letter_that_waits_is_told():
    one, reference = requested()
    assert ASKS in heard(one.says(f"voglio ritirare la richiesta {reference} e cancellare i miei dati"))
    told = heard(one.says("sì"))
    assert "ritiro è registrato" in told and "Cancello tutto?" in told
    assert "confermata ma non ancora trasmessa" in told
    assert "Che cosa fa al caso nostro" not in told
    assert one.says("sì").forget


def test_who_keeps_the_request_may_still_erase_the_data():
    one, _ = requested()
    one.says("ritirate la mia richiesta e cancellate i miei dati")
    told = heard(one.says("no"))
    assert NOT_DONE in told and "Cancello tutto?" in told
    assert not one.says("no").forget


def test_a_request_corrected_in_a_second_form_is_forgotten_in_both():
    one, _ = requested()
    for line in ("nuova richiesta", *REQUEST[:5], "Anna Bianchi", *REQUEST[6:], "è una correzione"):
        one.says(line)
    one.says("ritira la richiesta")
    after = one.says("sì")
    assert kinds(one) == ["request", "amendment", "withdrawal"]
    left = [one.session_of(name) for name in one.sessions]
    assert all(session.status == "withdrawn" and not session.answers for session in left)
    assert {effect.session for effect in after.erase if isinstance(effect, Erase)} == {session.id for session in left}


def test_while_requests_are_suspended_one_can_be_withdrawn_in_words():
    one, reference = requested()
    one.suspended = (Suspension(since=one.now.date(), topic="all", reason="La segreteria ha sospeso le richieste."),)
    one.says(f"vorrei ritirare la richiesta {reference}")
    one.says("si confermo")
    assert kinds(one) == ["request", "withdrawal"]


@pytest.mark.parametrize("between", ["quanto costa?", "/stato", "boh"])
def test_erasure_is_told_not_to_have_been_done(between):
    one, _ = requested()
    one.says("vorrei cancellare i miei dati")
    assert "Non è stato cancellato nulla." in heard(one.says(between))
    assert not one.says("sì").forget


def test_ones_own_request_and_the_notice_are_found_in_words():
    one, reference = requested()
    assert reference in heard(one.says("a che punto è la mia richiesta?"))
    assert "Informativa sui dati personali" in heard(one.says("vorrei l'informativa sulla privacy"))
    one.says("/laboratori")
    assert one.session.prompt.id in str(one.says("mi mandate l'informativa privacy?").messages[-1].choices)
