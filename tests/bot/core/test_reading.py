# SPDX-License-Identifier: EUPL-1.2
"""What a typed text reads as for the question that is open."""

import pytest

from bot.core.exchange import Given
from bot.core.reading import read_line, read_opening
from tests.bot.core.talking import NOW, Talk, make_library

SEARCH = {"quanto costa?": "capacity-lab/costo", "abbiamo due concorsi deserti": "capacity-lab/costo",
          "tari": "altri-uffici/tari", "due cose": ["capacity-lab/costo", "capacity-lab/durata"]}  # fmt: skip
TALK = Talk(search=SEARCH)
GIVEN = Given(library=make_library(NOW.date()), means=TALK.means, register=TALK.book, now=NOW, event="e")
FLOW = GIVEN.library.flows["richiesta"]


def read(slot, text):
    return read_line(GIVEN, FLOW.slots[slot], text)


def test_a_hit_on_a_closed_question_is_believed():
    assert read("tipo_ente", "abbiamo due concorsi deserti").entry == "capacity-lab/costo"


@pytest.mark.parametrize("slot", ["comune", "provincia", "email", "telefono"])
def test_where_a_name_is_asked_for_only_a_question_is_searched(slot):
    assert read(slot, "tari").entry is None
    assert read(slot, "abbiamo due concorsi deserti").entry is None
    assert read(slot, "quanto costa?").entry == "capacity-lab/costo"


def test_a_body_named_with_its_kind_holds_its_comune():
    assert [place.code for place in read("tipo_ente", "il Comune di Acri").places] == ["A053"]
    assert read("tipo_ente", "Unione di Acri").places == ()


def test_a_description_is_no_question_however_well_it_matches():
    assert read("fabbisogno", "abbiamo due concorsi deserti").entry is None


@pytest.mark.parametrize("text", ["tari", "due cose", "123", "x" * 700, "quanto costa"])
def test_only_one_sure_answer_is_a_hit(text):
    assert (read("tipo_ente", text).entry is None) == (text != "quanto costa")


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Come ente abbiamo perso in tre anni la metà dei tecnici e non sappiamo come trattenere gli altri.", False),
        ("come si compila", True),
        ("Possiamo metterci insieme ad altri?", True),
    ],
)
def test_what_looks_like_a_question_in_free_text(text, asks):
    assert read("fabbisogno", text).question is asks


def test_a_place_is_only_read_where_one_is_asked_for():
    assert read("comune", "Acri").places[0].code == "A053"
    assert read("comune", "Acri").sure
    assert read("referente", "Acri").places == ()


def test_homonyms_are_not_sure():
    found = read("comune", "Castro")
    assert not found.sure
    assert {place.sigla for place in found.places} == {"LE", "BG"}


def test_rossano_leads_to_corigliano_rossano():
    assert read("comune", "Rossano").places[0].name == "Corigliano-Rossano"


def test_an_unione_is_never_the_comune_of_its_name():
    assert read("comune", "Unione dei Comuni di Acri").places == ()


def test_delicate_data_is_seen():
    assert read("note", "Una collega è in malattia").sensitive == ("health",)


def test_an_endless_text_is_not_searched():
    assert read("fabbisogno", "quanto costa? " * 1000).question is False


def test_an_opening_sentence_names_its_comune():
    found = read_opening(GIVEN, FLOW, text="Vorremmo un lab, siamo il Comune di Acri", known={})
    assert ([place.name for place in found.places], found.sure) == (["Acri"], True)


def test_answers_brought_along_are_looked_at():
    flow = GIVEN.library.flows["segreteria"]
    assert read_opening(GIVEN, flow, text="", known={"domanda": "in malattia"}).sensitive == ("health",)
    assert read_opening(GIVEN, flow, text="", known={"email": "malattia@x.example"}).sensitive == ()
