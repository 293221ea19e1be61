# SPDX-License-Identifier: EUPL-1.2
"""The terminal: the same person each time, numbers for buttons, nothing that steers the screen."""

import io

import pytest
from fakes import FILE, NOW, Clock, letter, message

from bot.channels.terminal import PERSON, Terminal, read_lines
from bot.core.messages import CannotDeliver, Choice
from flows.wording import plain


@pytest.fixture
def shown():
    return []


@pytest.fixture
def make(tmp_path, shown):
    def made(*lines, **more):
        return Terminal(lines, shown.append, "run1", Clock(), tmp_path / "files", width=40, **more)

    return made


def test_it_greets_then_hands_in_each_line(make):
    found = list(make("ciao", "2").incoming())
    assert [(one.kind, one.text) for one in found] == [("command", "start"), ("text", "ciao"), ("text", "2")]
    assert {one.person for one in found} == {PERSON} == {"terminal:local"}
    assert len({one.event_id for one in found}) == 3


def test_runs_never_share_an_event(make):
    again = Terminal(["ciao"], print, "run2", Clock(), make().files)
    ids = [one.event_id for terminal in (make("ciao"), again) for one in terminal.incoming()]
    assert len(set(ids)) == 4


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("/Stato", ("command", "stato", "")),
        ("/start r_abc ", ("command", "start", "r_abc")),
        ("/", ("text", "/", "")),
        ("e/o", ("text", "e/o", "")),
        ("", ("text", "", "")),
    ],
)
def test_a_slash_begins_a_command(make, line, read):
    last = list(make(line).incoming())[-1]
    assert (last.kind, last.text, last.argument) == read


def test_esci_ends_the_conversation(make):
    assert len(list(make("ciao", "/ESCI", "mai letto").incoming())) == 2


def test_what_comes_through_a_pipe_is_repeated(make, shown):
    list(make("ciao", echo=True).incoming())
    assert shown == ["> ciao\n\n"]


async def test_choices_are_numbered_and_links_written_out(make, shown):
    choices = (
        Choice("p", "yes", plain("Sì"), 1),
        Choice("p", "back", plain("Indietro")),
        Choice("p", "site", plain("Sito"), url="https://a.example"),
    )
    await make().send(message("m", text="**Quale?**", choices=choices), at=NOW)
    assert "".join(shown) == "Quale?\n\n  1) Sì\n  – Indietro\n  – Sito: https://a.example\n\n"


async def test_long_lines_are_wrapped_under_their_mark(make, shown):
    await make().send(message("m", text="- " + "parola " * 12), at=NOW)
    lines = "".join(shown).rstrip().split("\n")
    assert max(map(len, lines)) <= 40
    assert all(line.startswith("  parola") for line in lines[1:])


async def test_nothing_typed_steers_the_screen(make, shown):
    await make().send(message("m", text="a\x1b[2Jb\x07c\x9bd"), at=NOW)
    assert "".join(shown) == "a[2Jbcd\n\n"


async def test_files_are_put_where_they_can_be_opened(make, shown):
    terminal = make()
    evil = type(FILE)("../../.bashrc", "text/plain", b"x")
    await terminal.send(message("m", files=(FILE, evil)), at=NOW)
    assert (terminal.files / FILE.name).read_bytes() == FILE.content
    assert sorted(path.name for path in terminal.files.iterdir()) == ["bashrc", "richiesta.csv"]
    assert FILE.name in "".join(shown).replace("\n", "")


async def test_letters_are_not_printed(make):
    with pytest.raises(CannotDeliver):
        await make().send(letter("a"), at=NOW)


def test_bytes_that_are_no_text_do_no_harm():
    stream = io.TextIOWrapper(io.BytesIO(b"ci\xffao\nperch\xc3\xa9"), encoding="ascii")
    assert list(read_lines(stream)) == ["ci\ufffdao\n", "perché"]
