# SPDX-License-Identifier: EUPL-1.2
"""The methods of the fake Bot API server: what each changes and answers."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.telegram_chats import DATE, Chat, Chats, Message
from tests.telegram_rules import (
    CAPTION_LIMIT,
    FILE_LIMIT,
    RefusalError,
    bad,
    read_commands,
    read_keyboard,
    read_text,
    units,
)

Fields = Mapping[str, str]
Files = Mapping[str, tuple[str, bytes]]
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current"
    " content and reply markup of the message"
)
_KNOWN = {
    "sendMessage": "chat_id text parse_mode link_preview_options reply_markup disable_notification",
    "sendDocument": "chat_id caption parse_mode reply_markup document disable_notification",
    "editMessageReplyMarkup": "chat_id message_id reply_markup",
    "answerCallbackQuery": "callback_query_id text show_alert",
    "sendChatAction": "chat_id action",
}


@dataclass
class Methods:
    """Everything that is answered at once; long polling and webhooks are the server's."""

    chats: Chats
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    words: dict[tuple[str, str], str] = field(default_factory=dict)  # (Description | ShortDescription, language)

    def call(self, method: str, fields: Fields, files: Files) -> object:
        """The result of a method; raises RefusalError."""
        found: Callable[[Fields, Files], object] | None = getattr(self, f"on_{method}", None)
        if found is None:
            raise RefusalError(404, "Not Found: method not found")
        known = _KNOWN.get(method)
        if known is not None and (strange := set(fields) - set(known.split())):
            raise bad(f"unknown parameters {sorted(strange)}")
        return found(fields, files)

    def on_getMe(self, fields: Fields, files: Files) -> object:
        return {"id": 1, "is_bot": True, "first_name": "Assistente", "username": self.chats.username}

    def on_sendMessage(self, fields: Fields, files: Files) -> object:
        text = read_text(fields.get("text", ""), fields.get("parse_mode", ""))
        keyboard = read_keyboard(fields.get("reply_markup", ""))
        return self._sent(self._chat(fields), Message(0, text.strip(), keyboard, fields["text"]))

    def on_sendDocument(self, fields: Fields, files: Files) -> object:
        name, content = files.get("document", ("", b""))
        if not name or not content:
            raise bad("there is no document in the request")
        if len(content) > FILE_LIMIT:
            raise RefusalError(413, "Request Entity Too Large")
        caption = read_text(fields.get("caption", ""), fields.get("parse_mode", ""), CAPTION_LIMIT, empty=True)
        keyboard = read_keyboard(fields.get("reply_markup", ""))
        return self._sent(self._chat(fields), Message(0, caption, keyboard, file=name, content=content))

    def _sent(self, chat: Chat, message: Message) -> object:
        message.number = self.chats.next_number(chat.number)
        message.first = message.keyboard
        chat.messages.append(message)
        bot = {"id": 1, "is_bot": True, "first_name": "Assistente", "username": self.chats.username}
        value = {"message_id": message.number, "date": DATE, "chat": chat.value(), "from": bot, "text": message.text}
        if message.keyboard:
            value["reply_markup"] = {"inline_keyboard": message.keyboard}
        return value

    def _chat(self, fields: Fields) -> Chat:
        chat = self.chats.chats.get(_number(fields, "chat_id"))
        if chat is None:
            raise bad("chat not found")
        if chat.blocked:
            raise RefusalError(403, "Forbidden: bot was blocked by the user")
        return chat

    def on_editMessageReplyMarkup(self, fields: Fields, files: Files) -> object:
        chat = self._chat(fields)
        message = chat.find(_number(fields, "message_id"))
        if message is None:
            raise bad("message to edit not found")
        keyboard = read_keyboard(fields.get("reply_markup", "")) or None
        if keyboard == message.keyboard:
            raise bad(_NOT_MODIFIED)
        message.keyboard = keyboard
        return {"message_id": message.number, "date": DATE, "chat": chat.value(), "text": message.text}

    def on_answerCallbackQuery(self, fields: Fields, files: Files) -> object:
        if units(fields.get("text", "")) > 200:
            raise bad("MESSAGE_TOO_LONG")
        if self.chats.queries.pop(fields.get("callback_query_id", ""), None) is None:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        return True

    def on_sendChatAction(self, fields: Fields, files: Files) -> object:
        if fields.get("action") != "typing":
            raise bad("wrong parameter action in request")
        self._chat(fields).actions.append("typing")
        return True

    def on_setMyCommands(self, fields: Fields, files: Files) -> object:
        self.commands[_place(fields)] = read_commands(fields["commands"])
        return True

    def on_getMyCommands(self, fields: Fields, files: Files) -> object:
        return self.commands.get(_place(fields), [])

    def on_deleteMyCommands(self, fields: Fields, files: Files) -> object:
        self.commands.pop(_place(fields), None)
        return True

    def on_setMyDescription(self, fields: Fields, files: Files) -> object:
        return self._set("description", fields, 512)

    def on_setMyShortDescription(self, fields: Fields, files: Files) -> object:
        return self._set("short_description", fields, 120)

    def on_getMyDescription(self, fields: Fields, files: Files) -> object:
        return self._get("description", fields)

    def on_getMyShortDescription(self, fields: Fields, files: Files) -> object:
        return self._get("short_description", fields)

    def _set(self, name: str, fields: Fields, limit: int) -> bool:
        text = fields.get(name, "")
        if units(text) > limit:
            raise bad("BOT_DESCRIPTION_INVALID")
        self.words[name, _language(fields)] = text
        return True

    def _get(self, name: str, fields: Fields) -> object:
        return {name: self.words.get((name, _language(fields)), "")}


def _number(fields: Fields, name: str) -> int:
    text = fields.get(name, "")
    if not re.fullmatch(r"-?\d+", text):
        raise bad(f"{name} is not specified")
    return int(text)


def _language(fields: Fields) -> str:
    language = fields.get("language_code", "")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad("invalid language code specified")
    return language


def _place(fields: Fields) -> tuple[str, str]:
    scope = json.loads(fields.get("scope") or '{"type": "default"}')
    if scope["type"] not in ("default", "all_private_chats", "all_group_chats", "all_chat_administrators"):
        raise bad("can't parse BotCommandScope")
    return scope["type"], _language(fields)


Result = dict[str, Any]
