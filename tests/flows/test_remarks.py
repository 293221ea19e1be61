# SPDX-License-Identifier: EUPL-1.2
"""What is said in a form and answers nothing: told apart by whole texts, so that an answer is never taken for it."""

import pytest

from flows.remarks import ending, is_over, no_answer, remark

SAID = {
    "thanks": ["grazie", "Grazie mille!", "va bene, grazie", "la ringrazio"],
    "hello": ["ciao", "Buongiorno", "salve.", "c'è nessuno?"],
    "wait": ["aspetti", "un attimo", "Un momento...", "devo controllare", "scusi"],
    "fine": ["ok", "sì", "va bene", "ho capito", "avanti", "perfetto", "riprendi"],
    "who": ["chi sei?", "Chi siete voi", "siete un robot?", "lei è una persona?", "parlo con una persona o un robot?",
            "con chi parlo", "sei ChatGPT?", "mi risponde una persona?"],
    "person": ["posso parlare con una persona?", "vorrei parlare con qualcuno", "mi passi un operatore",
               "scusi, come faccio a parlare con la segreteria?", "voglio parlare con una persona vera"],
}  # fmt: skip


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in SAID.items() for text in texts])
def test_a_remark_is_told_by_the_whole_text(code, text):
    assert remark(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "Grazia Deledda", "Salve Rossi", "Unione dei Comuni", "ok ai lavori di sabato", "grazie al PNRR abbiamo fondi",
        "chi paga?", "chi può partecipare?", "è una Unione", "Serve una persona all'ufficio tecnico", "", "😀",
        "ok " * 200,
    ],
)  # fmt: skip
def test_what_tells_more_is_no_remark(text):
    assert remark(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("boh", "unknown"), ("Non so.", "unknown"), ("non ne ho idea", "unknown"), ("da definire", "unknown"),
        ("no", "unknown"), ("io", "not_written"), ("lo stesso di prima", "not_written"), ("Idem", "not_written"),
        ("come sopra", "not_written"), ("l'ho già scritto", "not_written"), ("Ionadi", None), ("Maria Rossi", None),
        ("non so usare il PIAO", None), ("ok", None), ("Il mio Comune", None),
    ],
)  # fmt: skip
def test_what_stands_for_an_answer_is_named(text, code):
    assert no_answer(text) == code


@pytest.mark.parametrize("text", ["ho già scritto", "no, lasci stare", "lasciate perdere", "Non serve più", "risolto"])
def test_a_question_may_need_no_passing_on(text):
    assert is_over(text)
    assert not is_over(f"{text} al Comune di Acri")


@pytest.mark.parametrize(
    ("text", "key"),
    [("trasmetti", "submit"), ("Invia!", "submit"), ("va bene, invia", "submit"), ("modifica", "edit"),
     ("correggi", "edit"), ("invia i dati alla Regione", None), ("modifica statutaria", None), ("indietro", None)],
)  # fmt: skip
def test_a_bare_word_of_the_review_is_known_before_it(text, key):
    assert ending(text) == key
