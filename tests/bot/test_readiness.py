# SPDX-License-Identifier: EUPL-1.2
"""The service does not start where requests would be lost, or people not told what they must be told."""

from pathlib import Path

import pytest

from bot.readiness import NotReadyError, alone, lasts, refusals
from bot.settings import Settings

MOUNTS = """overlay / overlay rw 0 0
proc /proc proc rw 0 0
tmpfs /tmp tmpfs rw 0 0
/dev/sda1 /data ext4 rw 0 0
tmpfs /data/fast\\040disk tmpfs rw 0 0
tmpfs /data/back\\134slash tmpfs rw 0 0
"""
DISK = "/dev/sda1 / ext4 rw 0 0"
NOTICE = {f"privacy_{name}": "x" for name in ("titolare", "rpd", "base_giuridica")} | {
    "privacy_url": "https://x.example"
}
TOKEN = "123456:abcdefghijkl"


def asked(tmp_path, environment=None, *, ephemeral=False, pilot=False, **settings):
    made = Settings(_env_file=None, **({"database": tmp_path / "bot.db"} | settings))
    return refusals(made, environment or {}, ephemeral=ephemeral, pilot=pilot, mounts=DISK)


@pytest.mark.parametrize(
    ("path", "fine"),
    [
        ("/data/bot.db", True),
        ("/srv/bot.db", False),
        ("/tmp/bot.db", False),
        ("/data/fast disk/x/bot.db", False),
        ("/data/back\\slash/bot.db", False),
    ],
)
def test_the_disk_under_the_database_must_last(path, fine):
    assert lasts(Path(path), MOUNTS) is fine


def test_a_link_is_followed(tmp_path):
    (tmp_path / "passing").mkdir()
    (tmp_path / "lasting").symlink_to(tmp_path / "passing")
    mounts = f"/dev/sda1 / ext4 rw 0 0\ntmpfs {tmp_path}/passing tmpfs rw 0 0"
    assert not lasts(tmp_path / "lasting" / "bot.db", mounts)
    assert lasts(tmp_path / "bot.db", mounts)


def test_where_the_system_does_not_tell_the_disk_lasts():
    assert lasts(Path("/srv/bot.db"), "")


def test_without_public_channels_it_starts(tmp_path):
    assert asked(tmp_path) == []


def test_a_public_channel_needs_a_way_for_letters(tmp_path):
    told = asked(tmp_path, telegram_token=TOKEN, **NOTICE)
    assert ["CAP4CITY_SMTP_HOST" in line for line in told] == [True]
    assert asked(tmp_path, telegram_token=TOKEN, delivery="maildir", **NOTICE) == []
    assert asked(tmp_path, telegram_token=TOKEN, smtp_host="m.example", **NOTICE) == []


def test_a_public_channel_needs_the_whole_notice(tmp_path):
    blanks = NOTICE | {"privacy_rpd": " "}
    (told,) = asked(tmp_path, telegram_token=TOKEN, delivery="maildir", **blanks)
    assert told.startswith("CAP4CITY_PRIVACY_RPD:")
    assert asked(tmp_path, telegram_token=TOKEN, delivery="maildir", pilot=True, **blanks) == []


def test_a_host_that_wipes_its_disk_needs_a_volume(tmp_path):
    there = {"DYNO": "worker.1"}
    refused = refusals(Settings(_env_file=None), there, ephemeral=False, pilot=False, mounts=DISK)
    assert "CAP4CITY_DATABASE" in refused[0]
    assert refusals(Settings(_env_file=None), there, ephemeral=True, pilot=False, mounts=MOUNTS) == []
    assert asked(tmp_path, there) == []


def test_only_one_service_at_a_time(tmp_path):
    with alone(tmp_path / "bot.db"), pytest.raises(NotReadyError), alone(tmp_path / "bot.db"):
        pass
    with alone(tmp_path / "bot.db"):
        pass
