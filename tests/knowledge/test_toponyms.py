# SPDX-License-Identifier: EUPL-1.2
"""The forms in which the names of Comuni are written."""

import pytest

from knowledge.municipalities import Gazetteer
from knowledge.toponyms import index_of, loose_form, words_of

ROWS = """code;name;sigla;province;region;also
A053;Acri;CS;Cosenza;Calabria;
H501;Roma;RM;Roma;Lazio;
A952;Bolzano;BZ;Bolzano;Trentino-Alto Adige;Bozen
M403;Corigliano-Rossano;CS;Cosenza;Calabria;Corigliano Calabro|Rossano
"""


@pytest.mark.parametrize(
    ("written", "loose"),
    [
        ("San Giovanni in Fiore", "s giovanni fiore"), ("S. Giovanni Fiore", "s giovanni fiore"),
        ("Sant'Elena", "s elena"),
        ("L'Aquila", "aquila"), ("Reggio nell'Emilia", "reggio emilia"), ("Ne", "ne"), ("La", "la"),
        ("Straße", "strasse"), ("", ""),
    ],
)  # fmt: skip
def test_a_loose_form_forgets_particles_and_saints(written, loose):
    assert loose_form(words_of(written)) == loose


def test_an_index_knows_every_form():
    index = index_of(ROWS)
    assert [one.name for one in index.comuni] == ["Acri", "Roma", "Bolzano", "Corigliano-Rossano"]
    assert index.exact["corigliano rossano"] == [3]
    assert index.other["rossano"] == [3]
    assert index.other["bozen"] == [2]
    assert index.other["bolzano bozen"] == [2]
    assert index.words["rossano"] == {3}
    assert len(index.compact) == len(index.owners)
    assert "coriglianorossano" in index.compact


def test_every_name_is_in_its_own_index(gazetteer: Gazetteer):
    index = gazetteer.index
    for place, one in enumerate(index.comuni):
        assert place in index.exact[" ".join(words_of(one.name))]
        assert place in index.loose[loose_form(words_of(one.name))]
