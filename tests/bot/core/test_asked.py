# SPDX-License-Identifier: EUPL-1.2
"""The questions in a letter."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.asked import bare_text, has_matter, read_letter


def asked(text):
    return [one.shown for one in read_letter(text).questions]


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("Buongiorno,\nquanto dura? Chi può partecipare?\nGrazie", ["quanto dura?", "Chi può partecipare?"]),
        ("Vorremmo sapere quanto dura e quante persone servono.", ["quanto dura", "quante persone servono"]),
        (
            "Si chiede se il Comune possa candidarsi con altri enti, ed entro quale data.\n\nDistinti saluti",
            ["se il Comune possa candidarsi con altri enti", "entro quale data"],
        ),
        (
            "Salve, volevo sapere:\n1) chi può partecipare\n2) quanto dura\n3) se c'è un attestato\nGrazie",
            ["chi può partecipare", "quanto dura", "se c'è un attestato"],
        ),
        ("I Piani regionali quanti sono e chi li approva?", ["I Piani regionali quanti sono", "chi li approva?"]),
        ("Il laboratorio quanto dura e chi paga?", ["Il laboratorio quanto dura", "chi paga?"]),
        ("Il Sindaco non sa come fare e a chi rivolgersi?", ["a chi rivolgersi?"]),
        ("Mi chiede due cose: quanto vale e come si divide la quota.", ["quanto vale", "come si divide la quota"]),
        ("Il RUP ha scritto che non serve. È corretto?", ["È corretto?"]),
        ("Abbiamo inviato il modulo il 3 marzo.", []),
        ("Vorremmo chiedere un laboratorio sul PIAO.", []),
        ("In attesa di cortese riscontro si porgono cordiali saluti.", []),
        ("Mi dite voi? Quando si possono chiedere i laboratori?", ["Quando si possono chiedere i laboratori?"]),
        ("Potete inviarci informazioni?", ["Potete inviarci informazioni?"]),
        (
            "Il nostro dubbio riguarda i dipendenti a termine. Vorremmo anche il contatto di un esperto.",
            ["Il nostro dubbio riguarda i dipendenti a termine", "Vorremmo anche il contatto di un esperto"],
        ),
        ("Oggetto: richiesta di chiarimenti.\n\nQuanto dura?", ["Quanto dura?"]),
        ("Alla c.a. della Segreteria di progetto\n\nQuanto dura?", ["Quanto dura?"]),
        ("Buongiorno, potete chiarirci quanto dura.\n\nSaluti", ["potete chiarirci quanto dura"]),
        ("L'art. 3 del d.lgs. 267 dice come fare? Sì?", ["L'art. 3 del d.lgs. 267 dice come fare?", "Sì?"]),
    ],
)
def test_each_thing_asked_is_one_question(text, questions):
    assert asked(text) == questions


def test_a_question_knows_what_stood_before_it():
    second = read_letter("Vorremmo fare le azioni pilota. Entro quando?").questions[-1]
    assert "azioni pilota" in second.context


def test_names_and_roles_under_the_greetings_are_not_read():
    letter = "Quanto dura?\n\nCordiali saluti\n\nIL SEGRETARIO COMUNALE\nDott. Mario Bianchi"
    assert read_letter(letter).rest == ()
    assert bare_text(letter) == "Quanto dura?"


def test_a_postscript_is_read():
    assert asked("Quanto dura?\n\nSaluti\nAnna\n\nP.S. Chi lo tiene?")[-1].endswith("Chi lo tiene?")


def test_a_long_question_is_shown_shortened():
    (one,) = read_letter("Quanto dura " + "davvero " * 80 + "?").questions
    assert len(one.shown) <= 260


def test_eight_questions_are_enough_for_one_letter():
    assert len(asked("\n".join(f"Quanto costa il laboratorio numero {n}?" for n in range(30)))) == 8


@pytest.mark.parametrize(
    "text",
    ["?" * 100_000, "chiedo se " * 20_000, "e quanto " * 20_000, "\n" * 100_000, "1) a\n" * 30_000, ". A" * 40_000,
     "buongiorno, " * 10_000, "a" * 200_000, "( " * 50_000],
)  # fmt: skip
def test_no_text_takes_long(text):
    began = time.process_time()
    read_letter(text)
    assert time.process_time() - began < 0.5


@given(st.text(max_size=600))
def test_any_text_is_read(text):
    letter = read_letter(text)
    assert len(letter.questions) <= 8


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Il Sindaco mi ha chiesto di informarmi. Quanto dura un laboratorio?", ["Quanto dura un laboratorio?"]),
        ("Avrei bisogno di alcune informazioni. Quanto costa un laboratorio?", ["Quanto costa un laboratorio?"]),
        ("Vorrei informazioni sui laboratori.", ["Vorrei informazioni sui laboratori."]),
        (
            "Per quanto esposto, si chiede se i Capacity Lab siano aperti anche ai segretari.",
            ["se i Capacity Lab siano aperti anche ai segretari."],
        ),
    ],
)
def test_what_only_announces_a_question_is_none(text, asked):
    assert [one.text for one in read_letter(text).questions] == asked


def test_what_stands_before_the_clause_that_asks_is_its_context():
    (one,) = read_letter(
        "L'Unione dei sette Comuni chiede se i Capacity Lab siano aperti anche ai segretari."
    ).questions
    assert "Unione" in one.context


@pytest.mark.parametrize(("text", "matter"), [("informazioni in merito", False), ("Capacity Lab", True), ("", False)])
def test_a_text_without_a_subject_has_no_matter(text, matter):
    assert has_matter(text) is matter


def test_a_formal_request_over_three_paragraphs_is_one_sentence():
    letter = read_letter("Il sottoscritto Mario Neri,\n\nCHIEDE\n\nl'attivazione di un laboratorio.")
    said = "Il sottoscritto Mario Neri, CHIEDE l'attivazione di un laboratorio."
    assert " ".join(letter.whole.split()) == said


RULE = "-------- Messaggio inoltrato --------"
HEADERS = "Oggetto: Lab\nData: Fri, 20 Nov 2026 10:00:00 +0100\nMittente: Sindaco <s@c.example>\nA: a@c.example"
OUTLOOK = "Da: Sindaco <s@c.example>\nInviato: venerdì 20 novembre 2026 10:00\nA: Anna\nOggetto: Lab"


@pytest.mark.parametrize("head", [f"{RULE}\n{HEADERS}", OUTLOOK, f"Inizio messaggio inoltrato:\n\n{OUTLOOK}"])
@pytest.mark.parametrize("above", ["Per competenza.\nSaluti\nAnna", "Cordiali saluti\nAnna", "Vi giro quanto segue."])
def test_a_forwarded_letter_is_read_without_its_headers(above, head):
    wrote = "Anna, chiedi tu quanto costa il laboratorio sul PIAO.\nSaluti\nIl Sindaco"
    letter = read_letter(f"{above}\n\n{head}\n\n{wrote}")
    assert [one.shown for one in letter.questions] == ["quanto costa il laboratorio sul PIAO"]
    assert not any("c.example" in one or "noltrato" in one for one in letter.rest)


def test_an_item_of_a_list_leans_on_what_announced_the_list():
    letter = read_letter("Sui laboratori chiediamo:\n- se hanno un costo\n- chi può partecipare")
    assert [one.context for one in letter.questions] == ["Sui laboratori chiediamo:"] * 2
