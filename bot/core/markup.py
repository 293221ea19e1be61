# SPDX-License-Identifier: EUPL-1.2
"""Markdown for each channel: plain text, the HTML of a letter, Telegram's few tags; pieces that fit a message."""

import html
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from flows.wording import Wording, escape, plain

TELEGRAM_LIMIT = 4096  # UTF-16 units after the tags are read (Bot API, sendMessage)
_GAP = 2  # the empty line between two blocks
_LINKS = ("http://", "https://", "tg://")


@dataclass(frozen=True)
class _Dialect:
    """How one reader writes what Markdown means."""

    text: Callable[[str], str]
    wrap: Callable[[str, str], str]  # a tag (b, i, code, pre, blockquote) and what it holds
    link: Callable[[str, str], str]  # label, address


def to_plain(text: str) -> str:
    """For readers without markup: «label (address)», «- item»."""
    return _blocks(_tree(text).children, _Dialect(str, _plain_wrap, _plain_link))


def to_telegram(text: str) -> str:
    """Telegram's HTML: only the tags it knows, everything else escaped."""
    return _blocks(_tree(text).children, _Dialect(_escape, _telegram_wrap, _telegram_link))


def to_mail_html(text: str, language: str = "it") -> str:
    """A whole HTML document for a letter's second part; no style sheet, nothing fetched."""
    body = _parser().render(text).strip()
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head><meta charset="utf-8"></head>\n'
        f'<body style="font-family: sans-serif; line-height: 1.5">\n{body}\n</body>\n</html>\n'
    )


def split(text: str, limit: int = TELEGRAM_LIMIT) -> list[Wording]:
    """Pieces of Markdown whose plain text has at most `limit` UTF-16 units; cut between blocks where possible."""
    if units(to_plain(text)) <= limit:
        return [plain(text)] if text.strip() else []
    pieces: list[str] = []
    room = 0  # what the last piece still takes
    for block, size in _sources(text):
        if size > limit:
            pieces += _cut(block, limit)
            room = 0
        elif size + _GAP <= room:
            pieces[-1] += f"\n\n{block}"
            room -= size + _GAP
        else:
            pieces.append(block)
            room = limit - size
    return [plain(piece) for piece in pieces]


def units(text: str) -> int:
    """The length as Telegram counts it: an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "breaks": True})


def _tree(text: str) -> SyntaxTreeNode:
    return SyntaxTreeNode(_parser().parse(text))


def _sources(text: str) -> list[tuple[str, int]]:
    """The Markdown of each top block, and how long its plain text is."""
    lines = text.split("\n")  # as the parser counts them: U+2028 and its like end no line
    style = _Dialect(str, _plain_wrap, _plain_link)
    nodes = [(node, node.map) for node in _tree(text).children if node.map]
    return [("\n".join(lines[at[0] : at[1]]).strip("\n"), units(_block(node, style))) for node, at in nodes]


def _cut(block: str, limit: int) -> list[str]:
    """A block that is too long by itself, in pieces that fit; it loses its markup."""
    pieces: list[str] = []
    rest = to_plain(block)
    while rest:
        size = _fitting(rest, limit)
        pieces.append(escape(rest[:size].strip()))
        rest = rest[size:].lstrip()
    return pieces


def _fitting(text: str, limit: int) -> int:
    """How many characters to take: to the end of a line, a sentence or a word, or just as many as fit."""
    if units(text) <= limit:
        return len(text)
    size, taken = 0, 0
    while taken + units(text[size]) <= limit:
        taken += units(text[size])
        size += 1
    ends = (text.rfind(mark, size // 2, size) + len(mark.rstrip(" ")) for mark in ("\n", ". ", " "))
    return next((end for end in ends if end > size // 2), size)


def _blocks(nodes: Iterable[SyntaxTreeNode], style: _Dialect) -> str:
    return "\n\n".join(part for part in (_block(node, style) for node in nodes) if part)


def _block(node: SyntaxTreeNode, style: _Dialect) -> str:
    match node.type:
        case "heading":
            return style.wrap("b", _inline(node.children, style))
        case "bullet_list" | "ordered_list":
            return _list(node, style)
        case "blockquote":
            return style.wrap("blockquote", _blocks(node.children, style))
        case "fence" | "code_block":
            return style.wrap("pre", style.text(node.content.rstrip("\n")))
        case "hr":
            return "———"
    return _inline(node.children, style)


def _list(node: SyntaxTreeNode, style: _Dialect) -> str:
    first = int(node.attrs.get("start", 1))
    loose = any(child.type == "paragraph" and not child.hidden for item in node.children for child in item.children)
    items: list[str] = []
    for number, item in enumerate(node.children, first):
        mark = f"{number}. " if node.type == "ordered_list" else "- "
        between = "\n\n" if loose else "\n"
        inside = between.join(filter(None, (_block(child, style) for child in item.children)))
        items.append(mark + inside.replace("\n", "\n" + " " * len(mark)))
    return ("\n\n" if loose else "\n").join(items)


def _inline(nodes: Iterable[SyntaxTreeNode], style: _Dialect) -> str:
    return "".join(_span(node, style) for node in nodes)


def _span(node: SyntaxTreeNode, style: _Dialect) -> str:
    match node.type:
        case "softbreak" | "hardbreak":
            return "\n"
        case "strong":
            return style.wrap("b", _inline(node.children, style))
        case "em":
            return style.wrap("i", _inline(node.children, style))
        case "code_inline":
            return style.wrap("code", style.text(node.content))
        case "link":
            return style.link(_inline(node.children, style), str(node.attrs.get("href", "")))
        case "image":
            return style.text(node.content)
        case "inline":
            return _inline(node.children, style)
    return style.text(node.content)


def _escape(text: str) -> str:
    return html.escape(text, quote=False)


def _plain_wrap(tag: str, text: str) -> str:
    return "> " + text.replace("\n", "\n> ") if tag == "blockquote" else text


def _plain_link(label: str, address: str) -> str:
    shown = address.removeprefix("mailto:").partition("?")[0] if address.startswith("mailto:") else address
    return label if label == shown or not label else f"{label} ({shown})"


def _telegram_wrap(tag: str, text: str) -> str:
    if tag == "blockquote":  # one inside another is refused by the server
        text = text.replace("<blockquote>", "").replace("</blockquote>", "")
    return f"<{tag}>{text}</{tag}>"


def _telegram_link(label: str, address: str) -> str:
    if not address.startswith(_LINKS):  # an address in a «mailto:» is made a link by the client itself
        return _plain_link(label, _escape(address))
    return f'<a href="{html.escape(address)}">{label}</a>'
