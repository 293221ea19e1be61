# SPDX-License-Identifier: EUPL-1.2
"""The text of an HTML letter, with quotations marked «>» and signatures left out where its structure names them."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.channels.email_lines import HISTORY

_READ_AT_MOST = 500_000  # characters
_TAG_AT_MOST = 4_000  # characters of a tag whose attributes are read
_DEPTH_AT_MOST = 2_000  # elements open at once
_MARKS_AT_MOST = 20

# html.parser needs quadratic time for unclosed tags and quotes, so tags are found by this pattern alone.
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:]{0,30})([^<>]*)>|<[!?/][^<>]*>")
_ATTRIBUTE = re.compile(r"([A-Za-z-]{2,30})\s{0,4}=\s{0,4}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))|\b(hidden)\b")
_LONG_NUMBER = re.compile(r"&#[xX]?[0-9A-Fa-f]{9,};?")

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_UNREAD = frozenset("head style script title template noscript object svg select".split())
_NAMING = ("class", "id", "data-marker", "name")  # attributes by which mail programs mark their own parts
_BLOCKS = frozenset(
    "address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr html li main nav ol p pre section table tbody tfoot thead tr ul".split()
)
_APART = frozenset("p h1 h2 h3 h4 h5 h6 ul ol table blockquote pre hr".split())
_HIDDEN = re.compile(
    r"display\s?:\s?none|font-size\s?:\s?0(?:px|pt|em)?\s?(?:;|$|!)|visibility\s?:\s?hidden|mso-hide\s?:\s?all",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"(?:^|[\s_])(?:gmail_signature(?:_prefix)?|moz-signature|applemailsignature|applemailsignatureblock|"
    r"protonmail_signature_block|signature|ms-outlook-mobile-signature|__sig_pre__|__sig_post__|yahoo-signature|"
    r"zm_signature|tutanota_signature)(?:$|\s)",
    re.IGNORECASE,
)
_CITED = re.compile(
    r"(?:^|\s)(?:gmail_quote|protonmail_quote|zmail_extra|tutanota_quote|uol_quote)(?:$|\s)", re.IGNORECASE
)
_BEGINS = re.compile(
    r"(?:^|\s)(?:divrplyfwdmsg|appendonsend|outlookmessageheader|stopspelling|zwchr|__divider__|__headers__|"
    r"yahoo_quoted|ms-outlook-mobile-reference-message|mail-editor-reference-message-container|previousmessage)(?:$|\s)",
    re.IGNORECASE,
)
_BORDERED = re.compile(  # Outlook, Windows Mail; looser, it would find the footers of letterheads
    r"border-top\s?:\s?solid\s(?:#e1e1e1|#b5c4df)\s1\.0pt|border-top-color\s?:\s?rgb\(229, ?229, ?229\)", re.IGNORECASE
)


@dataclass
class _Element:
    name: str
    unread: bool = False
    cited: bool = False
    kept_spaces: bool = False


@dataclass
class _Page:
    """The text made so far, and the elements open at this point."""

    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    open: list[_Element] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    unread: int = 0
    cited: int = 0
    kept_spaces: int = 0


def html_text(source: str) -> str:
    """The text of an HTML letter, of at most half a million characters of it.

    A line of `HISTORY` alone stands where the structure says that the old letter begins.
    """
    page = _Page()
    for name, attributes, closing, words in _tokens(_without_comments(source[:_READ_AT_MOST])):
        if words:
            _write(page, words)
        if not name:
            continue
        if closing:
            _close(page, name)
        else:
            _start(page, name, attributes)
    _break(page)
    return "\n".join(page.lines).strip("\n")


def _without_comments(source: str) -> str:
    parts: list[str] = []
    at = 0
    while (start := source.find("<!--", at)) >= 0:
        end = source.find("-->", start + 4)
        if end < 0:
            break
        parts.append(source[at:start])
        at = end + 3
    return "".join([*parts, source[at:]])


def _tokens(source: str) -> Iterator[tuple[str, Mapping[str, str], bool, str]]:
    """Name, attributes and kind of each tag, with the words before it."""
    at = 0
    for tag in _TAG.finditer(source):
        words = source[at : tag.start()]
        at = tag.end()
        name = (tag[2] or "").lower()
        yield name, _attributes(tag[3] or ""), bool(tag[1]), words
    yield "", {}, False, source[at:]


def _attributes(text: str) -> Mapping[str, str]:
    if len(text) > _TAG_AT_MOST or not text.strip(" /"):
        return {}
    return {
        (match[1] or match[5]).lower(): html.unescape(match[2] or match[3] or match[4] or "")
        for match in _ATTRIBUTE.finditer(_LONG_NUMBER.sub("", text))
    }


def _start(page: _Page, name: str, attributes: Mapping[str, str]) -> None:
    names = " ".join(filter(None, map(attributes.get, _NAMING))) if attributes else ""
    if not page.unread:
        _lay_out(page, name, names)
        if attributes and (_BEGINS.search(names) or _BORDERED.search(attributes.get("style", ""))):
            _break(page)
            page.lines.append(HISTORY)
    if name in _VOID or len(page.open) >= _DEPTH_AT_MOST:
        return
    unread = name in _UNREAD or (bool(attributes) and _is_unread(names, attributes))
    cited = name == "blockquote" and (attributes.get("type", "").lower() == "cite" or bool(_CITED.search(names)))
    _push(page, _Element(name, unread, cited, kept_spaces=name == "pre"))


def _lay_out(page: _Page, name: str, names: str) -> None:
    if name == "br":
        _break(page, always=True)
    elif name in _BLOCKS:
        _break(page, apart=name in _APART and "MsoNormal" not in names)
    elif name in ("td", "th"):
        page.line.append(" ")
    if name == "li":
        page.line.append("- ")


def _is_unread(names: str, attributes: Mapping[str, str]) -> bool:
    """Hidden from the reader, or a signature the mail program put there."""
    if "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")):
        return True
    return bool(_SIGNATURE.search(names)) or attributes.get("data-signatureblock") == "true"


def _push(page: _Page, element: _Element) -> None:
    page.open.append(element)
    page.counts[element.name] = page.counts.get(element.name, 0) + 1
    page.unread += element.unread
    page.cited += element.cited
    page.kept_spaces += element.kept_spaces


def _close(page: _Page, name: str) -> None:
    if not page.counts.get(name):
        return
    while True:
        element = page.open.pop()
        page.counts[element.name] -= 1
        block = not page.unread and element.name in _BLOCKS
        if block:
            _break(page)
        page.unread -= element.unread
        page.cited -= element.cited
        page.kept_spaces -= element.kept_spaces
        if block:
            _break(page, apart=element.name in _APART)
        if element.name == name:
            return


def _write(page: _Page, source: str) -> None:
    if page.unread:
        return
    words = html.unescape(_LONG_NUMBER.sub("", source)).replace(HISTORY, "")
    if not page.kept_spaces:
        page.line.append(re.sub(r"[ \t\r\n\f]+", " ", words))
        return
    first, *others = words.replace("\r\n", "\n").split("\n")
    page.line.append(first)
    for other in others:
        _break(page, always=True)
        page.line.append(other)


def _break(page: _Page, *, always: bool = False, apart: bool = False) -> None:
    """End the line; `always` also where nothing stands on it, `apart` with a blank line after it."""
    marks = "> " * min(page.cited, _MARKS_AT_MOST)
    words = "".join(page.line)
    words = words if page.kept_spaces else words.strip(" ")
    page.line.clear()
    if words or always:
        page.lines.append(f"{marks}{words}".rstrip() if marks else words)
    if apart and page.lines and page.lines[-1].strip("> "):
        page.lines.append(marks.rstrip())
