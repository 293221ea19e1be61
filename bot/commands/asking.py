# SPDX-License-Identifier: EUPL-1.2
"""The command `ask`: stateless questions, one answer each."""

import json
import sys
from collections.abc import Iterator
from datetime import date

import click

from bot.clock import now, rome_date
from bot.commands.words import DAY
from bot.content import load_library
from bot.core.answering import Finding, answer
from bot.core.markup import to_plain


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Un oggetto JSON a riga, per altri programmi.")
@click.option("--today", type=DAY, help="Rispondere come in questo giorno (2026-11-22).")
@click.argument("question", required=False, metavar="[DOMANDA]")
def ask(question: str | None, today: date | None, as_json: bool) -> None:
    """Risponde a una domanda; senza, una domanda per riga dallo standard input."""
    day = today or rome_date(now())
    library = load_library(day)
    for line in [question] if question is not None else _lines():
        found = answer(library, line, day)
        shown = json.dumps(told(found), ensure_ascii=False) if as_json else _shown(found, alone=question is not None)
        click.echo(shown)


def _lines() -> Iterator[str]:
    """Line by line, so that another program can ask and wait for each answer."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", errors="replace").removeprefix("\ufeff").rstrip("\r\n")


def told(found: Finding) -> dict[str, object]:
    """What interface.md promises for `ask --json`."""
    return {
        "question": found.question,
        "outcome": found.outcome,
        "known": found.known,
        "text": _text(found),
        "entries": [
            {
                "id": one.id,
                "title": one.title,
                "known": one.known,
                "score": round(one.score, 4),
                "text": to_plain(one.text),
            }
            for one in found.found
        ],
        "flow": found.flow,
        "why": found.why,
    }


def _text(found: Finding) -> str:
    """What the person would read: of suggestions the titles to choose among."""
    text = to_plain(found.text)
    if found.outcome != "suggest":
        return text
    titles = [f"{number}. {one.title}" for number, one in enumerate(found.found, 1)]
    return "\n".join([text, *titles])


def _shown(found: Finding, *, alone: bool) -> str:
    return _text(found) if alone else f"> {found.question}\n\n{_text(found)}\n"
