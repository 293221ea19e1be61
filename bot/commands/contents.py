# SPDX-License-Identifier: EUPL-1.2
"""The commands about content: `check`, `build`, `measure`, `flows draw`."""

from pathlib import Path

import click

from bot.clock import now, rome_date
from bot.commands.words import FOLDER, Mistake, stop
from bot.content import ROOT, load_library, read_content


@click.command()
@click.option(
    "--stolen", is_flag=True, help="Elencare anche i modi di chiedere che un'altra risposta vincerebbe (minuti)."
)
def check(stolen: bool) -> None:
    """Legge tutti i contenuti e le impostazioni e dice ogni problema, con file e riga."""
    from bot.checking import check_content  # noqa: PLC0415  not needed by the other commands here
    from bot.settings import SettingsError, read_settings  # noqa: PLC0415

    found = check_content(ROOT, rome_date(now()))
    for warning in (problem for problem in found if problem.warning):
        click.echo(str(warning))
    faults = [str(problem) for problem in found if not problem.warning]
    try:
        read_settings()
    except SettingsError as fault:
        faults += str(fault).splitlines()
    if stolen:
        _tell_stolen()
    if faults:
        stop([*faults, f"Problemi: {len(faults)}."])
    click.echo("Nessun problema.")


def _tell_stolen() -> None:
    from bot.stolen import describe, stolen_phrasings  # noqa: PLC0415  needs numpy

    content = read_content()
    if content.labs is None:
        return
    found = stolen_phrasings(content)
    for line in describe(content, found):
        click.echo(line)
    click.echo(f"Modi di chiedere presi da un'altra risposta: {len(found)}.")


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Ricalcolare le soglie e confrontarle, senza scrivere.")
def build(only_check: bool) -> None:
    """Prepara i pesi della ricerca a partire dai contenuti."""
    from bot.weights_file import compare_model, write_model  # noqa: PLC0415  needs numpy

    content = read_content()
    if content.problems or content.labs is None:
        stop([str(problem) for problem in sorted(content.problems)])
    if only_check:
        changed = compare_model(ROOT / "knowledge", content.entries, content.labs, content.lexicon)
        if changed:
            stop([f"Non corrispondono più ai contenuti: {', '.join(changed)}. Eseguire «make build»."])
        click.echo("Pesi e soglie corrispondono ai contenuti.")
        return
    figures = write_model(ROOT / "knowledge", content.entries, content.labs, content.lexicon)
    for name, value in figures.items():
        click.echo(f"{name}: {value:.3f}")


@click.command()
@click.argument("folder", type=FOLDER, metavar="CARTELLA")
def measure(folder: Path) -> None:
    """Le cifre della ricerca su kb.jsonl e test.jsonl di una cartella, in JSON."""
    from bot.measuring import measure as figures_of  # noqa: PLC0415  needs numpy

    click.echo(figures_of(folder).to_json())


@click.group()
def flows() -> None:
    """I percorsi."""


@flows.command()
@click.argument(
    "folder", required=False, type=click.Path(path_type=Path), default=Path("docs/flows"), metavar="[CARTELLA]"
)
def draw(folder: Path) -> None:
    """Disegna ogni percorso in una cartella, come diagramma Mermaid."""
    from flows.drawing import draw as drawn  # noqa: PLC0415

    library = load_library(rome_date(now()))
    if folder.exists() and not folder.is_dir():
        raise Mistake(f"{folder}: non è una cartella")
    folder.mkdir(parents=True, exist_ok=True)
    for name, flow in sorted(library.flows.items()):
        path = folder / f"{name}.md"
        path.write_text(f"# {flow.title}\n\n```mermaid\n{drawn(flow, library.phrases)}```\n", "utf-8")
        click.echo(str(path))
