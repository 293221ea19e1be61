# SPDX-License-Identifier: EUPL-1.2
"""Commands, typed or given by a channel."""

import pytest

from flows.commands import editable
from flows.definition import resolve
from flows.engine import reduce
from flows.events import Command, Open
from flows.replies import Ask, Draft, Erase, FaqAnswer, Notice, Review, SubmitRequest
from flows.session import new_session
from flows.turn import Turn
from tests.flows.person import NOW, Person, of, person_at
from tests.flows.small_flow import LISTS, flow_with


def codes(result) -> list[str]:
    return [one.code for one in of(result, Notice)]


ORDERS = [
    ("skip", "altri_enti", []), ("skip", "email", ["required"]), ("keep", "email", []), ("show", "email", []),
    ("help", "email", ["help_example"]), ("help", "lab", ["help"]), ("correct", "email", ["nothing_sent"]),
    ("withdraw", "email", ["nothing_sent"]),
    ("own_mail", "email", ["own_mail_later"]),
    ("submit", "email", ["not_ready"]),
    ("back", "presa_visione", ["first_question"]),
    ("summary", "presa_visione", ["nothing_yet"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "slot", "told"), ORDERS)
def test_a_command_that_makes_no_sense_now_shows_where_one_is(name, slot, told):
    person = person_at(until=slot)
    token = person.session.prompt.id
    result = person.orders(name)
    assert codes(result) == told
    assert of(result, Ask)
    if told:
        assert (person.slot, person.session.prompt.id) == (slot, token)


@pytest.mark.parametrize(
    "name", ["back", "cancel", "summary", "skip", "keep", "edit", "submit", "own_mail", "help", "show"]
)
@pytest.mark.parametrize("status", ["cancelled", "expired", "withdrawn"])
def test_what_has_ended_obeys_nothing(name, status):
    person = person_at(until="")
    person.session = person.session.changed(status=status, answers={}, prompt=None)
    result = person.orders(name)
    assert codes(result) == ["over"]
    assert (person.session.status, person.session.prompt) == (status, None)


@pytest.mark.parametrize("name", ["back", "cancel", "edit", "submit", "show"])
def test_what_was_sent_only_shows_what_can_be_done(name):
    person = person_at(until="")
    person.taps("submit")
    assert codes(person.orders(name, "telefono")) == ["already_sent"]
    assert person.session.status == "submitted"


def test_what_was_sent_and_is_no_longer_kept_is_over():
    person = person_at(until="")
    person.taps("submit")
    person.waits(30, "expire")
    assert person.session.answers == {}
    for name in ("correct", "withdraw", "show"):
        assert codes(person.orders(name)) == ["over"]


def test_an_answer_is_corrected_by_slot_or_label():
    person = person_at(until="")
    turn = Turn(person.flow, Open(id="x", at=NOW, channel="telegram"), person.session)
    for name in (
        "telefono",
        "Telefono",
        " TELEFONO. ",
        "codice_ipa",
        "Codice IPA (proposto)",
        "cellulare",
        "mail",
        "problema",
    ):
        assert editable(turn, name) is not None
    for name in ("ente", "presa_visione", "Informativa", "gatto", ""):
        assert editable(turn, name) is None


def test_what_cannot_be_corrected_is_named():
    (told,) = of(person_at(until="").orders("edit", "gatto" * 50), Notice)
    assert (told.code, len(told.values["label"])) == ("not_editable", 80)


def test_back_from_the_review_asks_the_last_question():
    person = person_at(until="")
    person.orders("back")
    assert person.slot == "note"
    person.orders("back")
    assert person.slot == "pec"


def test_back_from_an_exit_asks_what_led_there():
    person = person_at(until="tipo_ente")
    person.says("privato")
    person.says("indietro")
    assert person.slot == "tipo_ente"
    assert person.session.status == "active"


def test_skip_leaves_an_optional_answer_empty():
    person = person_at(until="altri_enti")
    person.orders("skip")
    assert person.session.answers["altri_enti"].skipped


def test_skip_at_the_review_makes_no_sense():
    assert codes(person_at(until="").orders("skip")) == ["how_to_send"]


def test_keep_returns_to_where_one_was():
    person = person_at(until="")
    person.orders("edit", "telefono")
    assert of(person.orders("keep"), Review)
    assert person.session.editing == ""


def test_summary_of_a_review_is_the_review():
    person = person_at(until="")
    token = person.session.prompt.id
    (shown,) = of(person.orders("summary"), Review)
    assert shown.prompt == token


def test_cancel_tells_what_was_cancelled_and_erases():
    result = person_at(until="email").orders("cancel")
    assert codes(result) == ["cancelled"]
    assert of(result, Erase)


def test_a_draft_leaves_the_review_open():
    person = person_at(until="")
    review = person.session.prompt
    result = person.orders("own_mail")
    assert of(result, Draft)[0].outcome == "yes"
    assert person.session.prompt == review
    by_letter = person_at(until="", channel="email")
    assert of(by_letter.orders("own_mail"), Review)
    assert not of(result, SubmitRequest)


def test_submit_by_command_confirms_the_review():
    person = person_at(until="")
    assert not of(person.orders("submit", "00000000"), SubmitRequest)
    assert of(person.orders("submit", person.session.prompt.id), SubmitRequest)


def test_help_shows_the_entries_of_a_question():
    flow = resolve(flow_with(("ask: Quanti abitanti?", "ask: Quanti abitanti?, help: [a/uno, a/due]"))[0], LISTS)
    person = Person(flow)
    person.opens()
    person.says("comune")
    person.says("Acri", places=(), sure=False)
    assert codes(person.orders("help")) == ["help"]
    session = new_session("s", "prova").changed(answers=person.session.answers)
    opened = reduce(flow, session, Open(id="1", at=NOW, channel="telegram", given={}))
    shown = opened.session.changed(prompt=opened.session.prompt.model_copy(update={"slot": "abitanti"}))
    result = reduce(flow, shown, Command(id="2", at=NOW, channel="telegram", name="help"))
    assert [one.entry for one in of(result, FaqAnswer)] == ["a/uno", "a/due"]
    assert of(result, Ask)[0].slot == "abitanti"


@pytest.mark.parametrize(
    ("text", "slot"), [("correggi 2", "comune"), ("corregga la riga 2", "comune"), ("la riga 2 è sbagliata", "comune")]
)
def test_a_line_of_the_review_is_corrected_by_its_number(text, slot):
    person = person_at(until="")
    person.says(text)
    assert person.session.editing == slot


def test_a_number_to_correct_never_sends():
    person = person_at(until="")
    number = person.session.prompt.options.index("submit") + 1
    person.says(f"correggi {number}")
    assert (person.session.status, person.session.prompt.kind) == ("active", "review")
