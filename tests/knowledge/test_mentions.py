# SPDX-License-Identifier: EUPL-1.2
"""The Comuni that a sentence names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content import read_content
from knowledge.mentions import spot

GAZETTEER = read_content().gazetteer
assert GAZETTEER is not None


def named(text: str) -> list[str]:
    return [f"{one.name} ({one.sigla})" for one in GAZETTEER.mentions(text)]


SENTENCES = [
    ("siamo il Comune di Acri e vorremmo un laboratorio sul PIAO", ["Acri (CS)"]),
    ("sono il sindaco di Rende", ["Rende (CS)"]), ("il segretario di Rossano", ["Corigliano-Rossano (CS)"]),
    ("scrivo da Castrovillari", ["Castrovillari (CS)"]), ("a Matera", ["Matera (MT)"]), ("MATERA", ["Matera (MT)"]),
    ("per Potenza e per Melfi", ["Potenza (PZ)", "Melfi (PZ)"]), ("Torino e Milano", ["Torino (TO)", "Milano (MI)"]),
    ("Comune di Castro", ["Castro (BG)", "Castro (LE)"]), ("Comune di Castro LE", ["Castro (LE)"]),
    ("Sono di Napoli (NA)", ["Napoli (NA)"]),
    ("reggio di calabria", ["Reggio di Calabria (RC)"]), ("san giovanni in fiore", ["San Giovanni in Fiore (CS)"]),
    ("comune di S. Pietro in Guarano", ["San Pietro in Guarano (CS)"]), ("“Bisignano”", ["Bisignano (CS)"]),
    ("ex comune di Presicce", ["Presicce-Acquarica (LE)"]), ("Il sindaco di Bari, Vito Leccese", ["Bari (BA)"]),
    ("via Roma 12, Cosenza", ["Cosenza (CS)"]), ("Comune di Acri, unione di Luzzi", ["Acri (CS)"]),
    ("Provincia di Lecce e Comune di Galatina", ["Galatina (LE)"]), ("il comune di Bella", ["Bella (PZ)"]),
    ("Comune di Melfi (Potenza)", ["Melfi (PZ)"]), ("il comune di Castro (Lecce) e Acri", ["Castro (LE)", "Acri (CS)"]),
    ("Comune di Acri (vicino a Rende)", ["Acri (CS)", "Rende (CS)"]),
    ("Comune di Acri (prov. di Cosenza)", ["Acri (CS)"]), ("Comune di Livo (CO)", ["Livo (CO)"]),
    ("il Comune di Tito", ["Tito (PZ)"]), ("vivo a Vita", ["Vita (TP)"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), SENTENCES)
def test_a_sentence_names_its_comuni(text, names):
    assert named(text) == names


NOT_PLACES = [
    "come si chiede un laboratorio?", "la vita dei comuni", "hotel Bari", "dott. Lauria", "via Napoli", "Presicce",
    "in provincia di Lecce",
    "Unione dei Comuni di Acri", "Unione dei Comuni di Acri e Luzzi", "Unione dei Comuni di Acri, Luzzi e Bisignano",
    "Consorzio di San Giovanni in Fiore",
    "città metropolitana di Reggio Calabria", "un progetto in scadenza", "la sala del consiglio",
    "il comune di bella presenza", "Vita e opere", "", "???", "è una scelta di campo",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_PLACES)
def test_a_word_that_may_be_just_a_word_is_no_comune(text):
    assert named(text) == []


def test_each_comune_is_named_once():
    assert named("Acri, da Acri, per Acri") == ["Acri (CS)"]


def test_a_long_text_is_read_as_far_as_it_matters():
    assert named("parole " * 400 + " a Matera") == []


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from("il Comune di Acri Unione dei Comuni a Bella e san giovanni in fiore CS , .".split()),
        max_size=12,
    )
)
def test_any_order_of_words_is_read(words):
    places = list(spot(GAZETTEER.index, " ".join(words)))
    assert all(0 <= place < len(GAZETTEER.municipalities) for place in places)
