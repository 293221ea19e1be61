# SPDX-License-Identifier: EUPL-1.2
"""A person to talk with."""

from collections.abc import Callable

import pytest

from tests.bot.core.talking import Talk


@pytest.fixture
def talk() -> Callable[..., Talk]:
    return Talk
