# SPDX-License-Identifier: EUPL-1.2
"""What is held about a person is found, exported, and erased down to the bytes of the file."""

import random
from datetime import timedelta

import pytest
from fakes import NOW, Clock, make_inbox, said

from bot.persons import Persons

NAME = "Ermenegilda Bianchi-Squarcialupi"
SECRET = f"confermo: {NAME}, tel. 0984 123456"


@pytest.fixture
def inbox(tmp_path):
    made = make_inbox(tmp_path / "bot.db", clock=Clock())
    yield made
    made.store.close()


def bytes_of(inbox):
    files = inbox.store.path.parent.glob("bot.db*")
    return b"".join(path.read_bytes() for path in files)


def everyone(inbox, count=40):
    """A full database: rows of many people and sizes, some answered, some overwritten, so that pages split."""
    chance = random.Random(7)
    for number in range(count):
        address = str(100 + number)
        for turn in range(4):
            text = f"confermo: Persona{address} " + "x" * chance.randrange(3_000)
            inbox.receive(said(text, f"{address}-{turn}", address=address))


def test_export_holds_everything_and_nobody_else(inbox):
    inbox.receive(said(SECRET))
    inbox.receive(said("confermo: altra persona", "2", address="8"))
    found = Persons(inbox.store).export("telegram:7")
    assert {table: len(rows) for table, rows in found.items()} == {
        "dialogues": 1, "sessions": 1, "outbox": 2, "requests": 1,
    }  # fmt: skip
    assert NAME in str(found)
    assert "altra persona" not in str(found)


def test_nothing_of_an_erased_person_is_left_in_the_file(inbox):
    everyone(inbox, 20)
    for turn in range(12):
        inbox.receive(said(SECRET + "y" * 400 * turn, f"s{turn}"))
    everyone(inbox)
    assert NAME.encode() in bytes_of(inbox)
    with inbox.store.transaction():
        Persons(inbox.store).erase("telegram:7")
    inbox.store.rewrite()
    assert NAME.encode() not in bytes_of(inbox)
    assert b'telegram:7"' not in bytes_of(inbox)
    assert b"Persona105" in bytes_of(inbox)


def test_who_asks_in_the_conversation_is_gone_from_the_file(inbox):
    inbox.receive(said(SECRET, "1"))
    everyone(inbox, 10)
    inbox.receive(said("dimentica", "2"))
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


@pytest.mark.parametrize("person", ["email:aria@comune.example", "email:", "telegram:", "telegram:%", "telegram:70"])
def test_nobody_else_is_erased_with_a_person(inbox, person):
    inbox.receive(said(SECRET))
    assert sum(Persons(inbox.store).erase(person, mentions=True).values()) == 0


def test_a_plan_goes_with_its_person(inbox):
    inbox.receive(said("ricorda"))
    Persons(inbox.store).erase("telegram:7")
    assert inbox.store.due(NOW + timedelta(days=99), ["remind", "expire"]) == []
