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


def test_a_correction_tells_what_was_and_what_is():
    person = person_at(until="")
    for label, text, told in (
        ("telefono", "333 1234567", ("changed", "+39 3331234567", "+39 0984123456")),
        ("ruolo", "sindaco", ("changed", "Sindaco, presidente o commissario", "Segretario")),
        ("telefono", "0984 123456", ("changed", "+39 0984123456", "+39 3331234567")),
        ("note", "Meglio a marzo", ("noted", "Meglio a marzo", None)),
        ("note", "salta", ("removed", None, None)),
        (
            "fabbisogno",
            "Un altro testo, ugualmente lungo, che dice di che cosa si tratta.",
            ("changed_text", None, None),
        ),
    ):
        person.says(f"modifica {label}")
        (notice,) = of(person.says(text), Notice)
        assert (notice.code, notice.values.get("value"), notice.values.get("before")) == told
        assert person.kind == "review"


def test_an_answer_left_as_it_was_is_no_correction():
    person = person_at(until="")
    person.says("modifica telefono")
    assert of(person.says("0984 123456"), Notice) == []
    kept = dict(person.session.answers)
    person.says("modifica email")
    person.says("lascia così")
    assert person.session.answers == kept
