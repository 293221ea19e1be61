# SPDX-License-Identifier: EUPL-1.2
"""What a person is told of what is held about them."""

from dataclasses import replace

import pytest

from bot.core.conversation import after_delivery, converse, on_release, on_tick
from bot.core.markup import to_plain
from bot.core.privacy import KEPT
from bot.core.turns import Before
from flows.wording import fill
from tests.bot.core.talking import heard

LINE, SCREEN = 44, 44  # characters and lines of a telephone

SENT = (
    "/start ente_A053", "ho letto", "piao", "Il PIAO è da scrivere e manca chi lo sappia fare.", "salta", "Maria Rossi",
    "dirigente", "m.rossi@comune.example", "0984123456", "salta", "salta", "trasmetti",
)  # fmt: skip


def sent(talk, **more):
    one = talk(**more)
    for line in SENT:
        one.says(line)
    return one


def test_a_request_can_be_corrected_from_the_list(talk):
    one = sent(talk)
    one.says("/laboratori")
    one.says("/stato")
    reference = one.book.requests[0].reference
    assert "Riepilogo della correzione" in heard(one.taps(f"Correggere {reference}"))


def test_a_request_can_be_withdrawn_from_the_list(talk):
    one = sent(talk)
    one.says("/stato")
    one.taps(f"Ritirare {one.book.requests[0].reference}")
    after = one.says("sì")
    assert [letter.purpose for letter in after.letters][:1] == ["withdrawal"]
    assert "Ritirare" not in heard(one.says("/stato"))


def corrected_in_a_second_form(talk):
    one = sent(talk)
    for line in ("nuova richiesta", *SENT[:5], "Anna Bianchi", *SENT[6:], "è una correzione"):
        one.says(line)
    assert one.book.requests[-1].kind == "amendment"
    return one


def test_a_correction_sent_from_a_second_form_is_where_the_next_one_starts(talk):
    one = corrected_in_a_second_form(talk)
    one.says("/stato")
    told = heard(one.taps(f"Correggere {one.book.requests[0].reference}"))
    assert "Anna Bianchi" in told and "Maria Rossi" not in told


def test_what_was_withdrawn_from_a_second_form_is_not_offered_again(talk):
    one = corrected_in_a_second_form(talk)
    one.says("ritira la richiesta")
    one.says("sì")
    told = heard(one.says("/stato"))
    assert "Ritirare" not in told and "Correggere" not in told


def test_a_reference_is_named_once_before_erasing(talk):
    one = corrected_in_a_second_form(talk)
    told = heard(one.says("/cancella_dati"))
    waiting = one.library.phrases["erase.waiting"].split("((references))")[0].strip("*").split("**")[-1]
    assert waiting in told and told.count(one.book.requests[0].reference) <= 2


def test_a_request_whose_answers_are_gone_offers_nothing(talk):
    one = sent(talk)
    one.says("/stato")
    one.sessions.clear()
    assert one.library.phrases["notice.nothing_sent"] in heard(one.taps(f"Correggere {one.book.requests[0].reference}"))


def test_another_persons_request_cannot_be_reopened(talk):
    one = sent(talk)
    one.says("/stato")
    one.book.requests = [replace(request, person="telegram:999") for request in one.book.requests]
    after = one.taps(f"Correggere {one.book.requests[0].reference}")
    assert one.library.phrases["notice.nothing_sent"] in heard(after)


def test_forms_left_half_way_are_listed(talk):
    one = talk()
    for line in (*SENT[:3], "/incontri"):
        one.says(line)
    told = heard(one.says("/stato"))
    assert "«Richiesta di Capacity Lab»: non concluso, nulla è stato trasmesso." in told
    assert "Riprendere: Richiesta di Capacity Lab" in told


def test_erasure_leaves_nothing_behind(talk):
    one = sent(talk)
    one.says("/cancella_dati")
    after = one.says("sì")
    assert after.forget
    assert after.sessions == ()
    assert after.dialogue.session == ""
    assert not after.dialogue.introduced


def test_erasure_is_not_done_by_another_word(talk):
    one = sent(talk)
    one.says("/cancella_dati")
    assert not one.says("certo che no").forget


def test_the_notice_names_who_the_controller_is(talk):
    one = talk()
    means = replace(one.means, controller={"titolare": "ANCI", "rpd": "rpd@anci.example"})
    event = one.event(text="/privacy")
    after = converse(one.library, one.before(), event, register=one.book, now=one.now, means=means)
    told = heard(after)
    assert "ANCI" in told
    assert "rpd@anci.example" in told
    assert one.library.phrases["privacy.blank"] in told


def test_the_notice_is_one_screen_and_gives_every_term(talk):
    one = talk()
    one.says("/start")
    (message,) = one.says("/privacy").messages
    told = to_plain(message.text)
    assert sum(max(1, -(-len(line) // LINE)) for line in told.splitlines()) <= SCREEN
    for kept in KEPT:
        if kept.personal and kept.days and f"kept.{kept.id}" in one.library.phrases:
            assert fill(one.library.phrases[f"kept.{kept.id}"], {"days": str(kept.days)}) in message.text


@pytest.mark.parametrize(("typed", "forgotten"), [("1", True), ("sì", True), ("2", False), ("no", False)])
def test_in_a_form_the_question_about_erasure_is_answered_first(talk, typed, forgotten):
    one = begun(talk)
    (message,) = one.says("/cancella_dati").messages
    assert [choice.number for choice in message.choices] == [1, 2]
    after = one.says(typed)
    assert after.forget is forgotten
    assert forgotten or after.dialogue.session


@pytest.mark.parametrize("between", ["/privacy", "boh", "/stato"])
def test_erasure_is_not_asked_any_more_once_something_else_was_said(talk, between):
    one = begun(talk)
    one.says("/cancella_dati")
    one.says(between)
    after = one.says("1")
    assert not after.forget
    assert one.session.answers["tipo_ente"].value == "comune"


def begun(talk):
    one = talk()
    one.says("/richiesta")
    one.says("ho letto")
    return one


def test_news_of_what_nobody_remembers_is_no_news(talk):
    one = talk()
    given = {"register": one.book, "now": one.now, "means": one.means}
    assert after_delivery(one.library, Before(), "key", "failed", **given) is None
    assert on_tick(one.library, Before(), "remind", **given) is None
    assert on_release(one.library, Before(), "e", **given) is None


def test_a_letter_delivered_says_nothing(talk):
    one = sent(talk)
    assert one.delivers("sent").messages == ()


def test_who_blocked_us_hears_nothing_of_a_letter_that_failed(talk):
    one = sent(talk)
    one.takes(one.event(kind="blocked"))
    assert one.delivers("failed").messages == ()


def test_a_failed_letter_comes_back_even_when_the_register_lost_it(talk):
    one = sent(talk)
    one.book.requests.clear()
    after = one.delivers("failed")
    assert "non è stata consegnata" in heard(after)
    assert not [file for message in after.messages for file in message.files]


def test_released_outside_a_form_only_says_so(talk):
    one = talk()
    one.says("/start")
    before = Before(one.dialogue.changed(paused=True))
    after = on_release(one.library, before, "e", register=one.book, now=one.now, means=one.means)
    assert heard(after) == one.library.phrases["notice.released"]
