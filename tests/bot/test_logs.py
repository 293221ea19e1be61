# SPDX-License-Identifier: EUPL-1.2
"""What is logged: ids and states. What is not: words, names, addresses, tokens."""

import io
import logging

import httpx
import pytest
from fakes import make_inbox, said

from bot import logs

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


@pytest.fixture
def lines():
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    stream = io.StringIO()
    logs.set_up(stream)
    yield stream.getvalue
    root.handlers[:], _ = before
    root.setLevel(before[1])


def test_a_line_says_what_happened_to_what(lines):
    logging.getLogger("bot.delivery").info("ended", extra={"key": "k1", "state": "sent", "route": "letter"})
    assert lines().endswith(" INFO bot.delivery ended key=k1 route=letter state=sent\n")


def test_fields_that_may_not_be_logged_are_left_out(lines):
    logging.getLogger("bot.inbox").info("received", extra={"event": "e1", "text": "ho una domanda", "person": "x"})
    assert "event=e1" in lines()
    assert "domanda" not in lines()
    assert "person" not in lines()


def test_an_exception_tells_where_not_what(lines):
    try:
        try:
            raise KeyError("Maria Rossi")
        except KeyError as fault:
            raise ValueError("maria@comune.example") from fault
    except ValueError as fault:
        logging.getLogger("bot.inbox").error("unable to decide", exc_info=fault)
    assert "ValueError@test_logs.py:" in lines()
    assert "KeyError@test_logs.py:" in lines()
    assert "aria" not in lines()


def test_httpx_does_not_print_the_token(lines):
    transport = httpx.MockTransport(lambda request: httpx.Response(200))
    httpx.Client(transport=transport).get(f"https://api.example/bot{TOKEN}/getMe")
    assert lines() == ""


def test_other_libraries_lose_their_arguments(lines):
    logging.getLogger("telegram").warning("failed for %s: %s", "maria@comune.example", "0984 123456")
    logging.getLogger("x").warning(f"https://api.example/bot{TOKEN}/getMe for maria@comune.example, 0984 123456")
    assert "telegram failed for %s: %s" in lines()
    for secret in (TOKEN, "maria", "123456"):
        assert secret not in lines()


def test_a_line_is_one_line(lines):
    logging.getLogger("bot.inbox").info("received\nINFO forged", extra={"event": "a\nb"})
    assert lines().count("\n") == 1


def test_a_whole_turn_logs_nothing_of_the_person(lines, tmp_path):
    inbox = make_inbox(tmp_path / "bot.db")
    inbox.receive(said("confermo: Maria Rossi", address="123454321"))
    for _ in range(3):
        inbox.receive(said("errore Maria Rossi", "2", address="123454321"))
    assert "state=stored" in lines()
    assert "state=set_aside" in lines()
    assert "Maria" not in lines()
    assert "123454321" not in lines()
