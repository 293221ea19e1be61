# SPDX-License-Identifier: EUPL-1.2
"""The fake Bot API server refuses what the real one refuses, so that a test which passes there means something."""

import asyncio
import json

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.ext import ExtBot

from tests.telegram_rules import RefusalError, read_commands, read_html, read_keyboard, read_text
from tests.telegram_server import FLOOD, TOKEN, Fault, TelegramServer


@pytest.fixture
async def server():
    made = TelegramServer()
    await made.start()
    made.chat(7)
    yield made
    await made.stop()


@pytest.fixture
async def bot(server):
    async with ExtBot(TOKEN, f"{server.url}/bot") as made:
        yield made


def keys(**button):
    return InlineKeyboardMarkup([[InlineKeyboardButton("Sì", **button)]])


@pytest.mark.parametrize(
    "text",
    [
        "<b>a", "a</b>", "<b><i>a</b></i>", "<p>a</p>", "<a>a</a>", '<a href="javascript:x">a</a>', "a < b",
        "<b class='x'>a</b>",
        "&nbsp;", "<blockquote><blockquote>a</blockquote></blockquote>", "<code><b>a</b></code>", "<h1>a</h1>", "<br>",
    ],
)  # fmt: skip
def test_html_that_is_not_telegrams_is_refused(text):
    with pytest.raises(RefusalError, match="can't parse entities"):
        read_html(text)


def test_html_that_is_telegrams_is_read():
    text = (
        '<b>a <i>b</i></b> <a href="https://x.example/?a=1&amp;b=2">c</a> &lt;d&gt; <pre><code>e</code></pre> a > b & c'
    )
    assert read_html(text) == "a b c <d> e a > b & c"


@pytest.mark.parametrize("text", ["", "  \n", "<b> </b>", "a" * 4097, "😀" * 2049, "a\x00"])
def test_a_text_too_short_or_too_long_is_refused(text):
    with pytest.raises(RefusalError):
        read_text(text, "HTML")
    assert read_text("😀" * 2048, "HTML")


@pytest.mark.parametrize(
    "button",
    [
        {"text": "a"}, {"text": "", "callback_data": "x"}, {"text": "a", "callback_data": ""},
        {"text": "a", "callback_data": "è" * 33}, {"text": "a", "url": "mailto:a@b"},
        {"text": "a", "url": "https://a.example", "callback_data": "x"},
        {"text": "a", "callback_data": "x", "colour": "red"},
    ],
)  # fmt: skip
def test_buttons_that_do_nothing_or_too_much_are_refused(button):
    with pytest.raises(RefusalError):
        read_keyboard(json.dumps({"inline_keyboard": [[button]]}))


def test_a_keyboard_has_limits():
    button = {"text": "a", "callback_data": "x"}
    for rows in ([[button] * 9], [[button]] * 101, [[]]):
        with pytest.raises(RefusalError):
            read_keyboard(json.dumps({"inline_keyboard": rows}))


@pytest.mark.parametrize("name", ["Aiuto", "cancella-dati", "", "x" * 33])
def test_commands_have_rules(name):
    with pytest.raises(RefusalError):
        read_commands(json.dumps([{"command": name, "description": "x"}]))


async def test_unknown_chats_blocked_bots_and_wrong_tokens_are_told_apart(server, bot):
    with pytest.raises(BadRequest, match="hat not found"):
        await bot.send_message(8, "ciao")
    server.chat(7).blocked = True
    with pytest.raises(Forbidden, match="blocked"):
        await bot.send_message(7, "ciao")
    with pytest.raises(InvalidToken):
        await ExtBot("1:x", f"{server.url}/bot").initialize()


async def test_an_edit_must_change_something(bot):
    sent = await bot.send_message(7, "ciao", reply_markup=keys(callback_data="x"))
    await bot.edit_message_reply_markup(7, sent.message_id)
    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_reply_markup(7, sent.message_id)
    with pytest.raises(BadRequest, match="not found"):
        await bot.edit_message_reply_markup(7, 99)


async def test_a_tap_can_be_answered_once(server, bot):
    await bot.send_message(7, "ciao", reply_markup=keys(callback_data="x"))
    server.taps(7, "Sì")
    (update,) = await bot.get_updates()
    await update.callback_query.answer()
    with pytest.raises(BadRequest, match="too old"):
        await update.callback_query.answer()


async def test_updates_come_again_until_they_are_confirmed(server, bot):
    first = server.says(7, "a")
    server.says(7, "b")
    for _ in range(2):
        assert [update.message.text for update in await bot.get_updates()] == ["a", "b"]
    assert [update.message.text for update in await bot.get_updates(first + 1)] == ["b"]
    assert [update.message.text for update in await bot.get_updates()] == ["b"]


async def test_a_long_poll_waits_for_the_next_update(server, bot):
    asking = asyncio.ensure_future(bot.get_updates(timeout=5))
    await server.until(lambda: server._poll)
    server.says(7, "a")
    assert [update.message.text for update in await asking] == ["a"]


async def test_two_pollers_or_a_webhook_are_a_conflict(server, bot):
    async with ExtBot(TOKEN, f"{server.url}/bot") as other:
        asking = asyncio.ensure_future(bot.get_updates(timeout=5))
        await server.until(lambda: server._poll)
        second = asyncio.ensure_future(other.get_updates(timeout=1))
        with pytest.raises(Conflict):
            await asking
        await second
        await other.set_webhook("https://bot.example/hook")
        with pytest.raises(Conflict):
            await bot.get_updates()


async def test_only_the_kinds_asked_for_come(server, bot):
    await bot.get_updates(allowed_updates=["callback_query"])
    server.says(7, "a")
    assert await bot.get_updates() == ()


async def test_faults_on_demand(server, bot):
    server.fail("sendMessage", FLOOD)
    with pytest.raises(RetryAfter):
        await bot.send_message(7, "ciao")
    for fault in (Fault(502, "Bad Gateway"), Fault(), Fault(acts=True)):
        server.fail("sendMessage", fault, chat=7)
        with pytest.raises(NetworkError):
            await bot.send_message(7, "ciao")
    assert server.chat(7).texts == ["ciao"]


async def test_an_unknown_parameter_or_method_is_refused(bot):
    with pytest.raises(BadRequest, match="nknown parameters"):
        await bot.send_message(7, "ciao", api_kwargs={"colour": "red"})
