# SPDX-License-Identifier: EUPL-1.2
"""Choices outside the flows: what is meant by a tap, a number, a word."""

from bot.core.dialogue import Offer
from bot.core.menus import option_tapped
from tests.bot.core.talking import heard

SEARCH = {"quanto costa?": "capacity-lab/costo", "chi": ["capacity-lab/costo", "capacity-lab/durata"]}


def test_an_option_is_named_or_counted_from_zero():
    offer = Offer(id="x", options=("flow:richiesta", "none"))
    assert option_tapped(offer, "none") == "none"
    assert option_tapped(offer, "1") == "none"
    assert option_tapped(offer, "2") is None
    assert option_tapped(offer, "²") is None


def test_yes_takes_the_only_flow_offered(talk):
    one = talk()
    one.says("/start")
    one.says("una domanda senza risposta")
    assert one.says("sì, grazie").dialogue.flow == "segreteria"


def test_ok_only_says_that_it_was_read(talk):
    one = talk()
    one.says("/start")
    one.says("una domanda senza risposta")
    assert one.says("ok").dialogue.session == ""


def test_the_name_of_a_flow_opens_it(talk):
    one = talk()
    one.says("/start")
    assert one.says("verificare i requisiti").dialogue.flow == "requisiti"


def test_a_title_can_be_typed(talk):
    one = talk(search=SEARCH)
    one.says("chi")
    title = one.library.entries["capacity-lab/durata"].title
    assert one.says(title.upper()).dialogue.about == "capacity-lab/durata"


def test_a_useful_answer_keeps_its_flow_at_hand(talk):
    one = talk(search=SEARCH)
    one.says("quanto costa?")
    after = one.says("mi è stato utile")
    assert "Scrivere alla segreteria" in heard(after)
    assert after.dialogue.unhelpful == 0


def test_a_menu_is_used_once(talk):
    one = talk(search=SEARCH)
    one.says("quanto costa?")
    one.taps("Mi è stato utile")
    assert one.library.phrases["notice.stale"] in heard(one.taps("Mi è stato utile"))


def test_a_stale_tap_shows_the_menu_that_is_open(talk):
    one = talk(search=SEARCH)
    one.says("/start")
    one.says("chi")
    after = one.takes(one.event(kind="tap", prompt="00000000", option="none"))
    assert "Nessuna di queste" in heard(after)
    assert one.says("3").dialogue.offer.options == ("flow:segreteria",)


def test_labels_of_things_gone_are_their_names(talk):
    one = talk(search=SEARCH)
    one.says("chi")
    text = one.dialogue.changed(offer=Offer(id="x", options=("entry:via/di-qui", "resume:zzz"), first=1)).to_json()
    one.dialogues[one.chat] = text
    assert one.library.phrases["link.unknown"] in heard(one.says("1"))
    one.dialogues[one.chat] = text
    assert one.library.phrases["notice.over"] in heard(one.says("2"))


def test_an_option_from_an_older_release_does_nothing(talk):
    one = talk()
    one.says("/start")
    offer = Offer(id="x", options=("flow:via", "close"), first=1)
    one.dialogues[one.chat] = one.dialogue.changed(offer=offer).to_json()
    assert one.library.phrases["notice.unknown_flow"] in heard(one.says("1"))
    assert one.takes(one.event(kind="tap", prompt="x", option="zzz")).dialogue.session == ""
