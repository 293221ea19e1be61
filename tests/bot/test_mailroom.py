# SPDX-License-Identifier: EUPL-1.2
"""What the mailbox remembers: conversations, limits, what was left unanswered."""

from dataclasses import replace

import pytest
from mail_office import SECRETARIAT, make_office
from mail_raws import OURS, PERSON, envelope, raw

from bot.channels.email_in import receive
from bot.channels.imap_fetch import Place
from bot.channels.mail_rules import Ours
from bot.core.markup import to_plain
from bot.core.passing_on import release_code


@pytest.fixture
def office(tmp_path):
    made, opened = make_office(tmp_path)
    yield made
    opened.__exit__(None, None, None)


# Letters


def test_a_letter_is_answered_once(office):
    letter = raw()
    assert office.takes(letter)
    assert office.takes(letter)
    assert len(office.answers) == 1


def test_machine_mail_leaves_only_its_rule(office):
    office.gets(Auto_Submitted="auto-replied")
    assert (office.answers, office.rules) == ([], ["auto-submitted"])
    assert office.app.store.rows("SELECT * FROM dialogues") == []
    assert office.mail.mailroom.unanswered() == []


def test_a_persons_letter_left_unanswered_waits_for_the_list(office):
    office.gets(To="altri@comune.example", Subject="Domanda vera")
    (left,) = office.mail.mailroom.unanswered()
    assert (left.sender, left.subject, left.rule.partition(":")[0]) == (PERSON, "Domanda vera", "not-addressed")


def test_the_place_is_remembered(office):
    office.mail.mailroom.reached("box", Place(3, 7))
    assert office.mail.mailroom.place("box") == Place(3, 7)
    assert office.mail.mailroom.place("other") is None


# Conversations


def test_an_answer_to_our_answer_is_the_same_conversation(office):
    office.gets()
    name = office.leaves()
    office.clock.move(minutes=1)
    office.gets("E quanto costa?", In_Reply_To=name)
    first, second = [one["chat"] for one in office.app.store.rows("SELECT chat FROM post ORDER BY at")]
    assert first == second


def test_a_letter_after_ones_own_is_the_same_conversation(office):
    office.gets(Message_ID="<a@comune.example>")
    office.clock.move(minutes=1)
    office.gets("Quanto costa?", References="<a@comune.example>")
    assert len(office.app.store.rows("SELECT DISTINCT chat FROM post")) == 1


def test_the_same_subject_alone_is_another_conversation(office):
    office.gets(Subject="Domanda")
    office.gets("Quanto costa?", Subject="R: Domanda")
    assert len(office.app.store.rows("SELECT DISTINCT chat FROM post")) == 2


def test_somebody_else_never_gets_into_a_conversation(office):
    office.gets("Vorremmo chiedere un laboratorio sul PIAO. Siamo il Comune di Acri.")
    name = office.leaves()
    office.gets("Riepilogo", From="x@evil.example", In_Reply_To=name)
    text = to_plain(office.answers[-1].text)
    assert "Acri" not in text
    assert office.answers[-1].address == "x@evil.example"


def test_certified_mail_is_threaded_by_its_inner_ids(office):
    office.takes(envelope())
    answer = office.answers[0]
    assert (answer.address, answer.in_reply_to) == ("protocollo@pec.comune.example", "<in@pec.comune.example>")


# Telegram


@pytest.mark.parametrize(
    ("named", "called", "link"), [("", "cap4city_bot", True), ("", "", False), ("x_bot", "", True)]
)
def test_letters_lead_to_telegram_by_the_name_that_its_server_told(tmp_path, named, called, link):
    made, opened = make_office(tmp_path / "other", telegram_username=named or None)
    if called:
        made.app.mind.be_called(called)
    made.gets()
    assert ("https://t.me/" in to_plain(made.answers[0].text)) is link
    assert f"t.me/{named or called}" in to_plain(made.answers[0].text) or not link
    opened.__exit__(None, None, None)


# Limits


def ask(office, times, **headers):
    for n in range(times):
        office.gets(f"Quanto dura il laboratorio numero {n}?", **headers)
        office.clock.move(minutes=4)


def test_five_answers_an_hour_are_enough_for_one_person(office):
    ask(office, 7)
    assert len(office.answers) == 5
    assert office.rules == ["limit-hour", "limit-hour"]


def test_twenty_a_day(office):
    for n in range(22):
        office.gets(f"Quanto dura il numero {n}?")
        office.clock.move(minutes=20)
    assert len(office.answers) == 20
    assert set(office.rules) == {"limit-day"}


def test_three_answers_in_a_row_in_one_thread(office):
    office.gets(Message_ID="<a@comune.example>")
    for n in range(4):
        office.clock.move(minutes=1)
        office.gets(f"Quanto costa il numero {n}?", References="<a@comune.example>")
    assert len(office.answers) == 3
    assert set(office.rules) == {"limit-thread"}


