# SPDX-License-Identifier: EUPL-1.2
"""The settings tried for real: what works, what does not, and never a secret."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink

from bot.doctor import examine
from bot.settings import Settings

TOKEN = "123456:abcdefghijkl"
SECRET = "Xk7-segretissimo"
OTHERS = {"other-page": b"<html></html>", "other-list": b"[1]", "other-result": b'{"result": null}'}


class Telegram(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path.startswith("/other"):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(OTHERS[self.path.split("/")[1]])
            return
        known = self.path == f"/bot{TOKEN}/getMe"
        self.send_response(200 if known else 401)
        self.end_headers()
        self.wfile.write(json.dumps({"ok": known, "result": {"username": "cap4city_bot"}}).encode())

    def log_message(self, *args):
        """Quiet."""


@pytest.fixture
def telegram():
    server = HTTPServer(("127.0.0.1", 0), Telegram)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def post(unused_tcp_port):
    server = Controller(Sink(), hostname="127.0.0.1", port=unused_tcp_port)
    server.start()
    yield unused_tcp_port
    server.stop()


def found(tmp_path, **settings):
    made = Settings(_env_file=None, database=tmp_path / "bot.db", **settings)
    findings = examine(made, {}, tries=("database", "Telegram", "casella di posta", "server di spedizione"))
    return {one.text.split(":")[0]: one for one in findings}


def test_what_works_is_said_to_work(tmp_path, telegram, post):
    told = found(
        tmp_path, telegram_token=TOKEN, telegram_base_url=telegram, smtp_host="127.0.0.1", smtp_port=post,
        smtp_tls="none",
    )  # fmt: skip
    assert told["Telegram"].text == "Telegram: il bot è @cap4city_bot"
    assert all(told[name].fine for name in ("database", "Telegram", "server di spedizione"))


def test_a_wrong_token_is_named_but_not_shown(tmp_path, telegram):
    told = found(tmp_path, telegram_token=f"999999:{SECRET}", telegram_base_url=telegram)["Telegram"]
    assert (told.fine, "il token non è valido" in told.text) == (False, True)
    assert SECRET not in told.text


@pytest.mark.parametrize("other", list(OTHERS))
def test_another_server_in_place_of_telegram_is_named(tmp_path, telegram, other):
    told = found(tmp_path, telegram_token=TOKEN, telegram_base_url=f"{telegram}/{other}")["Telegram"]
    assert (told.fine, "forma attesa" in told.text) == (False, True)


def test_a_host_that_is_no_name_is_told(tmp_path):
    told = found(
        tmp_path, smtp_host="smtp..x", imap_host="imap..x", imap_user="u",
        imap_password=SECRET,
    )  # fmt: skip
    assert "caratteri non ammessi" in told["casella di posta"].text
    assert not told["server di spedizione"].fine
    assert SECRET not in str(told)


def test_a_server_that_is_not_there_is_named(tmp_path, unused_tcp_port):
    told = found(
        tmp_path, smtp_host="127.0.0.1", smtp_port=unused_tcp_port, smtp_tls="none", imap_host="127.0.0.1",
        imap_port=unused_tcp_port, imap_tls="none", imap_user="u", imap_password=SECRET,
    )  # fmt: skip
    assert not told["server di spedizione"].fine
    assert not told["casella di posta"].fine
    assert SECRET not in str(told)


def test_a_database_that_cannot_be_opened_is_named(tmp_path):
    (tmp_path / "bot.db").mkdir()
    assert not found(tmp_path)["database"].fine


def test_what_is_not_set_is_no_fault(tmp_path):
    told = found(tmp_path)
    assert all(told[name].fine for name in ("Telegram", "casella di posta", "server di spedizione"))
    assert any("restano nella Maildir" in one.text for one in told.values())
