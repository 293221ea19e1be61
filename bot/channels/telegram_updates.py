# SPDX-License-Identifier: EUPL-1.2
"""An update of Telegram as what came in, whatever it holds: silence too is a decision with a name."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from telegram import CallbackQuery, ChatMember, ChatMemberUpdated, Message, MessageEntity, Update
from telegram.constants import ChatType

from bot.channels.telegram_page import read_data
from bot.core.messages import Incoming, Kind

ALLOWED = (Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER)  # what is asked for
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,64}))?(?:\s+(.*))?", re.DOTALL)
_LONGEST_ARGUMENT = 200
# In this order: an animation also comes as a document, a venue as a location.
_UNREADABLE = {
    "animation": "other", "photo": "photo", "voice": "voice", "audio": "audio", "video": "video",
    "video_note": "video", "sticker": "sticker", "document": "document", "contact": "contact", "venue": "location",
    "location": "location", "poll": "poll", "dice": "other", "game": "other", "story": "other", "invoice": "other",
    "paid_media": "other", "checklist": "other", "live_photo": "photo", "giveaway": "other",
    "has_media_spoiler": "other",
}  # fmt: skip


@dataclass(frozen=True)
class Own:
    """Who the bot is on Telegram."""

    id: int
    username: str

    @property
    def link(self) -> str:
        """Where it is spoken to in private."""
        return f"https://t.me/{self.username}"


def read(update: Update, own: Own, now: datetime) -> Incoming:
    """What an update is; raises anything at all where its fields are not what they are called."""
    blank = Incoming(channel="telegram", address="", event_id=str(update.update_id), at=now, kind="ignored")
    if update.message is not None:
        return _message(blank, update.message, own)
    if update.edited_message is not None:
        return _edited(blank, update.edited_message)
    if update.callback_query is not None:
        return _tap(blank, update.callback_query)
    if update.my_chat_member is not None:
        return _member(blank, update.my_chat_member)
    return ignored(update.update_id, now, "unasked")


def ignored(update_id: int, now: datetime, rule: str) -> Incoming:
    """Something that is answered by silence. It bears no address: nothing is remembered of who sent it."""
    return Incoming(channel="telegram", address="", event_id=str(update_id), at=now, kind="ignored", text=rule)


def _message(blank: Incoming, message: Message, own: Own) -> Incoming:
    if message.from_user is not None and message.from_user.is_bot:
        return replace(blank, text="bot")
    if message.chat.type == ChatType.PRIVATE:
        return _private(_about(blank, message), message)
    if message.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP) and message.text is not None:
        return _in_group(blank, message, own)
    return replace(blank, text="group")


def _about(blank: Incoming, message: Message, kind: Kind = "text") -> Incoming:
    """Numbers of updates begin anew for another bot: with chat and message they are unique for ever."""
    name = f"{blank.event_id}-{message.chat.id}-{message.message_id}"
    return replace(blank, address=str(int(message.chat.id)), event_id=name, kind=kind)


def _private(found: Incoming, message: Message) -> Incoming:
    if message.text is not None:
        return _typed(found, message.text)
    known = (told for name, told in _UNREADABLE.items() if getattr(message, name, None))
    what = next(known, "other" if message.api_kwargs else "")  # a kind that is newer than the library
    if not what:
        return replace(found, address="", kind="ignored", text="service")
    album = message.media_group_id  # ten pictures at once are told once that they cannot be read
    name = f"album-{found.address}-{album}" if album else found.event_id
    caption = clean(message.caption or "").strip()
    return replace(found, event_id=name, kind="unreadable", text=what, argument=caption)


def _typed(found: Incoming, text: str) -> Incoming:
    text = clean(text)
    command = _COMMAND.fullmatch(text.strip())
    if command is None:
        return replace(found, text=text)
    argument = (command[3] or "").strip()[:_LONGEST_ARGUMENT]
    return replace(found, kind="command", text=command[1].lower(), argument=argument)


def _in_group(blank: Incoming, message: Message, own: Own) -> Incoming:
    """Only what is meant for the bot: «/privacy@name», «@name …», a reply to its words."""
    text = clean(message.text or "")
    command = _COMMAND.fullmatch(text.strip())
    named = command is not None and (command[2] or "").lower() == own.username.lower()
    replied = message.reply_to_message
    asked = replied is not None and replied.from_user is not None and replied.from_user.id == own.id
    mentions = message.parse_entities([MessageEntity.MENTION]).values()
    if not (named or asked or any(name.lower() == f"@{own.username.lower()}" for name in mentions)):
        return replace(blank, text="group")
    said = f"/{command[1].lower()}" if command else re.sub(rf"@{re.escape(own.username)}\b", "", text, flags=re.I)
    return replace(_about(blank, message, "group"), text=" ".join(said.split()), argument=own.link)


def _edited(blank: Incoming, message: Message) -> Incoming:
    if message.chat.type != ChatType.PRIVATE or message.text is None:
        return replace(blank, text="edited")
    return replace(_about(blank, message, "unreadable"), text="edited")


def _tap(blank: Incoming, query: CallbackQuery) -> Incoming:
    chat = query.message.chat if query.message is not None else None
    if chat is None or chat.type != ChatType.PRIVATE:
        return replace(blank, text="tap")
    prompt, option = read_data(clean(query.data or ""))
    name = f"{blank.event_id}-{chat.id}-{query.id}"
    return replace(blank, address=str(int(chat.id)), event_id=name, kind="tap", prompt=prompt, option=option)


def _member(blank: Incoming, change: ChatMemberUpdated) -> Incoming:
    if change.chat.type != ChatType.PRIVATE:
        return replace(blank, text="group")
    gone = change.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT)
    return replace(blank, address=str(int(change.chat.id)), kind="blocked" if gone else "unblocked")


def clean(text: str) -> str:
    """Halves of characters, which JSON can carry and no file can, become «�»; NUL goes."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").replace("\x00", "")
