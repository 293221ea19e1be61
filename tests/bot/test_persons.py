# SPDX-License-Identifier: EUPL-1.2
"""What is held about a person is found, exported, and erased down to the bytes of the file."""

import random
from datetime import timedelta

import pytest
from fakes import NOW, Clock, make_inbox, said
from mail_office import make_office

from bot.persons import Persons

NAME = "Ermenegilda Bianchi-Squarcialupi"
SECRET = f"confermo: {NAME}"


@pytest.fixture
def inbox(tmp_path):
    made = make_inbox(tmp_path / "bot.db", clock=Clock())
    yield made
    made.store.close()


def bytes_of(inbox):
    files = inbox.store.path.parent.glob("bot.db*")
    return b"".join(path.read_bytes() for path in files)


def everyone(inbox, turns=500):
    """A lively database: answers of all sizes take each other's place, so that pages split and rows move about.

    The seed is one with which SQLite 3.40 leaves a copy behind that secure_delete does not reach.
    """
    chance = random.Random(11)
    inbox.store.run("PRAGMA synchronous=OFF")
    for turn in range(turns):
        secret = chance.random() < 0.15
        address = "7" if secret else str(100 + chance.randrange(40))
        text = f"{SECRET if secret else 'Persona' + address} " + "x" * chance.choice([10, 100, 300, 900])
        inbox.receive(said(text, str(turn), address=address))
        for row in inbox.outbox.in_state(["waiting"]):
            if chance.random() < 0.5:
                inbox.outbox.end(row, "sent", NOW)


def test_export_holds_everything_and_nobody_else(inbox):
    inbox.receive(said(SECRET))
    inbox.receive(said("confermo: altra persona", "2", address="8"))
    found = Persons(inbox.store).export("telegram:7")
    assert {table: len(rows) for table, rows in found.items()} == {
        "dialogues": 1, "sessions": 1, "outbox": 2, "requests": 1, "post": 0, "post_ids": 0,
    }  # fmt: skip
    assert NAME in str(found)
    assert "altra persona" not in str(found)


def test_nothing_of_an_erased_person_is_left_in_the_file(inbox):
    everyone(inbox)
    assert NAME.encode() in bytes_of(inbox)
    with inbox.store.transaction():
        Persons(inbox.store).erase("telegram:7")
    inbox.store.rewrite()
    assert NAME.encode() not in bytes_of(inbox)
    assert b'telegram:7"' not in bytes_of(inbox)
    assert b"Persona105" in bytes_of(inbox)


def test_who_asks_in_the_conversation_is_gone_from_the_file(inbox):
    everyone(inbox)
    inbox.receive(said("dimentica", "last"))
    assert NAME.encode() not in bytes_of(inbox)


def test_cancelled_answers_leave_the_file_at_once(inbox):
    inbox.receive(said(f"risposta: {NAME}", "1"))
    inbox.delivered(inbox.outbox.find("r-telegram-1"), "sent")
    inbox.receive(said("annulla", "2"))
    assert NAME.encode() not in bytes_of(inbox)


def test_confirmed_letters_that_wait_are_named(inbox):
    inbox.receive(said(SECRET))
    persons = Persons(inbox.store)
    assert [one.key for one in persons.unsent("telegram:7")] == ["l-telegram-1"]
    inbox.delivered(inbox.outbox.find("l-telegram-1"), "sent")
    assert persons.unsent("telegram:7") == []


def test_an_address_named_in_others_requests_is_found_for_the_operator_only(inbox):
    inbox.receive(said(SECRET))  # the request names maria@comune.example as its referente's address
    persons = Persons(inbox.store)
    assert persons.export("email:maria@comune.example", mentions=False)["requests"] == []
    assert len(persons.export("email:MARIA@comune.example")["requests"]) == 1
    assert sum(persons.erase("email:maria@comune.example").values()) == 0
    assert persons.erase("email:maria@comune.example", mentions=True)["requests"] == 1


def test_an_address_is_the_same_person_in_capitals(inbox):
    persons = Persons(inbox.store)
    inbox.receive(said("ciao", "1", channel="email", address="anna@comune.example"))
    assert sum(persons.erase("email:Anna@Comune.example").values()) > 0
    assert sum(persons.erase("email:anna@comune.example").values()) == 0


@pytest.mark.parametrize("person", ["email:aria@comune.example", "email:", "telegram:", "telegram:%", "telegram:70"])
def test_nobody_else_is_erased_with_a_person(inbox, person):
    inbox.receive(said(SECRET))
    assert sum(Persons(inbox.store).erase(person, mentions=True).values()) == 0


def test_by_letter_what_was_passed_on_and_what_was_said_there_do_not_leave_any_more(tmp_path):
    office, opened = make_office(tmp_path)
    office.gets("Chi vince il palio di Siena?")
    name = office.leaves(0)
    office.gets("Altra conversazione: chi vince il palio di Asti?", Subject="Altro")
    for text in ("/cancella_dati", "1"):
        office.clock.move(minutes=1)
        office.gets(text, In_Reply_To=name)
    rows = office.app.store.rows("SELECT forget, purpose, payload FROM outbox WHERE payload <> ''")
    opened.__exit__(None, None, None)
    assert sorted((row["forget"], row["purpose"]) for row in rows) == [(0, "message"), (0, "question"), (1, "message")]
    assert not [row for row in rows if "Siena" in row["payload"]]


def test_a_plan_goes_with_its_person(inbox):
    inbox.receive(said("ricorda"))
    Persons(inbox.store).erase("telegram:7")
    assert inbox.store.due(NOW + timedelta(days=99), ["remind", "expire"]) == []
