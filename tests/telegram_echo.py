# SPDX-License-Identifier: EUPL-1.2
"""What a bot costs that does nothing: python-telegram-bot's own echo, `telegram_echo.py URL [concurrent]`."""

import sys
from typing import Any

from telegram import Update
from telegram.ext import Application, MessageHandler, filters

from tests.telegram_server import TOKEN


async def echo(update: Update, context: Any) -> None:
    assert update.message is not None
    assert update.message.text is not None
    await update.message.reply_text(update.message.text)


def main(url: str, concurrent: bool) -> None:
    """As in the library's examples; `concurrent_updates` is its own switch for many at once."""
    builder = Application.builder().token(TOKEN).base_url(f"{url}/bot").concurrent_updates(concurrent)
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    main(sys.argv[1], "concurrent" in sys.argv[2:])
