# SPDX-License-Identifier: EUPL-1.2
"""The plays of tests/transcripts, each played whole; how they are written: tests/transcripts/README.md."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.core.markup import to_plain
from bot.core.turns import After, Linked
from bot.yaml_text import load_yaml
from flows.vocabulary import normal
from knowledge.labs import Suspension

FOLDER = Path(__file__).parents[2] / "transcripts"
PLAYS = sorted(FOLDER.glob("*.yaml"))
ROME = ZoneInfo("Europe/Rome")
UNITS = {"minuti": "minutes", "ore": "hours", "ora": "hours", "giorni": "days", "giorno": "days"}


def listed(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def folded(text: str) -> str:
    return " ".join(text.split())


def said(after: After | None) -> str:
    if after is None:
        return ""
    texts = [to_plain(message.text) for message in after.messages]
    labels = [choice.label for message in after.messages for choice in message.choices]
    files = [file.name for message in after.messages for file in message.files]
    return folded(" ".join([*texts, *labels, *files]))


class Stage:
    """What each line of a play does."""

    def __init__(self, talk, play):
        self.talk = talk
        self.after: After | None = None
        self.play = play

    def dice(self, value):
        self.after = self.talk.says(self._expanded(value))

    def _expanded(self, text):
        session = self.talk.session
        code = session.prompt.id if session and session.prompt else ""
        text = text.replace("((codice))", code)
        mailed = [re.search(r"\d{6}", one.text) for one in self.talk.letters if one.purpose == "notice"]
        return text.replace("((codice inviato))", mailed[-1][0] if mailed and mailed[-1] else "")

    def manda(self, value):
        self.after = self.talk.takes(self.talk.event(kind="unreadable", text=value))

    def tocca(self, value):
        self.after = self.talk.taps(value)

    def tocca_di_nuovo(self, value):
        """A button shown earlier, the oldest of that label."""
        wanted = normal(value)
        choice = next(one for one in self.talk.choices if normal(one.label) == wanted)
        self.after = self.talk.takes(self.talk.event(kind="tap", prompt=choice.prompt, option=choice.option))

    def arriva_due_volte(self, value):
        incoming = self.talk.event(text=value)
        self.after = self.talk.takes(incoming)
        assert self.talk.takes(incoming) is None

    def risponde(self, value):
        for one in listed(value):
            assert folded(one) in said(self.after), f"«{one}» is not in: {said(self.after)}"

    def non_risponde(self, value):
        for one in listed(value):
            assert folded(one) not in said(self.after), f"«{one}» is in: {said(self.after)}"

    def silenzio(self, _):
        assert self.after is None or not self.after.messages, said(self.after)

    def scelte(self, value):
        shown = [choice.label for message in self.after.messages for choice in message.choices]
        for one in listed(value):
            assert one in shown, f"«{one}» is not among {shown}"

    def numeri(self, value):
        shown = {str(c.number): str(c.label) for m in self.after.messages for c in m.choices if c.number}
        assert shown == value, shown

    def lettera(self, value):
        letters = self.after.letters
        text = folded(" ".join(f"{one.purpose} {one.to} {one.subject} {to_plain(one.text)}" for one in letters))
        assert self.after.letters, "no letter"
        for one in listed(value):
            assert folded(one) in text, f"«{one}» is not in: {text}"

    def nessuna_lettera(self, _):
        assert not self.after.letters

    def lettere_in_tutto(self, value):
        assert len([one for one in self.talk.letters if one.purpose != "receipt"]) == int(value)

    def domanda(self, value):
        prompt = self.talk.session.prompt if self.talk.session else None
        assert (prompt.slot if prompt and prompt.kind == "ask" else prompt.kind if prompt else "") == value, prompt

    def modulo(self, value):
        assert (self.talk.dialogue.flow if self.talk.dialogue else "") == value

    def risposte(self, value):
        answers = self.talk.session.answers
        for slot, wanted in value.items():
            assert answers[slot].value == wanted, f"{slot}: {answers[slot].value}"

    def passano(self, value):
        amount, unit = value.split()
        self.talk.now += timedelta(**{UNITS[unit]: int(amount)})

    def scade(self, value):
        self.after = self.talk.ticks({"promemoria": "remind", "termine": "expire"}[value])

    def consegna(self, value):
        self.after = self.talk.delivers({"riuscita": "sent", "fallita": "failed"}[value])

    def sospeso(self, value):
        self.talk.suspended = (Suspension(date(2026, 1, 1), value, "La segreteria ha sospeso le richieste."),)

    def persona(self, value):
        """Another account; what was begun by the one before is in its link."""
        known = self.talk.dialogue
        last = known.session if known else ""
        session = self.talk.session_of(last)
        self.talk.linked = Linked(session, self.talk.chat) if session else None
        channel, _, address = value.partition(":")
        self.talk.channel, self.talk.address = channel, address

    def operatore(self, value):
        self.talk.dialogues[self.talk.chat] = self.talk.dialogue.changed(paused=value == "sì").to_json()

    def dimentica(self, _):
        assert self.after.forget
        assert self.talk.dialogue is None

    def cancellati(self, value):
        assert any(erase.slots == tuple(listed(value)) for erase in self.after.erase), self.after.erase


@pytest.mark.parametrize("path", PLAYS, ids=lambda path: path.stem)
def test_play(path, talk):
    play, lines = load_yaml(path.read_text("utf-8"))
    now = datetime.strptime(play["quando"], "%Y-%m-%d %H:%M").replace(tzinfo=ROME)
    stage = Stage(
        talk(channel=play.get("canale", "telegram"), search=play.get("ricerca", {}), now=now,
             nearby=play.get("vicine", [])), play,
    )  # fmt: skip
    for at, line in enumerate(play["scene"]):
        ((verb, value),) = line.items()
        try:
            getattr(stage, verb)(value)
        except (AssertionError, KeyError) as fault:
            raise AssertionError(f"{path.name}:{lines[('scene', at)]}: {verb}: {fault}") from fault


def test_there_are_plays():
    assert len(PLAYS) >= 12
