# SPDX-License-Identifier: EUPL-1.2
"""The plays of tests/transcripts with a real bot on a real connection: what each line does and looks at."""

from collections.abc import Mapping
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from bot.yaml_text import load_yaml
from flows.session import Session
from tests.bot.core.test_transcripts import UNITS, folded, listed
from tests.telegram_bot import Bot, Clock
from tests.telegram_server import TelegramServer

ELSEWHERE = ("consegna", "scade", "sospeso", "operatore", "dimentica", "cancellati", "persona")  # only the core's test
PURPOSES = ("request", "question", "amendment", "withdrawal", "receipt", "notice")


class Stage:
    """One person in front of a bot, which may be another one after a restart."""

    bot: Bot

    def __init__(self, server: TelegramServer, clock: Clock, chat: int = 123) -> None:
        self.server = server
        self.clock = clock
        self.chat = chat
        self.heard = 0  # messages that were there before the last thing done
        self.read = 0  # letters, likewise

    async def play(self, line: Mapping[str, Any]) -> None:
        """One line of a play."""
        ((verb, value),) = line.items()
        doing = getattr(self, f"do_{verb}", None)
        if doing is None:
            getattr(self, verb)(value)
            return
        self.heard, self.read = len(self.server.chat(self.chat).messages), len(self.letters())
        doing(value)
        await self.bot.rest()

    def letters(self) -> list[Path]:
        folder = self.bot.app.settings.maildir / "new"
        return sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns) if folder.exists() else []

    def said(self) -> str:
        messages = self.server.chat(self.chat).messages[self.heard :]
        return folded(" ".join(" ".join([one.text, one.file, *one.labels]) for one in messages))

    # What the person does

    def do_dice(self, text: str) -> None:
        self.server.says(self.chat, text)

    def do_tocca(self, label: str) -> None:
        self.server.taps(self.chat, label)

    def do_tocca_di_nuovo(self, label: str) -> None:
        """A button that is no longer there: what it would have brought."""
        self.server.push(self.server.chats.old_tap(self.chat, label))

    def do_arriva_due_volte(self, text: str) -> None:
        update = self.server.chats.message(self.chat, text)
        self.server.push(update)
        self.server.push(update)

    def do_manda(self, what: str) -> None:
        file: Any = {"file_id": "f", "file_unique_id": "u", "duration": 1, "width": 1, "height": 1}
        self.server.says(self.chat, None, **{what: [file] if what == "photo" else file})

    def do_passano(self, value: str) -> None:
        amount, unit = value.split()
        self.clock.at += timedelta(**{UNITS[unit]: int(amount)})

    # What is looked at

    def risponde(self, value: object) -> None:
        for one in listed(value):
            assert folded(one) in self.said(), f"«{one}» is not in: {self.said()}"

    def non_risponde(self, value: object) -> None:
        for one in listed(value):
            assert folded(one) not in self.said(), f"«{one}» is in: {self.said()}"

    def silenzio(self, _: object) -> None:
        assert not self.said(), self.said()

    def scelte(self, value: object) -> None:
        self.risponde(value)

    def numeri(self, value: Mapping[str, str]) -> None:
        labels = [label for one in self.server.chat(self.chat).messages[self.heard :] for label in one.labels]
        numbered = dict(label.split(". ", 1) for label in labels if label[0].isdigit())
        assert numbered == value, numbered

    def domanda(self, value: str) -> None:
        session = self.session()
        prompt = session.prompt if session else None
        assert (prompt.slot if prompt and prompt.kind == "ask" else prompt.kind if prompt else "") == value, prompt

    def modulo(self, value: str) -> None:
        dialogue = self.bot.app.store.dialogue(f"telegram:{self.chat}")
        assert (dialogue.flow if dialogue else "") == value

    def risposte(self, value: Mapping[str, str]) -> None:
        session = self.session()
        assert session is not None
        assert {slot: session.answers[slot].value for slot in value} == value

    def session(self) -> Session | None:
        return self.bot.app.store.before(f"telegram:{self.chat}").session

    def lettera(self, value: object) -> None:
        text = folded(" ".join(map(_text_of, self.letters()[self.read :])))
        for one in listed(value):
            assert one in PURPOSES or folded(one) in text, f"«{one}» is not in: {text}"

    def nessuna_lettera(self, _: object) -> None:
        assert not self.letters()[self.read :]

    def lettere_in_tutto(self, value: str) -> None:
        to = [message_from_bytes(path.read_bytes())["To"] for path in self.letters()]
        assert len([one for one in to if one == self.bot.app.settings.secretariat]) == int(value)


def _text_of(path: Path) -> str:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    return f"{message['To']} {message['Subject']} {body.get_content() if body else ''}"


def is_doing(line: Mapping[str, Any]) -> bool:
    """Whether in this line somebody does something, rather than look at what came of it."""
    return hasattr(Stage, f"do_{next(iter(line))}")


def scenes(path: Path) -> tuple[dict[str, Any], list[tuple[int, Mapping[str, Any]]]]:
    """A play and its lines with their numbers, up to the first that needs what only the core's test has."""
    play, lines = load_yaml(path.read_text("utf-8"))
    found: list[tuple[int, Mapping[str, Any]]] = []
    for at, line in enumerate(play["scene"]):
        if next(iter(line)) in ELSEWHERE:
            break
        found.append((lines[("scene", at)], line))
    return play, found
