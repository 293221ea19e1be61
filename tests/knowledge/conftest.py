# SPDX-License-Identifier: EUPL-1.2
"""The content that these tests share, read once."""

import pytest

from bot.content import Content, read_content
from knowledge.municipalities import Gazetteer


@pytest.fixture(scope="session")
def content() -> Content:
    return read_content()


@pytest.fixture(scope="session")
def gazetteer(content: Content) -> Gazetteer:
    assert content.gazetteer is not None
    return content.gazetteer
