# SPDX-License-Identifier: EUPL-1.2
"""Killed with SIGKILL at random moments, the bot loses nothing and forwards each request once (bench: 20 times)."""

import pytest

from tests.telegram_kills import LINES, PEOPLE, make_ordeal

KILLS = 6


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("kills")


async def test_nothing_is_lost(folder):
    ordeal = await make_ordeal(folder, KILLS, seed=20261123).run()
    assert len(ordeal.people) == PEOPLE
    assert all(person.said == len(LINES) for person in ordeal.people)
    for person in ordeal.people:
        assert person.texts == person.wanted  # every message answered, in order
    assert list(ordeal.letters().values()) == [1] * PEOPLE  # every confirmed request forwarded once
    assert ordeal.repeated().total() <= KILLS  # at most one answer repeated, a kill
