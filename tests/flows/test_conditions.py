# SPDX-License-Identifier: EUPL-1.2
"""Structured conditions: one comparison each, true only of what was answered."""

import pytest
from pydantic import ValidationError

from flows.conditions import All, AnyOf, Count, Not, Test
from flows.definition import Branch, resolve
from flows.journey import holds, slots_in
from flows.session import Answer
from flows.slots import Option
from tests.flows.person import ACRI
from tests.flows.small_flow import LISTS, flow_with

FLOW = resolve(flow_with()[0], LISTS)
ANSWERS = {
    "chi": Answer(value="comune"), "comune": Answer(value=ACRI.code, place=ACRI), "abitanti": Answer(value="5000"),
    "quando": Answer(value=""), "tema": Answer(value="piao"),
}  # fmt: skip


def when(condition: object):
    return Branch.model_validate({"to": "x", "when": condition}).when


TRUTHS = [
    ({"slot": "chi", "is": "comune"}, True), ({"slot": "chi", "is": "altro"}, False),
    ({"slot": "chi", "in": ["altro", "comune"]}, True), ({"slot": "chi", "in": ["altro"]}, False),
    ({"slot": "abitanti", "gte": 5000}, True), ({"slot": "abitanti", "gte": 5001}, False),
    ({"slot": "abitanti", "lte": 5000}, True), ({"slot": "abitanti", "lte": 4999}, False),
    ({"slot": "abitanti", "lte": 0}, False), ({"slot": "chi", "gte": 1}, False),
    ({"slot": "piccolo", "is": "yes"}, False), ({"slot": "quando", "is": ""}, False),
    ({"slot": "quando", "answered": True}, False), ({"slot": "quando", "answered": False}, True),
    ({"slot": "chi", "answered": True}, True), ({"slot": "piccolo", "answered": False}, True),
    ({"slot": "comune", "part": "region", "is": "Calabria"}, True),
    ({"slot": "comune", "part": "province", "is": "Cosenza"}, True),
    ({"slot": "comune", "part": "code", "is": "A053"}, True), ({"slot": "comune", "part": "ipa", "is": "c_a053"}, True),
    ({"slot": "comune", "part": "group", "is": "Calabria"}, True),
    ({"slot": "tema", "part": "group", "is": "personale"}, True),
    ({"slot": "tema", "part": "ipa", "is": "personale"}, False),
    ({"slot": "abitanti", "part": "region", "is": "x"}, False),
    ({"all": [{"slot": "chi", "is": "comune"}, {"slot": "abitanti", "gte": 1}]}, True),
    ({"all": [{"slot": "chi", "is": "comune"}, {"slot": "abitanti", "gte": 9999}]}, False),
    ({"any": [{"slot": "chi", "is": "altro"}, {"slot": "abitanti", "gte": 1}]}, True),
    ({"any": [{"slot": "chi", "is": "altro"}, {"slot": "piccolo", "is": "yes"}]}, False),
    ({"not": {"slot": "chi", "is": "altro"}}, True), ({"not": {"slot": "piccolo", "is": "yes"}}, True),
    ({"list": "labs", "gte": 2}, True), ({"list": "labs", "gte": 3}, False), ({"list": "labs", "lte": 2}, True),
    ({"list": "labs", "lte": 0}, False), ({"list": "ignoto", "gte": 1}, False), ({"list": "ignoto", "lte": 0}, True),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "truth"), TRUTHS)
def test_a_condition_is_true_only_of_what_was_answered(condition, truth):
    assert holds(when(condition), FLOW, ANSWERS) is truth


def test_closed_options_do_not_count():
    shut = resolve(FLOW, {"labs": (Option(id="piao", label="PIAO", closed=True), *LISTS["labs"][1:])})
    assert not holds(when({"list": "labs", "gte": 2}), shut, {})


@pytest.mark.parametrize(
    "condition",
    [{"slot": "a"}, {"slot": "a", "is": "x", "in": ["x"]}, {"slot": "a", "gte": 1, "lte": 2}, {"list": "l"},
                  {"list": "l", "gte": 1, "lte": 2}, {"all": []}, {"any": []}, {"not": {}},
                  {"slot": "a", "is": "x", "zzz": 1},
                  {"slot": "Con Spazi", "is": "x"}, [], "x", 3, {"boh": 1}],
)  # fmt: skip
def test_anything_else_is_refused(condition):
    with pytest.raises(ValidationError):
        when(condition)


@pytest.mark.parametrize(
    ("condition", "kind"),
    [({"slot": "a", "is": "x"}, Test), ({"list": "l", "gte": 1}, Count), ({"all": [{"slot": "a", "is": "x"}]}, All),
     ({"any": [{"slot": "a", "is": "x"}]}, AnyOf), ({"not": {"slot": "a", "is": "x"}}, Not)],
)  # fmt: skip
def test_a_condition_survives_its_own_dump(condition, kind):
    made = when(condition)
    assert isinstance(made, kind)
    assert when(made.model_dump(by_alias=True, exclude_none=True)) == made
    assert Branch(to="x", when=made).when == made


def test_every_test_inside_a_condition_is_found():
    deep = when(
        {"all": [{"slot": "a", "is": "x"}, {"any": [{"not": {"slot": "b", "gte": 1}}, {"list": "l", "gte": 1}]}]}
    )
    assert [test.slot for test in slots_in(deep)] == ["a", "b"]
    assert list(slots_in(None)) == []
