# SPDX-License-Identifier: EUPL-1.2
"""What was just written in a letter: the rules one by one, what holds for any text, and the time it takes."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.email_lines import HISTORY, lines_of, unquoted
from bot.channels.email_reply import newest_part

WROTE = "Il giorno mar 17 nov 2026 alle ore 10:12 Assistente <assistente@cap4city.example> ha scritto:"
BLOCK = (
    "Da: Assistente <assistente@cap4city.example>\nInviato: martedì 17 novembre 2026 10:12\n"
    "A: Ufficio <ufficio@comune.example>\nOggetto: quesito"
)
FORM = "> Scriva dopo i due punti.\n>\n> 2) Tipo di ente [1 Comune · 2 Unione]:{}\n> Quale ente?\n>\n> 9) Telefono:{}"

SENTENCES = st.from_regex(r"[A-Z][a-z]{3,9}( [a-z]{3,9}){2,6}\?", fullmatch=True).filter(
    lambda text: "grazie" not in text
)
LINES = st.sampled_from([
    "", " ", "Buongiorno,", "Va bene?", "> sì", ">> no", WROTE, *BLOCK.splitlines(), "-- ", "--", "____",
    "Cordiali saluti",
    "Anna Bellandi", "tel. 0000 112233", "Inviato da iPhone", "AVVISO DI RISERVATEZZA", "-----Messaggio originale-----",
    "---------- Forwarded message ---------", "2) Tipo di ente [1 Comune · 2 Unione]:", "> 9) Telefono: 0000 1",
    HISTORY, "-Anna",
    "P.S. un'altra cosa", "[cid:logo@1]", "Ogg: x", "A: luglio", "\u2028", "\x85", "a\rb", "\ufeff> x",
    "Il 3 ha\nscritto:",
])  # fmt: skip
LETTERS = st.one_of(st.text(max_size=400), st.lists(LINES, max_size=30).map("\n".join))


def test_history_under_a_sentence_is_left_out() -> None:
    assert newest_part(f"Sì.\n\n{WROTE}\n\n> Viene?") == "Sì."


def test_history_under_a_block_of_headers_is_left_out() -> None:
    assert newest_part(f"Sì.\n\n{BLOCK}\n\nViene?") == "Sì."


def test_a_forwarded_letter_keeps_its_block() -> None:
    letter = f"Per competenza.\n\n{BLOCK}\n\nC'è posto?"
    assert newest_part(letter, "I: quesito") == letter
    assert newest_part(letter, "R: I: quesito") == "Per competenza."


def test_a_block_with_nothing_above_is_kept() -> None:
    assert newest_part(f"{BLOCK}\n\nC'è posto?") == f"{BLOCK}\n\nC'è posto?"


def test_an_answer_under_the_quoted_letter_is_found() -> None:
    assert newest_part(f"{WROTE}\n> Viene?\n\nSì, alle nove.") == "Sì, alle nove."


def test_answers_between_quoted_lines_keep_what_they_answer() -> None:
    letter = f"{WROTE}\n> Viene?\nSì.\n> In quanti?\nDue.\n> Saluti"
    assert newest_part(letter) == "> Viene?\nSì.\n> In quanti?\nDue."


def test_an_answer_is_read_without_what_it_answers() -> None:
    letter = f"{WROTE}\n> Viene?\nSì.\n> In quanti?\nDue.\n> Saluti"
    assert newest_part(letter, "R: riunione") == "Sì.\nDue."
    assert newest_part("Le domande:\n> chi paga", "R: x") == "Le domande:\n> chi paga"
    assert newest_part("Ecco:\n> chi paga\nNoi.\n> quando\nA marzo.", "R: x") == "Ecco:\nNoi.\nA marzo."


def test_answers_on_the_lines_of_the_quoted_form_are_found() -> None:
    assert newest_part(f"Ecco.\n\n{WROTE}\n\n{FORM.format(' Unione', '')}") == (
        "Ecco.\n2) Tipo di ente [1 Comune · 2 Unione]: Unione"
    )


def test_answers_under_the_lines_of_the_quoted_form_are_found() -> None:
    letter = f"{WROTE}\n{FORM.format('', '')}".replace("> Quale ente?", "> Quale ente?\nUnione")
    assert newest_part(letter) == "2) Tipo di ente [1 Comune · 2 Unione]:\nUnione"


def test_a_form_sent_back_empty_adds_nothing() -> None:
    assert newest_part(f"A che serve?\n\n{WROTE}\n\n{FORM.format('', '')}") == "A che serve?"


def test_a_form_answered_above_is_not_looked_through() -> None:
    letter = f"9) Telefono: 0000 1\n\n{WROTE}\n\n{FORM.format(' Unione', '')}"
    assert newest_part(letter) == "9) Telefono: 0000 1"


def test_a_form_sent_back_without_a_word_is_read() -> None:
    answers = "1) Ruolo: sindaca\n2) Ente: Acri"
    assert newest_part(f"{WROTE}\n> I Suoi dati:\n> " + answers.replace("\n", "\n> ")) == answers
    assert newest_part(f"{BLOCK}\n\nI Suoi dati [1 x]:\n{answers}", "R: x").endswith(answers)


def test_a_greeting_after_the_form_is_no_answer_to_its_last_line() -> None:
    letter = f"{WROTE}\n{FORM.format(' Unione', '')}\n\nGrazie, saluti\nAnna"
    assert newest_part(letter) == "2) Tipo di ente [1 Comune · 2 Unione]: Unione\n\nGrazie, saluti\nAnna"


def test_a_list_whose_items_begin_like_quoted_lines_stays() -> None:
    assert newest_part("Le domande:\n> quanto costa\n> chi paga") == "Le domande:\n> quanto costa\n> chi paga"
    assert newest_part("Ecco.\n\nAnna Neri ha scritto:\n> quanto costa") == "Ecco."


def test_a_numbered_list_in_the_history_is_no_form() -> None:
    assert newest_part(f"Bene.\n\n{WROTE}\n> 1) Mattina: saluti\n> 2) Sera: cena") == "Bene."


def test_where_only_history_would_be_left_all_is_given_back() -> None:
    assert newest_part("> solo questo") == "> solo questo"
    assert newest_part(f"{WROTE}\n\n> Viene?").endswith("> Viene?")
    assert newest_part("-- \nAnna") == "-- \nAnna"


def test_the_end_of_a_very_long_letter_is_read() -> None:
    assert newest_part(f"{WROTE}\n" + "> parole e ancora parole\n" * 9_000 + "\nSì, vengo.") == "Sì, vengo."


def test_an_empty_letter_gives_nothing() -> None:
    assert newest_part("") == newest_part(" \n\u200b\n") == ""


@settings(deadline=None)
@given(LETTERS, st.sampled_from(["", "R: x", "I: x"]))
def test_never_longer_than_the_letter_and_never_empty_without_reason(text: str, subject: str) -> None:
    found = newest_part(text, subject)
    assert len(found) <= len(text)
    assert found == found.strip()
    assert bool(found) or not any(char.isalnum() for char in text)


@settings(deadline=None)
@given(LETTERS)
def test_no_word_is_invented(text: str) -> None:
    given_words = {word for line in lines_of(text) for word in f"{line} {unquoted(line)}".split()}
    assert set(newest_part(text).split()) <= given_words


@settings(deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=6).map("\n".join))
def test_a_letter_without_history_is_given_back_whole_and_twice_the_same(text: str) -> None:
    assert newest_part(text) == text
    assert newest_part(newest_part(text)) == text


@settings(deadline=None)
@given(SENTENCES, st.text(max_size=200))
def test_whatever_is_quoted_below_is_left_out(reply: str, old: str) -> None:
    quoted = "\n".join(f"> {line}" for line in old.splitlines())
    assert newest_part(f"{reply}\n\n{WROTE}\n\n{quoted}") == reply


@settings(deadline=None)
@given(SENTENCES, st.text(max_size=200))
def test_whatever_stands_under_a_block_of_headers_is_left_out(reply: str, old: str) -> None:
    assert newest_part(f"{reply}\n\n{BLOCK}\n\nVecchia lettera.\n{old}") == reply


CRAFTED = {
    "blank lines": "\n", "spaces": " ", "sentences without end": "On a b c ", "such lines": "On a b c\n", "marks": ">",
    "a pyramid": "".join(">" * depth + " x\n" for depth in range(1, 440)), "underscores": "_", "underscored": "____\n",
    "dashes": "--\n", "quoted blank lines": "> \n", "one by one": "> a\nb\n", "headers": "Da: a@b.example\n",
    "headers without colons": "Da\nA\nCc\nData\nOggetto\n", "labels": "A: luglio\n", "dates": "12/12/2026 10:10 ",
    "writers": "Il 3 a@b.c 10:10 ha scritto\n", "half rules": "-----Messaggio originale----\n",
    "closings": "Cordiali saluti\n",
    "half adverts": "Inviato da a b c d e f iphon\n", "notices": "AVVISO DI RISERVATEZZA\n?\n", "addresses": "a@",
    "half footers": "Le informazioni contenute in\n", "open forms": "> 1) Tipo [1 a\n",
    "full forms": "> 1) Tipo: a\n> \n", "answered forms": "> 1) Tipo:\n> a\n",
    "one open form": "1) Tipo:\na\n2) E:\na\n",
    "secrets": "Questo messaggio è riservato al destinatario\n\n", "ends of secrets": "riservato al destinatario\n\n",
    "offices": "Comune di Acri\n", "cites": "Cita a b:\n", "stamps": "A b 12/12/2026 10:10:\n", "rules": "*** ",
    "names": "Anna ", "digits": "1", "quotes": '"', "stars": "*", "returns": "\r", "nulls": "\0", "words": "parola ",
}  # fmt: skip


@pytest.mark.parametrize("seed", CRAFTED.values(), ids=CRAFTED)
@pytest.mark.parametrize(
    ("size", "limit", "above"),
    [(100_000, 0.2, ""), (100_000, 0.2, "Va bene?\n\nCordiali saluti\n"), (1_000_000, 1.0, "")],
    ids=["100 kB", "100 kB under a closing", "1 MB"],
)
def test_crafted_texts_take_no_longer(seed: str, size: int, limit: float, above: str) -> None:
    text = (above + seed * (size // len(seed) + 1))[:size]
    assert any(_seconds(text) < limit for _ in range(3))


def _seconds(text: str) -> float:
    start = time.process_time()
    newest_part(text)
    return time.process_time() - start
