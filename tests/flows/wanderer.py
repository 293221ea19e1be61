# SPDX-License-Identifier: EUPL-1.2
"""A person who does anything at all to a flow: answers, rubbish, old buttons, commands, another version of the flow."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache

from flows.definition import Flow
from flows.engine import reduce
from flows.events import (
    NOTHING_READ,
    Command,
    Delivered,
    Event,
    FieldText,
    Filled,
    Open,
    Reading,
    Released,
    Said,
    Tapped,
    Tick,
)
from flows.journey import options_of
from flows.replies import Result
from flows.session import Session, new_session
from flows.slots import ChoiceSlot, ProvinceSlot, Slot
from tests.flows.person import ACRI, CASTRO_BG, CASTRO_LE, FLOWS, NOW, TYPED, load, make_lists

QUESTION = "Ma quanto costa un laboratorio, e chi lo paga?"
SECRET = "Un dipendente è in malattia da mesi e l'ufficio intero è fermo senza di lui."
RUBBISH = (
    "", " ", "boh", "?", "😀", "日本語のテキスト", "\x00\x07", "x" * 5_000, "99", "-1", "0", "sì e no", "a@", "((lab))",
    "**grassetto**", "Unione dei Comuni di Acri", "siamo un", "CONFERMO zzzzzzzz", "modifica il gatto", "'; DROP TABLE",
)  # fmt: skip
PLAIN = {**TYPED, "domanda": "Possiamo chiedere un laboratorio a febbraio?", "ente": "Unione Valle Verde",
         "provincia": "CS", "con_comune": "Acri", "popolazione": "3.200", "provincia_comune": "Lecce",
         "regione_comune": "Puglia", "codice_catastale": "B774", "codice_ipa": "acricom"}  # fmt: skip
COMMANDS = (
    "back", "cancel", "summary", "skip", "keep", "edit", "submit", "own_mail", "help", "show", "correct", "withdraw",
    "withdrawn",
)  # fmt: skip
KINDS = {
    "answer": 46, "button": 10, "rubbish": 8, "question": 6, "stale": 6, "forged": 2, "command": 6, "words": 3,
    "form": 3, "tick": 2, "twice": 3, "deploy": 2, "delivered": 1, "released": 1, "reopen": 2, "secret": 2,
    "homonym": 2,
}  # fmt: skip
WORDS = ("indietro", "annulla", "riepilogo", "salta", "aiuto", "ripeti", "modifica il telefono",
         "correggi la richiesta",
         "ritira", "trasmetti", "no", "sì", "2", "la prima", "lascia così", "ricomincia", "domanda",
         "risposta")  # fmt: skip


@cache
def versions(name: str) -> tuple[Flow, ...]:
    """The flow as it is, with topics suspended, with another notice, and one that must be begun again."""
    flow = FLOWS[name]
    labs = [option.id for option in make_lists()["labs"]]
    made = [load(name, make_lists(closed=["piao"], note="Completo.")), load(name, make_lists(labs, "Sospese."))]
    notice = flow.slots.get("presa_visione")
    if notice is not None:
        slots = {**flow.slots, "presa_visione": notice.model_copy(update={"ask": "Altra informativa."})}
        made.append(flow.model_copy(update={"slots": slots, "digest": "altra informativa"}))
    made.append(flow.model_copy(update={"on_change": "restart", "digest": "da capo"}))
    return (flow, flow, flow, *made)


@dataclass
class Wanderer:
    """One history; every event is checked by `check(flow, before, event, result)`."""

    rng: random.Random
    flow: Flow
    session: Session
    check: Callable[[Flow, Session, Event, Result], None]
    count: int = 0
    old: list[tuple[str, str]] = field(default_factory=list)  # buttons of questions that were open
    last: Event | None = None

    def step(self) -> None:
        kind = self.rng.choices(list(KINDS), weights=list(KINDS.values()))[0]
        if kind == "deploy":
            self.flow = self.rng.choice(versions(self.session.flow))
            return
        event = self.last if kind == "twice" and self.last else getattr(self, f"_{kind}", self._answer)()
        before, prompt = self.session, self.session.prompt
        result = reduce(self.flow, before, event)
        self.session = Session.from_json(result.session.to_json())
        self.check(self.flow, before, event, result)
        self.last = event
        if prompt is not None and (self.session.prompt is None or self.session.prompt.id != prompt.id):
            self.old += [(prompt.id, option) for option in prompt.options]

    def _base(self, **reading: object) -> dict:
        self.count += 1
        at = NOW + timedelta(minutes=self.count)
        channel = self.rng.choice((*["telegram"] * 5, *["terminal"] * 2, "email"))
        return {"id": f"{self.session.id}-{self.count}", "at": at, "channel": channel, "reading": Reading(**reading)}

    def _slot(self) -> Slot | None:
        prompt = self.session.prompt
        return self.flow.slots.get(prompt.slot) if prompt else None

    def _answer(self) -> Event:
        """What a willing person would do now."""
        slot, prompt = self._slot(), self.session.prompt
        if prompt is None or prompt.kind != "ask" or slot is None:
            return self._button()
        if isinstance(slot, ChoiceSlot):
            options = [option for option in options_of(self.flow, slot, self.session.answers) if not option.closed]
            option = self.rng.choice(options or list(options_of(self.flow, slot, self.session.answers)))
            typed = self.rng.random() < 0.5
            return Said(**self._base(), text=option.label) if typed else self._tap(option.id)
        if slot.type == "municipality":
            return Said(**self._base(places=(self.rng.choice((ACRI, CASTRO_BG)),), sure=True), text="Acri")
        if slot.type in ("yes_no", "acknowledge"):
            return self._tap(self.rng.choice([key for key in prompt.options if key in ("yes", "no")]))
        return Said(
            **self._base(), text=PLAIN.get(slot.id, "Una risposta qualsiasi, lunga abbastanza per ogni domanda.")
        )

    def _tap(self, option: str) -> Event:
        prompt = self.session.prompt
        return Tapped(**self._base(), prompt=prompt.id if prompt else "00000000", option=option)

    def _button(self) -> Event:
        prompt = self.session.prompt
        earlier = self.rng.choice(("", "", "C4C-2026-7K3F"))
        if prompt is None or not prompt.options:
            return Open(**self._base(), given=self.rng.choice(({}, {"tipo_ente": "comune", "lab": "piao"})))
        option = self.rng.choice(prompt.options)
        if prompt.kind == "review" and self.rng.random() < 0.4:
            option = "submit"
        shown = str(prompt.options.index(option)) if option in prompt.options and self.rng.random() < 0.3 else option
        return Tapped(**self._base(earlier=earlier), prompt=prompt.id, option=shown)

    def _rubbish(self) -> Event:
        return Said(**self._base(), text=self.rng.choice(RUBBISH))

    def _question(self) -> Event:
        reading = {"entry": self.rng.choice((None, "capacity-lab/costo")), "question": True, "score": 0.9}
        return Said(**self._base(**reading), text=QUESTION)

    def _stale(self) -> Event:
        if not self.old:
            return self._forged()
        prompt, option = self.rng.choice(self.old)
        return Tapped(**self._base(), prompt=prompt, option=option)

    def _forged(self) -> Event:
        prompt = self.session.prompt
        token = prompt.id if prompt and self.rng.random() < 0.5 else f"{self.rng.getrandbits(32):08x}"
        return Tapped(
            **self._base(), prompt=token, option=self.rng.choice(("submit", "99", "-1", "edit:gatto", "", "x" * 64))
        )

    def _command(self) -> Event:
        name = self.rng.choices(COMMANDS, weights=[4, 1, 3, 3, 2, 4, 2, 2, 2, 2, 2, 1, 1])[0]
        argument = self.rng.choice([*self.flow.slots, "gatto"]) if name == "edit" else ""
        return Command(**self._base(), name=name, argument=argument)

    def _words(self) -> Event:
        return Said(**self._base(), text=self.rng.choice(WORDS))

    def _form(self) -> Event:
        names = self.rng.sample(list(self.flow.slots), min(len(self.flow.slots), self.rng.randint(1, 8)))
        place = Reading(places=(ACRI,), sure=self.rng.random() < 0.8)
        lines = tuple(FieldText(name, self._typed(name), place) for name in [*names, "ignota"])
        return Filled(**self._base(), fields=lines)

    def _typed(self, name: str) -> str:
        slot = self.flow.slots.get(name)
        options = options_of(self.flow, slot, {}) if slot else ()
        if options and not isinstance(slot, ProvinceSlot):
            return self.rng.choice([*(option.label for option in options), "boh"])
        return self.rng.choice((PLAIN.get(name, "Una risposta qualsiasi."), PLAIN.get(name, "sì"), "boh"))

    def _tick(self) -> Event:
        base = {**self._base(), "at": NOW + timedelta(days=self.rng.choice((1, 6, 40)))}
        return Tick(**base, kind=self.rng.choice(("remind", "remind", "expire")))

    def _delivered(self) -> Event:
        key = self.rng.choice((*self.session.sent, "altra"))
        return Delivered(**self._base(), key=key, status=self.rng.choice(("queued", "sent", "failed")))

    def _released(self) -> Event:
        return Released(**self._base())

    def _reopen(self) -> Event:
        text = self.rng.choice(("", "siamo l'Unione Valle Verde, vorremmo un laboratorio sul piao"))
        return Open(**self._base(), text=text)

    def _secret(self) -> Event:
        cleaned = self.rng.choice((SECRET.replace("malattia", "[omesso]"), ""))
        return Said(**self._base(sensitive=("health",), cleaned=cleaned), text=SECRET)

    def _homonym(self) -> Event:
        return Said(**self._base(places=(CASTRO_LE, CASTRO_BG)), text="Castro")


@cache
def stations(name: str) -> tuple[str, ...]:
    """The happy path of a flow, as the session stood after each answer."""
    rng = random.Random(name)
    one = Wanderer(rng, FLOWS[name], new_session("cammino", name), lambda *_: None)
    kept: list[str] = []
    event: Event = Open(id="apre", at=NOW, channel="telegram", reading=NOTHING_READ)
    one.session = reduce(one.flow, one.session, event).session
    for _ in range(40):
        kept.append(one.session.to_json())
        prompt = one.session.prompt
        if prompt is None or one.session.status == "submitted":
            break
        event = one._tap("submit") if prompt.kind == "review" else one._answer()
        one.session = reduce(one.flow, one.session, event).session
    return tuple(kept)
