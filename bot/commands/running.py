# SPDX-License-Identifier: EUPL-1.2
"""The commands `run` and `doctor`: the service, and whether it would work."""

import asyncio
import os
import signal
import sys

import click

from bot import logs
from bot.app import App, open_app
from bot.checking import unusable
from bot.clock import now, rome_date
from bot.commands.words import stop
from bot.content import ContentError, read_content
from bot.doctor import examine
from bot.readiness import NotReadyError, alone, refusals
from bot.serving import serve
from bot.settings import read_settings

_SILENT = (
    "Nessun canale è acceso: in .env non ci sono né CAP4CITY_TELEGRAM_TOKEN né CAP4CITY_IMAP_HOST."
    " Spedisco soltanto ciò che attende."
)


@click.command()
@click.option("--ephemeral", is_flag=True, help="Avviare anche se il disco non resta.")
@click.option("--pilot", is_flag=True, help="Avviare anche se l'informativa non è completa.")
def run(ephemeral: bool, pilot: bool) -> None:
    """Il servizio: canali, consegna e pulizie in un solo processo."""
    settings = read_settings()
    found = refusals(settings, os.environ, ephemeral=ephemeral, pilot=pilot)
    if found:
        raise NotReadyError("\n".join(found))
    faults = unusable(read_content(), rome_date(now()))
    if faults:
        raise ContentError(faults)
    if not settings.is_public:
        click.echo(_SILENT, err=True)
    logs.set_up(sys.stderr)
    with alone(settings.database), open_app(settings, now) as app:
        asyncio.run(_until_told(app))


async def _until_told(app: App) -> None:
    ending = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, ending.set)
    await serve(app, ending)


@click.command()
def doctor() -> None:
    """Prova davvero le impostazioni e dice che cosa sistemare."""
    findings = examine(read_settings(), os.environ)
    for finding in findings:
        click.echo(f"{'ok ' if finding.fine else 'NO '} {finding.text}")
    if not all(finding.fine for finding in findings):
        stop(["Qualcosa è da sistemare: vedere le righe che cominciano con NO."])
