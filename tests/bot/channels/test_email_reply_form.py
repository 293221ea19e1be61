# SPDX-License-Identifier: EUPL-1.2
"""The real form, sent back as mail programs do: every answer typed into it reaches the flow."""

import html
import re
import textwrap
from collections.abc import Callable, Mapping

import pytest

from bot.channels.email_html import html_text
from bot.channels.email_reply import newest_part
from bot.core.filled import read_lines
from bot.core.markup import to_mail_html, to_plain
from tests.bot.core.talking import Talk

WROTE = "Il giorno lun 23 nov 2026 alle ore 10:12 Assistente <assistente@cap4city.example> ha scritto:"
BLOCK = (
    "Da: Assistente <assistente@cap4city.example>\nInviato: lunedì 23 novembre 2026 10:12\nA: Uff\nOggetto: Richiesta"
)
TOLD = {
    "2": "Comune", "3": "Acri", "7": "4", "8": "Due concorsi deserti e un ufficio rimasto con una sola persona.",
    "10": "Maria Rossi", "11": "Segretario", "12": "maria.rossi@comune.example", "13": "0984 123456",
}  # fmt: skip
SLOTS = ("tipo_ente", "comune", "lab", "fabbisogno", "referente", "ruolo", "email", "telefono")


def _sent() -> str:
    talk = Talk(channel="email", address="a@b.example")
    opened = talk.takes(talk.event(kind="command", text="richiesta"))
    assert opened
    return opened.messages[-1].text


def _filled(sheet: str, told: Mapping[str, str] = TOLD) -> str:
    """The sheet with each answer after the colon of its line."""
    return re.sub(
        r"(?m)^(\d+)\) (.*:)$", lambda line: f"{line[0]} {told[line[1]]}" if line[1] in told else line[0], sheet
    )


def _quoted(sheet: str) -> str:
    return re.sub(r"(?m)^", "> ", sheet)


def _after_the_colon(sheet: str) -> str:
    return f"{WROTE}\n\n{_quoted(_filled(sheet))}"


def _in_outlook(sheet: str) -> str:
    return f"Ecco le risposte.\nSaluti\nMaria Rossi\n\n{BLOCK}\n\n{_filled(sheet)}"


def _in_wrapped_lines(sheet: str) -> str:
    lines = [part for line in _filled(sheet).splitlines() for part in textwrap.wrap(line, 76) or [""]]
    return f"In allegato anche la delibera.\n\n{WROTE}\n\n{_quoted(chr(10).join(lines))}"


def _under_each_line(sheet: str) -> str:
    lines = _quoted(sheet).splitlines()
    answers = {line: TOLD.get(line[2:].partition(")")[0], "") for line in lines if line.endswith(":")}
    return f"{WROTE}\n" + "\n".join(f"{line}\n{answers[line]}" if answers.get(line) else line for line in lines)


def _on_own_lines_in_outlook(sheet: str) -> str:
    return f"Ecco le risposte.\n\n{BLOCK}\n\n{_with_lines(sheet, below=1)}"


def _under_what_is_asked_in_outlook(sheet: str) -> str:
    return f"{BLOCK}\n\n{_with_lines(sheet, below=2)}"


def _with_blank_lines_in_outlook(sheet: str) -> str:
    return f"Ecco le risposte.\n\n{BLOCK}\n\n{_with_lines(sheet, below=2)}".replace("\n", "\n\n")


def _on_quoted_lines(sheet: str) -> str:
    return f"Ecco le risposte.\n\n{WROTE}\n\n{_quoted(_with_lines(sheet, below=2))}"


def _on_wrapped_quoted_lines(sheet: str) -> str:
    lines = [part for line in _with_lines(sheet, below=2).splitlines() for part in textwrap.wrap(line, 76) or [""]]
    return f"{WROTE}\n\n{_quoted(chr(10).join(lines))}"


def _with_lines(sheet: str, *, below: int) -> str:
    """The sheet with each answer on its own line, so many lines below the question's."""
    lines = sheet.splitlines()
    for at in range(len(lines) - 1, -1, -1):
        number = re.match(r"(\d+)\) .*:$", lines[at])
        if number and number[1] in TOLD:
            lines.insert(at + below, TOLD[number[1]])
    return "\n".join(lines)


def _in_gmail(sheet: str) -> str:
    page = to_mail_html(_sent())
    for number, answer in TOLD.items():
        page = re.sub(rf"(<p>{number}\) .*?:)(?=<br|\n)", rf"\1 {html.escape(answer)}", page, count=1)
    quoted = f'<blockquote class="gmail_quote">{page}</blockquote>'
    wrote = f'<div class="gmail_attr">{html.escape(WROTE)}</div>'
    return html_text(f'<div>Buongiorno, ho scritto sotto.</div><div class="gmail_quote">{wrote}{quoted}</div>')


@pytest.mark.parametrize(
    "sent_back",
    [_after_the_colon, _in_outlook, _in_wrapped_lines, _under_each_line, _in_gmail, _on_own_lines_in_outlook,
     _under_what_is_asked_in_outlook, _with_blank_lines_in_outlook, _on_quoted_lines, _on_wrapped_quoted_lines],
)  # fmt: skip
def test_answers_typed_into_the_form_reach_the_flow(sent_back: Callable[[str], str]) -> None:
    sheet = to_plain(_sent())
    flow = Talk().library.flows["richiesta"]
    read = read_lines(flow, newest_part(sent_back(sheet)), sheet)
    fields = {slot: " ".join(value.split()) for slot, value in read.fields.items()}
    assert fields == dict(zip(SLOTS, TOLD.values(), strict=True))


def test_a_question_above_the_form_is_all_that_was_written() -> None:
    assert newest_part(f"Chi vede questi dati?\n\n{WROTE}\n\n{_quoted(to_plain(_sent()))}") == "Chi vede questi dati?"
    assert newest_part(f"Chi vede questi dati?\n\n{BLOCK}\n\n{to_plain(_sent())}") == "Chi vede questi dati?"
