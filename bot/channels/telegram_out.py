# SPDX-License-Identifier: EUPL-1.2
"""Sends messages to Telegram: the answered buttons go, every piece follows, none arrives twice for our fault."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.channels.telegram_faults import verdict
from bot.channels.telegram_page import Button, Page, Rows, make_pages
from bot.channels.telegram_signs import Signs
from bot.core.markup import to_plain
from bot.core.messages import CannotDeliver, Outgoing, Parcel, Sent

log = logging.getLogger(__name__)

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_PARTLY = 1000  # messages of several pieces whose sending stopped half-way
_REMEMBERED = 10_000
Shown = Callable[[str, str], Sequence[str]]


class TelegramOut:
    """A sender for the outbox. `shown` finds what `Sent` said of the messages that show a prompt's buttons."""

    def __init__(self, bot: Bot, signs: Signs, shown: Shown, choose: Callable[[], str]) -> None:
        self._bot = bot
        self._signs = signs
        self._shown = shown
        self._choose = choose
        self._partly: dict[str, list[str]] = {}
        self._bare: dict[tuple[int, int], None] = {}  # messages whose buttons are gone, oldest first

    async def send(self, parcel: Parcel, *, at: datetime) -> Sent:
        """Take away the answered buttons, then send every piece; raises TryAgainLater or CannotDeliver.

        `Sent.external` is the number of the last message, with the prompts of its buttons: «4711:1a2b3c4d».
        """
        if not isinstance(parcel, Outgoing) or not parcel.address.lstrip("-").isdigit():
            raise CannotDeliver("not a message for Telegram")
        await self._signs.settled(parcel.address)
        try:
            await self._close(parcel)
            return await self._send_pages(parcel)
        except TelegramError as fault:
            raise verdict(fault) from fault

    async def rest(self) -> None:
        """Connections stay open: they are few."""

    async def _close(self, message: Outgoing) -> None:
        """Away with the buttons that were answered, and with the older copy of those that are shown again."""
        prompts = dict.fromkeys([message.closes, *(choice.prompt for choice in message.choices)])
        shown = [self._shown(message.person, prompt) for prompt in prompts if prompt]
        for number in dict.fromkeys(external.partition(":")[0] for found in shown for external in found):
            place = (int(message.address), int(number))
            if place in self._bare:
                continue
            try:
                await self._bot.edit_message_reply_markup(*place, reply_markup=None)
            except BadRequest:  # it has none any more, or the message is gone
                log.info("no buttons to take away", extra={"key": message.key})
            self._bare[place] = None
            if len(self._bare) > _REMEMBERED:
                del self._bare[next(iter(self._bare))]

    async def _send_pages(self, message: Outgoing) -> Sent:
        pages = make_pages(message, self._choose())
        sent = self._partly.pop(message.key, [])  # a piece that arrived is not sent again after a later one failed
        try:
            for page in pages[len(sent) :]:
                sent.append(await self._send_page(int(message.address), page, message.quiet))
                self._signs.answered(message.address)
        except BaseException:
            if sent and len(self._partly) < _PARTLY:
                self._partly[message.key] = sent
            raise
        prompts = ",".join(dict.fromkeys(choice.prompt for choice in message.choices if choice.prompt))
        with_buttons = next((number for number, page in zip(sent, pages, strict=True) if page.rows), "")
        number = with_buttons or (sent[-1] if sent else "")
        return Sent(f"{number}:{prompts}" if prompts else number)

    async def _send_page(self, chat: int, page: Page, quiet: bool) -> str:
        markup, silent = _markup(page.rows), quiet or None
        if page.file is not None:
            file = InputFile(page.file.content, page.file.name)
            sent = await self._bot.send_document(chat, file, reply_markup=markup, disable_notification=silent)
            return str(sent.message_id)
        try:
            sent = await self._bot.send_message(
                chat, page.html, ParseMode.HTML, reply_markup=markup, link_preview_options=_NO_PREVIEW,
                disable_notification=silent,
            )  # fmt: skip
        except BadRequest as fault:
            if "parse entities" not in fault.message:
                raise
            log.error("the server cannot read our HTML", exc_info=fault)
            sent = await self._bot.send_message(
                chat, to_plain(page.text), reply_markup=markup, link_preview_options=_NO_PREVIEW,
                disable_notification=silent,
            )  # fmt: skip
        return str(sent.message_id)


def _markup(rows: Rows) -> InlineKeyboardMarkup | None:
    return InlineKeyboardMarkup([[_button(one) for one in row] for row in rows]) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(button.text, url=button.url or None, callback_data=button.data or None)
