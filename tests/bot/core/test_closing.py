# SPDX-License-Identifier: EUPL-1.2
"""How what was said becomes messages."""

from bot.core.closing import close, silent
from bot.core.dialogue import Dialogue
from bot.core.exchange import Given, begin
from bot.core.markup import to_plain
from bot.core.messages import Attachment
from bot.core.turns import Before
from flows.wording import plain
from tests.bot.core.talking import NOW, Talk

FILE = Attachment("a.ics", "text/calendar", b"x")


def turn(channel="telegram", event="e1", chat="telegram:1"):
    one = Talk()
    given = Given(library=one.library, means=one.means, register=one.book, now=NOW, event=event)
    dialogue = Dialogue(chat=chat, person=chat, channel=channel, address="1")
    return begin(given, Before(dialogue), dialogue)


def texts(after):
    return [message.text for message in after.messages]


def test_short_notices_go_with_what_follows():
    ex = turn().say(plain("uno")).say(plain("due"))
    assert texts(close(ex)) == ["uno\n\ndue"]


def test_what_has_buttons_ends_a_message():
    ex = turn().say(plain("uno")).offer([("none", plain("Nessuna"))]).say(plain("due"))
    assert texts(close(ex)) == ["uno", "due"]


def test_files_and_things_apart_stand_alone():
    ex = turn().say(plain("uno"), FILE).say(plain("due"), apart=True).say(plain("tre"))
    assert texts(close(ex)) == ["uno", "due", "tre"]


def test_by_mail_everything_is_one_letter():
    ex = turn("email").say(plain("uno"), FILE).say(plain("due"), apart=True).offer([("none", plain("Nessuna"))])
    (message,) = close(ex).messages
    told = to_plain(message.text)
    assert [told.index(word) for word in ("Buongiorno,", "uno", "due", "1. Nessuna")] == sorted(
        told.index(word) for word in ("Buongiorno,", "uno", "due", "1. Nessuna")
    )
    assert (len(message.files), len(message.choices)) == (1, 1)


def test_keys_depend_on_the_event_and_the_chat():
    def key(ex):
        return close(ex.say(plain("uno"))).messages[0].key

    assert key(turn()) == key(turn())
    assert len({key(turn()), key(turn(event="e2")), key(turn(chat="telegram:2"))}) == 3


def test_numbers_go_on_over_the_whole_turn():
    ex = turn().say(plain("uno")).offer([("a", plain("A")), ("b", plain("B"))])
    ex = ex.say(plain("due")).offer([("b", plain("B")), ("c", plain("C"))])
    after = close(ex)
    assert [c.number for m in after.messages for c in m.choices] == [1, 2, 3]
    assert (after.dialogue.offer.options, after.dialogue.offer.first) == (("a", "b", "c"), 1)


def test_a_silent_turn_still_remembers():
    after = silent(turn().say(plain("uno")).remember(paused=True))
    assert after.messages == ()
    assert after.dialogue.paused


def test_nothing_said_is_no_message():
    assert close(turn().say(plain(""))).messages == ()
