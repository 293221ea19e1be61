# SPDX-License-Identifier: EUPL-1.2
"""The chats of the fake Bot API server: what lies in each, what people type and tap, as updates."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from typing import Any

Rows = list[list[dict[str, Any]]]
DATE = 1_795_000_000  # 18 November 2026


@dataclass
class Message:
    """Something the bot sent, as the person sees it now."""

    number: int
    text: str
    keyboard: Rows | None = None
    html: str = ""
    file: str = ""
    content: bytes = b""
    first: Rows | None = None  # the keyboard as it was sent

    @property
    def labels(self) -> list[str]:
        return [button["text"] for row in self.keyboard or [] for button in row]


@dataclass
class Chat:
    """A private chat, or a group where `number` is negative."""

    number: int
    first_name: str = "Maria"
    messages: list[Message] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    blocked: bool = False

    @property
    def private(self) -> bool:
        return self.number > 0

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.messages]

    def value(self) -> dict[str, Any]:
        if self.private:
            return {"id": self.number, "type": "private", "first_name": self.first_name}
        return {"id": self.number, "type": "supergroup", "title": "Segretari comunali"}

    def find(self, number: int) -> Message | None:
        return next((one for one in reversed(self.messages) if one.number == number), None)


@dataclass
class Chats:
    """Every chat that the bot may write to, and the updates they lead to."""

    username: str = "cap4city_bot"
    chats: dict[int, Chat] = field(default_factory=dict)
    numbers: Counter[int] = field(default_factory=Counter)
    updates: count = field(default_factory=lambda: count(700_000_001))
    queries: dict[str, int] = field(default_factory=dict)  # callback queries not answered yet, with their chat

    def chat(self, number: int) -> Chat:
        """A chat, opened when it is first asked for."""
        return self.chats.setdefault(number, Chat(number))

    def next_number(self, chat: int) -> int:
        self.numbers[chat] += 1
        return self.numbers[chat]

    def message(self, chat: int, text: str | None = None, **fields: Any) -> dict[str, Any]:
        """An update with a message from a person; `fields` as in the Bot API."""
        return self.update(message=self._message(chat, text, fields))

    def edit(self, chat: int, text: str) -> dict[str, Any]:
        return self.update(edited_message={**self._message(chat, text, {}), "edit_date": DATE + 1})

    def update(self, **kind: Any) -> dict[str, Any]:
        return {"update_id": next(self.updates), **kind}

    def _message(self, chat: int, text: str | None, fields: dict[str, Any]) -> dict[str, Any]:
        where = self.chat(chat)
        person = {"id": abs(chat), "is_bot": False, "first_name": where.first_name}
        value = {"message_id": self.next_number(chat), "date": DATE, "chat": where.value(), "from": person}
        if text is not None:
            value["text"] = text
            if text.startswith("/"):
                size = len(text.split()[0])
                value["entities"] = [{"type": "bot_command", "offset": 0, "length": size}]
        return value | fields

    def tap(self, chat: int, label: str) -> dict[str, Any]:
        """A tap on the newest button with this label (its number left out)."""
        for message in reversed(self.chat(chat).messages):
            for button in (one for row in message.keyboard or [] for one in row):
                if is_label(button["text"], label):
                    return self.press(chat, message, button["callback_data"])
        seen = [message.labels for message in self.chat(chat).messages[-3:]]
        raise AssertionError(f"«{label}» is on no button: {seen}")

    def old_tap(self, chat: int, label: str) -> dict[str, Any]:
        """A tap on the first button that ever bore this label, whether it is still there or not."""
        for message in self.chat(chat).messages:
            for button in (one for row in message.first or [] for one in row):
                if is_label(button["text"], label):
                    return self.press(chat, message, button["callback_data"])
        raise AssertionError(f"«{label}» was never on a button")

    def press(self, chat: int, message: Message, data: str) -> dict[str, Any]:
        """A tap with any data at all."""
        identity = f"{chat}-{next(self.updates)}"
        self.queries[identity] = chat
        shown = {
            "message_id": message.number, "date": DATE, "chat": self.chat(chat).value(), "text": message.text,
            "from": {"id": 1, "is_bot": True, "first_name": "Bot", "username": self.username},
        }  # fmt: skip
        person = {"id": abs(chat), "is_bot": False, "first_name": self.chat(chat).first_name}
        query = {"id": identity, "from": person, "chat_instance": "1", "message": shown, "data": data}
        return self.update(callback_query=query)

    def member(self, chat: int, status: str) -> dict[str, Any]:
        """The person blocks the bot («kicked») or takes it back («member»)."""
        where = self.chat(chat)
        where.blocked = status == "kicked"
        bot = {"id": 1, "is_bot": True, "first_name": "Bot", "username": self.username}
        person = {"id": abs(chat), "is_bot": False, "first_name": where.first_name}
        old = {"user": bot, "status": "member" if where.blocked else "kicked"}
        new = {"user": bot, "status": status}
        for one in (old, new):
            if one["status"] == "kicked":
                one["until_date"] = 0
        change = {"chat": where.value(), "from": person, "date": DATE, "old_chat_member": old, "new_chat_member": new}
        return self.update(my_chat_member=change)


def is_label(shown: str, wanted: str) -> bool:
    """Whether a button bears a label, with or without its number: «2. Comune»."""
    number, mark, rest = shown.partition(". ")
    return shown == wanted or (bool(mark) and number.isdigit() and rest == wanted)
