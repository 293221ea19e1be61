# SPDX-License-Identifier: EUPL-1.2
"""Commands and descriptions: there for everybody, written once, mended when they differ."""

from telegram import BotCommandScopeAllPrivateChats

from bot.channels.telegram_profile import list_commands, present
from bot.content import read_content

PHRASES = read_content().phrases
ASKED_FOR = (
    "start aiuto help laboratori richiesta requisiti incontri stato indietro annulla info privacy cancella_dati"
    " segreteria"
)


def written(server):
    return [call.method for call in server.calls if call.method.startswith(("set", "delete"))]


def test_every_command_asked_for_is_there():
    names = [one.command for one in list_commands(PHRASES)]
    assert names[:3] == ["start", "aiuto", "help"]
    assert set(ASKED_FOR.split()) <= set(names)


async def test_a_new_bot_is_presented_to_everybody_and_in_italian(server, library_bot):
    await present(library_bot, PHRASES)
    names = [one["command"] for one in server.methods.commands["default", ""]]
    assert names == [one["command"] for one in server.methods.commands["default", "it"]]
    assert "cancella_dati" in names
    assert {server.methods.words["description", language] for language in ("", "it")} == {
        PHRASES["telegram.description"]
    }
    assert server.methods.words["short_description", ""] == PHRASES["telegram.short"]


async def test_in_groups_no_form_is_offered(server, library_bot):
    await present(library_bot, PHRASES)
    assert [one["command"] for one in server.methods.commands["all_group_chats", "it"]] == ["info", "privacy"]


async def test_nothing_is_written_twice(server, library_bot):
    assert await present(library_bot, PHRASES) > 0
    server.calls.clear()
    assert await present(library_bot, PHRASES) == 0
    assert written(server) == []


async def test_only_what_differs_is_mended(server, library_bot):
    await present(library_bot, PHRASES)
    server.calls.clear()
    await library_bot.set_my_short_description("Altro", "it")
    await library_bot.set_my_commands([("vecchio", "x")], BotCommandScopeAllPrivateChats())
    server.calls.clear()
    assert await present(library_bot, PHRASES) == 2
    assert sorted(written(server)) == ["deleteMyCommands", "setMyShortDescription"]
