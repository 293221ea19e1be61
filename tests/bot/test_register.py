# SPDX-License-Identifier: EUPL-1.2
"""The register answers what the core asks of it."""

from datetime import timedelta

import pytest
from fakes import NOW, letter, request

from bot.outbox import Outbox
from bot.register import Requests
from bot.storage import Storage
from flows.replies import Row

LONG_AGO = NOW - timedelta(days=30)


@pytest.fixture
def register(tmp_path):
    store = Storage(tmp_path / "bot.db")
    yield Requests(store)
    store.close()


def test_a_request_comes_back_as_it_was(register):
    register.add(request("a", doubts=("Da confermare: così.", "Da confermare: «colà».")))
    assert register.by_reference("C4C-A").doubts == ("Da confermare: così.", "Da confermare: «colà».")
    register.empty("s-a")
    assert register.by_reference("C4C-A").doubts == ()


def test_the_request_of_a_session_is_found(register):
    register.add(request("a"))
    assert register.by_reference("C4C-A") == request("a")
    assert register.of_session("s-a") == request("a")


def test_a_known_key_changes_nothing(register):
    register.add(request("a"))
    register.add(request("a", body="Altro"))
    assert [one.request for one in register.all()] == [request("a")]


def test_the_newest_request_for_the_same_lab_is_found(register):
    for key, day in (("a", 20), ("b", 5), ("c", 40)):
        register.add(request(key, at=NOW - timedelta(days=day)))
    assert register.earlier("A053", "piao", LONG_AGO).key == "b"
    assert register.earlier("A053", "retention", LONG_AGO) is None
    assert register.earlier("", "piao", LONG_AGO) is None


@pytest.mark.parametrize("original", ["a", "C4C-A"])
def test_a_withdrawn_request_is_not_found(register, original):
    register.add(request("a"))
    register.add(request("w", kind="withdrawal", original=original))
    assert register.earlier("A053", "piao", LONG_AGO) is None
    assert [one.withdrawn for one in register.with_reference("c4c-a")] == [True, True]


def test_what_corrected_a_withdrawn_request_is_withdrawn_too(register):
    register.add(request("a"))
    register.add(request("b", kind="amendment", original="a", reference="C4C-A"))
    register.add(request("c"))
    assert not any(one.withdrawn for one in register.all())
    register.add(request("w", kind="withdrawal", original="a", reference="C4C-A"))
    assert {one.request.key for one in register.all() if one.withdrawn} == {"a", "b", "w"}


def test_the_requests_of_a_body_are_newest_first(register):
    register.add(request("a", at=LONG_AGO))
    register.add(request("b"))
    register.add(request("q", kind="question"))
    assert [one.key for one in register.of_body("A053")] == ["b", "a"]
    assert register.of_body("") == ()


def test_a_person_sees_the_state_of_each_letter(register):
    for key in "abcd":
        register.add(request(key))
    for key, state in (("b", "sent"), ("c", "failed"), ("d", "kept")):
        register.mark(key, state, NOW + timedelta(hours=1))
    states = {one.key: state for one, state in register.of_person("telegram:7")}
    assert states == {"a": "waiting", "b": "sent", "c": "failed", "d": "waiting"}
    assert register.sent_at("b") == NOW + timedelta(hours=1)
    assert register.sent_at("d") is None


def test_codes_are_counted_by_address(register):
    for key, to in (("a", "x@y.example"), ("b", "X@y.example"), ("c", "z@y.example")):
        Outbox(register._store).add(letter(key, purpose="notice", to=to), NOW)
    assert register.codes("x@y.example", LONG_AGO) == 2
    assert register.codes("x@y.example", NOW + timedelta(seconds=1)) == 0


def test_receipts_are_counted_by_person_and_by_address(register):
    outbox = Outbox(register._store)
    for key, to in (("a", "x@y.example"), ("b", "X@Y.example"), ("c", "z@y.example")):
        outbox.add(letter(key, purpose="receipt", to=to, person=f"telegram:{key}"), NOW)
    assert register.receipts("telegram:c", "x@y.example", LONG_AGO) == 3
    assert register.receipts("telegram:9", "x@y.example", LONG_AGO) == 2
    assert register.receipts("telegram:c", "x@y.example", NOW + timedelta(seconds=1)) == 0


def test_the_same_question_is_recognised(register):
    row = Row("domanda", "Domanda", "Si può  fare a Matera?", "Si può  fare a Matera?")
    register.add(request("a", kind="question", rows=(row,)))
    assert register.asked("telegram:7", "si può fare a matera? ")
    assert not register.asked("telegram:8", "si può fare a matera?")
    assert not register.asked("telegram:7", "si può fare a Bari?")


def test_what_a_session_sent_can_be_emptied(register):
    register.add(request("a"))
    register.empty("s-a")
    assert register.of_session("s-a") == request("a", rows=(), email="")
