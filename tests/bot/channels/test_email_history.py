# SPDX-License-Identifier: EUPL-1.2
"""What announces a history, and what only looks as if it did."""

import pytest

from bot.channels.email_history import Header, Histories, announced_by, is_answer, is_forward
from bot.channels.email_lines import HISTORY

MAIL = "Assistente <assistente@cap4city.example>"


@pytest.mark.parametrize(
    "sentence",
    [f"Il giorno mar 17 nov 2026 alle ore 10:12 {MAIL} ha scritto:", "Il 17/11/26 10:12, Assistente ha scritto:",
     f"In data 17 novembre 2026 10:12:00 {MAIL} ha scritto:", f'"Assistente" {MAIL} ha scritto:',
     f"Il mar 17 nov 2026, 12:00 {MAIL} ha scritto:", f"Martedì, 17 Novembre 2026, 10:12AM +01:00 da {MAIL}:",
     "Il giorno mar 17 nov 2026 alle ore 10:12 Assistente <\nassistente@cap4city.example> ha\nscritto:",
     "On Tue, Nov 17, 2026 at 10:12 AM Anna <a@b.example> wrote:", "Am 17.11.2026 um 10:12 schrieb Anna <a@b.example>:",
     "Le 17 nov. 2026 à 10:12, Anna <a@b.example> a écrit :",
     f"Cita {MAIL}:", "Am 17.11.2026 um 10:12 schrieb Assistente:", "Den 17.11.2026 10:12, skrev Assistente:",
     "Il 17/11/2026 10:12 Assistente scrive:",
     f"{MAIL} ha scritto il giorno mar 17 nov 2026 alle 10:12:"],
)  # fmt: skip
def test_sentences_that_say_who_wrote_and_when(sentence: str) -> None:
    lines = [*sentence.split("\n"), "", "Buongiorno"]
    assert Histories(lines).header_at(0) == Header("wrote", len(lines) - 2)


@pytest.mark.parametrize(
    "sentence",
    ["Il RUP ha scritto:", "Il 3 novembre il nostro RUP ha scritto:", "Il giorno 12 marzo il sindaco ha scritto:",
     "Cita il regolamento:", "Am Ende schrieb Anna:",
     "On the other hand:", "Scrivere a segreteria@comune.example:", "Il giorno 12 marzo abbiamo il consiglio.",
     "Ieri Anna ha scritto: «non si va avanti»"],
)  # fmt: skip
def test_sentences_of_a_letter_are_not_announcements(sentence: str) -> None:
    assert Histories([sentence, "", "«Senza parere no.»"]).header_at(0) is None


def test_a_name_with_day_and_hour_counts_above_quoted_lines_only() -> None:
    assert Histories(["Assistente, 17/11/2026 10:12:", "> Viene?"]).header_at(0)
    assert not Histories(["La riunione è il 17/11/2026 10:12:", "Viene?"]).header_at(0)


def test_a_weak_announcement_counts_above_quoted_lines_only() -> None:
    assert Histories(["Il giorno 12 marzo Anna ha scritto:", "", "> Viene?"]).header_at(0)
    assert not Histories(["Il giorno 12 marzo Anna ha scritto:", "", "Viene?"]).header_at(0)


@pytest.mark.parametrize(
    "block",
    [f"Da: {MAIL}\nInviato: martedì 17 novembre 2026 10:12\nA: x\nOggetto: y",
     "*Da:* A\n*Inviato:* 17 novembre 2026 10:12",
     "Da: a@b.example\nData: 17-nov-2026 10.12\nA: <c@d.example>\nOgg: x", "Da: A\nPer: b@c.example\nOggetto:  x",
     "Oggetto: x\nData: Mon, 9 Nov 2026 12:00:00 +0100\nMittente: a@b.example\nA: c",
     "From: A\nSent: Monday, Nov 9, 2026\nTo: b",
     'Da "A" a@b.example\nA "C" c@d.example\nCc\nData Tue, 3 Nov 2026 10:12:00 +0100\nOggetto x'],
)  # fmt: skip
def test_blocks_of_old_headers(block: str) -> None:
    header = Histories([*block.split("\n"), "", "Testo"]).header_at(0)
    assert header == Header("block", block.count("\n") + 1)


@pytest.mark.parametrize(
    "lines",
    ["Data: seconda metà di gennaio\nA: tutti i settori\nOggetto: turnover",
     "Da: Comune di Acri\nA: segreteria\nOggetto: corso",
     "A: luglio", "Oggetto: richiesta\n\nSpett.le segreteria", "Da: lunedì\nA: venerdì"],
)  # fmt: skip
def test_labels_typed_by_a_person_are_no_headers(lines: str) -> None:
    assert Histories(lines.split("\n")).header_at(0) is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [(f">>> {MAIL} 17/11/2026 10.12 >>>", "rule"),
     ("-----Messaggio originale-----", "rule"), ("----- Original Message -----", "rule"),
     ("-- Rispondi sopra questa riga --", "rule"),
     ("---------- Forwarded message ---------", "forward"), ("Inizio messaggio inoltrato:", "forward"),
     (HISTORY, "rule"),
     ("-------- Messaggio Inoltrato --------", "forward")],
)  # fmt: skip
def test_dividing_lines(line: str, kind: str) -> None:
    header = Histories([line, "", "Testo"]).header_at(0)
    assert header and header.kind == kind


@pytest.mark.parametrize("subject", ["I: x", "Fwd: x", "FW: R: x", " i : x"])
def test_forwards_are_known_by_their_first_prefix(subject: str) -> None:
    assert is_forward(subject)
    assert not is_forward(f"R: {subject}")


@pytest.mark.parametrize("subject", ["R: x", "Re: x", "RE: I: x", "Rif: x", " AW : x"])
def test_answers_are_known_by_their_first_prefix(subject: str) -> None:
    assert is_answer(subject)
    assert not is_answer(f"I: {subject}")
    assert not is_answer("Richiesta: x")


def test_quoted_lines_may_announce_themselves() -> None:
    assert announced_by([f"> Il 17/11/2026 10:12, {MAIL} ha scritto:", ">", "> Viene?"]) == (True, 1)
    assert announced_by(["> Viene?"]) == (False, 0)
