# SPDX-License-Identifier: EUPL-1.2
"""References: the same for the same letter, never one that is taken."""

from dataclasses import replace

from desk import Memory

from bot.core.references import ALPHABET, REFERENCE, reference_of
from bot.core.turns import Request

SOME = Request(
    key="k", reference="", kind="request", session="s", person="p", body="", body_key="", lab="", outcome="",
    email="", at=None, flow="richiesta", version=1, digest="",
)  # fmt: skip


def test_the_same_key_gets_the_same_reference():
    first = reference_of("key", 2026, Memory())
    assert REFERENCE.fullmatch(first)
    assert first.startswith("C4C-2026-")
    assert len(first) == len("C4C-2026-7K3F")
    own = Memory([replace(SOME, key="key", reference=first)])
    assert reference_of("key", 2026, own) == first


def test_a_reference_that_is_taken_is_not_given_again():
    first = reference_of("key", 2026, Memory())
    taken = Memory([replace(SOME, key="other", reference=first)])
    assert reference_of("key", 2026, taken) != first


def test_a_crowded_year_gets_longer_references():
    class Crowded(Memory):
        def by_reference(self, reference):
            return SOME if len(reference) < len("C4C-2026-7K3FX") else None

    found = reference_of("key", 2026, Crowded())
    assert REFERENCE.fullmatch(found)
    assert len(found) == len("C4C-2026-7K3FX")


def test_no_two_signs_look_alike_and_no_word_is_made():
    assert not set(ALPHABET) & set("01AEIOUYL")
    assert len({reference_of(str(key), 2026, Memory()) for key in range(500)}) > 495
