# SPDX-License-Identifier: EUPL-1.2
"""Whole conversations through the fake Bot API server, by long polling and by webhook, from /start to the receipt."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.telegram_bot import SECRET, START, Clock, serving
from tests.telegram_server import TelegramServer
from tests.telegram_stage import Stage, scenes

FOLDER = Path(__file__).parents[2] / "transcripts"
PLAYS = [path for path in sorted(FOLDER.glob("*.yaml")) if "canale: telegram" in path.read_text("utf-8")]
ELSEWHERE = ("11-cancellare", "16-silenzio", "18-lettera")  # what becomes of a letter is decided in them


@pytest.fixture
async def server():
    made = TelegramServer()
    await made.start()
    yield made
    await made.stop()


async def perform(path, folder, server, **more):
    play, lines = scenes(path)
    now = datetime.strptime(play["quando"], "%Y-%m-%d %H:%M").replace(tzinfo=START.tzinfo)
    clock = Clock(now)
    search, nearby = play.get("ricerca", {}), tuple(play.get("vicine", ()))
    async with serving(folder, server, clock=clock, search=search, nearby=nearby, **more) as bot:
        stage = Stage(bot, clock)
        for number, line in lines:
            try:
                await stage.play(line)
            except AssertionError as fault:
                raise AssertionError(f"{path.name}:{number}: {line}: {fault}") from fault
    assert not [call for call in server.calls if call.status not in (200, 409) and not harmless(call)]


def harmless(call):
    return call.method == "editMessageReplyMarkup" and call.status == 400


@pytest.mark.parametrize("path", [p for p in PLAYS if not p.stem.startswith(ELSEWHERE)], ids=lambda path: path.stem)
async def test_play_by_polling(path, tmp_path, server):
    await perform(path, tmp_path, server)


@pytest.mark.parametrize("path", PLAYS[:1], ids=lambda path: path.stem)
async def test_play_by_webhook(path, tmp_path, server, unused_tcp_port):
    url = f"http://127.0.0.1:{unused_tcp_port}/hook"
    await perform(
        path, tmp_path, server, telegram_webhook_url=url, telegram_webhook_secret=SECRET, PORT=unused_tcp_port
    )
    assert not [call for call in server.calls if call.method == "getUpdates"]


def test_there_are_plays():
    assert len(PLAYS) >= 12
