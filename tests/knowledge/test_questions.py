# SPDX-License-Identifier: EUPL-1.2
"""Several questions in one message, questions that lean on the one before, texts that are no question."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.questions import asks, content_words, leans, split

SPLIT = [
    ("Quanto dura? Quanto costa?", ["Quanto dura?", "Quanto costa?"]),
    ("Quanto dura?Quanto costa?", ["Quanto dura?", "Quanto costa?"]),
    ("Quando si chiede e quanto costa?", ["Quando si chiede", "quanto costa?"]),
    ("Quando scade e come faccio a candidarmi?", ["Quando scade", "come faccio a candidarmi?"]),
    ("Che cos'è il Capacity Lab? È gratuito?", ["Che cos'è il Capacity Lab?", "È gratuito?"]),
    ("- quanto dura\n- quanto costa\n- chi paga", ["quanto dura", "quanto costa", "chi paga"]),
    ("1) quanto dura?\n2) quanto costa?", ["quanto dura?", "quanto costa?"]),
    ("Chi partecipa? Chi firma? Chi paga? Chi decide?", ["Chi partecipa?", "Chi firma?", "Chi paga?"]),
    ("Siamo un Comune. Quanto dura? E chi paga?", ["Quanto dura?", "E chi paga?"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), SPLIT)
def test_each_question_is_a_part(text, parts):
    assert split(text) == parts


WHOLE = [
    "Siamo l'Unione X. Quanto dura?", "Possiamo chiedere un lab e un altro?",
    "Buongiorno. Vorrei sapere quanto costa. Grazie", "a? b?", "?", "",
    "Come si può chiedere un laboratorio sul\nPIAO per noi?", "sindaco e segretario quando possono venire?",
    "Quando? Non lo so.", "- una riga sola",
    "Come si fa. Chi firma",
]  # fmt: skip


@pytest.mark.parametrize("text", WHOLE)
def test_one_question_stays_whole(text):
    assert split(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "e per le unioni?",
        "ma quanto?",
        "costo?",
        "allora?",
        "e",
        "invece per i piccoli Comuni che non sono assegnatari?",
    ],
)
def test_a_follow_up_leans(text):
    assert leans(text)


@pytest.mark.parametrize("text", ["quanto costa un laboratorio per un Comune?", "", "😀"])
def test_a_whole_question_does_not(text):
    assert not leans(text)


@pytest.mark.parametrize(
    "text", ["quanto costa?", "Come funziona", "perché", "che ora è", "?", "Ha un costo? ", "Comune?"]
)
def test_a_question_asks(text):
    assert asks(text)


@pytest.mark.parametrize(
    "text", ["abbiamo un problema", "Comune", "", "chiedo un laboratorio", "con chi parlo", "il perché"]
)
def test_an_answer_does_not(text):
    assert not asks(text)


def test_small_words_carry_no_subject():
    assert content_words(["quanto", "dura", "un", "laboratorio", "per", "dove"]) == ["dura", "laboratorio"]


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from(
            ["Quanto dura", "?", " ", "\n- ", "e quando", ". ", "Siamo un Comune", "1) ", "!", "Chi paga", "\n"]
        ),
        max_size=12,
    ).map("".join)
)
def test_parts_are_few_and_of_the_text(text):
    parts = split(text)
    assert 1 <= len(parts) <= 3
    assert parts == [text] or all(part in text for part in parts)
