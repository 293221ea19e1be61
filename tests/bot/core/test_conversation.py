# SPDX-License-Identifier: EUPL-1.2
"""Rules of the conversation that no single play shows."""

from dataclasses import replace

import pytest

from bot.core.conversation import converse, on_release
from bot.core.dialogue import Dialogue
from bot.core.exchange import Given, begin
from bot.core.menus import option_label
from bot.core.turns import Before
from flows.vocabulary import normal
from tests.bot.core.talking import heard

HAPPY = (
    "ho letto", "Comune", "Acri", "piao", "Due concorsi deserti e un ufficio rimasto con una sola persona.", "salta",
    "Maria Rossi", "dirigente", "m.rossi@comune.example", "0984 123456", "salta", "salta",
)  # fmt: skip


def fill(one, lines=HAPPY):
    one.says("/richiesta")
    for line in lines:
        one.says(line)
    return one


@pytest.mark.parametrize("kind", ["ignored", "blocked", "unblocked"])
def test_silent_kinds_say_nothing(talk, kind):
    after = talk().takes(talk().event(kind=kind, text="rule"))
    assert after.messages == ()


def test_who_blocked_us_is_written_to_no_more_until_they_write(talk):
    one = talk()
    fill(one, HAPPY[:3])
    one.takes(one.event(kind="blocked"))
    one.waits(days=6)
    assert one.ticks("remind").messages == ()
    one.says("ciao")
    assert not one.dialogue.blocked


def test_the_same_event_makes_the_same_keys(talk):
    one, other = talk(), talk()
    assert [m.key for m in one.says("/start").messages] == [m.key for m in other.says("/start").messages]


def test_two_chats_never_share_a_key(talk):
    one, other = talk(), talk(address="456")
    keys = {m.key for m in one.says("/start").messages}
    assert not keys & {m.key for m in other.takes(replace(other.event(text="/start"), event_id="123-1")).messages}


def test_typed_tapped_and_mailed_requests_are_the_same(talk):
    typed = fill(talk(channel="terminal"))
    tapped = fill(talk(), ("ho letto",))
    for label in ("Comune", "Acri", "piao", HAPPY[4], "Salta", "Maria Rossi", "Dirigente", "m.rossi@comune.example"):
        shown = any(normal(c.label) == normal(label) for c in tapped.choices)
        tapped.taps(label) if shown else tapped.says(label)
    for line in ("+39 0984123456", "no", "no"):
        tapped.says(line)
    mailed = talk(channel="email", address="m.rossi@comune.example")
    mailed.says("richiesta")
    names = ["Informativa", "Tipo di ente", "Comune", "Laboratorio", "Fabbisogno", "Altri enti coinvolti", "Referente",
             "Ruolo", "E-mail", "Telefono", "PEC", "Note"]  # fmt: skip
    mailed.says("\n".join(f"{name}: {line}" for name, line in zip(names, HAPPY, strict=True)))
    sent = [typed.says("trasmetti"), tapped.taps("Trasmetti"), mailed.says(f"CONFERMO {mailed.session.prompt.id}")]
    rows = [after.requests[0].rows for after in sent]
    assert rows[0] == rows[1] == rows[2]


def test_a_number_typed_is_the_thing_shown_under_it(talk):
    one = talk(search={"chi": ["capacity-lab/costo", "capacity-lab/durata"]})
    after = one.says("chi")
    numbers = [c.number for m in after.messages for c in m.choices]
    assert numbers == list(range(1, len(numbers) + 1))
    shown = {c.number: c for m in after.messages for c in m.choices}
    chosen = next(number for number, c in shown.items() if c.option == "entry:capacity-lab/durata")
    assert one.says(str(chosen)).dialogue.about == "capacity-lab/durata"


def test_numbers_beyond_the_menu_are_no_choice(talk):
    one = talk()
    one.says("/start")
    assert one.says("99").dialogue.session == ""


