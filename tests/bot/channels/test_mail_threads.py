# SPDX-License-Identifier: EUPL-1.2
"""Which conversation a letter belongs to."""

from bot.channels.envelope import Envelope
from bot.channels.mail_threads import answer_key, references_for, saved_token, thread_of
from bot.channels.mime import message_id

DOMAIN = "cap4city.example"
OURS = message_id(answer_key("a" * 24, "0123456789abcdef"), DOMAIN)


def thread(known=None, **headers):
    envelope = Envelope(tuple((name.replace("_", "-"), value) for name, value in headers.items()))
    found = thread_of(envelope, domain=DOMAIN, known=(known or {}).get, otherwise="x")  # type: ignore[arg-type]
    return found.name, found.how


def lookup(**ids):
    return {f"<{name}@x>": value for name, value in ids.items()} | {"": ""}


class Known(dict):
    def get(self, name, default=""):
        return super().get(name, "")


def test_our_own_id_names_its_thread():
    assert thread(Known(), in_reply_to=OURS) == ("0123456789abcdef", "own")
    assert thread(Known(), references=f"<a@x> {OURS} <b@x>") == ("0123456789abcdef", "own")


def test_somebody_elses_domain_names_none():
    assert thread(Known(), in_reply_to=OURS.replace(DOMAIN, "evil.example"))[1] == "new"


def test_an_id_received_before_leads_to_its_conversation():
    assert thread(Known(lookup(b="t1")), references="<a@x> <b@x>") == ("t1", "received")


def test_the_nearest_id_counts():
    known = Known(lookup(a="t1", b="t2", c="t3"))
    assert thread(known, in_reply_to="<c@x>", references="<a@x> <b@x>") == ("t3", "received")
    assert thread(known, references="<a@x> <b@x>") == ("t2", "received")


def test_a_subject_alone_leads_nowhere():
    first = thread(Known(), message_id="<1@x>", subject="Domanda")
    second = thread(Known(), message_id="<2@x>", subject="R: Domanda")
    assert (first[1], second[1]) == ("new", "new")
    assert first[0] != second[0]


def test_references_keep_the_first_and_the_newest():
    many = " ".join(f"<{n}@x>" for n in range(60))
    kept = references_for(Envelope((("references", many), ("message-id", "<me@x>"))))
    assert (kept[0], kept[-1], len(kept)) == ("<0@x>", "<me@x>", 21)


def test_without_references_the_answered_id_stands_for_them():
    assert references_for(Envelope((("in-reply-to", "<a@x>"), ("message-id", "<me@x>")))) == ("<a@x>", "<me@x>")


def test_a_saved_requests_token_is_found_in_subject_or_text():
    token = "ab" * 12
    assert saved_token(f"Riprendo r_{token}", "") == token
    assert saved_token("", f"codice r_{token}.") == token
    assert saved_token("altro_" + "ab" * 30, "") == ""
