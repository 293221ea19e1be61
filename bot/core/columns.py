# SPDX-License-Identifier: EUPL-1.2
"""A request as cells under headings, in the order in which requests are sorted out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.core.letters import in_rome, repeated
from bot.core.turns import Request
from flows.definition import Flow
from flows.replies import Row
from knowledge.labs import Labs

DATE = 2  # the place of the only column that a spreadsheet may read as a date
_PLACE = ("provincia_comune", "provincia", "regione_comune", "regione")
_FIRST = ("domanda", "fabbisogno", "referente", "ruolo", "email", "telefono", "pec", "altri_enti", "note")
_TOLD = frozenset(("comune", "ente", "lab", "email"))  # what the request itself tells: each thing once


@dataclass(frozen=True)
class Terms:
    """The words of the content for what the register keeps as ids; an id without a word stays itself."""

    lines: Mapping[str, str]  # of knowledge/letters/lines.md
    topics: Mapping[str, str]
    questions: Mapping[str, str]  # slot → label, notices left out

    def heading(self, name: str) -> str:
        """Of a column that is no question."""
        return self.lines.get(f"column_{name}", name)

    def kind(self, request: Request) -> str:
        """«richiesta», «domanda», «integrazione», «ritiro»."""
        return self.lines.get(f"kind_{request.kind}", request.kind)

    def outcome(self, request: Request) -> str:
        """«sì», «no», «da confermare»; nothing of a question, which is not weighed."""
        known = request.outcome or ("" if request.kind == "question" else "none")
        return self.lines.get(f"outcome_short_{known}", known)

    def topic(self, request: Request) -> str:
        """The lab's name, or «da definire»."""
        typed = (row.value for row in request.rows if row.slot == "lab")
        found = self.topics.get(request.lab) or next(typed, "")
        return found or self.lines.get(request.lab, request.lab)

    def channel(self, request: Request) -> str:
        """Where the person wrote."""
        name = request.person.partition(":")[0]
        return self.lines.get(f"channel_{name}", name)


def terms_of(lines: str, labs: Labs | None, flows: Iterable[Flow], rows: Iterable[Row] = ()) -> Terms:
    """From the text of lines.md, the labs, the questions of flows, and rows of which they may not know any more."""
    topics = {topic.id: topic.short for topic in labs.topics} if labs else {}
    slots = {slot.id: slot for flow in flows for slot in flow.slots.values()}
    asked = {name: slot.label for name, slot in slots.items() if not slot.internal and slot.type != "acknowledge"}
    older = {row.slot: row.label for row in rows if row.slot not in slots}
    return Terms(repeated(lines), topics, {**asked, **older})


def cells(request: Request, terms: Terms, *, more: Mapping[str, str] | None = None) -> Iterator[tuple[str, str]]:
    """Heading and value, in an order that does not depend on the answers. `more` comes after the date.

    Questions with the same label share a column: no request answers two of them.
    """
    answers = _answers(request, terms)
    yield terms.heading("reference"), request.reference
    yield terms.heading("kind"), terms.kind(request)
    yield terms.heading("date"), f"{in_rome(request.at):%Y-%m-%d %H:%M}"
    yield from (more or {}).items()
    yield terms.heading("body"), request.body
    yield from _some(answers, terms, _PLACE)
    yield terms.heading("lab"), terms.topic(request)
    yield terms.heading("outcome"), terms.outcome(request)
    yield terms.heading("doubts"), "\n".join(request.doubts)
    yield from _some(answers, terms, _FIRST)
    yield from answers.items()
    yield terms.heading("channel"), terms.channel(request)


def _answers(request: Request, terms: Terms) -> dict[str, str]:
    """By label, every question that the request itself does not tell."""
    found = {label: "" for slot, label in terms.questions.items() if slot not in _TOLD}
    for row in request.rows:
        label = terms.questions.get(row.slot, "")
        if label in found and not row.skipped:
            found[label] = found[label] or row.value
    return {**found, terms.questions.get("email", "email"): request.email}


def _some(answers: dict[str, str], terms: Terms, slots: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Take the columns of these questions out of the answers."""
    for label in dict.fromkeys(terms.questions[slot] for slot in slots if slot in terms.questions):
        yield label, answers.pop(label, "")