def test_follow_ups_lean_on_a_fresh_answer_only(talk):
    heard = []
    one = talk(search={"quanto costa?": "capacity-lab/costo"})
    find = one.means.answer

    def answer(library, question, today, before=""):
        heard.append(before)
        return find(library, question, today, before)

    means = replace(one.means, answer=answer)

    def says(text):
        event = one.event(text=text)
        return one.stores(converse(one.library, one.before(), event, register=one.book, now=one.now, means=means))

    says("quanto costa?")
    one.waits(minutes=9)
    says("e per le unioni?")
    one.waits(minutes=2)
    says("e per le unioni?")
    assert heard == ["", "capacity-lab/costo", ""]


def test_misses_keep_no_delicate_words(talk):
    after = talk().says("Mio figlio RSSMRA80A01H501U ha una malattia, cosa posso chiedere?")
    assert "RSSMRA" not in after.misses[0].question
    assert "malattia" not in after.misses[0].question


def test_where_people_ask_is_counted(talk):
    one = talk(search={"quanto costa?": "capacity-lab/costo"})
    fill(one, ("ho letto",))
    assert one.says("quanto costa?").interruptions == (("richiesta", "tipo_ente", "capacity-lab/costo"),)


def test_what_was_said_goes_with_the_letter(talk):
    one = talk(search={"quanto costa?": "capacity-lab/costo"})
    one.says("quanto costa?")
    assert one.dialogue.said == ("capacity-lab/costo",)


def test_useful_and_other_are_counted(talk):
    one = talk(search={"quanto costa?": "capacity-lab/costo"})
    one.says("quanto costa?")
    assert one.taps("Mi è stato utile").rewards == (("capacity-lab/costo", True),)
    one.says("quanto costa?")
    after = one.taps("Non è quello che cercavo")
    assert after.rewards == (("capacity-lab/costo", False),)
    assert after.misses[0].outcome == "unhelpful"


def test_the_same_question_again_offers_a_person(talk):
    one = talk(search={"quanto costa?": "capacity-lab/costo"})
    one.says("quanto costa?")
    after = one.says("Quanto costa")
    assert one.library.phrases["asked.repeated"] in after.messages[0].text


def test_by_mail_a_turn_is_one_letter_in_its_thread(talk):
    one = talk(channel="email", address="a@b.example", search={"quanto costa?": "capacity-lab/costo"})
    after = one.says("quanto costa?", subject="Domanda", reply_to="<1@x>", references=("<0@x>",))
    (message,) = after.messages
    assert (message.subject, message.in_reply_to, message.references) == ("Domanda", "<1@x>", ("<0@x>",))
    assert not [c for c in message.choices if c.option.startswith(("useful", "other"))]


def test_a_subject_alone_is_a_question(talk):
    one = talk(channel="email", address="a@b.example", search={"quanto costa?": "capacity-lab/costo"})
    assert "costo" in one.says("", subject="quanto costa?").messages[0].text


def test_a_summary_by_mail_says_that_nothing_has_left(talk):
    one = talk(channel="email", address="a@b.example")
    one.says("richiesta", subject="Laboratorio")
    names = ["Informativa", "Tipo di ente", "Comune", "Laboratorio", "Fabbisogno", "Altri enti coinvolti", "Referente",
             "Ruolo", "E-mail", "Telefono", "PEC", "Note"]  # fmt: skip
    after = one.says("\n".join(f"{n}: {line}" for n, line in zip(names, HAPPY, strict=True)), subject="Laboratorio")
    assert after.messages[0].subject == "DA CONFERMARE – richiesta non ancora trasmessa – Laboratorio"


def test_answered_buttons_are_taken_away(talk):
    one = talk()
    after = one.says("/richiesta")
    token = one.session.prompt.id
    after = one.taps("Ho letto")
    assert after.messages[0].closes == token


def test_reminders_wait_for_office_hours(talk):
    one = fill(talk(), HAPPY[:3])
    one.waits(days=5, hours=12)  # a Saturday, 22:00
    after = one.ticks("remind")
    assert after.messages == ()
    ((_, plan),) = after.schedule
    assert (plan.at.weekday(), plan.at.hour) == (0, 9)


def test_a_reminder_that_comes_after_the_end_is_the_end(talk):
    one = fill(talk(), HAPPY[:3])
    one.waits(days=40)
    assert "il tempo per completarlo è finito" in heard(one.ticks("remind"))
    assert one.dialogue.flow == ""


