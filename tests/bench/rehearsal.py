# SPDX-License-Identifier: EUPL-1.2
"""What people write in the load test, and how many messages each line leads to, tried out without a network."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bot.app import App, open_app
from bot.channels.telegram_page import make_pages
from bot.clock import now
from bot.core.library import Library
from bot.core.messages import Choice, Incoming, Outgoing
from tests.bench.crowd import Line
from tests.telegram_bot import settings_of
from tests.telegram_kills import comuni

Typed = Sequence[str]  # «!Comune» taps a button
_FORM = (
    "/richiesta", "!Ho letto", "!Comune", "((comune))", "!PIAO e assunzioni",
    "Abbiamo due concorsi andati deserti e un ufficio rimasto con una sola persona.", "!Salta", "Maria Rossi",
    "!Segretario", "maria.rossi@((comune)).example", "0984 123456", "!Salta", "!Salta", "!Trasmetti", "/stato",
)  # fmt: skip


def conversations(texts: Sequence[str], people: int) -> list[Typed]:
    """Five questions, commands, and the form with a question in the middle: one in three sends it off.

    Not in step: what comes before the form is for each a little longer than for the one before.
    """
    names = comuni(people)
    made: list[Typed] = []
    for at, comune in enumerate(names):
        asked = [texts[(4 * at + k) % len(texts)] for k in range(4)]
        form = [line.replace("((comune))", comune) for line in _FORM]
        form[-2] = form[-2] if at % 3 == 0 else "/annulla"
        aside = ["/privacy", asked[0], "/info", asked[1], "/aiuto", asked[2], "/laboratori", "/annulla", asked[3]]
        cut = at % len(aside)
        made.append(["/start", *aside[:cut], *form[:3], "quanto costa?", *form[3:], *aside[cut:]])
    return made


def questions(texts: Sequence[str], people: int, each: int) -> list[Typed]:
    """Nothing but questions, so that every message is searched for."""
    return [["/start", *(texts[(each * at + k) % len(texts)] for k in range(each))] for at in range(people)]


class Rehearsal:
    """One bot without a network, which people talk to one after the other."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.events = 0

    def lines(self, chat: int, script: Typed) -> list[Line]:
        """The script with what each line leads to."""
        choices: list[Choice] = []
        made: list[Line] = []
        for text in script:
            label = text.removeprefix("!")
            messages = self._say(chat, label, choices if text != label else [])
            choices += [choice for message in messages for choice in message.choices]
            replies = sum(len(make_pages(message, "?")) for message in messages)
            made.append(Line(label, replies, tap=text != label))
        return made

    def _say(self, chat: int, text: str, choices: Sequence[Choice]) -> list[Outgoing]:
        self.events += 1
        last = self.app.store.rows("SELECT max(seq) FROM outbox")[0]
        found = next((one for one in reversed(choices) if one.label == text), None)
        said = {"text": text} if found is None else {"kind": "tap", "prompt": found.prompt, "option": found.option}
        if text.startswith("/"):
            said = {"text": text[1:], "kind": "command"}
        event = f"rehearsal-{self.events}"
        incoming = Incoming(channel="telegram", address=str(chat), event_id=event, at=now(), **said)  # type: ignore[arg-type]
        self.app.inbox.receive(incoming)
        new = self.app.store.rows("SELECT key FROM outbox WHERE seq > ? AND route = 'telegram'", [last[0] or 0])
        rows = [self.app.outbox.find(row["key"]) for row in new]
        parcels = [self.app.outbox.parcel(row) for row in rows if row is not None]
        return [one for one in parcels if isinstance(one, Outgoing)]


@contextmanager
def rehearsing(library: Library) -> Iterator[Rehearsal]:
    """A rehearsal with the real content, on a disk that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_of(Path(folder), "http://127.0.0.1:1")
        with open_app(settings, now, library.on) as app, app.store.light_transaction():
            yield Rehearsal(app)
