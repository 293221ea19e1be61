# SPDX-License-Identifier: EUPL-1.2
"""Section «mail», the text just written: our own extractor and others on the same letters, in the same run."""

from collections.abc import Callable
from importlib import import_module
from time import perf_counter
from typing import Any

from bot.channels.email_reply import newest_part
from tests.bench.tables import draw_table, percent
from tests.mail_tally import CORPUS, Extract, Sample, corpus_letters, italian_letters, tally

_HEADER = ("the text just written", "letters", "exact, %", "lost", "extra", "seconds")
_LANGUAGES = ["en", "it", "de", "fr", "da", "nl", "pl", "es", "sv", "ja"]


def show_peers_of_mail() -> str:
    """One table for each set of letters that is on this machine."""
    tables = [_table("The Italian letters", list(italian_letters()))]
    if CORPUS.is_dir():
        tables.append(_table("The public collections", list(corpus_letters())))
    else:
        tables.append("The public collections: not on this machine\n")
    return "\n".join(tables)


def _table(title: str, letters: list[Sample]) -> str:
    methods: dict[str, Extract | None] = {"our own": newest_part, "the whole text": lambda text, subject: text}
    methods |= {name: _made(make) for name, make in _PEERS.items()}
    rows = [_row(name, extract, letters) for name, extract in methods.items()]
    return draw_table(
        title, _HEADER, rows, "lost: words of the person missing; extra: words too many; white space apart"
    )


def _row(name: str, extract: Extract | None, letters: list[Sample]) -> tuple[str, ...]:
    if extract is None:
        return name, "not installed", *[""] * 4
    begun = perf_counter()
    found = tally(letters, extract)
    seconds = perf_counter() - begun
    exact = percent(found.exact, found.total)
    return name, str(found.total), exact, str(len(found.lost)), str(len(found.extra)), f"{seconds:.2f}"


def _made(make: Callable[[], Extract]) -> Extract | None:
    try:
        return make()
    except ImportError:
        return None


def _mail_parser_reply() -> Extract:
    parser: Any = import_module("mailparser_reply").EmailReplyParser(languages=_LANGUAGES)

    def extract(text: str, subject: str) -> str:
        replies = parser.read(text).replies
        return str(replies[0].body) if replies else ""

    return extract


def _email_reply_parser() -> Extract:
    parser: Any = import_module("email_reply_parser").EmailReplyParser
    return lambda text, subject: str(parser.parse_reply(text))


_PEERS: dict[str, Callable[[], Extract]] = {
    "mail-parser-reply": _mail_parser_reply,
    "email-reply-parser": _email_reply_parser,
}
