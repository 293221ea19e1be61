# SPDX-License-Identifier: EUPL-1.2
"""The commands about content: `check`, `build`, `measure`, `flows draw`."""

from pathlib import Path

import click

from bot.clock import now, rome_date
from bot.commands.words import FOLDER, stop
from bot.content import ROOT, load_library, read_content


@click.command()
def check() -> None:
    """Legge tutti i contenuti e le impostazioni e dice ogni problema, con file e riga."""
    from bot.settings import SettingsError, read_settings  # noqa: PLC0415  not needed by the other commands here

    problems = [str(problem) for problem in sorted(read_content().problems)]
    try:
        read_settings()
    except SettingsError as fault:
        problems += str(fault).splitlines()
    if problems:
        stop([*problems, f"{len(problems)} problemi."])
    click.echo("Nessun problema.")


@click.command()
def build() -> None:
    """Prepara i pesi della ricerca a partire dai contenuti."""
    from bot.weights_file import write_model  # noqa: PLC0415  needs numpy

    content = read_content()
    if content.problems or content.labs is None:
        stop([str(problem) for problem in sorted(content.problems)])
    figures = write_model(ROOT / "knowledge", content.entries, content.labs, content.lexicon)
    for name, value in figures.items():
        click.echo(f"{name}: {value:.3f}")


@click.command()
@click.argument("folder", type=FOLDER)
def measure(folder: Path) -> None:
    """Le cifre della ricerca su kb.jsonl e test.jsonl di una cartella, in JSON."""
    from bot.measuring import measure as figures_of  # noqa: PLC0415  needs numpy

    click.echo(figures_of(folder).to_json())


@click.group()
def flows() -> None:
    """I percorsi."""


@flows.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), default=Path("docs/flows"))
def draw(folder: Path) -> None:
    """Disegna ogni percorso in una cartella, come diagramma Mermaid."""
    from flows.drawing import draw as drawn  # noqa: PLC0415

    library = load_library(rome_date(now()))
    folder.mkdir(parents=True, exist_ok=True)
    for name, flow in sorted(library.flows.items()):
        path = folder / f"{name}.md"
        path.write_text(f"# {flow.title}\n\n```mermaid\n{drawn(flow)}```\n", "utf-8")
        click.echo(str(path))
