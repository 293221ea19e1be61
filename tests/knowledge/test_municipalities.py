# SPDX-License-Identifier: EUPL-1.2
"""A place as typed leads to the Comune that is meant, and to no other."""

import json
import runpy
import time
import unicodedata
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content import ROOT, read_content
from knowledge.municipalities import Gazetteer

GAZETTEER = read_content().gazetteer
assert GAZETTEER is not None
ALL = GAZETTEER.municipalities


def found(text: str) -> tuple[list[str], bool]:
    comuni, sure = GAZETTEER.find(text)
    return [f"{one.name} ({one.sigla})" for one in comuni], sure


def bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()


WRITTEN = {
    "as it is": lambda one: one.name,
    "announced": lambda one: f"siamo il Comune di {one.name}",
    "with its sigla": lambda one: f"{one.name} ({one.sigla})",
    "small, with its sigla": lambda one: f"{one.name} {one.sigla}".lower(),
    "shouted": lambda one: one.name.upper(),
    "without accents": lambda one: bare(one.name),
    "in its region": lambda one: f"{one.name} in {one.region}",
    "with its province": lambda one: f"Comune di {one.name}, provincia di {one.province}",
}
SURE = ("with its sigla", "small, with its sigla", "with its province")


@pytest.mark.parametrize("way", WRITTEN)
def test_every_comune_finds_itself(way):
    for one in ALL:
        comuni, sure = GAZETTEER.find(WRITTEN[way](one))
        assert one in comuni, (WRITTEN[way](one), comuni)
        assert sure or way not in SURE, (WRITTEN[way](one), comuni)


def test_a_name_borne_once_is_sure():
    bare_names = Counter([*(bare(one.name) for one in ALL), "calliano"])  # Calliano Monferrato was called so till 2022
    for one in ALL:
        assert GAZETTEER.find(one.name)[1] is (bare_names[bare(one.name)] == 1), one


def test_homonyms_are_all_offered():
    names = Counter(one.name for one in ALL)
    for name in [name for name, times in names.items() if times > 1]:
        comuni, sure = GAZETTEER.find(name)
        assert not sure
        assert {one for one in ALL if one.name == name} <= set(comuni)


def test_the_list_is_complete_and_each_comune_has_its_own_code():
    assert len(ALL) == len({one.code for one in ALL}) == 7_894
    assert all(len(one.code) == 4 for one in ALL)


def test_the_file_is_what_its_script_makes():
    script = runpy.run_path(str(ROOT / "scripts" / "make_municipalities.py"))
    assert script["make"]() == (ROOT / "knowledge" / "municipalities.csv").read_text("utf-8")


def test_the_table_of_sardinia_can_go_once_the_package_knows_it():
    script = runpy.run_path(str(ROOT / "scripts" / "make_municipalities.py"))
    rows = json.loads(files("codicefiscale").joinpath("data/municipalities.json").read_text("utf-8"))
    provinces = {row["code"]: row["province"] for row in rows if row["active"]}
    assert len(script["_SARDINIA"]) == 155
    assert {provinces[code] for code in script["_SARDINIA"]} == {"SU", "SS", "NU"}


def test_the_script_says_what_it_wrote(tmp_path, capsys):
    script = runpy.run_path(str(ROOT / "scripts" / "make_municipalities.py"))
    script["main"](str(tmp_path / "comuni.csv"))
    assert "7894 Comuni" in capsys.readouterr().out
    assert Path(tmp_path / "comuni.csv").read_bytes() == (ROOT / "knowledge" / "municipalities.csv").read_bytes()


