# SPDX-License-Identifier: EUPL-1.2
"""Every update has a meaning, and whatever is not for the bot is silence with a name."""

import pytest
from fakes import NOW
from hypothesis import given
from hypothesis import strategies as st
from telegram import Update

from bot.channels.telegram_updates import Own, clean, read
from tests.telegram_chats import Chats, Message

OWN = Own(1, "cap4city_bot")
GROUP = -100123
PHOTO = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}
SOUND = {"file_id": "f", "file_unique_id": "u", "duration": 1}
UNREADABLE = {
    "photo": ("photo", [PHOTO]),
    "voice": ("voice", SOUND),
    "audio": ("audio", SOUND),
    "video": ("video", SOUND | PHOTO),
    "video_note": ("video", SOUND | {"length": 1}),
    "sticker": ("sticker", PHOTO | {"type": "regular", "is_animated": False, "is_video": False}),
    "document": ("document", {"file_id": "f", "file_unique_id": "u"}),
    "contact": ("contact", {"phone_number": "+39", "first_name": "M"}),
    "location": ("location", {"latitude": 1.0, "longitude": 2.0}),
    "dice": ("other", {"emoji": "🎲", "value": 3}),
    "poll": (
        "poll",
        {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False, "is_anonymous": True,
         "type": "regular", "allows_multiple_answers": False, "allows_revoting": False, "members_only": False},
    ),
}  # fmt: skip


@pytest.fixture
def chats():
    return Chats()


def told(value):
    return read(Update.de_json(value), OWN, NOW)


def test_a_text_is_what_was_typed(chats):
    found = told(chats.message(7, "  Ciao  \n"))
    assert (found.kind, found.text, found.address, found.person) == ("text", "  Ciao  \n", "7", "telegram:7")


def test_the_same_update_is_the_same_event_and_another_is_not(chats):
    one, other = chats.message(7, "a"), chats.message(7, "a")
    assert told(one).event_id == told(one).event_id != told(other).event_id


@pytest.mark.parametrize(
    ("typed", "name", "argument"),
    [
        ("/start", "start", ""),
        ("/start r_abc", "start", "r_abc"),
        ("/Aiuto@cap4city_bot", "aiuto", ""),
        ("/start   faq_a__b \n c", "start", "faq_a__b \n c"),
        (" /annulla ", "annulla", ""),
        ("/start " + "x" * 500, "start", "x" * 200),
    ],
)
def test_a_command_has_a_name_and_an_argument(chats, typed, name, argument):
    found = told(chats.message(7, typed))
    assert (found.kind, found.text, found.argument) == ("command", name, argument)


@pytest.mark.parametrize("typed", ["/", "/è", "//", "/ start", "1/2", "/start@", "/" + "x" * 40])
def test_what_only_looks_like_a_command_is_a_text(chats, typed):
    assert told(chats.message(7, typed)).kind == "text"


@pytest.mark.parametrize("field", UNREADABLE)
def test_what_is_no_text_is_named(chats, field):
    name, value = UNREADABLE[field]
    found = told(chats.message(7, **{field: value}))
    assert (found.kind, found.text) == ("unreadable", name)


def test_words_beside_a_picture_are_kept(chats):
    found = told(chats.message(7, photo=[PHOTO], caption=" quanto\x00 costa? "))
    assert (found.kind, found.text, found.argument) == ("unreadable", "photo", "quanto costa?")


def test_an_animation_is_no_document(chats):
    file = {"file_id": "f", "file_unique_id": "u"}
    assert told(chats.message(7, animation=SOUND | PHOTO, document=file)).text == "other"


def test_an_album_is_told_once(chats):
    one, other = (told(chats.message(7, photo=[PHOTO], media_group_id="9")) for _ in range(2))
    assert one.event_id == other.event_id


def test_a_service_message_is_silence(chats):
    assert told(chats.message(7, pinned_message=None, new_chat_title="x")).kind == "ignored"


def test_what_another_bot_writes_is_silence(chats):
    bot = {"id": 5, "is_bot": True, "first_name": "B"}
    assert told(chats.message(7, "ciao", **{"from": bot})).kind == "ignored"


def test_a_forwarded_question_is_a_question(chats):
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "X"}
    assert told(chats.message(7, "Chi può partecipare?", forward_origin=origin)).kind == "text"


