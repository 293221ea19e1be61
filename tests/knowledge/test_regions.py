# SPDX-License-Identifier: EUPL-1.2
"""Provinces, regions and the words that stand for them."""

from collections import Counter, defaultdict

from knowledge.municipalities import Gazetteer
from knowledge.regions import (
    EVERYDAY_NAMES,
    FORMER_PROVINCES,
    FORMER_SIGLE,
    PROVINCES,
    REGION_OF_WORD,
    REGIONS,
    SEATS,
    SOUTHERN,
    WORDLIKE_SIGLE,
)
from knowledge.toponyms import words_of
from knowledge.words import fold


def test_there_are_twenty_regions_and_110_provinces():
    assert len(PROVINCES) == 110
    assert len(REGIONS) == 20
    assert len({name for name, _ in PROVINCES.values()}) == 110
    assert FORMER_PROVINCES.keys() < PROVINCES.keys()
    assert {region: PROVINCES[sigla][1] for region, sigla in SEATS.items()} == {region: region for region in REGIONS}


def test_sardinia_has_the_eight_bodies_of_2025(gazetteer: Gazetteer):
    sardinia = Counter(one.sigla for one in gazetteer.municipalities if one.region == "Sardegna")
    assert sardinia == {"CA": 70, "SS": 66, "NU": 53, "OR": 87, "OT": 26, "OG": 23, "VS": 28, "CI": 24}
    assert frozenset().union(*FORMER_SIGLE.values()) < sardinia.keys()


def test_the_seven_regions_are_those_of_the_programme():
    assert {"Basilicata", "Calabria", "Campania", "Molise", "Puglia", "Sardegna", "Sicilia"} == SOUTHERN
    assert SOUTHERN < REGIONS


def test_every_comune_lies_in_a_province_of_its_region(gazetteer: Gazetteer):
    used = defaultdict(int)
    for one in gazetteer.municipalities:
        assert PROVINCES[one.sigla] == (one.province, one.region), one
        used[one.sigla] += 1
    assert set(used) == set(PROVINCES)


def test_words_stand_for_the_seven_regions_only():
    assert set(REGION_OF_WORD.values()) == SOUTHERN
    assert all(word == fold(word) for word in REGION_OF_WORD)


def test_everyday_words_are_names_of_comuni(gazetteer: Gazetteer):
    names = {" ".join(words_of(one.name)) for one in gazetteer.municipalities} | gazetteer.index.other.keys()
    assert EVERYDAY_NAMES - names == set()
    assert {"vita", "bella", "tito", "sora", "campagna"} <= EVERYDAY_NAMES


def test_sigle_that_are_words_are_sigle():
    assert {word.upper() for word in WORDLIKE_SIGLE} <= set(PROVINCES)
