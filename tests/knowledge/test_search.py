# SPDX-License-Identifier: EUPL-1.2
"""From a question to ranked entries, the same each time."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.building import build, read_phrasings
from knowledge.decision import Calibration, Curve
from knowledge.search import Matcher
from knowledge.words import Lexicon

PAIRS = [
    ("lab/cosa", "che cos'è un capacity lab"), ("lab/cosa", "in che cosa consiste un laboratorio"),
    ("lab/cosa", "a che serve il laboratorio"),
    ("lab/costo", "quanto costa un laboratorio"), ("lab/costo", "il comune deve pagare qualcosa"),
    ("lab/costo", "prezzo del capacity lab"),
    ("pilota/scadenza", "quando scadono le candidature"),
    ("pilota/scadenza", "entro quando ci si candida come ente pilota"),
    ("lab/temi#piao", "un laboratorio sul piao"), ("lab/temi#piao", "programmazione delle assunzioni"),
    ("lab/temi#gare", "gare ferme"),
    ("lab/temi#gare", "affidamenti e appalti"), ("lab/temi", "quali temi ci sono"), ("chat/saluto", "buongiorno"),
    ("chat/saluto", "salve a tutti"),
    ("pilota/esito#ignoto", "chi ha vinto la selezione"), ("pilota/esito", "esito della selezione"),
]  # fmt: skip
LEXICON = Lexicon.of({"capacity lab": ["capacitylab"]}, {"spesa": ["costa", "pagare", "prezzo"]})
CALIBRATION = Calibration(Curve(1.0, 1.5), Curve(2.0, 1.5), state=0.6, decline=0.5, suggest=0.4)


def make(calibration: Calibration = CALIBRATION) -> Matcher:
    model = build(read_phrasings(PAIRS, LEXICON), LEXICON, quick=True).model
    return Matcher.of(model.calibrated(calibration), LEXICON, PAIRS, silent=["pilota/esito"])


MATCHER = make()


def best(text: str, **more: str) -> str:
    return MATCHER.rank(text, **more).candidates[0].id


RANKED = [
    ("quanto costa il laboratorio?", "lab/costo"), ("si paga qualcosa", "lab/costo"),
    ("quando scade la candidatura", "pilota/scadenza"),
    ("che cosa sono i laboratori", "lab/cosa"), ("laboratorio sul PIAO", "lab/temi"), ("appalti", "lab/temi"),
    ("qunto costta un laboratrio", "lab/costo"),
    ("capacitylab prezzo", "lab/costo"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "entry"), RANKED)
def test_the_entry_that_is_meant_comes_first(text, entry):
    assert best(text) == entry


def test_the_value_of_a_slot_is_told():
    assert MATCHER.rank("laboratorio sul piao").candidates[0].value == "piao"
    assert MATCHER.rank("gare e appalti").candidates[0].value == "gare"


@pytest.mark.parametrize(("class_", "text"), PAIRS)
def test_a_phrasing_is_answered_by_its_own_entry(class_, text):
    ranking = MATCHER.rank(f"{text.capitalize()}?")
    first = ranking.candidates[0]
    assert first.id == class_.partition("#")[0]
    if f"{first.id}#{first.value}".rstrip("#") == class_:
        assert (ranking.verdict, ranking.why) == ("answer", "written so in the entry")


def test_shares_fall_and_add_up_to_one():
    ranking = MATCHER.rank("quanto costa")
    shares = [candidate.share for candidate in ranking.candidates]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(1)
    assert ranking.signals.share == shares[0]
    assert ranking.signals.three == pytest.approx(min(1, sum(shares[:3])))


def test_one_word_alone_states_no_facts():
    ranking = MATCHER.rank("laboratorio")
    assert ranking.verdict != "answer"


def test_what_only_says_that_nobody_knows_needs_less():
    strict = make(replace(CALIBRATION, state=1.1, decline=0.0))
    assert strict.rank("esito di quella selezione").verdict == "answer"
    assert strict.rank("quando scade la candidatura").verdict != "answer"
    assert "lab/costo" in strict.states
    assert "pilota/esito" not in strict.states


def test_a_text_that_nothing_matches_is_ranked_without_a_verdict():
    for text in ("", "😀", "xyzxyz"):
        ranking = make(replace(CALIBRATION, suggest=0.99, state=0.99, decline=0.99)).rank(text)
        assert ranking.verdict == "none"
        assert ranking.candidates


def test_a_search_can_be_kept_within_a_subject():
    assert {candidate.id.split("/")[0] for candidate in MATCHER.rank("quanto costa", within="pilota").candidates} == {
        "pilota"
    }
    assert best("laboratorio", within="pilota").startswith("pilota/")


def test_a_long_message_is_never_just_a_greeting():
    matcher = Matcher.of(MATCHER.model, LEXICON, PAIRS, small_talk=["chat/saluto"])
    assert matcher.rank("salve a tutti").candidates[0].id == "chat/saluto"
    long = "buongiorno a tutti e salve vorremmo sapere quanto costa un laboratorio per il comune"
    assert "chat/saluto" not in {candidate.id for candidate in matcher.rank(long).candidates}


def test_the_same_text_is_always_ranked_alike():
    first = MATCHER.rank("quanto costa un laboratorio sul piao?")
    assert all(make().rank("quanto costa un laboratorio sul piao?") == first for _ in range(3))


@settings(max_examples=100)
@given(
    st.lists(
        st.sampled_from("quanto costa un laboratorio sul piao quando scade la candidatura pilota 😀 x".split()),
        max_size=8,
    )
)
def test_no_text_raises(words):
    ranking = MATCHER.rank(" ".join(words))
    assert ranking.verdict in ("answer", "suggest", "none")
    assert 0 <= ranking.chance <= 1
    assert len({candidate.id for candidate in ranking.candidates}) == len(ranking.candidates) <= 12
