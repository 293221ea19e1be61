# SPDX-License-Identifier: EUPL-1.2
"""In front of others one question gets one answer, nothing is begun and nothing is remembered."""

import pytest

from tests.bot.core.talking import CONTENT, heard

LINK = "https://t.me/cap4city_bot"


@pytest.fixture
def asks(talk):
    one = talk(address="-100123", search={"quanto costa?": "capacity-lab/costo", "chi": ["capacity-lab/costo"] * 2})

    def said(text):
        return one.takes(one.event(kind="group", text=text, argument=LINK))

    return said


def phrase(code):
    return CONTENT.phrases[code]


def test_a_question_is_answered_and_the_rest_is_for_the_private_chat(asks):
    after = asks("quanto costa?")
    assert "Le fonti che ho non dicono" in heard(after)
    assert phrase("telegram.group") in heard(after)
    (choice,) = after.messages[-1].choices
    assert (choice.url, choice.prompt) == (LINK, "")


@pytest.mark.parametrize(
    "text", ["/richiesta", "vorrei fare richiesta", "chi", "una cosa mai sentita", "", "x" * 600, "1"]
)
def test_nothing_is_begun_whatever_is_said(asks, text):
    after = asks(text)
    assert heard(after).strip().splitlines()[-2:] == [phrase("telegram.group"), phrase("telegram.private")]
    assert after.dialogue.session == ""
    assert after.sessions == after.letters == ()


def test_the_notice_can_be_read_anywhere(asks):
    assert "Informativa sui dati personali" in heard(asks("/privacy"))
    assert "al servizio del progetto" in heard(asks("/info"))


def test_nothing_is_remembered_of_what_was_said(asks):
    dialogue = asks("quanto costa?").dialogue
    assert (dialogue.about, dialogue.said, dialogue.offer, dialogue.introduced) == ("", (), None, False)
