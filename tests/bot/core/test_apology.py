# SPDX-License-Identifier: EUPL-1.2
"""A message that cannot be answered: the person is told, and the secretariat with what it needs to find it."""

import pytest
from fakes import NOW, PHRASES, SECRETARIAT, said

from bot.core.apology import apologies
from bot.core.messages import Letter, Outgoing


def told(incoming, phrases=PHRASES):
    return apologies(incoming, phrases, secretariat=SECRETARIAT, now=NOW, event="e1")


def test_the_person_and_the_secretariat_are_told():
    message, letter = told(said("x"))
    assert (message.person, message.text) == ("telegram:7", "Non è andata. cap4city@anci.example")
    assert (letter.to, letter.subject, letter.text) == (SECRETARIAT, "Messaggio e1", "Da 7")


def test_the_same_message_is_told_once():
    assert [one.key for one in told(said("x"))] == [one.key for one in told(said("x"))]


def test_by_mail_the_answer_stands_in_its_thread():
    said_by_mail = said("x", channel="email", address="a@b.example", thread="t", subject="Chiedo", reply_to="<1@b>")
    message = told(said_by_mail)[0]
    assert (message.thread, message.subject, message.in_reply_to) == ("t", "Chiedo", "<1@b>")


@pytest.mark.parametrize("kind", ["ignored", "blocked"])
def test_whoever_would_not_read_it_is_told_nothing(kind):
    assert [type(one) for one in told(said("x", kind=kind))] == [Letter]


def test_without_words_the_facts_still_arrive():
    message, letter = told(said("x"), {})
    assert isinstance(message, Outgoing)
    assert (message.text, letter.text) == ("cap4city@anci\\.example".replace("\\", ""), "telegram 7 e1")
