# SPDX-License-Identifier: EUPL-1.2
"""What a question may say of itself."""

import pytest
from pydantic import TypeAdapter, ValidationError

from flows.slots import ChoiceSlot, Option, Slot
from tests.flows.person import FLOWS

ADAPTER: TypeAdapter = TypeAdapter(Slot)
PLAIN = {"id": "a", "label": "A", "ask": "A?"}


@pytest.mark.parametrize(
    "kind", ["municipality", "province", "text", "email", "phone", "number", "date", "yes_no", "acknowledge"]
)
def test_each_kind_needs_only_a_label_and_a_question(kind):
    slot = ADAPTER.validate_python({**PLAIN, "type": kind})
    assert (slot.type, slot.required, slot.derived) == (kind, True, None)


FAULTS = [
    ({"type": "text", "ask": ""}, "manca «ask»"),
    ({"type": "text", "min": 0}, "min"),
    ({"type": "text", "max": 5000}, "max"),
    ({"type": "choice"}, "uno dei due"),
    ({"type": "choice", "options": [{"id": "x", "label": "X"}], "options_from": "labs"}, "uno dei due"),
    ({"type": "choice", "options": [{"id": "x", "label": "X"}, {"id": "x", "label": "Y"}]}, "«x» scritta due volte"),
    ({"type": "choice", "options": [{"id": "X Y", "label": "X"}]}, "id"),
    ({"type": "choice", "options": [{"id": "x", "label": ""}]}, "label"),
    ({"type": "province", "options_from": "labs"}, "options_from"),
    ({"type": "text", "derived": {"slot": "b", "part": "cap"}}, "part"),
    ({"type": "gatto"}, "gatto"),
]


@pytest.mark.parametrize(("value", "words"), FAULTS)
def test_a_question_that_makes_no_sense_is_refused(value, words):
    with pytest.raises(ValidationError, match=words):
        ADAPTER.validate_python({**PLAIN, **value})


def test_values_never_change():
    with pytest.raises(ValidationError):
        Option(id="a", label="A").label = "B"  # type: ignore[misc]


def test_every_label_of_the_flows_fits_a_button():
    labels = [
        o.label for flow in FLOWS.values() for s in flow.slots.values() if isinstance(s, ChoiceSlot) for o in s.options
    ]
    assert max(map(len, labels)) <= 60