def test_the_same_words_again_in_a_thread(office):
    office.gets(Message_ID="<a@comune.example>")
    office.clock.move(hours=2)
    office.gets("  quanto   DURA? ", References="<a@comune.example>")
    assert office.rules == ["same-again"]


def test_other_people_are_not_limited(office):
    ask(office, 6)
    office.gets(From="altro@ente.example")
    assert office.answers[-1].address == "altro@ente.example"


def test_a_form_that_comes_back_does_not_count_so_soon(office):
    office.gets("Vorremmo chiedere un laboratorio sul PIAO. Siamo il Comune di Acri.", Message_ID="<a@comune.example>")
    for n in range(6):
        office.clock.move(seconds=20)
        office.gets(f"Referente: Maria Rossi {'x' * (n + 1)}", References="<a@comune.example>")
    assert len(office.answers) == 7


# Given back, confirmed


def test_the_secretariat_gives_a_thread_back(office):
    office.gets("Vorrei parlare con una persona.", Message_ID="<a@comune.example>")
    chat = office.app.store.rows("SELECT chat FROM dialogues")[0]["chat"]
    code = release_code("x" * 32, chat)
    assert office.app.store.dialogue(chat).paused
    office.gets("", Subject=f"RIPRENDI {code}", From=PERSON)
    assert office.app.store.dialogue(chat).paused
    office.gets("", Subject=f"RIPRENDI {code}", From=SECRETARIAT)
    assert not office.app.store.dialogue(chat).paused


def test_what_the_secretariat_answers_to_a_letter_of_ours_is_no_question(office):
    office.gets("Vorrei parlare con una persona.")
    name = next(f"<{one.key}@cap4city.example>" for one in office.letters)
    office.gets("Chi è? Quanto dura?", From=SECRETARIAT, In_Reply_To=name)
    assert (len(office.answers), office.rules) == (1, ["secretariat"])
    office.gets("Quanto dura?", From=SECRETARIAT)
    assert len(office.answers) == 2


def test_a_code_that_nobody_gave_gives_nothing_back(office):
    office.gets("", Subject="RIPRENDI 0123456789", From=SECRETARIAT)
    assert "release" not in office.rules


def test_a_summary_is_confirmed_from_a_link_outside_its_thread(office):
    code = office.fills()
    office.gets(f"CONFERMO {code}\n\nSaluti", Subject=f"CONFERMO {code}")
    assert [one.purpose for one in office.letters][:1] == ["request"]


def test_nobody_else_confirms_a_summary(office):
    code = office.fills()
    office.gets(f"CONFERMO {code}", Subject=f"CONFERMO {code}", From="x@evil.example")
    assert "request" not in [one.purpose for one in office.letters]
    assert "Acri" not in to_plain(office.answers[-1].text)


def test_a_new_letter_that_names_a_request_belongs_to_its_thread(office):
    code = office.fills()
    office.gets(f"CONFERMO {code}", References="<a@comune.example>")
    (sent,) = [one.request for one in office.app.inbox.register.all()]
    office.clock.move(days=2)
    office.gets(f"Vorrei ritirare la richiesta {sent.reference.lower()}.", From="x@evil.example")
    assert "Non trovo una richiesta Sua" in to_plain(office.answers[-1].text)
    office.gets(f"Vorrei ritirare la richiesta {sent.reference.lower()}.")
    assert f"ritirare la richiesta {sent.reference}?" in to_plain(office.answers[-1].text)
    office.gets("Sì", In_Reply_To=office.leaves())
    assert "withdrawal" in [one.request.kind for one in office.app.inbox.register.all()]


def test_what_a_person_wrote_is_forgotten_with_the_person(office):
    office.gets(To="altri@comune.example")
    office.gets()
    office.app.persons.erase(f"email:{PERSON}")
    assert [len(office.app.store.rows(f"SELECT * FROM {name}")) for name in ("post", "post_ids")] == [0, 0]


class Broken:
    """A mind that never understands."""

    def converse(self, before, incoming, register, now):
        raise ValueError("unable to think")


def test_a_letter_that_breaks_the_assistant_is_set_aside_after_three_times(office):
    room = replace(office.mail.mailroom, inbox=replace(office.app.inbox, mind=Broken()))
    assert [room.take(receive(raw(), Ours(OURS))) for _ in range(4)] == [False, False, True, True]
    assert [len(office.answers), len(office.letters)] == [1, 1]


def test_what_is_past_its_keeping_time_is_forgotten(office):
    office.gets(To="altri@comune.example")
    office.clock.move(days=120)
    assert office.app.housekeeping.purge()["post"] == 1
