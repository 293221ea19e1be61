# SPDX-License-Identifier: EUPL-1.2
"""One event being answered."""

from flows.events import Said
from flows.replies import Erase, Notice, Schedule
from flows.session import Answer
from flows.turn import Turn
from tests.flows.person import ACRI, CASTRO_BG, NOW, of, person_at


def turn_at(until: str, event: str = "e") -> Turn:
    person = person_at(until=until)
    return Turn(person.flow, Said(id=event, at=NOW, channel="telegram", text="x"), person.session)


def test_a_turn_never_changes():
    turn = turn_at("email")
    more = turn.say(Notice("a")).do(Schedule(kind="remind", at=NOW)).put(editing="email")
    assert (turn.replies, turn.effects, turn.session.editing) == ((), (), "")
    assert (len(more.replies), len(more.effects), more.result.session.editing) == (1, 1, "email")


def test_a_token_is_the_same_for_the_same_event_and_no_other():
    turn = turn_at("email")
    assert turn.token == turn_at("email").token
    assert len({turn.token, turn_at("email", "f").token, turn.put(rev=99).token}) == 3
    assert len(turn.token) == 8


def test_with_nothing_open_it_goes_where_the_answers_lead():
    turn = turn_at("email").put(prompt=None).again()
    assert turn.session.prompt.slot == "email"


def test_another_comune_drops_what_was_corrected_of_the_first():
    turn = turn_at("lab")
    slot = turn.flow.slots["comune"]
    turn = turn.keep(turn.flow.slots["codice_ipa"], Answer(value="acricom"), "typed")
    same = turn.keep(slot, Answer(value=ACRI.code, place=ACRI), "typed")
    assert "codice_ipa" in same.session.answers
    other = turn.keep(slot, Answer(value=CASTRO_BG.code, place=CASTRO_BG), "typed")
    assert "codice_ipa" not in other.session.answers


def test_an_answer_knows_where_it_came_from():
    turn = turn_at("email")
    kept = turn.keep(turn.flow.slots["email"], Answer(value="a@b.it"), "form").session.answers["email"]
    assert (kept.source, kept.event) == ("form", "e")


def test_forgetting_leaves_nothing_said():
    turn = turn_at("email").forget("expired")
    assert (turn.session.answers, turn.session.prompt, turn.session.status) == ({}, None, "expired")
    assert of(turn.result, Erase)[0].session == "s1"
