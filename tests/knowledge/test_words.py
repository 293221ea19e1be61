# SPDX-License-Identifier: EUPL-1.2
"""A text as words: folding, names written in many ways, roots, typing errors."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content import Content
from knowledge import words
from knowledge.words import Lexicon, Speller, fold, stem, tokens

LEXICON = Lexicon.of(
    {
        "cap4city": ["cap 4 city", "cap for city", "cap"],
        "capacity lab": ["capacità lab", "capacity labs"],
        "piao": ["piano integrato"],
    },
    {"denaro": ["soldi", "quanto costa"], "termine": ["scadenza"]},
)


@pytest.mark.parametrize(
    ("text", "folded"), [("Città", "citta"), ("PERCHÉ", "perche"), ("L'Aquila", "l'aquila"), ("ﬁne", "fine"), ("", "")]
)
def test_folding_forgets_case_and_accents(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "found"),
    [("Quanto costa?", ["quanto", "costa"]), ("l'e-mail", ["l", "e", "mail"]), ("22/01/2026", ["22", "01", "2026"]),
     ("P.I.C.C.O.L.I.", list("piccoli")), ("日本 😀", []), ("", [])],
)  # fmt: skip
def test_a_text_is_its_words_and_numbers(text, found):
    assert tokens(text) == found


def test_a_very_long_text_is_read_as_far_as_a_question_goes():
    assert len(tokens("parola " * 1_000)) == 286


SAME = [("scadenza", "scade"), ("candidatura", "candidarsi"), ("iscrizione", "iscriversi"),
        ("partecipare", "partecipanti"), ("ente", "enti"),
        ("costo", "costi"), ("assunzione", "assunzioni"), ("comune", "comuni"),
        ("comunicazione", "comunicazioni")]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_forms_of_a_word_share_a_root(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("comune", "comunicazione"), ("comune", "comunita"), ("ente", "entrare")])
def test_different_words_have_different_roots(one, other):
    assert stem(one) != stem(other)


def test_roots_are_kept_up_to_a_bound(monkeypatch):
    monkeypatch.setattr(words, "_STEMS_KEPT", 3)
    monkeypatch.setattr(words, "_STEMS", {})
    assert [stem(word) for word in ("uno", "due", "tre", "quattro")] == [
        stem(word) for word in ("uno", "due", "tre", "quattro")
    ]
    assert len(words._STEMS) <= 3


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("il Cap 4 City dell'Anci", ["il", "cap4city", "dell", "anci"]), ("CAP FOR CITY", ["cap4city"]),
        ("cap", ["cap4city"]),
        ("i capacity labs", ["i", "capacity", "lab"]), ("Capacità Lab", ["capacity", "lab"]),
        ("piano integrato", ["piao"]), ("niente", ["niente"]),
    ],
)  # fmt: skip
def test_a_name_is_read_in_its_one_written_form(text, read):
    assert LEXICON.read(text) == read


def test_words_that_mean_the_same_share_a_meaning():
    assert LEXICON.concepts[stem("soldo")] == LEXICON.concepts[stem("costano")] == "denaro"


def test_an_empty_lexicon_changes_nothing():
    assert Lexicon().read("il Cap 4 City") == ["il", "cap", "4", "city"]
    assert Lexicon.of({}, {}).longest == 1


MENDED = [("laboratoro", "laboratoro"), ("labortorio", "laboratorio"), ("candidattura", "candidatura"), ("xyz", "xyz"),
          ("abc", "abc"),
          ("cand1datura", "cand1datura"), ("laboratorio", "laboratorio"), ("zzzzzzzz", "zzzzzzzz"),
          ("aboratorio", "aboratorio")]  # fmt: skip


@pytest.mark.parametrize(("typed", "mended"), MENDED)
def test_a_misspelt_word_is_mended_to_a_known_one(typed, mended):
    speller = Speller.of(["laboratorio", "candidatura", "22", "ab", "p1ano"])
    assert speller.mend([typed], {"=laborator": 1}) == [mended]


def test_short_words_and_numbers_are_no_correction():
    assert Speller.of(["lab", "2026", "p1ano", "piano"]).by_initial == {"p": ("piano",)}


def test_every_written_form_of_the_content_reads_as_its_name(content: Content):
    lexicon = content.lexicon
    assert len(lexicon.aliases) > 100
    for form, name in lexicon.aliases.items():
        assert lexicon.read(" ".join(form)) == list(name), form


@settings(max_examples=200)
@given(st.text(max_size=80))
def test_reading_never_raises_and_is_stable(text):
    once = LEXICON.read(text)
    assert LEXICON.read(" ".join(once)) == once
    assert all(word.isascii() and word.isalnum() for word in once)
    assert Speller.of(once).mend(once, {}) is not None