@pytest.mark.parametrize(("hours", "quiet"), [(1, False), (12, True)])
def test_at_night_the_end_of_a_form_makes_no_sound(talk, hours, quiet):
    one = fill(talk(), HAPPY[:3])
    one.waits(days=35, hours=hours)  # 28 December, a Monday
    (message,) = one.ticks("expire").messages
    assert message.quiet is quiet


def test_words_beside_a_picture_are_a_question(talk):
    one = talk(search={"quanto costa?": "capacity-lab/costo"})
    one.says("/start")
    told = heard(one.takes(one.event(kind="unreadable", text="photo", argument="quanto costa?")))
    assert one.library.phrases["unreadable.caption"] in told
    assert one.library.entries["capacity-lab/costo"].text[:40] in told


def test_words_beside_a_picture_are_no_answer(talk):
    one = fill(talk(), HAPPY[:1])
    told = heard(one.takes(one.event(kind="unreadable", text="photo", argument="Comune")))
    assert one.library.phrases["unreadable.photo"] in told
    assert "tipo_ente" not in one.session.answers


def test_a_reminder_for_another_form_does_not_disturb_the_open_one(talk):
    one = fill(talk(), HAPPY[:3])
    first = one.session.id
    one.says("/laboratori")
    one.waits(days=7)
    after = one.ticks("remind", first)
    assert one.dialogue.flow == "scelta"
    assert "Riprendere: Richiesta di Capacity Lab" in [c.label for m in after.messages for c in m.choices]


def test_an_empty_form_left_for_another_is_forgotten(talk):
    one = fill(talk(), ())
    first = one.session.id
    after = one.says("/incontri")
    assert one.session_of(first).status == "cancelled"
    assert [erase.session for erase in after.erase] == [first]


def test_a_session_that_is_gone_is_forgotten(talk):
    one = fill(talk(), HAPPY[:3])
    one.sessions.clear()
    assert one.says("ciao").dialogue.session == ""


def test_a_human_gives_the_conversation_back(talk):
    one = fill(talk(), HAPPY[:1])
    dialogue = one.dialogue.changed(paused=True)
    before = Before(dialogue, one.session)
    after = on_release(one.library, before, "released-1", register=one.book, now=one.now, means=one.means)
    assert not after.dialogue.paused
    assert "Per quale tipo di ente" in after.messages[0].text


def test_a_forged_tap_shows_what_is_open(talk):
    one = fill(talk(), HAPPY[:1])
    answers = one.session.answers
    for prompt, option in (("", ""), ("00000000", "x" * 64), (one.session.prompt.id, "999"), ("\x00", "\ud800")):
        one.takes(one.event(kind="tap", prompt=prompt, option=option))
        assert one.session.answers == answers


def test_a_forged_option_of_the_menu_does_nothing(talk):
    one = talk()
    one.says("/start")
    for option in ("flow:altro", "999", "entry:../../etc", "erase:yes", "-1"):
        after = one.takes(one.event(kind="tap", prompt=one.dialogue.offer.id, option=option))
        assert not after.forget
        assert after.dialogue.session == ""


STRANGE = ["x" * 100_000, "? " * 30_000, "\x00" * 500, "😂" * 4096, "\u202e\u200f", "<b>ciao</b>"]


@pytest.mark.parametrize("text", STRANGE)
def test_strange_texts_get_a_clear_sentence(talk, text):
    for one in (talk(), fill(talk(), HAPPY[:1]), fill(talk(), HAPPY[:4])):
        after = one.says(text)
        assert after.messages
        assert all(len(message.text) < 6_000 for message in after.messages)


def test_labels_of_a_menu_are_made_again_the_same(talk):
    one = talk(search={"chi": ["capacity-lab/costo", "capacity-lab/durata"]})
    after = one.says("chi")
    given = Given(library=one.library, means=one.means, register=one.book, now=one.now, event="x")
    ex = begin(given, one.before(), one.dialogue or Dialogue(chat="", person="", channel="terminal", address=""))
    shown = {c.option: c.label for m in after.messages for c in m.choices}
    assert {option: option_label(ex, option) for option in one.dialogue.offer.options} == shown
