# SPDX-License-Identifier: EUPL-1.2
"""One message, one transaction: everything of it or nothing, and never twice."""

import sqlite3
from datetime import timedelta

import pytest
from fakes import NOW, Clock, Mind, letter, make_inbox, said

from bot.core.messages import Outgoing
from bot.core.turns import After
from bot.inbox import fingerprint
from bot.storage import Due, OvertakenError
from flows.session import Session
from flows.wording import plain


@pytest.fixture
def mind():
    return Mind()


@pytest.fixture
def inbox(tmp_path, mind):
    made = make_inbox(tmp_path / "bot.db", mind)
    yield made
    made.store.close()


def rows(inbox, table):
    return inbox.store.one(f"SELECT count(*) FROM {table}")[0]


def texts(inbox):
    return [inbox.outbox.parcel(row).text for row in inbox.outbox.in_state(["waiting"])]


def test_everything_of_a_turn_is_stored(inbox):
    assert inbox.receive(said("confermo")) == "stored"
    assert [rows(inbox, name) for name in ("seen", "dialogues", "sessions", "outbox", "requests")] == [1, 1, 1, 2, 1]


def test_a_message_handed_in_twice_is_answered_once(inbox):
    assert [inbox.receive(said("ciao")), inbox.receive(said("ciao"))] == ["stored", "seen"]
    assert texts(inbox) == ["1: ciao"]


def test_the_same_number_on_two_channels_is_two_messages(inbox):
    inbox.receive(said("ciao", "5"))
    assert inbox.receive(said("ciao", "5", channel="terminal", address="local")) == "stored"


def test_the_next_message_finds_what_the_last_one_left(inbox):
    inbox.receive(said("uno", "1"))
    inbox.receive(said("due", "2"))
    assert texts(inbox) == ["1: uno", "2: due"]
    assert inbox.store.before("telegram:7").session.rev == 2


def test_what_breaks_leaves_nothing_behind(inbox):
    assert inbox.receive(said("errore")) == "again"
    assert [rows(inbox, name) for name in ("dialogues", "sessions", "outbox")] == [0, 0, 0]


def test_after_three_failures_a_message_is_set_aside(inbox):
    fates = [inbox.receive(said("errore")) for _ in range(4)]
    assert fates == ["again", "again", "set_aside", "seen"]
    event = fingerprint("telegram", "1")
    assert texts(inbox) == ["Non è andata. cap4city@anci.example", "Da 7"]
    assert inbox.store.one("SELECT state, tries FROM seen WHERE id = ?", [event])[:] == ("aside", 3)


def test_a_message_that_works_at_last_is_answered_once(inbox, mind):
    inbox.receive(said("errore"))
    assert inbox.receive(said("ciao")) == "stored"  # mended meanwhile
    assert inbox.receive(said("ciao")) == "seen"


def test_a_machine_is_never_told_sorry(inbox):
    for _ in range(3):
        inbox.receive(said("errore", kind="ignored"))
    assert texts(inbox) == ["Da 7"]


def test_silence_is_recorded_with_its_rule(inbox):
    inbox.receive(said("auto_submitted", kind="ignored"))
    assert inbox.store.one("SELECT rule FROM seen")[0] == "auto_submitted"


def test_a_full_disk_is_not_the_messages_fault(inbox):
    inbox.store.run("PRAGMA max_page_count = 1")
    with pytest.raises(sqlite3.OperationalError, match="full"):
        inbox.receive(said("ciao " * 50_000))
    inbox.store.run("PRAGMA max_page_count = 1000000")
    assert inbox.receive(said("ciao")) == "stored"


class Overtaking(Mind):
    """Somebody else answers the same session while this mind is thinking."""

    def __init__(self, times):
        super().__init__()
        self.times = times

    def converse(self, before, incoming, register, now):
        if self.times:
            self.times -= 1
            raise OvertakenError
        return super().converse(before, incoming, register, now)


