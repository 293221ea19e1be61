# SPDX-License-Identifier: EUPL-1.2
"""Questions in the middle of a flow."""

import pytest

from tests.bot.core.talking import heard

SEARCH = {"quanto costa?": "capacity-lab/costo", "e poi?": ["capacity-lab/costo", "capacity-lab/durata"]}


def asked(talk, text, channel="telegram"):
    one = talk(channel=channel, address="a@b.example", search=SEARCH)
    one.says("/richiesta")
    if channel != "email":
        one.says("ho letto")
    token = one.session.prompt.id
    after = one.says(text)
    return one, after, token


@pytest.mark.parametrize("text", ["quanto costa?", "e poi?", "si può fare in barca?"])
@pytest.mark.parametrize("channel", ["telegram", "terminal", "email"])
def test_the_place_is_kept(talk, text, channel):
    one, after, token = asked(talk, text, channel)
    assert one.session.prompt.id == token
    assert "tipo di ente" in heard(after)


def test_the_answer_is_a_message_of_its_own_and_comes_first(talk):
    _, after, _ = asked(talk, "quanto costa?")
    assert len(after.messages) == 2
    assert "tipo di ente" in after.messages[1].text


def test_only_taps_reach_the_menu_of_an_answer(talk):
    _, after, _ = asked(talk, "quanto costa?")
    numbers = {c.option: c.number for m in after.messages for c in m.choices}
    assert numbers["useful:capacity-lab/costo"] == 0
    assert numbers["comune"] == 1


def test_by_mail_suggestions_are_titles(talk):
    one, after, _ = asked(talk, "e poi?", "email")
    assert f"«{one.library.entries['capacity-lab/durata'].title}»" in heard(after)
    assert not [c for m in after.messages for c in m.choices if c.option.startswith("entry:")]


def test_without_an_answer_the_way_to_a_person_is_told_and_noted(talk):
    one, after, _ = asked(talk, "si può fare in barca?")
    assert one.library.phrases["asked.aside_person"] in heard(after)
    assert [miss.outcome for miss in after.misses] == ["handoff"]


@pytest.mark.parametrize("text", ["si può in barca con un tumore, codice RSSMRA80A01H501U?", "malattia: e poi?"])
def test_what_is_noted_has_no_delicate_words(talk, text):
    one = talk(search={"malattia: e poi?": ["capacity-lab/costo", "capacity-lab/durata"]})
    one.says("/richiesta")
    one.says("ho letto")
    (miss,) = one.says(text).misses
    assert not [word for word in ("tumore", "RSSMRA", "malattia") if word in miss.question]


def test_an_answer_chosen_in_the_middle_is_followed_by_the_question(talk):
    one, _, _ = asked(talk, "e poi?")
    after = one.taps(one.library.entries["capacity-lab/durata"].title)
    assert after.messages[-1].text.endswith("la richiesta?")
