# SPDX-License-Identifier: EUPL-1.2
"""The real content without a matcher, a register in memory, and requests as the form makes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from bot.content import read_content
from bot.core.dialogue import Dialogue
from bot.core.library import Library
from bot.core.turns import Request
from flows.journey import Answers
from flows.replies import Draft, Handover, SubmitRequest
from flows.rows import doubts, outcome, sent_rows, submission_key
from flows.session import Answer, Place

NOW = datetime(2026, 11, 22, 9, 15, tzinfo=UTC)
SECRETARIAT = "cap4city@anci.it"
DOMAIN = "cap4city.example"
ACRI = Place(code="A053", name="Acri", province="Cosenza", sigla="CS", region="Calabria")
TOLD = {
    "presa_visione": "ok",
    "tipo_ente": "comune",
    "comune": ACRI,
    "lab": "piao",
    "fabbisogno": "Due concorsi deserti e un ufficio rimasto con una sola persona.",
    "altri_enti": "",
    "referente": "Maria Rossi",
    "ruolo": "segretario",
    "email": "maria.rossi@comune.example",
    "telefono": "+39 0984123456",
    "pec": "",
    "note": "",
}
UNIONE = {"tipo_ente": "unione", "comune": None, "ente": "Unione dei Comuni Valle Verde", "provincia": "cs"}
ASKED = {"presa_visione": "ok", "email": "a.b@comune.example", "domanda": "Il laboratorio si può fare a Matera?"}


@cache
def library() -> Library:
    """All content as of 22 November 2026; there is nothing to search with."""
    content = read_content()
    assert not content.problems, content.problems
    assert content.labs
    assert content.gazetteer
    matcher: Any = None
    flows = {name: flow for name, (flow, _) in content.flows.items()}
    return Library(
        flows=flows, entries=content.entries, sources=content.sources, labs=content.labs,
        meetings=content.meetings, gazetteer=content.gazetteer, matcher=matcher,
        subjects=content.subjects, phrases=content.phrases,
        letters=content.letters,
    ).on(date(2026, 11, 22))  # fmt: skip


def dialogue(channel: str = "telegram", address: str = "123", **more: Any) -> Dialogue:
    """A person's conversation."""
    person = f"{channel}:{address}"
    return Dialogue(chat=person, person=person, channel=channel, address=address, **more)


def answers(**changed: Any) -> Answers:
    """Those of the happy path with some changed; None takes one away."""
    told = {name: value for name, value in {**TOLD, **changed}.items() if value is not None}
    return {name: _answer(value) for name, value in told.items()}


def _answer(value: Any) -> Answer:
    return Answer(value=value.code, place=value) if isinstance(value, Place) else Answer(value=value)


def effect(kind: str = "request", session: str = "s1", original: str = "", repeats: str = "", **changed: Any) -> Any:
    """What the engine wants sent once the form's review is confirmed."""
    flow = library().flows["richiesta"]
    given = answers(**changed)
    rows, found = sent_rows(flow, given), doubts(flow, given)
    return SubmitRequest(
        key=submission_key(session, kind, rows), kind=kind, session=session, flow=flow.flow, version=flow.version,
        digest=flow.digest, rows=rows, letter="to_secretariat", receipt="receipt", outcome=outcome(found),
        doubts=found, original=original, repeats=repeats,
    )  # fmt: skip


def handover(**changed: Any) -> Handover:
    """A question to be passed on."""
    flow = library().flows["segreteria"]
    rows = sent_rows(flow, {name: _answer(value) for name, value in {"ente": "", **ASKED, **changed}.items()})
    return Handover(
        key=submission_key("q1", "question", rows), session="q1", flow=flow.flow, version=flow.version,
        digest=flow.digest, rows=rows, letter="question_to_secretariat", receipt="question_receipt",
    )  # fmt: skip


def drafted(**changed: Any) -> Draft:
    """The same form, for the person's own mailbox."""
    sent = effect(**changed)
    return Draft(key=sent.key, session=sent.session, flow=sent.flow, rows=sent.rows, letter=sent.letter,
                 outcome=sent.outcome, doubts=sent.doubts)  # fmt: skip


@dataclass
class Memory:
    """A register that remembers what it is given; `receipts_sent` by person or address."""

    requests: list[Request] = field(default_factory=list)
    receipts_sent: Mapping[str, int] = field(default_factory=dict)

    def add(self, *requests: Request) -> None:
        self.requests += requests

    def _newest(self) -> list[Request]:
        return sorted(self.requests, key=lambda one: one.at, reverse=True)

    def earlier(self, body_key: str, lab: str, since: datetime) -> Request | None:
        return next((r for r in self._newest() if (r.body_key, r.lab) == (body_key, lab) and r.at >= since), None)

    def of_body(self, body_key: str) -> tuple[Request, ...]:
        return tuple(r for r in self._newest() if r.body_key == body_key and r.kind != "question")

    def of_person(self, person: str) -> tuple[tuple[Request, str], ...]:
        return tuple((r, "waiting") for r in self._newest() if r.person == person)

    def of_session(self, session: str) -> Request | None:
        found = [r for r in self.requests if r.session == session and r.kind in ("request", "question")]
        return found[0] if found else None

    def by_reference(self, reference: str) -> Request | None:
        found = sorted((r for r in self.requests if r.reference == reference), key=lambda r: bool(r.original))
        return found[0] if found else None

    def receipts(self, person: str, address: str, since: datetime) -> int:
        return self.receipts_sent.get(person, 0) + self.receipts_sent.get(address, 0)

    def codes(self, address: str, since: datetime) -> int:
        return 0

    def sent_at(self, key: str) -> datetime | None:
        return None

    def asked(self, person: str, question: str) -> bool:
        return False


def with_links(form: str, catalogue: str) -> Library:
    """The content on the day when the addresses of the official form and catalogue are known."""
    labs = replace(library().labs, form_url=form, catalogue_url=catalogue)
    return replace(library(), labs=labs)
