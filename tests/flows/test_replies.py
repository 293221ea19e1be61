# SPDX-License-Identifier: EUPL-1.2
"""Replies and effects are plain values."""

import dataclasses
from typing import get_args

import pytest

from flows import replies
from flows.session import new_session


@pytest.mark.parametrize(
    "kind", [*get_args(replies.Reply), *get_args(replies.Effect), replies.Result, replies.Row, replies.Button]
)
def test_every_kind_is_frozen_and_has_a_sentence(kind):
    assert dataclasses.is_dataclass(kind)
    assert kind.__dataclass_params__.frozen
    assert kind.__doc__


def test_a_result_may_say_nothing():
    result = replies.Result(new_session("s", "prova"))
    assert (result.replies, result.effects) == ((), ())


def test_equal_things_are_equal():
    assert replies.Notice("a") == replies.Notice("a")
    assert replies.Invalid("a", "b", 1) != replies.Invalid("a", "b", 2)
