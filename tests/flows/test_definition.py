# SPDX-License-Identifier: EUPL-1.2
"""What identifies a flow, and what may change without asking anything again."""

import pytest
from pydantic import ValidationError

from flows.definition import Flow, Step, digest, resolve
from flows.slots import Option
from tests.flows.person import FLOWS, make_lists
from tests.flows.small_flow import LISTS, flow_with


def identity(*changes: tuple[str, str], lists=LISTS) -> str:
    return resolve(flow_with(*changes)[0], lists).digest


WORDING = [
    ("ask: Quando?", "ask: In che giorno?"), ("label: Quando", "label: Giorno"),
    ("title: Una prova", "title: Altra prova"),
    ("Le domande sono ((questions)).", "Ciao."), ("version: 1", "version: 7"),
    ("label: Altro}", "label: Altri, alias: [x]}"),
    ("say: È piccolo.", "say: Lo è.\n    facts: [F001]"), ("because: chi", "because: chi, sources: [S1]"),
    ("offer: [edit, \"flow:altra\"]", "offer: [edit]"), ("version: 1", "version: 1\nexpire_after_days: 9"),
]  # fmt: skip
MEANING = [
    ("{id: altro,", "{id: altri,"), ("gte: 5001", "gte: 3001"), ("required: false", "required: true"),
    ("min: 1", "min: 2"),
    ("collect: [tema, quando]", "collect: [quando, tema]"), ("flow: prova", "flow: provetta"),
    ("outcome: \"yes\"", "outcome: \"no\""),
    ("letter: lettera", "letter: altra"), ("prefill: [chi]", "prefill: []"),
    ("because: chi", "because: chi, carry: {x: chi}"),
]  # fmt: skip


@pytest.mark.parametrize("change", WORDING)
def test_words_may_change_in_silence(change):
    assert identity(change) == identity()


@pytest.mark.parametrize("change", [one for one in MEANING if one[0] != "{id: altro,"])
def test_what_is_asked_or_decided_is_identity(change):
    assert identity(change) != identity()


def test_an_option_s_id_is_identity():
    flow, _ = flow_with(("{id: altro,", "{id: altri,"), ("{slot: chi, is: altro}", "{slot: chi, is: altri}"))
    assert resolve(flow, LISTS).digest != identity()


def test_lists_are_part_of_identity_as_far_as_they_are_used():
    more = {**LISTS, "labs": (*LISTS["labs"], Option(id="nuovo", label="Nuovo"))}
    assert identity(lists=more) != identity()
    closed = {**LISTS, "labs": (LISTS["labs"][0].model_copy(update={"closed": True}), LISTS["labs"][1])}
    assert identity(lists=closed) != identity()
    reworded = {**LISTS, "labs": (LISTS["labs"][0].model_copy(update={"text": "x", "label": "y"}), LISTS["labs"][1])}
    assert identity(lists=reworded) == identity()
    unused = {**LISTS, "events": (Option(id="x", label="X"),)}
    assert identity(lists=unused) == identity()


def test_a_slot_may_be_called_as_a_word():
    flow, _ = flow_with(("  quando:", "  note:"), ("collect: [tema, quando]", "collect: [tema, note]"))
    assert resolve(flow, LISTS).digest != identity()


def test_the_notice_is_identity_though_it_is_words():
    flow = FLOWS["richiesta"]
    other = flow.slots["presa_visione"].model_copy(update={"ask": "Altra informativa."})
    assert digest(flow.model_copy(update={"slots": {**flow.slots, "presa_visione": other}})) != flow.digest


def test_phrases_named_by_code_are_written_out():
    flow, _ = flow_with(("ask: Quando?", "ask: privacy.short"), ("Le domande sono ((questions)).", "intro.text"))
    made = resolve(flow, LISTS, {"privacy.short": "Informativa.", "intro.text": "Benvenuti."})
    assert (made.slots["quando"].ask, made.intro) == ("Informativa.", "Benvenuti.")
    assert resolve(flow, LISTS).slots["quando"].ask == "privacy.short"


def test_a_resolved_flow_resolves_to_itself():
    for name, flow in FLOWS.items():
        assert resolve(flow, make_lists()).digest == flow.digest, name


STEPS = [
    ({"id": "a"}, "uno solo fra collect, review ed exit"),
    ({"id": "a", "collect": ["x"], "review": True, "next": [{"to": "b"}]}, "uno solo fra collect, review ed exit"),
    ({"id": "a", "collect": ["x"]}, "manca «next»"),
    (
        {"id": "a", "review": True, "submit": {"to": "secretariat", "letter": "l"}, "next": [{"to": "b"}]},
        "«next» va solo",
    ),
    ({"id": "a", "review": True}, "manca «submit»"),
    (
        {"id": "a", "collect": ["x"], "next": [{"to": "b"}], "submit": {"to": "secretariat", "letter": "l"}},
        "«submit» va solo",
    ),
]


@pytest.mark.parametrize(("value", "words"), STEPS)
def test_a_step_is_one_of_three(value, words):
    with pytest.raises(ValidationError, match=words):
        Step.model_validate(value)


def test_a_step_is_found_by_name():
    flow, _ = flow_with()
    assert flow.step("misura").collect == ("piccolo",)
    with pytest.raises(StopIteration):
        flow.step("zzz")


@pytest.mark.parametrize("value", [None, [], {"slots": []}, {"slots": {"a": []}}])
def test_what_is_no_flow_is_refused(value):
    with pytest.raises(ValidationError):
        Flow.model_validate(value)


def test_requests_are_suspended_when_every_topic_is():
    names = [option.id for option in make_lists()["labs"]]
    shut = make_lists(names, "Sospese fino a marzo.")
    assert resolve(FLOWS["richiesta"], shut).suspended == "Sospese fino a marzo."
    assert resolve(FLOWS["richiesta"], make_lists(names[:-1])).suspended is None
    assert resolve(FLOWS["richiesta"], {**shut, "labs": ()}).suspended is None
    assert resolve(FLOWS["scelta"], shut).suspended is None  # it sends nothing
    assert resolve(FLOWS["segreteria"], shut).suspended is None  # it asks for no topic
