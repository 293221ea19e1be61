# SPDX-License-Identifier: EUPL-1.2
"""The six flows on a small set of lists, and a person who talks to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.yaml_text import load_yaml
from flows.definition import Flow, resolve
from flows.engine import reduce
from flows.events import NOTHING_READ, Command, Event, FieldText, Filled, Open, Reading, Said, Tapped, Tick
from flows.parser import parse_flow
from flows.replies import Result
from flows.session import Place, Session, new_session
from flows.slots import Option

DEFINITIONS = Path(__file__).parents[2] / "flows" / "definitions"
TOPICS = {
    "personale-organizzazione": "attrattivita reclutamento retention piao contrattazione gestione-associata",
    "progetti-coesione": "parco-progetti gestione-finanziaria affidamenti project-management monitoraggio "
    "comunicazione",
}
PROVINCES = {"cs": ("Cosenza", "Calabria"), "le": ("Lecce", "Puglia"), "bg": ("Bergamo", "Lombardia"),
             "pz": ("Potenza", "Basilicata"), "sa": ("Salerno", "Campania"), "cb": ("Campobasso", "Molise"),
             "ca": ("Cagliari", "Sardegna"), "ct": ("Catania", "Sicilia")}  # fmt: skip
ACRI = Place(code="A053", name="Acri", province="Cosenza", sigla="CS", region="Calabria")
CASTRO_LE = Place(code="M261", name="Castro", province="Lecce", sigla="LE", region="Puglia")
CASTRO_BG = Place(code="C337", name="Castro", province="Bergamo", sigla="BG", region="Lombardia")
PLACES = (ACRI, CASTRO_LE, CASTRO_BG)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
NOTICE = {"privacy.short": "Informativa di prova."}


def make_lists(closed: Sequence[str] = (), note: str = "") -> dict[str, tuple[Option, ...]]:
    labs = tuple(
        Option(id=name, label=name.replace("-", " ").capitalize(), group=group, closed=name in closed,
               note=note if name in closed else "", text=f"Testo su {name}.")
        for group, names in TOPICS.items()
        for name in names.split()
    )  # fmt: skip
    events = (
        Option(id="campobasso-2026-01-20", label="Campobasso, 20 gennaio 2026", closed=True),
        Option(id="prova-2027-01-15", label="Incontro di prova, 15 gennaio 2027", text="Iscrizione aperta."),
    )
    provinces = tuple(Option(id=key, label=name, group=region) for key, (name, region) in PROVINCES.items())
    return {"labs": labs, "events": events, "provinces": provinces, "territories": provinces}


def load(name: str, lists: Mapping[str, Sequence[Option]] | None = None) -> Flow:
    flow, problems = parse_flow(*load_yaml((DEFINITIONS / f"{name}.yaml").read_text("utf-8")))
    assert flow is not None, problems
    return resolve(flow, lists or make_lists(), NOTICE)


FLOWS = {path.stem: load(path.stem) for path in sorted(DEFINITIONS.glob("*.yaml"))}


@dataclass
class Person:
    """Talks to one flow; the session is re-read from its JSON between events."""

    flow: Flow
    session: Session = field(init=False)
    last: Result = field(init=False)
    channel: str = "telegram"
    clock: datetime = NOW
    count: int = 0

    def __post_init__(self) -> None:
        self.session = new_session("s1", self.flow.flow)

    def send(self, event: Event) -> Result:
        self.last = reduce(self.flow, self.session, event)
        self.session = Session.from_json(self.last.session.to_json())
        assert self.session == self.last.session
        return self.last

    def _base(self, reading: Reading) -> dict:
        self.count += 1
        return {"id": f"e{self.count}", "at": self.clock, "channel": self.channel, "reading": reading}

    def opens(self, reading: Reading = NOTHING_READ, **more: object) -> Result:
        return self.send(Open(**self._base(reading), **more))

    def says(self, text: str, **reading: object) -> Result:
        return self.send(Said(**self._base(Reading(**reading)), text=text))

    def taps(self, option: str, prompt: str = "", **reading: object) -> Result:
        token = prompt or (self.session.prompt.id if self.session.prompt else "00000000")
        return self.send(Tapped(**self._base(Reading(**reading)), prompt=token, option=option))

    def orders(self, name: str, argument: str = "", **reading: object) -> Result:
        return self.send(Command(**self._base(Reading(**reading)), name=name, argument=argument))

    def fills(self, *, readings: Mapping[str, Reading] | None = None, **texts: str) -> Result:
        lines = tuple(FieldText(key, text, (readings or {}).get(key, NOTHING_READ)) for key, text in texts.items())
        return self.send(Filled(**self._base(NOTHING_READ), fields=lines))

    def waits(self, days: int, kind: str) -> Result:
        self.clock += timedelta(days=days)
        base = self._base(NOTHING_READ)
        return self.send(Tick(**base, kind=kind))

    @property
    def slot(self) -> str:
        return self.session.prompt.slot if self.session.prompt else ""

    @property
    def kind(self) -> str:
        return self.session.prompt.kind if self.session.prompt else ""


TYPED = {
    "presa_visione": "ho letto",
    "tipo_ente": "Comune",
    "comune": "Acri",
    "lab": "Piao",
    "fabbisogno": "Due concorsi deserti e un ufficio rimasto con una sola persona.",
    "altri_enti": "salta",
    "referente": "Maria Rossi",
    "ruolo": "segretario comunale",
    "email": "maria.rossi@comune.example",
    "telefono": "0984 123456",
    "pec": "no",
    "note": "salta",
}


def say_all(person: Person, until: str = "") -> None:
    """The happy path of the request, typed, as far as a question."""
    while person.kind == "ask" and person.slot != until:
        reading = {"places": (ACRI,), "sure": True} if person.slot == "comune" else {}
        person.says(TYPED[person.slot], **reading)


def person_at(flow: str = "richiesta", until: str | None = None, **more: object) -> Person:
    """Someone who has opened a flow and, with `until`, has answered the request as far as that question."""
    made = Person(FLOWS[flow], **more)
    made.opens()
    if until is not None:
        say_all(made, until)
    return made


def of(result: Result, kind: type) -> list:
    """The replies and effects of one kind."""
    return [one for one in (*result.replies, *result.effects) if isinstance(one, kind)]