@pytest.mark.parametrize(("times", "fate"), [(1, "stored"), (2, "again")])
def test_who_is_overtaken_tries_once_more(tmp_path, times, fate):
    assert make_inbox(tmp_path / "bot.db", Overtaking(times)).receive(said("ciao")) == fate


def test_a_turn_on_an_old_session_stores_nothing(inbox, mind):
    inbox.receive(said("uno", "1"))
    old = inbox.store.before("telegram:7")
    inbox.receive(said("due", "2"))
    after = mind.converse(old, said("tardi", "3"), inbox.register, NOW)
    with pytest.raises(OvertakenError), inbox.store.transaction():
        inbox._keep(old, after, NOW)
    assert texts(inbox) == ["1: uno", "2: due"]


def test_whoever_confirmed_is_told_when_the_letter_has_left(inbox, mind):
    inbox.receive(said("confermo"))
    row = inbox.outbox.find("l-telegram-1")
    inbox.delivered(row, "sent", external="<x@y>")
    assert mind.news == [("l-telegram-1", "sent")]
    assert "lettera sent" in texts(inbox)
    assert [state for _, state in inbox.register.of_person("telegram:7")] == ["sent"]


def test_a_letter_only_kept_is_no_news(inbox, mind):
    inbox.receive(said("confermo"))
    inbox.delivered(inbox.outbox.find("l-telegram-1"), "kept")
    assert mind.news == []
    assert inbox.register.all()[0].state == "kept"


def test_a_fault_in_the_news_does_not_undo_the_mark(tmp_path):
    mind = Mind()
    inbox = make_inbox(tmp_path / "bot.db", mind)
    inbox.receive(said("confermo"))
    mind._tell = None
    inbox.delivered(inbox.outbox.find("l-telegram-1"), "sent")
    assert inbox.outbox.find("l-telegram-1").state == "sent"


def test_a_letter_that_comes_back_after_its_words_were_erased_is_still_told(inbox, mind):
    inbox.receive(said("confermo"))
    inbox.delivered(inbox.outbox.find("l-telegram-1"), "sent", external="<x@y>")
    inbox.store.run("UPDATE outbox SET payload = ''")
    inbox.delivered(inbox.outbox.find("l-telegram-1"), "failed", reason="returned")
    assert mind.news == [("l-telegram-1", "sent"), ("l-telegram-1", "failed")]


@pytest.mark.parametrize(
    ("purpose", "state", "told"),
    [("receipt", "failed", True), ("receipt", "sent", False), ("receipt", "kept", False), ("notice", "failed", False)],
)
def test_a_receipt_that_reached_nobody_is_told_to_the_secretariat(inbox, mind, purpose, state, told):
    inbox.outbox.add(letter("a", purpose=purpose, to="maria@comune.example", reference="C4C-1"), NOW)
    inbox.delivered(inbox.outbox.find("a"), state)
    assert mind.news == ([("C4C-1", "maria@comune.example")] if told else [])
    assert (inbox.outbox.find("lost-C4C-1") is not None) is told


@pytest.mark.parametrize(("channel", "state"), [("email", "failed"), ("email", "sent"), ("telegram", "failed")])
def test_an_answer_by_letter_that_reached_nobody_is_told_to_the_secretariat(inbox, mind, channel, state):
    answer = Outgoing(key="a", channel=channel, address="anna@comune.example", text=plain("Ciao"))
    inbox.outbox.add(answer, NOW)
    for _ in range(2):
        inbox.delivered(inbox.outbox.find("a"), state, reason="550 no")
    lost = (channel, state) == ("email", "failed")
    assert mind.news == ([("anna@comune.example", "550 no")] * 2 if lost else [])
    assert (inbox.outbox.find("lost-a") is not None) is lost


def test_a_fault_in_what_the_secretariat_is_told_does_not_undo_the_mark(inbox, mind):
    mind.on_lost_receipt = None
    inbox.outbox.add(letter("a", purpose="receipt"), NOW)
    inbox.delivered(inbox.outbox.find("a"), "failed")
    assert inbox.outbox.find("a").state == "failed"


