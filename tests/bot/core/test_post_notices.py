# SPDX-License-Identifier: EUPL-1.2
"""What the secretariat is told about the mailbox."""

from bot.core.markup import to_plain
from bot.core.post_notices import Left, refused, too_many, unanswered
from tests.bot.core.talking import NOW, Talk

LIBRARY = Talk().library
TO = "segreteria@cap4city.example"


def test_a_list_names_sender_subject_and_rule():
    left = [Left("e1", NOW, "a@b.example", "Oggetto *strano*\r\nBcc: x", "dmarc-fail: a@b.example")]
    letter = unanswered(LIBRARY, left, to=TO)
    text = to_plain(letter.text)
    assert "a@b.example – «Oggetto *strano* Bcc: x» – il server di posta non riconosce il mittente (DMARC)" in text
    assert "23 novembre 2026, 10:00" in text


def test_a_rule_without_words_is_named_as_it_is():
    left = [Left("e1", NOW, "", "", "nuova-regola: x")]
    assert "non indicato – «non indicato» – regola «nuova-regola»" in to_plain(unanswered(LIBRARY, left, to=TO).text)


def test_the_same_list_is_the_same_letter():
    one, two = [Left("e1", NOW, "a", "b", "spam")], [Left("e2", NOW, "a", "b", "spam")]
    assert unanswered(LIBRARY, one, to=TO).key == unanswered(LIBRARY, one, to=TO).key
    assert unanswered(LIBRARY, one, to=TO).key != unanswered(LIBRARY, two, to=TO).key


def test_a_refused_answer_says_why():
    letter = refused(LIBRARY, "k1", email="a@b.example", reason="550 5.7.1 PEC only", now=NOW, to=TO)
    assert (letter.key, letter.purpose) == ("k1-refused", "undelivered")
    assert "550 5.7.1 PEC only" in to_plain(letter.text)


def test_slowing_down_is_told_once_a_day():
    assert too_many(LIBRARY, 60, now=NOW, to=TO).key == too_many(LIBRARY, 99, now=NOW, to=TO).key
