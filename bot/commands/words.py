# SPDX-License-Identifier: EUPL-1.2
"""What the commands read and say: days and files as typed, faults in Italian, lines in columns."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

import click

from knowledge.findings import nearest


class Day(click.ParamType):  # type: ignore[type-arg]
    """A day such as 2026-11-22."""

    name = "GIORNO"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; a usage error where it is none."""
        if isinstance(value, date):
            return value
        try:
            if len(str(value)) != len("2026-11-22"):  # fromisoformat also reads 20261122 and week dates
                raise ValueError
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"«{value}» non è un giorno: scriverlo come 2026-11-22", param, ctx)


class Folder(click.ParamType):  # type: ignore[type-arg]
    """A folder that exists."""

    name = "CARTELLA"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Its path; a usage error where there is none."""
        path = Path(str(value))
        if not path.is_dir():
            self.fail(f"«{value}» non è una cartella", param, ctx)
        return path


class Target(click.ParamType):  # type: ignore[type-arg]
    """A file to be written, new or in place of an old one."""

    name = "FILE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Its path; a usage error where a folder bears that name."""
        path = Path(str(value))
        if path.is_dir():
            self.fail(f"«{value}» è una cartella: serve il nome di un file", param, ctx)
        return path


class Whole(click.ParamType):  # type: ignore[type-arg]
    """A whole number between two others."""

    def __init__(self, name: str, low: int, high: int) -> None:
        self.name, self.low, self.high = name, low, high

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; a usage error outside the limits."""
        text = str(value).strip()
        if not (text.isascii() and text.isdigit() and self.low <= int(text[:9]) <= self.high):
            self.fail(f"«{value}» non va bene: scrivere un numero intero da {self.low} a {self.high}", param, ctx)
        return int(text)


STATES = {
    "waiting": "in attesa di invio",
    "kept": "conservata come file, non spedita",
    "sent": "trasmessa",
    "failed": "non consegnata",
}
PURPOSES = {  # of what lies in the outbox
    "message": "messaggio",
    "request": "richiesta",
    "question": "domanda",
    "amendment": "integrazione",
    "withdrawal": "ritiro",
    "receipt": "ricevuta",
    "undelivered": "avviso di mancata consegna",
    "notice": "avviso",
}
DAY = Day()
FOLDER = Folder()
TARGET = Target()


class Problem(click.ClickException):
    """Something to mend in the content or in the data: exit code 1."""

    exit_code = 1


class Mistake(click.ClickException):
    """The command or a setting is wrong: exit code 2."""

    exit_code = 2


def stop(problems: Iterable[str]) -> NoReturn:
    """End with code 1 and every problem on a line of its own."""
    raise Problem("\n".join(problems))


def in_italian(fault: click.ClickException) -> str:
    """What is wrong with a command line, in the words of those who typed it."""
    if isinstance(fault, click.NoSuchOption):
        return f"L'opzione {fault.option_name} non c'è{nearest(fault.option_name, fault.possibilities or ()) or '.'}"
    if isinstance(fault, click.MissingParameter):
        return f"Manca {_named(fault.param)}."
    if isinstance(fault, click.BadParameter):
        return f"{_named(fault.param)}: {fault.message}"
    if isinstance(fault, click.BadOptionUsage):
        return f"L'opzione {fault.option_name} va scritta in un altro modo: vedere --help."
    if isinstance(fault, click.exceptions.NoSuchCommand):
        return no_command(fault.command_name, fault.possibilities or ())
    if isinstance(fault, click.UsageError) and "extra argument" in fault.message:
        return "Ci sono più argomenti del previsto: se la domanda ha degli spazi, metterla fra virgolette."
    return fault.message


def no_command(name: str, known: Iterable[str]) -> str:
    """What is said of a command that there is not."""
    return f"Il comando «{name}» non c'è{nearest(name, known) or '.'}"


_MANUAL = {
    "Options": "Opzioni",
    "Commands": "Comandi",
    "Show this message and exit.": "Mostra queste righe ed esce.",
    "[OPTIONS]": "[OPZIONI]",
    "COMMAND [ARGS]...": "COMANDO …",
}


class Manual(click.HelpFormatter):
    """What --help shows, with click's own words in Italian."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The first line."""
        for word, ours in _MANUAL.items():
            args = args.replace(word, ours)
        super().write_usage(prog, args, "Uso: ")

    def write_heading(self, heading: str) -> None:
        """Above a list."""
        super().write_heading(_MANUAL.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """A list of options or commands."""
        super().write_dl([(name, _MANUAL.get(told, told)) for name, told in rows], col_max, col_spacing)


def _named(param: click.Parameter | None) -> str:
    if isinstance(param, click.Option):
        return param.opts[0]
    return param.human_readable_name if param else "un argomento"


def counted(number: int, one: str, more: str) -> str:
    """«1 riga», «2 righe»."""
    return f"{number} {one if number == 1 else more}"


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows under each other, each column as wide as its longest cell."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "\n".join(lines)
