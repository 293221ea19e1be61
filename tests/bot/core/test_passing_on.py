# SPDX-License-Identifier: EUPL-1.2
"""A letter passed on to the secretariat."""

from bot.core.dialogue import Dialogue
from bot.core.exchange import Given, begin
from bot.core.markup import to_plain
from bot.core.messages import Incoming
from bot.core.passing_on import pass_on, release_code, session_of
from bot.core.turns import Before
from tests.bot.core.talking import NOW, Talk

MEANS = "segreteria@cap4city.example"


def passed(why="open", **more):
    one = Talk(channel="email")
    values = {"text": "Quanto costa?\n# no titolo\n> citato", "subject": "Domanda"} | more
    incoming = Incoming(channel="email", address="a@b.example", event_id="1", at=NOW, thread="t", **values)
    given = Given(
        library=one.library, means=one.means, register=one.book, now=NOW, event="e", incoming=incoming
    )  # fmt: skip
    dialogue = Dialogue(chat=incoming.chat, person=incoming.person, channel="email", address="a@b.example")
    return pass_on(begin(given, Before(), dialogue), why, ["Quanto costa?"])


def test_it_arrives_as_it_was_written():
    ex, made = passed()
    (letter,) = ex.letters
    text = to_plain(letter.text)
    assert all(line in text for line in ("> Quanto costa?", "> # no titolo", "> > citato"))
    assert (letter.to, letter.reply_to, letter.reference) == (MEANS, "a@b.example", made.reference)


def test_who_writes_is_told_by_the_lines_under_the_text():
    ex, _ = passed(text="Quanto costa?\nMaria Rossi", signature="Comune di Acri\nTel. 0984 123456")
    assert "> Maria Rossi\n> Comune di Acri\n> Tel. 0984 123456" in to_plain(ex.letters[0].text)
    assert "Acri" not in ex.requests[0].rows[0].value  # the same question under another signature is the same
    ex, made = passed(text="Quanto costa?", signature="C.F. RSSMRA80A01H501U")
    assert (made.cleaned, "RSSMRA80A01H501U" in ex.letters[0].text) == (True, False)


def test_it_stands_in_the_register():
    ex, made = passed()
    (request,) = ex.requests
    assert (request.kind, request.reference, request.email) == ("question", made.reference, "a@b.example")


def test_delicate_words_are_not_kept_in_the_register():
    ex, _ = passed(text="Un dipendente è in malattia, quanto costa?")
    assert "malattia" not in ex.requests[0].rows[0].value


def test_delicate_words_do_not_travel():
    secret = "DE89 3704 0044 0532 0130 00"
    ex, made = passed(text=f"Un dipendente è in malattia, quanto costa? IBAN {secret}", subject="Certificato medico")
    (letter,) = ex.letters
    assert not [word for word in ("malattia", secret, "medico") if word in letter.text + letter.subject]
    assert (made.cleaned, "ha tolto" in letter.text, "[omesso]" in to_plain(letter.text)) == (True, True, True)
    ex, made = passed()
    assert (made.cleaned, "ha tolto" in ex.letters[0].text) == (False, False)


def test_a_long_letter_travels_to_its_end_and_without_delicate_words_as_far():
    long = "Il Comune chiede informazioni sul laboratorio.\n" * 300
    ex, _ = passed(text=f"Un collega è in malattia.\n{long}Un altro ha un tumore.\nFine della lettera.")
    text = ex.letters[0].text
    assert ("malattia" in text, "tumore" in text, "Fine della lettera" in text) == (False, False, True)


def test_the_whole_row_is_without_delicate_words_and_still_known_again():
    told = "Un dipendente è in malattia, quanto costa?"
    ex, _ = passed(text=told)
    (row,) = ex.requests[0].rows
    again, _ = passed(text=told.replace(" ", "  ").upper())
    other, _ = passed(text=told.replace("malattia", "gravidanza"))
    assert "malattia" not in str(ex.requests)
    assert row.canonical == again.requests[0].rows[0].canonical != other.requests[0].rows[0].canonical


def test_the_letter_goes_with_its_conversation():
    ex, _ = passed()
    assert ex.letters[0].session == ex.requests[0].session == session_of("email:a@b.example/t")


def test_what_goes_on_follows_the_first_letter():
    ex, _ = passed()
    assert ex.dialogue.passed == ex.letters[0].key


def test_nothing_is_sent_where_the_secretariat_has_it():
    ex, made = passed(others=("CAP4CITY@ANCI.IT".lower(),))
    assert (ex.letters, made.already_there) == ((), True)


def test_only_a_thread_left_to_people_is_given_back():
    assert "RIPRENDI" not in to_plain(passed("open")[0].letters[0].text)
    code = release_code("per le prove", "email:a@b.example/t")
    assert f"RIPRENDI {code}" in to_plain(passed("person")[0].letters[0].text)


def test_a_code_is_one_conversations_own():
    assert release_code("s", "a") != release_code("s", "b") != release_code("t", "b")
