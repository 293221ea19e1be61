# SPDX-License-Identifier: EUPL-1.2
"""The commands for whoever keeps the bot running: `outbox`, `purge`, `erase`, `export-person`, `backup`."""

import json
from pathlib import Path

import click

from bot.app import App, open_app
from bot.clock import ROME, now
from bot.commands.words import PURPOSES, STATES, TARGET, Mistake, Problem, columns, counted, stop
from bot.parcels import Row
from bot.settings import read_settings

_KEPT = {
    "seen": "impronte dei messaggi già letti",
    "messages": "messaggi",
    "letter_texts": "testi di lettere",
    "letters": "notizie dell'invio di lettere",
    "sessions": "moduli",
    "schedule": "promemoria",
    "dialogues": "conversazioni",
    "requests": "richieste nel registro",
    "post": "notizie di e-mail arrivate",
    "post_ids": "riferimenti di e-mail",
    "misses": "domande senza risposta",
}


@click.group()
def outbox() -> None:
    """Ciò che aspetta di partire, e ciò che non è partito."""


@outbox.command("list")
def list_() -> None:
    """Che cosa aspetta, che cosa non è stato consegnato e perché."""
    with open_app(read_settings(), now) as app:
        found = app.outbox.in_state(["waiting", "failed"])
        click.echo(columns([_line(row) for row in found]) if found else "Non aspetta nulla.")


@outbox.command()
@click.argument("number", metavar="ID")
def retry(number: str) -> None:
    """Rimette in coda una riga, con la stessa chiave."""
    with open_app(read_settings(), now) as app:
        row = app.outbox.find(number)
        if row is None:
            raise Problem(f"{number}: nessuna riga con questo numero")
        if row.state == "sent":
            raise Problem(f"{number}: è già partita. Per una lettera: requests resend {row.reference}")
        with app.store.transaction():
            if not app.outbox.again(row, now()):
                raise Problem(f"{number}: il testo non è più conservato")
            app.requests.mark(row.key, "waiting", now())
    click.echo("In coda: parte alla prossima consegna.")


@click.command()
def purge() -> None:
    """Cancella ciò che ha superato il suo tempo di conservazione."""
    with open_app(read_settings(), now) as app:
        counts = app.housekeeping.purge()
        _tell_remnants(app)
    click.echo(columns([(str(count), _KEPT.get(name, name)) for name, count in counts.items()]))


@click.command()
@click.argument("person", metavar="PERSONA")
@click.option("--unsent", is_flag=True, help="Anche le lettere confermate e non ancora partite: non partiranno.")
def erase(person: str, unsent: bool) -> None:
    """Cancella tutto ciò che riguarda una persona (telegram:123, email:a@b.it)."""
    settings = read_settings()
    _check_person(person, (settings.secretariat, settings.address))
    with open_app(settings, now) as app:
        waiting = app.persons.unsent(person, mentions=True)
        if waiting and not unsent:
            told = [f"{one.reference or one.key}: confermata e non ancora trasmessa" for one in waiting]
            stop([*told, "Per cancellare anche queste, che allora non partono: aggiungere --unsent"])
        with app.store.transaction():
            counts = app.persons.erase(person, mentions=True)
        total = sum(counts.values())
        click.echo(
            f"Cancellato: {counted(total, 'riga', 'righe')}." if total else "Non risulta nulla su questa persona."
        )
        app.store.remnants = True
        app.housekeeping.tidy()
        _tell_remnants(app)
    if total:
        click.echo(f"Le lettere già trasmesse restano alla segreteria; quelle in {settings.maildir} restano lì.")


@click.command("export-person")
@click.argument("person", metavar="PERSONA")
def export_person(person: str) -> None:
    """Tutto ciò che riguarda una persona, in JSON."""
    _check_person(person, ())
    with open_app(read_settings(), now) as app:
        click.echo(json.dumps(app.persons.export(person), ensure_ascii=False, indent=2))


@click.command()
@click.argument("file", type=TARGET)
def backup(file: Path) -> None:
    """Una copia coerente del database, anche mentre il servizio lavora."""
    settings = read_settings()
    if file.exists() and settings.database.exists() and file.samefile(settings.database):
        raise Mistake(f"{file}: è il database stesso")
    if not settings.database.exists():
        raise Problem(f"{settings.database}: non c'è nessun database da copiare")
    with open_app(settings, now) as app:
        app.store.backup(file)
    click.echo(f"{file}: copia fatta. Contiene dati personali: conservarla cifrata.")


def _tell_remnants(app: App) -> None:
    """The rows are gone; while another process reads, the disk still holds what they said."""
    if app.store.remnants:
        click.echo(
            "Un altro processo sta leggendo il database: copie delle righe cancellate restano nel file finché non viene"
            " riscritto. Lo fa il servizio ogni giorno; subito, quando è libero, lo fa python -m bot purge."
        )


def _check_person(person: str, ours: tuple[str, ...]) -> None:
    channel, _, address = person.partition(":")
    if channel not in ("telegram", "email", "terminal") or not address:
        raise Mistake(f"«{person}»: scrivere telegram:123, email:a@b.it oppure terminal:local")
    if address.casefold() in (one.casefold() for one in ours):
        raise Mistake(f"«{person}»: è un indirizzo del servizio, non di una persona")


def _line(row: Row) -> tuple[str, ...]:
    due = row.due_at.astimezone(ROME).strftime("%Y-%m-%d %H:%M")
    what = PURPOSES.get(row.purpose, row.purpose)
    where = row.recipient if row.purpose != "message" else row.route
    tries = counted(row.attempts, "tentativo", "tentativi")
    return (str(row.seq), STATES[row.state], what, where, row.reference or "-", tries, due, row.reason)
