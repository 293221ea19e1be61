# SPDX-License-Identifier: EUPL-1.2
"""The six flows on a small set of lists, and a person who talks to them."""

from collections.abc import Callable

import pytest

from flows.definition import Flow
from flows.session import Place
from flows.slots import Option
from tests.flows.person import FLOWS, PLACES, Person, load, make_lists, person_at


@pytest.fixture
def person() -> Callable[..., Person]:
    return person_at


@pytest.fixture(params=sorted(FLOWS))
def flow(request: pytest.FixtureRequest) -> Flow:
    return FLOWS[request.param]


@pytest.fixture
def load_flow() -> Callable[..., Flow]:
    return load


@pytest.fixture
def lists() -> Callable[..., dict[str, tuple[Option, ...]]]:
    return make_lists


@pytest.fixture
def all_flows() -> dict[str, Flow]:
    return FLOWS


@pytest.fixture
def places() -> tuple[Place, ...]:
    return PLACES