def test_an_edited_text_is_told_that_it_was_read_before(chats):
    found = told(chats.edit(7, "altro"))
    assert (found.kind, found.text) == ("unreadable", "edited")


def test_an_edited_place_is_silence(chats):
    value = chats.message(7, location={"latitude": 1.0, "longitude": 2.0})
    assert told({"update_id": 1, "edited_message": value["message"]}).kind == "ignored"


def tap(chats, data, chat=7):
    return told(chats.press(chat, Message(1, "?", [[]]), data))


def test_a_tap_carries_prompt_and_option(chats):
    found = tap(chats, "1:abcdef12:entry:a/b")
    assert (found.kind, found.prompt, found.option) == ("tap", "abcdef12", "entry:a/b")


@pytest.mark.parametrize(
    "data", ["", "x", "1:", "1:abc", "2:abcdef12:0", "::::", "1" * 64, "\x00\ud800", "1:a:" + "è" * 40]
)
def test_forged_data_is_a_tap_on_nothing(chats, data):
    found = tap(chats, data)
    assert (found.kind, found.prompt, found.option) == ("tap", "", "")


def test_a_tap_on_a_message_too_old_to_be_shown_is_still_a_tap(chats):
    value = chats.press(7, Message(1, "?", [[]]), "1:abcdef12:0")
    value["callback_query"]["message"] = {"chat": chats.chat(7).value(), "message_id": 1, "date": 0}
    assert told(value).prompt == "abcdef12"


def test_a_tap_without_a_chat_is_silence(chats):
    value = chats.press(7, Message(1, "?", [[]]), "1:abcdef12:0")
    del value["callback_query"]["message"]
    assert told(value).kind == "ignored"


@pytest.mark.parametrize(("status", "kind"), [("kicked", "blocked"), ("member", "unblocked")])
def test_blocking_is_noted(chats, status, kind):
    found = told(chats.member(7, status))
    assert (found.kind, found.address) == (kind, "7")


def test_in_a_group_only_what_is_meant_for_the_bot_is_heard(chats):
    mention = [{"type": "mention", "offset": 0, "length": 13}]
    heard = [
        chats.message(GROUP, "/aiuto@cap4city_bot"),
        chats.message(GROUP, "@cap4city_bot quanto costa?", entities=mention),
        chats.message(GROUP, "quanto costa?", reply_to_message={
            "message_id": 1, "date": 1, "chat": chats.chat(GROUP).value(),
            "from": {"id": 1, "is_bot": True, "first_name": "B", "username": "cap4city_bot"},
        }),
    ]  # fmt: skip
    found = [told(value) for value in heard]
    assert [one.kind for one in found] == ["group"] * 3
    assert [one.text for one in found] == ["/aiuto", "quanto costa?", "quanto costa?"]
    assert {one.argument for one in found} == {"https://t.me/cap4city_bot"}


@pytest.mark.parametrize("typed", ["ciao", "/start", "/start@other_bot", "scrivo a cap4city_bot"])
def test_what_others_say_in_a_group_is_silence(chats, typed):
    found = told(chats.message(GROUP, typed))
    assert (found.kind, found.address) == ("ignored", "")


def test_a_photo_or_a_tap_in_a_group_is_silence(chats):
    assert told(chats.message(GROUP, photo=[PHOTO])).kind == "ignored"
    assert tap(chats, "1:abcdef12:0", GROUP).kind == "ignored"
    assert told(chats.member(GROUP, "kicked")).kind == "ignored"


@pytest.mark.parametrize("kind", ["channel_post", "edited_channel_post"])
def test_a_channel_is_silence(chats, kind):
    value = chats.message(7, "x")["message"]
    value["chat"] = {"id": -5, "type": "channel", "title": "C"}
    assert told({"update_id": 3, kind: value}).kind == "ignored"


def test_a_kind_nobody_has_heard_of_is_silence():
    found = told({"update_id": 4, "smell": {"of": "coffee"}})
    assert (found.kind, found.text, found.address) == ("ignored", "unasked", "")


@given(st.text(st.characters(codec=None, categories=["Cs", "Cc", "Lu", "So"])))
def test_what_is_cleaned_can_be_written_down(text):
    assert "\x00" not in clean(text)
    clean(text).encode()
