# SPDX-License-Identifier: EUPL-1.2
"""The commands about requests and about questions without an answer: `requests`, `gaps`."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path

import click

from bot.app import App, open_app
from bot.clock import ROME, now
from bot.commands.words import PURPOSES, STATES, TARGET, Mistake, Problem, Whole, columns, counted
from bot.content import read_content
from bot.core.columns import DATE, Terms, cells, terms_of
from bot.core.letters import LINES
from bot.gaps import Gap
from bot.parcels import Row
from bot.private_files import private_file
from bot.register import Registered
from bot.settings import read_settings
from bot.spreadsheets import Table, as_csv, as_json, as_xlsx

_CERTIFIED = {"accepted": "accettata dal gestore PEC", "delivered": "consegnata alla casella PEC"}
_FORMATS = {".csv": as_csv, ".xlsx": as_xlsx, ".json": as_json}
_OUTCOMES = {"suggest": "solo proposte", "handoff": "nessuna risposta", "unhelpful": "risposta non utile"}


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
        terms = _terms(found)
        click.echo(columns([(*_summary(one, terms), one.request.body, terms.topic(one.request)) for one in found]))


@requests.command()
@click.argument("reference", metavar="RIFERIMENTO")
def show(reference: str) -> None:
    """Una richiesta con le sue lettere."""
    with _opened() as app:
        found = _found(app, reference)
        terms = _terms(found)
        for one in found:
            click.echo("\n".join(_told(one, terms)) + "\n")
        for letter in _letters(app, found):
            click.echo(_letter(letter))


@requests.command()
@click.argument("file", type=TARGET)
def export(file: Path) -> None:
    """Scrive il registro in un file .csv, .xlsx o .json."""
    write = _FORMATS.get(file.suffix.lower())
    if write is None:
        raise Mistake(f"{file}: il nome deve finire in .csv, .xlsx o .json")
    with _opened() as app:
        found = app.requests.all()[::-1]
    with private_file(file) as draft:
        draft.write_bytes(write(_table(found), dates={DATE}))
    click.echo(f"{file}: {counted(len(found), 'riga', 'righe')}")


@requests.command()
@click.argument("reference", metavar="RIFERIMENTO")
def resend(reference: str) -> None:
    """Rimette in coda tutte le lettere di una richiesta, ciascuna con il suo Message-ID."""
    with _opened() as app:
        found = _found(app, reference)
        with app.store.transaction():
            again = [(row, app.outbox.again(row, now())) for row in _letters(app, found)]
            for row, kept in again:
                if kept:
                    app.requests.mark(row.key, "waiting", now())
    if not any(kept for _, kept in again):
        raise Problem(f"{reference}: il testo delle lettere non è più conservato")
    for row, kept in again:
        click.echo(f"{_name(row)}: {'in coda' if kept else 'il testo non è più conservato'}")
    click.echo("Ciò che è in coda parte alla prossima consegna.")


@click.command()
@click.option("--days", type=Whole("GIORNI", 1, 3650), default=30, help="Degli ultimi giorni; 30, se non si dice.")
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


def _terms(found: Sequence[Registered]) -> Terms:
    """A broken file of the content costs its words, not the register."""
    content = read_content()
    flows = [flow for flow, _ in content.flows.values() if any(one.request.flow == flow.flow for one in found)]
    rows = [row for one in found for row in one.request.rows]
    return terms_of(content.letters.get(LINES, ""), content.labs, flows, rows)


def _letters(app: App, found: Sequence[Registered]) -> list[Row]:
    """Every letter that bears the reference: to the secretariat, to the person, about what came back."""
    references = dict.fromkeys(one.request.reference for one in found)
    return [row for reference in references for row in app.outbox.of_request(reference)]


def _summary(one: Registered, terms: Terms) -> tuple[str, ...]:
    request = one.request
    withdrawn = " (ritirata)" if one.withdrawn and request.kind != "withdrawal" else ""
    return request.reference, _minute(request.at), terms.kind(request), _state(one) + withdrawn, terms.outcome(request)


def _state(one: Registered) -> str:
    return STATES.get(one.state, one.state)


def _told(one: Registered, terms: Terms) -> Iterator[str]:
    """One request whole: what is empty is left out, and what the first line has said."""
    yield "  ".join(_summary(one, terms)[:-1])
    for at, (name, value) in enumerate(cells(one.request, terms)):
        if at > DATE and value:
            yield f"  {name}: " + " / ".join(value.splitlines())


def _letter(row: Row) -> str:
    told = f"{STATES[row.state]} {_minute(row.ended_at)} {row.external} {row.reason}".rstrip()
    certified = _CERTIFIED.get(row.certified, "") if row.state == "sent" else ""
    return f"{_name(row)}: {told}" + (f", {certified} {_minute(row.certified_at)}" if certified else "")


def _name(row: Row) -> str:
    """«lettera 16, ricevuta a a@b.example»."""
    return f"lettera {row.seq}, {PURPOSES.get(row.purpose, row.purpose)} a {row.recipient}"


def _minute(at: datetime | None) -> str:
    return at.astimezone(ROME).strftime("%Y-%m-%d %H:%M") if at else ""


def _table(found: list[Registered]) -> Table:
    """A row a request under headings; `dates` of the files is their DATE column."""
    terms = _terms(found)
    rows = [dict(cells(one.request, terms, more=_sent(one, terms))) for one in found]
    return [[*(rows[0] if rows else ())], *([*row.values()] for row in rows)]


def _sent(one: Registered, terms: Terms) -> dict[str, str]:
    withdrawn = "sì" if one.withdrawn else "no"
    return {terms.heading("state"): _state(one), terms.heading("withdrawn"): withdrawn}


def _gap(number: int, gap: Gap) -> Iterator[str]:
    """A heading for people, then a file that becomes an entry once it is completed (knowledge/README.md)."""
    times = counted(gap.count, "volta", "volte")
    outcomes = ", ".join(_OUTCOMES.get(one, one) for one in gap.outcomes)
    yield f"{number}. {times} ({outcomes}), l'ultima il {gap.last.astimezone(ROME):%Y-%m-%d}"
    if gap.entries:
        yield f"   non hanno aiutato: {', '.join(gap.entries)}"
    title = gap.question.replace("\\", "\\\\").replace('"', '\\"')
    yield from ("", "---", f'title: "{title}"', "facet: altro", "sources: []", "---", "(risposta da scrivere)", "")
    yield "## Come lo chiedono"
    yield from (f"- {' '.join(question.split())}" for question in (gap.question, *gap.others))
