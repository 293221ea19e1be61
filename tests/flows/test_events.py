# SPDX-License-Identifier: EUPL-1.2
"""What can happen in a conversation, each event once."""

import dataclasses
from datetime import timedelta

import pytest

from flows import events, replies
from flows.events import NOTHING_READ, Delivered, FieldText, Reading, Released, Tick
from flows.replies import Ask, Notice, Schedule
from tests.flows.person import NOW, load, make_lists, of, person_at


def base(event: str = "x") -> dict:
    return {"id": event, "at": NOW, "channel": "telegram"}


def test_every_name_that_is_offered_exists():
    assert set(events.__all__) <= set(dir(events))
    offered = {name for name in events.__all__ if hasattr(replies, name)}
    assert all(getattr(events, name) is getattr(replies, name) for name in offered)


def test_an_event_never_changes():
    for value in (Tick(**base(), kind="remind"), NOTHING_READ, FieldText("a", "b")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            value.id = "y"  # type: ignore[misc, union-attr]


def test_nothing_read_is_what_a_reading_begins_with():
    assert Reading() == NOTHING_READ


@pytest.mark.parametrize(("status", "told"), [("queued", []), ("sent", []), ("failed", ["not_delivered"])])
def test_only_a_letter_that_failed_is_told(status, told):
    person = person_at(until="")
    person.taps("submit")
    result = person.send(Delivered(**base("d"), key=person.session.sent[0], status=status))
    assert [one.code for one in of(result, Notice)] == told
    assert person.session.delivery == status


def test_news_of_another_letter_are_nothing():
    person = person_at(until="")
    person.taps("submit")
    result = person.send(Delivered(**base("d"), key="altra", status="failed"))
    assert (result.replies, person.session.delivery) == ((), "queued")


def test_when_a_person_has_finished_the_question_is_shown_again():
    person = person_at(until="email")
    result = person.send(Released(**base("r")))
    assert [one.code for one in of(result, Notice)] == ["released"]
    assert of(result, Ask)[0].slot == "email"
    person.says("annulla")
    assert person.send(Released(**base("r2"))).replies == ()


TICKS = [("remind", 4, []), ("remind", 5, ["reminder"]), ("expire", 29, []), ("expire", 30, ["expired"])]


@pytest.mark.parametrize(("kind", "days", "told"), TICKS)
def test_time_comes_when_it_was_told(kind, days, told):
    person = person_at(until="email")
    result = person.waits(days, kind)
    assert [one.code for one in of(result, Notice)] == told


def test_a_reminder_says_until_when_and_plans_the_end():
    person = person_at(until="email")
    result = person.waits(5, "remind")
    end = NOW + timedelta(days=30)
    assert of(result, Notice)[0].values["date"] == end.date().isoformat()
    assert of(result, Schedule) == [Schedule(kind="expire", at=end)]
    assert person.session.due_at == end


def test_an_early_end_is_planned_again():
    person = person_at(until="email")
    (planned,) = of(person.waits(10, "expire"), Schedule)
    assert (planned.kind, planned.at) == ("expire", NOW + timedelta(days=30))


def test_who_left_is_not_reminded_and_is_forgotten_without_a_word():
    person = person_at(until="tipo_ente")
    person.says("privato")
    assert person.waits(6, "remind").replies == ()
    assert person.waits(30, "expire").replies == ()
    assert person.session.status == "expired"
    assert person.waits(1, "expire").replies == ()


def test_what_is_suspended_is_not_reminded_of():
    person = person_at(until="email")
    person.flow = load("richiesta", make_lists([option.id for option in make_lists()["labs"]], "Sospese."))
    result = person.waits(6, "remind")
    assert result.replies == ()
    assert [one.kind for one in of(result, Schedule)] == ["expire"]
