# SPDX-License-Identifier: EUPL-1.2
"""The commands about requests and about questions without an answer: `requests`, `gaps`."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path

import click

from bot.app import App, open_app
from bot.clock import ROME, now
from bot.commands.words import Mistake, Problem, columns
from bot.gaps import Gap
from bot.parcels import Row
from bot.register import Registered
from bot.settings import read_settings
from bot.spreadsheets import Table, as_csv, as_json, as_xlsx

_STATES = {
    "waiting": "in attesa di invio",
    "kept": "nella Maildir, non trasmessa",
    "sent": "trasmessa",
    "failed": "non consegnata",
}
_CERTIFIED = {"accepted": "accettata dal gestore PEC", "delivered": "consegnata alla casella PEC"}
_KINDS = {"request": "richiesta", "question": "domanda", "amendment": "integrazione", "withdrawal": "ritiro"}
_FORMATS = {".csv": as_csv, ".xlsx": as_xlsx, ".json": as_json}
_DATE = 2  # the column of _FIXED that a spreadsheet may read as a date
_FIXED = ("riferimento", "tipo", "data", "stato", "ritirata", "ente", "laboratorio", "esito", "e-mail")


@click.group()
def requests() -> None:
    """Il registro delle richieste."""


@requests.command("list")
def list_() -> None:
    """Tutte le richieste, le più recenti per prime."""
    with _opened() as app:
        found = app.requests.all()
        if not found:
            click.echo("Nessuna richiesta.")
            return
        rows = [(one.request.reference, *_summary(one), one.request.body, one.request.lab) for one in found]
        click.echo(columns(rows))


@requests.command()
@click.argument("reference")
def show(reference: str) -> None:
    """Una richiesta con le sue lettere."""
    with _opened() as app:
        for one in _found(app, reference):
            click.echo(f"{one.request.reference}  {'  '.join(_summary(one))}")
            for row in one.request.rows:
                click.echo(f"  {row.label}: {row.value}")
            for letter in app.outbox.of_request(one.request.reference):
                if letter.key == one.request.key:
                    click.echo(f"  {_letter(letter)}")


@requests.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def export(file: Path) -> None:
    """Scrive il registro in un file .csv, .xlsx o .json."""
    write = _FORMATS.get(file.suffix.lower())
    if write is None:
        raise Mistake(f"{file}: il nome deve finire in .csv, .xlsx o .json")
    with _opened() as app:
        found = app.requests.all()[::-1]
    file.write_bytes(write(_table(found), dates={_DATE}))
    file.chmod(0o600)
    click.echo(f"{file}: {len(found)} righe")


@requests.command()
@click.argument("reference")
def resend(reference: str) -> None:
    """Rimette in coda le lettere di una richiesta, con lo stesso Message-ID."""
    with _opened() as app:
        keys = {one.request.key for one in _found(app, reference)}
        letters = [row for row in app.outbox.of_request(reference.strip().upper()) if row.key in keys]
        with app.store.transaction():
            again = [row for row in letters if app.outbox.again(row, now())]
            for row in again:
                app.requests.mark(row.key, "waiting", now())
    if not again:
        raise Problem(f"{reference}: il testo della lettera non è più conservato")
    click.echo(f"{len(again)} in coda: partono alla prossima consegna")


@click.command()
@click.option("--days", type=click.IntRange(1, 3650), default=30, show_default=True, help="Da quanti giorni.")
def gaps(days: int) -> None:
    """Le domande rimaste senza risposta, le più frequenti per prime, ciascuna con una voce da completare."""
    with _opened() as app:
        found = app.gaps.since(now() - timedelta(days=days))
    if not found:
        click.echo("Nessuna domanda senza risposta.")
    for number, gap in enumerate(found, 1):
        click.echo("\n".join(_gap(number, gap)) + "\n")


def _opened() -> AbstractContextManager[App]:
    return open_app(read_settings(), now)


def _found(app: App, reference: str) -> list[Registered]:
    found = app.requests.with_reference(reference)
    if not found:
        raise Problem(f"{reference}: nessuna richiesta con questo riferimento")
    return found


def _summary(one: Registered) -> tuple[str, str, str]:
    when = _minute(one.request.at)
    state = _STATES.get(one.state, one.state)
    return when, _KINDS[one.request.kind], f"{state} (ritirata)" if one.withdrawn else state


def _letter(row: Row) -> str:
    told = f"{_STATES[row.state]} {_minute(row.ended_at)} {row.external} {row.reason}".rstrip()
    certified = _CERTIFIED.get(row.certified, "") if row.state == "sent" else ""
    return f"lettera {row.seq}: {told}" + (f", {certified} {_minute(row.certified_at)}" if certified else "")


def _minute(at: datetime | None) -> str:
    return at.astimezone(ROME).strftime("%Y-%m-%d %H:%M") if at else ""


def _table(found: list[Registered]) -> Table:
    """A row a request; the answers in columns named by their labels, in the order in which they first appear."""
    labels = list(dict.fromkeys(row.label for one in found for row in one.request.rows))
    return [[*_FIXED, *labels], *([*_fixed(one), *_answers(one, labels)] for one in found)]


def _fixed(one: Registered) -> tuple[str, ...]:
    request = one.request
    when, kind, _ = _summary(one)
    withdrawn = "sì" if one.withdrawn else "no"
    state = _STATES.get(one.state, one.state)
    fixed = (request.reference, kind, when, state, withdrawn)
    return (*fixed, request.body, request.lab, request.outcome, request.email)


def _answers(one: Registered, labels: list[str]) -> Iterator[str]:
    told = {row.label: row.value for row in one.request.rows}
    yield from (told.get(label, "") for label in labels)


def _gap(number: int, gap: Gap) -> Iterator[str]:
    """A heading for people, then a file that becomes an entry once it is completed (knowledge/README.md)."""
    yield f"{number}. {gap.count} volte ({', '.join(gap.outcomes)}), l'ultima il {gap.last.astimezone(ROME):%Y-%m-%d}"
    if gap.entries:
        yield f"   non hanno aiutato: {', '.join(gap.entries)}"
    title = gap.question.replace("\\", "\\\\").replace('"', '\\"')
    yield from ("", "---", f'title: "{title}"', "facet: altro", "sources: []", "---", "(risposta da scrivere)", "")
    yield "## Come lo chiedono"
    yield from (f"- {' '.join(question.split())}" for question in (gap.question, *gap.others))
