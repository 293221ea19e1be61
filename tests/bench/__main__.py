# SPDX-License-Identifier: EUPL-1.2
"""The command line of the bench: `python -m tests.bench [SECTION…]`, all of them where none is named."""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import click

from bot.content import ROOT, load_library
from bot.core.library import Library
from bot.weights_file import pairs_of
from tests.bench.mail import show_mail
from tests.bench.peers import show_peers
from tests.bench.public_sets import show_sets
from tests.bench.questions import TODAY, Question, list_files, read_questions
from tests.bench.rates import show_questions
from tests.bench.scale import show_scale
from tests.bench.speed import show_speed
from tests.bench.telegram import show_telegram

SECTIONS = ("questions", "peers", "sets", "speed", "scale", "mail", "telegram")
FOLDER = click.Path(path_type=Path)


@click.command()
@click.argument("sections", nargs=-1, type=click.Choice(SECTIONS))
@click.option("--root", type=FOLDER, default=ROOT, help="A copy of the project, to measure its content.")
@click.option("--sets", type=FOLDER, default=ROOT / "../shared/retrieval_sets", help="The folder of public sets.")
@click.option("--file", "files", type=FOLDER, multiple=True, help="Questions other than the bench's own.")
def bench(sections: tuple[str, ...], root: Path, sets: Path, files: tuple[Path, ...]) -> None:
    """The measurements, beside what a user would pick instead. Everything but times comes out the same each run."""
    asked = {path.stem: read_questions(path) for path in files or list_files()}
    questions = [one for group in asked.values() for one in group]
    library = load_library(TODAY, root)
    click.echo(_heading(library, len(questions)))
    tables: dict[str, Callable[[], str]] = {
        "questions": lambda: show_questions(library, asked),
        "peers": lambda: show_peers(library, questions),
        "sets": lambda: show_sets(sets.resolve()),
        "speed": lambda: show_speed(root, questions),
        "scale": lambda: show_scale(library, _mixed(questions)),
        "mail": lambda: show_mail(library, _mixed(questions)),
        "telegram": lambda: show_telegram(library, _mixed(questions)),
    }
    for name in sections or SECTIONS:
        begun = perf_counter()
        click.echo(tables[name]())
        click.echo(f"[{name}: {perf_counter() - begun:.0f} s]\n")


def _heading(library: Library, asked: int) -> str:
    model = library.matcher.model
    phrasings = len(pairs_of(library.entries, library.labs))
    lines = [f"{len(library.entries)} entries, {phrasings} phrasings, {asked} questions, as of {TODAY}"]
    lines.append(f"matcher: {model.method}, content {model.digest}")
    if model.method != "softmax":
        lines.append("the weights on disk are not of this content (`make build` makes them): these are counted")
    return "\n".join([*lines, ""])


def _mixed(questions: list[Question]) -> list[Question]:
    """In an order without long runs of one writer."""
    return sorted(questions, key=lambda one: one.id[::-1])


if __name__ == "__main__":
    bench()