def test_news_of_a_forgotten_session_reaches_nobody(inbox, mind):
    inbox.receive(said("confermo"))
    row = inbox.outbox.find("l-telegram-1")
    inbox.store.run("DELETE FROM sessions")
    inbox.delivered(row, "failed")
    assert mind.news == []


def test_a_plan_is_carried_out_once(inbox, mind):
    inbox.receive(said("ricorda"))
    (due,) = inbox.store.due(NOW + timedelta(days=5), ["remind"])
    assert [inbox.tick(due), inbox.tick(due)] == ["stored", "seen"]
    assert mind.ticks == [due]
    assert inbox.store.due(NOW + timedelta(days=9), ["remind", "expire"]) == []


def test_a_plan_that_always_fails_is_dropped(inbox, mind):
    inbox.receive(said("ricorda"))
    mind._tell = None
    due = Due("s-telegram:7", "remind", NOW + timedelta(days=5))
    assert [inbox.tick(due) for _ in range(3)] == ["again", "again", "set_aside"]
    assert inbox.store.due(NOW + timedelta(days=9), ["remind"]) == []


def test_a_plan_for_a_forgotten_session_does_nothing(inbox, mind):
    assert inbox.tick(Due("nobody", "remind", NOW)) == "stored"
    assert mind.ticks == []


def test_counts_and_gaps_are_stored(inbox):
    inbox.receive(said("chissà"))
    assert (rows(inbox, "misses"), rows(inbox, "counts")) == (1, 2)


def test_who_asks_to_be_forgotten_is_told_and_forgotten(inbox):
    inbox.receive(said("confermo", "1"))
    inbox.receive(said("dimentica", "2"))
    assert [rows(inbox, name) for name in ("dialogues", "sessions", "requests")] == [0, 0, 0]
    (row,) = inbox.outbox.in_state(["waiting"])
    inbox.delivered(row, "sent", external="9")
    assert rows(inbox, "outbox") == 0


def test_a_withdrawn_request_keeps_no_answers(inbox):
    class Withdrawing(Mind):
        def _more(self, after, text, event, now):
            after = super()._more(after, text, event, now)
            if text != "annulla":
                return after
            ended = tuple(one.changed(status="withdrawn") for one in after.sessions)
            return After(**(vars(after) | {"sessions": ended}))

    inbox.receive(said("confermo", "1"))
    withdrawing = make_inbox(inbox.store.path, Withdrawing())
    withdrawing.receive(said("annulla", "2"))
    assert [(one.request.rows, one.request.email) for one in withdrawing.register.all()] == [((), "")]


def test_whoever_waits_for_the_outbox_is_woken(tmp_path):
    woken = []
    inbox = make_inbox(tmp_path / "bot.db")
    inbox = type(inbox)(inbox.store, inbox.mind, inbox.desk, inbox.clock, on_stored=lambda: woken.append(1))
    inbox.receive(said("ciao"))
    inbox.receive(said("ciao"))
    assert woken == [1]


def test_a_link_opens_what_another_person_saved(tmp_path):
    seen = []

    class Looking(Mind):
        def converse(self, before, incoming, register, now):
            seen.append(before.linked.session.id if before.linked else None)
            return super().converse(before, incoming, register, now)

    inbox = make_inbox(tmp_path / "bot.db", Looking())
    inbox = type(inbox)(inbox.store, inbox.mind, inbox.desk, Clock(), link=lambda session: f"token-{session}")
    inbox.receive(said("ciao", "1"))
    inbox.receive(said("start", "2", address="8", kind="command", argument="r_token-s-telegram:7"))
    inbox.receive(said("start", "3", address="9", kind="command", argument="r_"))
    assert seen == [None, "s-telegram:7", None]
    assert isinstance(inbox.store.session("s-telegram:7"), Session)
