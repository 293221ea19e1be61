# SPDX-License-Identifier: EUPL-1.2
"""A message as Telegram takes it: HTML in pieces that fit, buttons in rows, files after the words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.core.markup import TELEGRAM_LIMIT, split, to_telegram, units
from bot.core.messages import Attachment, Choice, Outgoing, option_code

VERSION = "1"  # of the callback data: an older release's buttons are only told apart, never obeyed
DATA_LIMIT = 64  # bytes (Bot API, InlineKeyboardButton)
BUTTONS = 100  # on one keyboard
_ROW = 26  # characters that fit side by side on a small phone
_COLUMNS = 3
_REMEMBERED = 500  # texts, some 2 MB
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Button:
    """Exactly one of `data` and `url`."""

    text: str
    data: str = ""
    url: str = ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Page:
    """One request to the server: a text in Markdown and in Telegram's HTML, or a file."""

    text: str = ""
    html: str = ""
    file: Attachment | None = None
    rows: Rows = ()


def make_pages(message: Outgoing, choose: str) -> tuple[Page, ...]:
    """In the order of sending, the keyboard under the last text. `choose` stands over buttons that have no text."""
    texts = [page for page in map(_page, _pieces(message.text)) if _TAG.sub("", page.html).strip()]
    files = [Page(file=file) for file in message.files]
    rows = make_rows(message.choices)
    if rows and not texts:
        texts = [_page(choose)]
    if rows:
        texts[-1] = replace(texts[-1], rows=rows)
    return (*texts, *files)


def _pieces(text: str) -> Sequence[str]:
    """Most texts are far from the limit: nothing that Markdown means makes them twice as long."""
    return [text] if text.strip() and units(text) * 2 <= TELEGRAM_LIMIT else split(text)


@lru_cache(maxsize=_REMEMBERED)
def _page(text: str) -> Page:
    """Remembered in memory, because most texts are the content's own and go to many people."""
    return Page(text, to_telegram(text))


def make_rows(choices: Iterable[Choice]) -> Rows:
    """Short labels side by side, the numbered ones apart from the others."""
    rows: list[list[Button]] = []
    room, listed = 0, False
    for choice in list(choices)[:BUTTONS]:
        button = _button(choice)
        size, numbered = len(button.text), choice.number > 0
        if not rows or size > room or numbered != listed or len(rows[-1]) == _COLUMNS:
            rows.append([])
            room, listed = _ROW, numbered
        rows[-1].append(button)
        room -= size
    return tuple(tuple(row) for row in rows)


def _button(choice: Choice) -> Button:
    text = f"{choice.number}. {choice.label}" if choice.number else str(choice.label)
    if choice.url:
        return Button(text, url=choice.url)
    return Button(text, data=callback_data(choice.prompt, choice.option))


def callback_data(prompt: str, option: str) -> str:
    """What a tap brings back: «1:<prompt>:<option>»; raises ValueError where it does not fit."""
    data = f"{VERSION}:{prompt}:{option_code(option)}"
    if len(data.encode()) > DATA_LIMIT:
        raise ValueError("the name of an option does not fit a button")
    return data


def read_data(data: str) -> tuple[str, str]:
    """Prompt and option of a tap; two empty texts for anything that no button of ours brings."""
    version, _, rest = data.partition(":")
    prompt, mark, option = rest.partition(":")
    return (prompt, option) if version == VERSION and mark and len(data.encode()) <= DATA_LIMIT else ("", "")
