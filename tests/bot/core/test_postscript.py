# SPDX-License-Identifier: EUPL-1.2
"""What makes a letter of what was said."""

from dataclasses import replace

import pytest

from bot.core.markup import to_plain
from tests.bot.core.talking import Talk, heard

SEARCH = {"Quanto dura?": "capacity-lab/durata"}


class Friend(Talk):
    @property
    def means(self):
        return replace(super().means, telegram="cap4city_bot")


def told(one, text="Quanto dura?", **fields):
    return to_plain(one.says(text, **fields).messages[0].text)


def test_a_link_goes_on_in_telegram_with_the_answer():
    assert "https://t.me/cap4city_bot?start=faq_capacity-lab__durata" in told(Friend(channel="email", search=SEARCH))


def test_a_form_goes_on_in_telegram_with_its_token():
    text = told(Friend(channel="email"), "Vorremmo chiedere un laboratorio sul PIAO.")
    assert "https://t.me/cap4city_bot?start=r_" in text


def test_without_telegram_there_is_no_link():
    assert "t.me" not in told(Talk(channel="email", search=SEARCH))


@pytest.mark.parametrize("said", ["stato", "privacy", "cancella dati"])
def test_the_commands_of_a_chat_are_words_in_a_letter(said):
    one = Talk(channel="email", address="anna@comune.example")
    text = to_plain(one.says("aiuto").messages[0].text)
    assert (f"«{said}»" in text, "/" in text.replace("https://", "")) == (True, False)
    assert "come «orientamento»" in text
    alone = one.says(f"Buongiorno,\n{said}\n\nCordiali saluti")
    assert alone.why == ""  # obeyed, not answered as a question
    assert "/stato" in heard(Talk().says("aiuto"))


def test_elsewhere_nothing_is_added():
    after = Talk(channel="telegram", search=SEARCH).says("Quanto dura?")
    assert not any("Buongiorno," in message.text for message in after.messages)


def test_nothing_said_is_no_letter():
    assert Talk(channel="email").says("Grazie, cordiali saluti").messages == ()


def test_choices_are_written_out_to_be_answered_by_number():
    one = Talk(channel="email", search={"Chi può chiedere un laboratorio?": "capacity-lab/tipo-ente"})
    text = told(one, "Chi può chiedere un laboratorio?")
    assert "1. Verificare i requisiti" in text
    assert one.says("1\n\nGrazie\nAnna").dialogue.flow == "requisiti"
