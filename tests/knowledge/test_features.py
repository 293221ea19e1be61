# SPDX-License-Identifier: EUPL-1.2
"""What the matcher weighs in a text."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.features import BUCKETS, bucket, letter_groups, rarity, weigh, word_roots
from knowledge.words import stem

words = st.lists(st.text(alphabet="abcdeilnorst", min_size=1, max_size=9), max_size=8)


def test_groups_of_letters_know_the_ends_of_a_word():
    groups = letter_groups(["piao"])
    assert {" p", "ao ", " pia", "piao", " piao"} <= set(groups)
    assert all(2 <= len(group) <= 5 for group in groups)
    assert letter_groups(["piao", "piao"])["piao"] == 2
    assert letter_groups([]) == {}


def test_roots_stand_alone_in_pairs_and_for_a_meaning():
    roots = word_roots(["quanto", "costa", "costa"], {stem("costa"): "spesa"})
    assert roots["=cost"] == 2
    assert roots["=quant cost"] == 1
    assert roots["~spesa"] == 2


def test_a_bucket_is_the_same_everywhere():
    assert bucket("=piao") == bucket("=piao") < BUCKETS
    assert (bucket("=piao"), bucket("~spesa")) == (3382, 1441)


def test_rarer_features_weigh_more():
    rare = rarity({"a": 1, "b": 5}, 9)
    assert rare["a"] > rare["b"] > 0
    assert rare["b"] == pytest.approx(math.log(10 / 6) + 1)


def test_what_the_content_never_says_weighs_nothing():
    assert weigh(["piao"], {}, {}) == {}
    assert weigh([], {"=piao": 1.0}, {}) == {}


@given(words)
def test_a_vector_has_at_most_unit_length_in_each_half(said):
    rare = dict.fromkeys([*letter_groups(said), *word_roots(said, {})], 2.0)
    vector = weigh(said, rare, {})
    assert all(0 <= column < BUCKETS for column in vector)
    assert sum(vector.values()) >= 0
    assert bool(vector) is bool(said)
    assert weigh(said, rare, {}) == vector


@given(words)
def test_repeating_every_word_changes_the_letters_little(said):
    rare = dict.fromkeys(letter_groups(said), 2.0)
    once, twice = weigh(said, rare, {}), weigh([*said, *said], rare, {})
    assert once.keys() == twice.keys()
