# SPDX-License-Identifier: EUPL-1.2
"""What comes back to the mailbox: receipts of certified mail, bounces, refusals, and who is told of them."""

import pytest
from mail_office import SECRETARIAT, make_office
from mail_raws import PERSON, receipt

from bot.channels.mime import message_id
from bot.core.markup import to_plain


@pytest.fixture
def office(tmp_path):
    made, opened = make_office(tmp_path)
    yield made
    opened.__exit__(None, None, None)


def queue_request(office):
    office.gets("Vorrei parlare con una persona.")
    return next(row for row in office.app.outbox.in_state(["waiting"]) if row.route == "letter")


def test_receipts_change_the_state_of_our_letter(office):
    row = queue_request(office)
    name = message_id(row.key, "cap4city.example")
    office.app.inbox.delivered(row, "sent", external=name)
    said = []
    for kind in ("presa-in-carico", "accettazione", "avvenuta-consegna", "preavviso-errore-consegna", "mai-vista"):
        office.takes(receipt(kind, name))
        said.append(office.app.outbox.sent_as(name).certified)
    assert said == ["", "accepted", "delivered", "delivered", "delivered"]
    assert office.app.outbox.sent_as(name).reason == ""
    office.takes(receipt("errore-consegna", name))
    found = office.app.outbox.sent_as(name)
    assert (found.state, found.reason.startswith("PEC errore-consegna")) == ("failed", True)
    assert office.app.requests.all()[0].state == "failed"


@pytest.mark.parametrize("kind", ["non-accettazione", "errore-consegna", "rilevazione-virus"])
def test_a_person_sees_that_a_request_came_back(office, kind):
    code = office.fills()
    office.gets(f"CONFERMO {code}", References="<a@comune.example>")
    row = next(one for one in office.app.outbox.in_state(["waiting"]) if one.purpose == "request")
    name = message_id(row.key, "cap4city.example")
    office.app.inbox.delivered(row, "sent", external=name)
    office.takes(receipt("avvenuta-consegna" if kind == "errore-consegna" else "accettazione", name))
    office.gets("/stato", References="<a@comune.example>")
    assert "trasmessa" in to_plain(office.answers[-1].text)
    office.takes(receipt(kind, name))
    assert "non è stata consegnata" in to_plain(office.answers[-1].text)
    office.gets("/stato", References="<a@comune.example>")
    assert "non consegnata" in to_plain(office.answers[-1].text)


def receipt_row(office):
    """The receipt of a confirmed request, which goes to the contact person; sent."""
    code = office.fills()
    office.gets(f"CONFERMO {code}", References="<a@comune.example>")
    for row in office.app.outbox.in_state(["waiting"]):
        office.app.inbox.delivered(row, "sent", external=message_id(row.key, "cap4city.example"))
    return next(one for one in office.app.outbox.in_state(["sent"]) if one.purpose == "receipt")


def lost_letters(office):
    return [one for one in office.letters if one.purpose == "undelivered"]


@pytest.mark.parametrize("how", ["refused", "bounced", "certified"])
def test_a_receipt_that_reaches_nobody_is_told_once_however_it_is_known(office, how):
    row = receipt_row(office)
    if how == "refused":
        office.app.inbox.delivered(row, "failed", reason="550 unknown")
    for _ in range(2):
        if how == "bounced":
            office.gets(REPORT.format(name=row.external), From="MAILER-DAEMON@mx.example", Return_Path="<>")
        if how == "certified":
            office.takes(receipt("errore-consegna", row.external))
    (letter,) = lost_letters(office)
    assert letter.subject.startswith("[Consegna non riuscita]")
    assert (letter.to, letter.reference) == (SECRETARIAT, row.reference)
    assert row.recipient in to_plain(letter.text)


@pytest.mark.parametrize("how", ["refused", "bounced"])
def test_an_answer_that_reaches_nobody_is_told_once_however_it_is_known(office, how):
    office.gets()
    name = office.leaves()
    row = office.app.outbox.sent_as(name)
    for _ in range(2):
        if how == "refused":
            office.app.inbox.delivered(row, "failed", reason="550 unknown")
        else:
            office.gets(REPORT.format(name=name), From="MAILER-DAEMON@mx.example", Return_Path="<>")
    assert office.app.outbox.find(row.key).state == "failed"
    (letter,) = lost_letters(office)
    assert (letter.to, letter.subject) == (SECRETARIAT, f"[Consegna non riuscita] Risposta a {PERSON}")
    assert "550 unknown" in to_plain(letter.text)


def test_receipts_open_no_conversation(office):
    office.takes(receipt("avvenuta-consegna", "<sconosciuto@altrove.example>"))
    assert (office.answers, office.rules) == ([], ["pec-receipt"])


REPORT = (
    "This is the mail system.\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 unknown\r\n\r\n"
    "Message-ID: {name}\r\n"
)


def test_a_delay_changes_nothing(office):
    office.gets()
    name = office.leaves()
    office.gets(REPORT.format(name=name).replace("failed", "delayed"), From="MAILER-DAEMON@mx.example")
    assert office.app.outbox.sent_as(name).state == "sent"
