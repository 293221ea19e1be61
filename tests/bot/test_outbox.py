# SPDX-License-Identifier: EUPL-1.2
"""The outbox: once each, in order for each person, never the same thing as two."""

from datetime import timedelta

import pytest
from fakes import FILE, NOW, letter, message

from bot.outbox import Outbox
from bot.storage import Storage

ROUTES = ("telegram", "letter")


@pytest.fixture
def outbox(tmp_path):
    store = Storage(tmp_path / "bot.db")
    yield Outbox(store)
    store.close()


def add(outbox, *parcels):
    return [outbox.add(parcel, NOW) for parcel in parcels]


def due(outbox, now=NOW, **more):
    return [row.key for row in outbox.next_due(ROUTES, now, **more)]


def test_a_known_key_is_not_queued_again(outbox):
    assert add(outbox, message("a"), message("a", text="Altro")) == [True, False]
    assert outbox.parcel(outbox.find("a")).text == "Ciao"


def test_only_the_oldest_of_each_person_is_due(outbox):
    add(outbox, message("a1"), message("a2"), message("b1", address="8"))
    assert due(outbox) == ["a1", "b1"]


def test_while_one_must_wait_the_later_ones_wait_too(outbox):
    add(outbox, message("a1"), message("a2"), message("b1", address="8"))
    outbox.postpone(outbox.find("a1"), NOW + timedelta(seconds=5), "busy")
    assert due(outbox) == ["b1"]
    assert due(outbox, NOW + timedelta(seconds=5)) == ["b1", "a1"]


def test_letters_of_different_matters_do_not_wait_for_each_other(outbox):
    add(outbox, letter("a", session="s"), letter("b", session="s"), letter("c", session="t"))
    assert due(outbox) == ["a", "c"]


def test_what_a_certified_provider_says_stands_until_it_says_more(outbox):
    add(outbox, letter("a"))
    outbox.certify(outbox.find("a"), "accepted", NOW)
    assert outbox.find("a").certified == ""
    outbox.end(outbox.find("a"), "sent", NOW)
    for hour, said in enumerate(["accepted", "delivered", "accepted", "delivered"], 1):
        outbox.certify(outbox.find("a"), said, NOW + timedelta(hours=hour))
    row = outbox.find("a")
    assert (row.certified, row.certified_at) == ("delivered", NOW + timedelta(hours=2))
    outbox.again(row, NOW)
    assert (outbox.find("a").certified, outbox.find("a").certified_at) == ("", None)


def test_a_route_nobody_serves_stays_where_it_is(outbox):
    add(outbox, letter("a", person="terminal:local"), message("b"))
    assert due(outbox) == ["b"]


def test_lanes_under_way_are_left_out(outbox):
    add(outbox, message("a1"), message("b1", address="8"))
    assert due(outbox, busy=["telegram:7"]) == ["b1"]
    assert outbox.next_time(ROUTES, ["telegram:7", "telegram:8"]) is None


def test_words_are_erased_once_the_person_has_them(outbox):
    add(outbox, message("a"))
    outbox.end(outbox.find("a"), "sent", NOW, external="42")
    row = outbox.find("a")
    assert (row.state, row.external, row.attempts, row.has_payload) == ("sent", "42", 1, False)


def test_a_letter_can_be_handed_in_again_as_itself(outbox):
    add(outbox, letter("a", files=(FILE,)))
    outbox.end(outbox.find("a"), "failed", NOW, reason="550")
    assert outbox.again(outbox.find("a"), NOW + timedelta(days=1))
    row = outbox.find("a")
    assert (row.state, row.attempts, row.queued_at) == ("waiting", 0, NOW + timedelta(days=1))
    assert outbox.parcel(row) == letter("a", files=(FILE,))


def test_what_was_erased_cannot_be_handed_in_again(outbox):
    add(outbox, message("a"))
    outbox.end(outbox.find("a"), "sent", NOW)
    assert not outbox.again(outbox.find("a"), NOW)


def test_nothing_more_goes_to_who_wants_nothing(outbox):
    add(outbox, message("a"), message("b"), letter("c"), message("d", address="8"))
    assert outbox.drop_messages("telegram:7", NOW, "blocked") == 2
    assert due(outbox) == ["c", "d"]


def test_a_row_is_found_by_number_or_key(outbox):
    add(outbox, message("a"))
    assert outbox.find(str(outbox.find("a").seq)) == outbox.find("a")
    assert outbox.find("nobody") is None


def test_letters_are_found_by_their_reference(outbox):
    add(outbox, letter("a", reference="C4C-1"), letter("b", reference="C4C-2"))
    assert [row.key for row in outbox.of_request("C4C-1")] == ["a"]


def test_a_long_queue_is_looked_through_quickly(outbox):
    with outbox._store.transaction():
        for number in range(5_000):
            outbox.add(message(f"m{number}", address=str(number % 2_500)), NOW)
    plan = " ".join(
        row["detail"]
        for row in outbox._store.rows(
            "EXPLAIN QUERY PLAN SELECT min(seq) FROM outbox WHERE state = 'waiting' GROUP BY lane"
        )
    )
    assert "outbox_waiting" in plan
    assert len(due(outbox)) == 50


def test_it_is_known_who_waits_for_a_first_answer(outbox):
    add(outbox, message("a"), message("b", address="8"))
    outbox.postpone(outbox.find("b"), NOW, "busy")
    assert [outbox.waits(f"telegram:{who}") for who in (7, 8, 9)] == [True, False, False]


def test_the_messages_that_show_a_prompt_are_found_newest_first(outbox):
    add(outbox, message("a"), message("b"), message("c"), message("d", address="8"))
    for key, external in (("a", "1:abc"), ("b", "2:xyz"), ("c", "3:xyz,abc"), ("d", "4:abc")):
        outbox.end(outbox.find(key), "sent", NOW, external=external)
    assert outbox.shown("telegram:7", "abc") == ["3:xyz,abc", "1:abc"]


def test_what_was_given_up_meanwhile_is_not_sent(outbox):
    add(outbox, message("a"))
    row = outbox.find("a")
    assert outbox.pending(row).text == "Ciao"
    outbox.drop_messages("telegram:7", NOW, "blocked")
    assert outbox.pending(row) is None
