# SPDX-License-Identifier: EUPL-1.2
"""Links that open the conversation: only what is known here is opened, and nothing is given away."""

import pytest

from bot.core.links import payload_of, token_of
from bot.core.turns import Linked
from tests.bot.core.talking import heard

FIRST = ("/start ente_A053", "ho letto", "piao", "Il PIAO è da scrivere e manca chi lo sappia fare.", "salta")
WHO = ("Maria Rossi", "dirigente", "m.rossi@comune.example")


def begun(talk, *more):
    one = talk()
    for line in (*FIRST, *more):
        one.says(line)
    return one


def opened(one, address="456", session=None):
    one.linked = Linked(session or one.session, one.chat)
    one.address = address
    return one.says("/start r_0123456789abcdef")


def code_of(one):
    letter = next(one for one in reversed(one.letters) if one.purpose == "notice")
    return letter.text.split("**")[1]


def wrong_for(one):
    return "000000" if code_of(one) != "000000" else "111111"


def test_a_token_needs_the_secret():
    assert token_of("", "session") == ""
    assert token_of("a", "session") != token_of("b", "session")
    assert len(f"r_{token_of('a', 'session')}") <= 64


FORGED = ["faq_..__etc", "lab_nessuno", "ente_Z999X", "ente_A000", "r_1", "x_1", "r_", "𝕏", "a" * 300]


@pytest.mark.parametrize("payload", FORGED)
def test_what_is_not_known_opens_nothing(talk, payload):
    after = talk().says(f"/start {payload}")
    assert after.dialogue.session == ""
    assert after.letters == ()


def test_an_entry_is_shown(talk):
    one = talk()
    after = one.says(f"/start {payload_of('capacity-lab/costo')}")
    assert one.library.entries["capacity-lab/costo"].text[:40] in heard(after)


def test_who_began_it_goes_on_without_a_code(talk):
    one = begun(talk, *WHO)
    assert opened(one, address="123").dialogue.session
    assert not [letter for letter in one.letters if letter.purpose == "notice"]


def test_without_a_secret_nothing_is_opened_from_elsewhere(talk):
    one = begun(talk, *WHO)
    one.secret = ""
    after = opened(one)
    assert after.letters == ()
    assert after.dialogue.claim is None


def test_before_body_and_topic_the_link_says_so(talk):
    one = talk()
    one.says("/richiesta")
    one.says("ho letto")
    told = heard(opened(one))
    assert one.library.phrases["link.nobody"] in told
    assert one.library.phrases["link.no_topic"] in told


def test_three_wrong_codes_close_it(talk):
    one = begun(talk, *WHO)
    opened(one)
    wrong = wrong_for(one)
    assert "Tentativi rimasti: 2" in heard(one.says(wrong))
    one.says(wrong)
    assert one.library.phrases["link.last"] in heard(one.says(wrong))
    after = one.says(code_of(one))
    assert after.dialogue.session == ""
    assert one.library.phrases["link.over"] in heard(after)


def test_an_exhausted_code_is_replaced_by_another(talk):
    one = begun(talk, *WHO)
    opened(one)
    wrong, old = wrong_for(one), code_of(one)
    for _ in range(3):
        one.says(wrong)
    one.says("/start r_0123456789abcdef")
    assert code_of(one) != old
    assert one.says(code_of(one)).dialogue.session


def test_a_code_lasts_a_day(talk):
    one = begun(talk, *WHO)
    opened(one)
    one.waits(hours=25)
    after = one.says(code_of(one))
    assert after.dialogue.session == ""
    assert one.library.phrases["link.over"] in heard(after)


def test_whoever_has_the_link_can_neither_guess_for_ever_nor_fill_a_mailbox(talk):
    one = begun(talk, *WHO)
    one.book.coded = 3
    after = opened(one)
    assert after.letters == ()
    assert after.dialogue.claim is None
    assert "già stati inviati più codici" in heard(after)
    assert "Acri" in heard(after)


def test_an_address_with_six_digits_is_no_code(talk):
    one = begun(talk, *WHO)
    opened(one)
    one.says("/segreteria")
    one.says("ho letto")
    one.says("123456@comune.example")
    assert one.session.answers["email"].value == "123456@comune.example"


def test_a_code_is_mailed_once(talk):
    one = begun(talk, *WHO)
    opened(one)
    one.says("/start r_0123456789abcdef")
    assert len([letter for letter in one.letters if letter.purpose == "notice"]) == 1


def test_a_transmitted_request_is_only_read(talk):
    one = begun(talk, *WHO, "0984123456", "salta", "salta", "trasmetti")
    opened(one)
    after = one.says(code_of(one))
    assert "Maria Rossi" in heard(after)
    assert one.book.requests[0].reference in heard(after)
    assert "cap4city@anci.it" in heard(after)
    assert after.dialogue.session == ""
    assert not [choice for message in after.messages for choice in message.choices]


def test_a_claimed_request_that_was_forgotten_is_unknown(talk):
    one = begun(talk, *WHO)
    opened(one)
    one.sessions.clear()
    assert one.library.phrases["link.unknown"] in heard(one.says(code_of(one)))
