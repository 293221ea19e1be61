# SPDX-License-Identifier: EUPL-1.2
"""The command line: finds the command asked for, loads only that, turns faults into words and exit codes."""

import errno
import io
import sqlite3
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

import click

from bot import logs
from bot.commands.words import Manual, in_italian, no_command

# A command is loaded when it is called: one question must not wait for a mail library.
_COMMANDS: Mapping[str, str] = {
    "chat": "talking",
    "ask": "asking",
    "mail": "mailing",
    "run": "running",
    "measure": "contents",
    "build": "contents",
    "check": "contents",
    "flows": "contents",
    "doctor": "running",
    "requests": "registry",
    "gaps": "registry",
    "outbox": "upkeep",
    "purge": "upkeep",
    "erase": "upkeep",
    "export-person": "upkeep",
    "backup": "upkeep",
}

_OS_FAULTS = {
    errno.ENOENT: "non esiste",
    errno.EACCES: "il permesso è negato",
    errno.EROFS: "il disco è di sola lettura",
    errno.ENOSPC: "il disco è pieno",
    errno.EISDIR: "è una cartella",
    errno.ENOTDIR: "una parte del percorso non è una cartella",
    errno.EEXIST: "esiste già",
    errno.ENAMETOOLONG: "il nome è troppo lungo",
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every name, in the order of the manual."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, loaded now."""
        if cmd_name not in _COMMANDS:
            return None
        found = getattr(import_module(f"bot.commands.{_COMMANDS[cmd_name]}"), cmd_name.replace("-", "_"))
        assert isinstance(found, click.Command)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named first; a usage error that suggests the nearest one."""
        if args[0] not in _COMMANDS and not args[0].startswith("-"):
            ctx.fail(no_command(args[0], _COMMANDS))
        return super().resolve_command(ctx, args)


click.Context.formatter_class = Manual  # of every command's --help


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    """L'assistente del progetto Cap4City."""


def main() -> None:
    """0 done, 1 the content or the data has a problem, 2 the command or a setting is wrong."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    logs.set_up(sys.stderr, "ERROR")
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run the command that these arguments spell; its exit code."""
    try:
        commands.main(list(arguments), prog_name="python -m bot", standalone_mode=False)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 1
    except click.ClickException as fault:
        click.echo(in_italian(fault), err=True)
        return fault.exit_code
    except BrokenPipeError:  # «| head» has read enough
        sys.stderr.close()
        return 0
    except Exception as fault:
        code, text = _known(fault)
        click.echo(text, err=True)
        return code
    return 0


def _known(fault: Exception) -> tuple[int, str]:
    """Faults that somebody can mend, by the name of their type: naming the type must not load its module."""
    kind = type(fault).__name__
    if kind in ("ContentError", "MeasureError", "StillBusyError"):
        return 1, str(fault)
    if kind in ("SettingsError", "NotReadyError"):
        return 2, str(fault)
    if isinstance(fault, sqlite3.Error):
        return 2, f"CAP4CITY_DATABASE: il database non si può usare ({fault})"
    if isinstance(fault, OSError):
        return 2, f"{fault.filename or 'file'}: {_OS_FAULTS.get(fault.errno or 0, fault.strerror or kind)}"
    raise fault