ONE = [
    ("Acri", "Acri (CS)"), ("  acri ", "Acri (CS)"), ("comune di acri (cs)", "Acri (CS)"),
    ("Acri, provincia di Cosenza", "Acri (CS)"),
    ("Castro in Puglia", "Castro (LE)"), ("castro bg", "Castro (BG)"), ("Reggio Calabria", "Reggio di Calabria (RC)"),
    ("reggio di calabria", "Reggio di Calabria (RC)"), ("Reggio Emilia", "Reggio nell'Emilia (RE)"),
    ("Corigliano Rossano", "Corigliano-Rossano (CS)"), ("comune di melfi in provincia di potenza", "Melfi (PZ)"),
    ("S. Giovanni in Fiore", "San Giovanni in Fiore (CS)"), ("san giovanni fiore", "San Giovanni in Fiore (CS)"),
    ("s marco argentano", "San Marco Argentano (CS)"), ("Quartu S.Elena", "Quartu Sant'Elena (CA)"),
    ("La Salle", "La Salle (AO)"),
    ("Salle", "Salle (PE)"), ("Ne (GE)", "Ne (GE)"), ("Aquila", "L'Aquila (AQ)"), ("forli'", "Forlì (FC)"),
    ("Cantu", "Cantù (CO)"),
    ("Vo", "Vo' (PD)"), ("Lamezia", "Lamezia Terme (CZ)"), ("Vibo", "Vibo Valentia (VV)"), ("Bozen", "Bolzano (BZ)"),
    ("Meran", "Merano (BZ)"), ("Aoste", "Aosta (AO)"), ("Devin Nabrežina", "Duino Aurisina-Devin Nabrežina (TS)"),
    ("Presicce", "Presicce-Acquarica (LE)"), ("Spezzano Piccolo", "Casali del Manco (CS)"),
    ("orso marso", "Orsomarso (CS)"),
    ("Castellamare di Stabia", "Castellammare di Stabia (NA)"), ("catnzaro", "Catanzaro (CZ)"),
    ("il comune è Rende", "Rende (CS)"),
    ("scrivo da Castrovillari", "Castrovillari (CS)"), ("Catanzaro Lido", "Catanzaro (CZ)"),
    ("Matera MT", "Matera (MT)"),
    ("Sant’Arcangelo di Romagna", "Santarcangelo di Romagna (RN)"), ("Santelpidio a Mare", "Sant'Elpidio a Mare (FM)"),
    ("Santeramo", "Santeramo in Colle (BA)"), ("Sant'Arcangelo", "Sant'Arcangelo (PZ)"),
    ("Olbia (SS)", "Olbia (OT)"), ("Lanusei NU", "Lanusei (OG)"), ("Carbonia (SU)", "Carbonia (CI)"),
    ("Guspini, provincia del Sud Sardegna", "Guspini (VS)"), ("Seulo (NU)", "Seulo (NU)"), ("Seui SU", "Seui (OG)"),
    ("San Teodoro in Gallura", "San Teodoro (OT)"), ("Calliano AT", "Calliano Monferrato (AT)"),
    ("Calliano Monferrato", "Calliano Monferrato (AT)"), ("Calliano (TN)", "Calliano (TN)"),
    ("Aicurzio, provincia di Monza e della Brianza", "Aicurzio (MB)"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), ONE)
def test_one_comune_is_meant(text, name):
    assert found(text) == ([name], True)


SEVERAL = [
    ("Calliano", ["Calliano (TN)", "Calliano Monferrato (AT)"]),
    ("San Teodoro", ["San Teodoro (ME)", "San Teodoro (OT)"]),
    ("Castro", ["Castro (BG)", "Castro (LE)"]), ("Rossano", ["Corigliano-Rossano (CS)", "Rossano Veneto (VI)"]),
    ("Corigliano", ["Corigliano-Rossano (CS)", "Corigliano d'Otranto (LE)"]),
    ("Reggio", ["Reggio di Calabria (RC)", "Reggio nell'Emilia (RE)"]),
    ("Paternò", ["Paterno (PZ)", "Paternò (CT)"]),
    ("Castellammare", ["Castellammare del Golfo (TP)", "Castellammare di Stabia (NA)"]),
    ("Bagnara", ["Bagnara Calabra (RC)", "Bagnara di Romagna (RA)"]),
    ("Rende e Cosenza", ["Rende (CS)", "Cosenza (CS)"]), ("Bisignano e Luzzi", ["Bisignano (CS)", "Luzzi (CS)"]),
    ("Acri o Luzzi", ["Acri (CS)", "Luzzi (CS)"]), ("Acri, Luzzi; Rende", ["Acri (CS)", "Luzzi (CS)", "Rende (CS)"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), SEVERAL)
def test_several_may_be_meant_and_are_asked_about(text, names):
    comuni, sure = found(text)
    assert not sure
    assert comuni[: len(names)] == names


@pytest.mark.parametrize(("territory", "names"), [
    ("Puglia", ["San Giovanni Rotondo (FG)"]), ("quello pugliese", ["San Giovanni Rotondo (FG)"]),
    ("in provincia di Foggia", ["San Giovanni Rotondo (FG)"]), ("FG", ["San Giovanni Rotondo (FG)"]),
    ("Sud Sardegna", ["San Giovanni Suergiu (CI)"]), ("Bari", []), ("Valle d'Aosta", []),
])  # fmt: skip
def test_a_territory_narrows_what_was_said_before(territory, names):
    comuni, sure = GAZETTEER.find_in(territory, "San Giovanni")
    assert [f"{one.name} ({one.sigla})" for one in comuni] == names
    assert sure is bool(names)


@pytest.mark.parametrize("text", ["", "boh", "Acri", "Vibo Valentia, Calabria", "la seconda"])
def test_what_is_no_territory_narrows_nothing(text):
    assert GAZETTEER.find_in(text, "San Giovanni") is None


def test_a_territory_narrows_the_comuni_of_a_sentence():
    told = "sono del Comune di Livo e vorrei un laboratorio"
    assert [one.sigla for one in GAZETTEER.find_in("Lombardia", told)[0]] == ["CO"]


def test_rossano_leads_to_corigliano_rossano_first():
    for text in ("Rossano", "comune di Rossano", "ROSSANO"):
        assert found(text)[0][0] == "Corigliano-Rossano (CS)"


def test_those_that_begin_with_what_was_typed_come_first():
    comuni, sure = found("San Giovanni")
    assert not sure
    assert len(comuni) == 6
    assert all(name.startswith("San Giovanni") for name in comuni)


TYPED_BADLY = [("cosensa", "Cosenza (CS)"), ("Accri", "Acri (CS)"), ("potensa", "Potenza (PZ)"),
               ("Castrovilari", "Castrovillari (CS)"),
               ("san giovani in fiore", "San Giovanni in Fiore (CS)"), ("Lamezzia Terme", "Lamezia Terme (CZ)"),
               ("Montescalioso", "Montescaglioso (MT)"), ("monteiasi", "Monteiasi (TA)")]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), TYPED_BADLY)
