# SPDX-License-Identifier: EUPL-1.2
"""How the bot presents itself on Telegram: commands and descriptions, written only where the server's differ."""

from collections.abc import Mapping, Sequence

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
)

_LANGUAGES = ("", "it")  # for everybody, and for those whose client is in Italian
_FIRST = ("start", "aiuto", "help")
_IN_GROUPS = ("privacy", "info")  # there no form is filled in
_ALIASES = {"help": "aiuto"}
_COMMAND = "command."


def list_commands(phrases: Mapping[str, str]) -> tuple[BotCommand, ...]:
    """Every command with what it does, in the order of the phrases."""
    about = {code.removeprefix(_COMMAND): text for code, text in phrases.items() if code.startswith(_COMMAND)}
    names = [*(name for name in _FIRST if _ALIASES.get(name, name) in about), *about]
    return tuple(BotCommand(name, about[_ALIASES.get(name, name)]) for name in dict.fromkeys(names))


async def present(bot: Bot, phrases: Mapping[str, str]) -> int:
    """Bring commands and descriptions up to date; how many had to be written. Raises TelegramError."""
    every = list_commands(phrases)
    few = tuple(one for one in every if one.command in _IN_GROUPS)
    wanted: list[tuple[BotCommandScope, tuple[BotCommand, ...]]] = [
        (BotCommandScopeDefault(), every),
        (BotCommandScopeAllPrivateChats(), ()),  # left behind by another program, they would hide the default
        (BotCommandScopeAllGroupChats(), few),
        (BotCommandScopeAllChatAdministrators(), ()),
    ]
    written = 0
    for language in _LANGUAGES:
        for scope, commands in wanted:
            written += await _command(bot, commands, scope, language)
        written += await _describe(bot, phrases, language)
    return written


async def _command(bot: Bot, commands: Sequence[BotCommand], scope: BotCommandScope, language: str) -> bool:
    if tuple(await bot.get_my_commands(scope, language or None)) == tuple(commands):
        return False
    if commands:
        await bot.set_my_commands(commands, scope, language or None)
    else:
        await bot.delete_my_commands(scope, language or None)
    return True


async def _describe(bot: Bot, phrases: Mapping[str, str], language: str) -> int:
    long, short = phrases.get("telegram.description", ""), phrases.get("telegram.short", "")
    written = 0
    if (await bot.get_my_description(language or None)).description != long:
        await bot.set_my_description(long, language or None)
        written += 1
    if (await bot.get_my_short_description(language or None)).short_description != short:
        await bot.set_my_short_description(short, language or None)
        written += 1
    return written
