# SPDX-License-Identifier: EUPL-1.2
"""What README.md takes from the project itself: a conversation, the commands, the settings, the map of the modules.

`make docs` runs it through cog; `make check` fails where README.md tells something else.
"""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import click

ROOT = Path(__file__).parents[1]
PACKAGES = ("flows", "knowledge", "bot")
DAY = "2026-11-25"
CUT = "[…]"

# What is typed, and which paragraphs of the answer are shown; none: neither the line nor its answer.
TALK: tuple[tuple[str, slice | None], ...] = (
    ("", slice(1)),  # the greeting
    ("quanto costa un capacity lab?", slice(3)),
    ("vorremmo un laboratorio sul PIAO per il comune di Acri", slice(3, None)),
    ("sì", None),
    ("ho letto", None),
    ("Due concorsi andati deserti: il PIAO va rifatto e l'ufficio tecnico ha una sola persona.", None),
    ("salta", None),
    ("Maria Rossi", None),
    ("segretaria comunale", None),
    ("maria.rossi@comune.example", None),
    ("0984 123456", None),
    ("no", None),
    ("salta", None),
    ("correggi il telefono", slice(3)),
    ("333 1234567", slice(5)),
    ("trasmetti", slice(None)),
)


def conversation() -> str:
    """A conversation as `make chat` prints it, with the names that are new at every run written always the same."""
    with TemporaryDirectory() as folder:
        env = {name: value for name, value in os.environ.items() if not name.startswith(("CAP4CITY_", "PORT"))}
        printed = subprocess.run(
            [sys.executable, "-m", "bot", "chat", "--today", DAY],
            input="".join(f"{typed}\n" for typed, _ in TALK if typed),
            env={**env, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "PYTHONUTF8": "1"},
            cwd=folder, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
    printed = re.sub(r"C4C-\d{4}-\w{4}", "C4C-2026-7K3F", printed)
    printed = re.sub(r"[0-9a-f]{24}", "18c0232876821f6741fc1449", printed)
    turns = re.split(r"^(?=> )", printed, flags=re.M)
    assert len(turns) == len(TALK), "unable to tell one turn from the next"
    return "\n\n".join(_shortened(turns))


def _shortened(turns: list[str]) -> Iterator[str]:
    cut = False
    for turn, (typed, shown) in zip(turns, TALK, strict=True):
        if shown is None:
            if not cut:
                yield CUT
            cut = True
            continue
        said, *answer = turn.rstrip("\n").split("\n\n")
        parts = [said, *answer] if not typed else answer
        yield from [said] if typed else []
        if parts[shown][:1] != parts[:1]:
            yield CUT
        yield from parts[shown]
        cut = bool(parts) and parts[shown][-1:] != parts[-1:]
        if cut:
            yield CUT


def commands_table() -> str:
    """Every command with its arguments and what it says of itself."""
    from bot.cli import commands  # noqa: PLC0415  the map needs none of it

    context = click.Context(commands, info_name="python -m bot")
    rows = ["| `python -m bot …` | |", "|---|---|"]
    for name in commands.list_commands(context):
        command = commands.get_command(context, name)
        assert command is not None
        rows += [f"| `{usage}` | {what} |" for usage, what in _usages(name, command, context)]
    return "\n".join(rows)


def _usages(name: str, command: click.Command, parent: click.Context) -> Iterator[tuple[str, str]]:
    context = click.Context(command, info_name=name, parent=parent)
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            assert found is not None
            yield from _usages(f"{name} {inner}", found, context)
        return
    pieces = [_piece(one, context) for one in command.params]
    yield " ".join([name, *pieces]), (command.help or "").split("\n\n")[0].replace("\n", " ")


def _piece(parameter: click.Parameter, context: click.Context) -> str:
    if not isinstance(parameter, click.Option):
        return parameter.make_metavar(context)
    value = "" if parameter.is_flag else f" {parameter.make_metavar(context).split(' ')[0]}"
    return f"[{parameter.opts[-1]}{value}]"


def settings_table() -> str:
    """Every setting of .env.example: its name, its default, what its comment says."""
    rows = ["| Impostazione | Se manca | |", "|---|---|---|"]
    said: list[str] = []
    for line in (ROOT / ".env.example").read_text("utf-8").splitlines():
        heading, setting = re.fullmatch(r"# --- (.+) ---", line), re.fullmatch(r"#([A-Z0-9_]+)=(.*)", line)
        if heading:
            rows.append(f"| **{heading[1]}** | | |")
        elif setting:
            default = f"`{setting[2]}`" if setting[2] else "–"
            rows.append(f"| `{setting[1]}` | {default} | {' '.join(said)} |")
        said = [*said, line[2:]] if line.startswith("# ") and not heading else []
    return "\n".join(rows)


def module_map() -> str:
    """Every module with the first line of its docstring, folder by folder."""
    lines: list[str] = []
    for package in PACKAGES:
        folders = sorted({one.parent for one in (ROOT / package).rglob("*.py") if "__pycache__" not in one.parts})
        for folder in folders:
            lines += ["", *_folder(folder)] if lines else _folder(folder)
    return "\n".join(lines)


def _folder(folder: Path) -> list[str]:
    lines = [f"{folder.relative_to(ROOT).as_posix() + '/':24}{_first_line(folder / '__init__.py')}"]
    modules = [one for one in sorted(folder.glob("*.py")) if one.name != "__init__.py"]
    return lines + [f"  {one.name:22}{_first_line(one)}" for one in modules]


def _first_line(path: Path) -> str:
    said = ast.get_docstring(ast.parse(path.read_text("utf-8"))) if path.exists() else ""
    return (said or "").split("\n")[0]