def test_a_typing_error_is_mended(text, name):
    assert found(text)[0][0] == name


def test_a_near_tie_is_never_sure():
    comuni, sure = found("Montesano")
    assert len(comuni) > 1
    assert not sure


OTHERS = ["Unione dei Comuni di Acri", "Unione Acri", "Unione montana dei Comuni del Pollino", "Consorzio di Acri",
          "Comunità montana della Sila",
          "Provincia di Cosenza", "la Provincia di Lecce", "siamo la Provincia di Bari", "Regione Calabria",
          "Città metropolitana di Napoli",
          "ambito sociale di Rende", "ASL di Salerno"]  # fmt: skip


@pytest.mark.parametrize("text", OTHERS)
def test_another_body_is_never_the_comune_of_its_name(text):
    assert found(text) == ([], False)


NONE = [
    "",
    "   ",
    "boh",
    "non so",
    "xyzxyz",
    "a",
    "San",
    "Comune",
    "comune di",
    "12345",
    "😀",
    "日本",
    "x" * 5000,
    "il nostro paese",
    "(CS)",
]


@pytest.mark.parametrize("text", NONE)
def test_what_names_no_comune_finds_none(text):
    comuni, sure = found(text)
    assert not sure
    assert comuni == []


@settings(max_examples=150)
@given(st.text(max_size=60))
def test_no_text_raises_and_candidates_are_few(text):
    comuni, sure = GAZETTEER.find(text)
    assert len(comuni) <= 6
    assert not sure or len(comuni) == 1
    assert set(GAZETTEER.mentions(text)) <= set(ALL)


@settings(max_examples=150)
@given(st.data())
def test_one_letter_too_few_never_leads_surely_elsewhere(data):
    one = data.draw(st.sampled_from([one for one in ALL if len(one.name) > 11 and one.name.isascii()]))
    at = data.draw(st.integers(1, len(one.name) - 2))
    if one.name[at] in " '-" or one.name[at - 1] in " '-":
        return
    comuni, sure = GAZETTEER.find(f"{one.name[:at]}{one.name[at + 1 :]} ({one.sigla})")
    assert one in comuni or not sure, (one.name, at, comuni)


def test_a_look_up_is_fast():
    texts = [
        "Acri",
        "Castro (LE)",
        "cosensa",
        "Unione di Acri",
        "siamo un piccolo comune di montagna",
        "Montescalioso in Basilicata",
    ]
    GAZETTEER.find("Acri")
    spent = min(_spent(texts) for _ in range(5))
    assert spent / len(texts) < 0.02  # seconds; half a millisecond to four, measured on two cores


def _spent(texts: list[str]) -> float:
    begun = time.process_time()
    for text in texts:
        GAZETTEER.find(text)
    return time.process_time() - begun


def test_a_list_with_other_columns_is_refused():
    with pytest.raises(ValueError, match="la prima riga dei Comuni deve essere"):
        Gazetteer.parse("code,name\nA053,Acri\n")
    small = Gazetteer.parse("code;name;sigla;province;region;also\nA053;Acri;CS;Cosenza;Calabria;\n")
    assert small.find("acri")[1]
