# SPDX-License-Identifier: EUPL-1.2
"""What the Bot API refuses, after core.telegram.org/bots/api: lengths, HTML, keyboards, commands."""

import html
import json
import re
from typing import Any

TEXT_LIMIT, CAPTION_LIMIT = 4096, 1024
DATA_LIMIT = 64  # bytes
BUTTONS, BUTTONS_IN_A_ROW = 100, 8
FILE_LIMIT = 50_000_000
_TAGS = frozenset("b strong i em u ins s strike del a code pre blockquote span tg-spoiler tg-emoji".split())
_TAG = re.compile(r"<(/?)([a-zA-Z-]*)((?:\s+[a-zA-Z-]+(?:=\"[^\"<>]*\"|='[^'<>]*')?)*)\s*>")
_ATTRIBUTES = {
    "a": re.compile(r'\s+href="(?:https?|tg)://[^"\s]+"'),
    "blockquote": re.compile(r"(?:\s+expandable)?"),
    "code": re.compile(r'(?:\s+class="language-[\w+-]+")?'),
    "span": re.compile(r'\s+class="tg-spoiler"'),
    "tg-emoji": re.compile(r'\s+emoji-id="\d+"'),
}
_NAMED = re.compile(r"&(?!(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);)[a-zA-Z#]\w*;")
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")


class RefusalError(Exception):
    """An answer with `ok: false`."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad(reason: str) -> RefusalError:
    return RefusalError(400, f"Bad Request: {reason}")


def units(text: str) -> int:
    """UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def read_text(text: str, mode: str, limit: int = TEXT_LIMIT, *, empty: bool = False) -> str:
    """The text a person sees; raises RefusalError."""
    if mode not in ("", "HTML"):
        raise bad("unsupported parse_mode")
    if "\x00" in text or any("\ud800" <= one <= "\udfff" for one in text):
        raise bad("strings must be encoded in UTF-8")
    shown = read_html(text) if mode else text
    if not shown.strip() and not empty:
        raise bad("message text is empty")
    if units(shown) > limit:
        raise bad("message is too long")
    return shown


def read_html(text: str) -> str:
    """The text without its tags; raises RefusalError where they are not Telegram's or do not nest."""
    if "<" not in text and "&" not in text:
        return text
    open_tags: list[str] = []
    parts: list[str] = []
    at = 0
    while (start := text.find("<", at)) >= 0:
        parts.append(text[at:start])
        match = _TAG.match(text, start)
        if match is None:
            raise _entity(f"Unsupported start tag at byte offset {start}")
        _nest(open_tags, match, start)
        at = match.end()
    if open_tags:
        raise _entity(f'Can\'t find end tag corresponding to start tag "{open_tags[-1]}"')
    parts.append(text[at:])
    if _NAMED.search(text):
        raise _entity("unknown named entity")
    return html.unescape("".join(parts))


def _nest(open_tags: list[str], match: re.Match[str], at: int) -> None:
    closing, name, attributes = match.groups()
    name = name.lower()
    if closing:
        if not open_tags or open_tags.pop() != name:
            raise _entity(f"Unmatched end tag at byte offset {at}")
        return
    if name not in _TAGS:
        raise _entity(f'Unsupported start tag "{name}" at byte offset {at}')
    rule = _ATTRIBUTES.get(name)
    if (attributes.strip() and rule is None) or (rule is not None and not rule.fullmatch(attributes)):
        raise _entity(f'wrong attributes of "{name}" at byte offset {at}')
    twice = name in open_tags and name in ("a", "blockquote")
    if twice or "code" in open_tags or ("pre" in open_tags and name != "code"):
        raise _entity(f'"{name}" may not stand inside "{open_tags[-1]}"')
    open_tags.append(name)


def _entity(reason: str) -> RefusalError:
    return bad(f"can't parse entities: {reason}")


def read_keyboard(markup: str) -> list[list[dict[str, Any]]] | None:
    """Rows of buttons, None where no keyboard was sent; raises RefusalError."""
    if not markup:
        return None
    try:
        value = json.loads(markup)
    except ValueError:
        raise bad("can't parse reply keyboard markup JSON object") from None
    if not isinstance(value, dict) or set(value) != {"inline_keyboard"}:
        raise bad("object expected as reply markup")
    rows: list[list[dict[str, Any]]] = value["inline_keyboard"]
    buttons = [button for row in rows for button in row]
    if len(buttons) > BUTTONS or any(not 0 < len(row) <= BUTTONS_IN_A_ROW for row in rows):
        raise bad("reply markup is too long")
    for button in buttons:
        _check_button(button)
    return rows


def _check_button(button: dict[str, Any]) -> None:
    if not str(button.get("text", "")).strip():
        raise bad("text buttons are unallowed in the inline keyboard")
    actions = [name for name in ("callback_data", "url") if name in button]
    if len(actions) != 1 or set(button) - {"text", *actions}:
        raise bad("can't parse inline keyboard button: exactly one action expected")
    data = button.get("callback_data")
    if data is not None and not 0 < len(data.encode()) <= DATA_LIMIT:
        raise bad("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and not re.fullmatch(r"(https?|tg)://\S+", url):
        raise bad("inline keyboard button URL is invalid")


def read_commands(text: str) -> list[dict[str, str]]:
    """Commands as they are kept; raises RefusalError."""
    commands: list[dict[str, str]] = json.loads(text)
    names = [one["command"] for one in commands]
    if len(commands) > 100 or len(set(names)) < len(names) or not all(map(_COMMAND.fullmatch, names)):
        raise bad("BOT_COMMAND_INVALID")
    if any(not 1 <= units(one["description"]) <= 256 for one in commands):
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return commands
