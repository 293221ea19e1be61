# SPDX-License-Identifier: EUPL-1.2
"""The command line: the right exit code, words instead of tracebacks, nothing loaded that is not needed."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import _COMMANDS, commands, run

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["chta"], "Il comando «chta» non c'è: forse «chat»?"),
        (["zzzzqq"], "Il comando «zzzzqq» non c'è."),
        (["ask", "--jsn"], "L'opzione --jsn non c'è: forse «--json»?"),
        (["ask", "--today", "domani", "x"], "--today: «domani» non è un giorno: scriverlo come 2026-11-22"),
        (["ask", "--today", "20261122", "x"], "--today: «20261122» non è un giorno"),
        (["ask", "--today", "2026-02-30", "x"], "--today: «2026-02-30» non è un giorno"),
        (["ask", "--today"], "L'opzione --today va scritta in un altro modo"),
        (["ask", "a", "b"], "fra virgolette"),
        (["requests", "show"], "Manca RIFERIMENTO"),
        (["requests", "export", "elenco.txt"], "deve finire in .csv, .xlsx o .json"),
        (["measure", "non-esiste"], "«non-esiste» non è una cartella"),
        (["erase", "pippo"], "«pippo»: scrivere telegram:123"),
        (["erase", "email:CAP4CITY@anci.it"], "è un indirizzo del servizio"),
        (["gaps", "--days", "0"], "--days: «0» non va bene: scrivere un numero intero da 1 a 3650"),
        (["gaps", "--days", "un mese"], "--days: «un mese» non va bene"),
        (["gaps", "--days", "²"], "--days: «²» non va bene"),
        (["requests", "lst"], "Il comando «lst» non c'è: forse «list»?"),
        (["flows", "draw", "note.txt"], "note.txt: non è una cartella"),
        (["flows", "draw", "note.txt/sotto"], "note.txt/sotto: una parte del percorso non è una cartella"),
        (["requests", "export", "nessuna/a.csv"], "nessuna/a.csv: non esiste"),
        (["requests", "export", "note.txt/a.csv"], "note.txt/a.csv: una parte del percorso non è una cartella"),
        (["requests", "export", "cartella.csv"], "FILE: «cartella.csv» è una cartella: serve il nome di un file"),
    ],
)
def test_a_mistyped_command_is_named(tmp_path, monkeypatch, capsys, arguments, told):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "note.txt").write_text("")
    (tmp_path / "cartella.csv").mkdir()
    assert run(arguments) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ({"CAP4CITY_SMTP_PORT": "abc"}, "CAP4CITY_SMTP_PORT: deve essere un numero intero"),
        ({"CAP4CITY_DATABASE": "note.txt"}, "CAP4CITY_DATABASE: il database non si può usare"),
        ({"CAP4CITY_DATABASE": "note.txt/bot.db"}, "note.txt"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path, monkeypatch, capsys, setting, told):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "note.txt").write_text("non è un database " * 100)
    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    assert run(["requests", "list"]) == 2
    assert told in capsys.readouterr().err


def test_every_command_is_there_and_says_what_it_does(capsys):
    assert run(["--help"]) == 0
    shown = capsys.readouterr().out
    for name in _COMMANDS:
        command = commands.get_command(None, name)
        assert command.help
        assert command.help in " ".join(shown.split()) or command.help[:30] in shown


@pytest.mark.parametrize("path", [[name] for name in _COMMANDS] + [["requests", "show"], ["flows", "draw"], []])
def test_the_manual_is_in_italian(capsys, path):
    assert run([*path, "--help"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Uso: python -m bot")
    assert "Mostra queste righe ed esce." in shown
    foreign = (
        "Usage",
        "Options",
        "Commands",
        "Show this",
        "OPTIONS",
        "ARGS",
        "INTEGER",
        "QUESTION",
        "PERSON ",
        "FOLDER",
    )
    assert [word for word in (*foreign, "default", "REFERENCE", "DATE") if word in shown] == []


def test_a_question_waits_for_no_other_part():
    code = (
        "import sys; from bot.cli import commands; commands.get_command(None, 'ask');"
        "print([name for name in ('aiosmtplib', 'sqlite_utils', 'httpx', 'telegram', 'numpy', 'pydantic_settings')"
        " if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_reader_that_has_enough_is_no_fault(tmp_path):
    command = f"{sys.executable} -m bot --help | head -1"
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "Traceback" not in done.stderr
