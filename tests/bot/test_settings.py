# SPDX-License-Identifier: EUPL-1.2
"""Every setting is explained, every mistake is named, no secret is ever shown."""

import os
import re
from pathlib import Path

import pytest

from bot.settings import PREFIX, SettingsError, names, read_settings

EXAMPLE = (Path(__file__).parents[2] / ".env.example").read_text("utf-8")
SECRET = "Xk7-segretissimo"


@pytest.fixture
def read(monkeypatch, tmp_path):
    for name in [name for name in os.environ if name.startswith(PREFIX) or name == "PORT"]:
        monkeypatch.delenv(name)

    def reading(text="", **environment):
        for name, value in environment.items():
            monkeypatch.setenv(name if name == "PORT" else PREFIX + name, value)
        file = tmp_path / ".env"
        file.write_text(text, "utf-8")
        return read_settings(file)

    return reading


def test_every_setting_stands_in_the_example_once():
    written = re.findall(r"^#?([A-Z0-9_]+)=", EXAMPLE, re.MULTILINE)
    assert sorted(written) == sorted(names())


def test_every_setting_of_the_example_has_a_comment_above_it():
    lines = EXAMPLE.splitlines()
    for at, line in enumerate(lines):
        if re.match(r"#?[A-Z0-9_]+=", line):
            assert re.match(r"# [A-Za-z]", lines[at - 1]), line


def test_the_example_as_it_stands_means_the_defaults(read):
    uncommented = re.sub(r"^#(?=[A-Z0-9_]+=)", "", EXAMPLE, flags=re.MULTILINE)
    assert read(uncommented).model_dump() == read("").model_dump()


def test_the_environment_wins_over_the_file(read):
    assert read("CAP4CITY_LISTEN=0.0.0.0", LISTEN="127.0.0.2").listen == "127.0.0.2"


def test_empty_means_not_written(read):
    settings = read("CAP4CITY_SECRETARIAT=\nCAP4CITY_IMAP_PORT=")
    assert settings.secretariat == "cap4city@anci.it"
    assert not settings.secretariat_is_explicit


def test_writing_the_default_makes_it_explicit(read):
    settings = read("CAP4CITY_SECRETARIAT=cap4city@anci.it\nCAP4CITY_DATABASE=data/cap4city.db")
    assert settings.secretariat_is_explicit
    assert settings.database_is_explicit


@pytest.mark.parametrize(("tls", "imap", "smtp"), [("tls", 993, 465), ("STARTTLS", 143, 587)])
def test_usual_ports_follow_the_kind_of_tls(read, tls, imap, smtp):
    settings = read(IMAP_TLS=tls, SMTP_TLS=tls)
    assert (settings.port_of("imap"), settings.port_of("smtp")) == (imap, smtp)


def test_a_port_that_is_written_counts(read):
    assert read(SMTP_PORT="2525").port_of("smtp") == 2525


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"SMPT_HOST": "mail.example"}, "CAP4CITY_SMPT_HOST: impostazione sconosciuta: forse «CAP4CITY_SMTP_HOST»?"),
        ({"SMTP_PORT": "abc"}, "CAP4CITY_SMTP_PORT: deve essere un numero intero"),
        ({"IMAP_PORT": "70000"}, "CAP4CITY_IMAP_PORT: deve essere al massimo 65535"),
        ({"PORT": "0"}, "PORT: deve essere almeno 1"),
        ({"PEC": "forse"}, "CAP4CITY_PEC: scrivere yes o no"),
        ({"DELIVERY": "posta"}, "CAP4CITY_DELIVERY: valore non previsto (si può scrivere 'smtp' o 'maildir')"),
        ({"SECRETARIAT": "anci"}, "CAP4CITY_SECRETARIAT: non è un indirizzo e-mail"),
        ({"ADDRESS": "a@b.it, c@d.it"}, "CAP4CITY_ADDRESS: non è un indirizzo e-mail"),
        ({"TELEGRAM_TOKEN": SECRET}, "CAP4CITY_TELEGRAM_TOKEN: non ha la forma"),
        ({"TELEGRAM_BASE_URL": "ftp://x"}, "CAP4CITY_TELEGRAM_BASE_URL: deve cominciare con https://"),
        ({"TELEGRAM_BASE_URL": "http://x.example"}, "CAP4CITY_TELEGRAM_BASE_URL: deve cominciare con https://"),
        ({"TELEGRAM_BASE_URL": "http://127.0.0.1.x.example"}, "CAP4CITY_TELEGRAM_BASE_URL: deve cominciare con"),
        ({"TELEGRAM_WEBHOOK_URL": "http://x.example/hook"}, "CAP4CITY_TELEGRAM_WEBHOOK_URL: deve cominciare con"),
        ({"TELEGRAM_WEBHOOK_SECRET": f"{SECRET} più"}, "CAP4CITY_TELEGRAM_WEBHOOK_SECRET: può avere solo"),
        ({"IMAP_PASSWORD": f"{SECRET}à"}, "CAP4CITY_IMAP_PASSWORD: può avere solo"),
        ({"TELEGRAM_WEBHOOK_URL": "https://x.example"}, "CAP4CITY_TELEGRAM_WEBHOOK_SECRET: serve"),
        ({"SMTP_HOST": "m.example", "SMTP_TLS": "none"}, "CAP4CITY_SMTP_TLS: «none» vale solo"),
        ({"SMTP_HOST": "m.example", "SMTP_PASSWORD": SECRET}, "CAP4CITY_SMTP_USER e CAP4CITY_SMTP_PASSWORD: servono"),
        ({"IMAP_HOST": "m.example"}, "CAP4CITY_IMAP_USER e CAP4CITY_IMAP_PASSWORD: servono per leggere"),
        ({"SMTP_USER": "u", "SMTP_PASSWORD": SECRET}, "CAP4CITY_SMTP_HOST: manca"),
    ],
)  # fmt: skip
def test_each_mistake_is_named_without_its_value(read, environment, named):
    with pytest.raises(SettingsError) as caught:
        read(**environment)
    assert named in str(caught.value)
    assert SECRET not in str(caught.value)


def test_every_mistake_is_told_at_once(read):
    with pytest.raises(SettingsError) as caught:
        read(PEC="forse", SMTP_PORT="x", TELEGRAMTOKEN="1")
    assert len(str(caught.value).splitlines()) == 3


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_without_tls_only_on_this_machine(read, host):
    assert read(SMTP_HOST=host, SMTP_TLS="none").smtp_host == host


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8081", "http://[::1]:8081", "http://localhost", "https://x.example/a"]
)
def test_a_server_of_the_bot_api_may_be_on_this_machine(read, url):
    assert read(TELEGRAM_BASE_URL=f"{url}/").telegram_base_url == url


def test_secrets_are_not_printed(read):
    settings = read(SMTP_HOST="m.example", SMTP_USER="u", SMTP_PASSWORD=SECRET, TELEGRAM_TOKEN=f"123456:{SECRET}")
    assert SECRET not in repr(settings) + str(settings.model_dump())


def test_a_file_that_is_no_text_is_named(read, tmp_path):
    read()
    (tmp_path / ".env").write_bytes(b"CAP4CITY_PEC=\xff")
    with pytest.raises(SettingsError, match="non si legge"):
        read_settings(tmp_path / ".env")


def test_with_telegram_or_a_mailbox_it_is_public(read):
    assert not read().is_public
    assert read(TELEGRAM_TOKEN="123456:abcdefghijkl").is_public
