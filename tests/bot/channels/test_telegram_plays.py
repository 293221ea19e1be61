# SPDX-License-Identifier: EUPL-1.2
"""Whole conversations through the fake Bot API server, by long polling and by webhook, from /start to the receipt."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.telegram_bot import SECRET, START, Clock, serving
from tests.telegram_server import TelegramServer
from tests.telegram_stage import Stage, is_doing, scenes

FOLDER = Path(__file__).parents[2] / "transcripts"
PLAYS = [path for path in sorted(FOLDER.glob("*.yaml")) if "canale: telegram" in path.read_text("utf-8")]
ELSEWHERE = ("11-cancellare", "16-silenzio", "18-lettera")  # what becomes of a letter is decided in them


@pytest.fixture
async def server():
    made = TelegramServer()
    await made.start()
    yield made
    await made.stop()


async def perform(path, folder, server, *, restarting=False, **more):
    """The whole play; `restarting`: every time somebody acts, a new bot has been started on the same database."""
    play, lines = scenes(path)
    now = datetime.strptime(play["quando"], "%Y-%m-%d %H:%M").replace(tzinfo=START.tzinfo)
    clock = Clock(now)
    search, nearby = play.get("ricerca", {}), tuple(play.get("vicine", ()))
    stage = Stage(server, clock)
    for part in acts(lines) if restarting else [lines]:
        async with serving(folder, server, clock=clock, search=search, nearby=nearby, **more) as stage.bot:
            for number, line in part:
                try:
                    await stage.play(line)
                except AssertionError as fault:
                    raise AssertionError(f"{path.name}:{number}: {line}: {fault}") from fault
    assert not [call for call in server.calls if call.status not in (200, 409) and not harmless(call, restarting)]


def acts(lines):
    """The lines in parts, each beginning with something done."""
    starts = [at for at, (_, line) in enumerate(lines) if is_doing(line)]
    return [lines[at:end] for at, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


def harmless(call, restarting):
    """A tap that is brought twice, because a bot stopped before it had said that it took it, is answered twice."""
    twice = ("answerCallbackQuery",) if restarting else ()
    return call.method in ("editMessageReplyMarkup", *twice) and call.status == 400


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


@pytest.mark.parametrize("hooked", [False, True], ids=["polling", "webhook"])
async def test_the_first_play_with_a_restart_before_everything_done(tmp_path, server, unused_tcp_port, hooked):
    url = f"http://127.0.0.1:{unused_tcp_port}/hook"
    hook = {"telegram_webhook_url": url, "telegram_webhook_secret": SECRET, "PORT": unused_tcp_port}
    await perform(PLAYS[0], tmp_path, server, restarting=True, **(hook if hooked else {}))


def test_the_first_play_goes_from_the_greeting_to_the_receipt():
    _, lines = scenes(PLAYS[0])
    done = [next(iter(line.items())) for _, line in lines if is_doing(line)]
    assert done[0] == ("dice", "/start")
    assert {("tocca", "Trasmetti"), ("dice", "quanto costa?"), ("dice", "correggi il telefono")} <= set(done)
    assert any("receipt" in line.get("lettera", ()) for _, line in lines)


def test_there_are_plays():
    assert len(PLAYS) >= 12
