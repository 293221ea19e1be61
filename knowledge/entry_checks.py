# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with an entry that can be read: its sources, facts and links, its dates, how few ways of asking."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from knowledge.entry import Entry
from knowledge.findings import Finding, nearest
from knowledge.manuscript import Manuscript, read_manuscript
from knowledge.parser import Lines
from knowledge.phrasebook import PLACEHOLDER
from knowledge.tone import tone_faults

ENOUGH = 25  # ways of asking for an answer that officials ask for
ENOUGH_ELSEWHERE = 12  # for small talk, other offices' matters, and what the sources do not tell
_SMALL_TALK = "dialogo"
_LISTS = frozenset({"incontri_nominati", "incontri_prossimi", "incontri_passati", "incontri_tutti"})
_OF_TOPIC = frozenset({"tema", "ambito"})
# A line of the fact sheet: F012, C03, 1.10.2, a row of the tables 2a.1, a topic 3.A4, a field of the form 4.2;
# a sentence of a source: S0.31.
_FACT = re.compile(r"F\d{3}|C\d{2}|1\.10\.\d{1,2}|2[a-d]\.\d{1,2}|3\.[AB][1-6]|4\.\d{1,2}|S\d\.\d{1,3}")
_PASSING = re.compile(
    r"\b(oggi|ieri|domani|quest'anno|l'anno scorso|(?:prossim|scors)[oa] (?:mese|settimana|anno))\b", re.I
)


@dataclass(frozen=True)
class Page:
    """One entry with its file."""

    entry: Entry
    text: str
    lines: Lines  # of its header

    @property
    def path(self) -> str:
        """The file, from the project's folder."""
        return f"knowledge/faq/{self.entry.id}.md"

    @property
    def manuscript(self) -> Manuscript:
        """Its rows."""
        return read_manuscript(self.text)

    def at(self, key: str) -> int:
        """The line of a key of the header."""
        return self.lines.get((key,), 1)

    def fault(self, key: str, text: str, *, warning: bool = False) -> Finding:
        """A finding on a key of the header."""
        return Finding(self.path, self.at(key), text, warning)


def check_entry(page: Page, *, sources: Collection[str], flows: Collection[str]) -> Iterator[Finding]:
    """Every problem of one entry that can be seen without the others."""
    manuscript = page.manuscript
    yield from _links(page, sources, flows)
    yield from _dates(page, manuscript.headings)
    yield from _wording(page, manuscript)
    least = enough(page.entry)
    asked = len(page.entry.phrasings)
    if asked < least and page.entry.slot != "labs":  # there the needs of labs.yaml are ways of asking
        text = f"{asked} modi di chiederlo: almeno {least}, di persone diverse"
        yield Finding(page.path, manuscript.headings.get("phrasings", 1), text, True)


def is_fact(name: str) -> bool:
    """Whether a name has the form of a fact: F012, C03, 2a.1, S0.31."""
    return _FACT.fullmatch(name) is not None


def enough(entry: Entry) -> int:
    """How many ways of asking an entry should have."""
    asked_for = entry.states and entry.area != _SMALL_TALK
    return ENOUGH if asked_for else ENOUGH_ELSEWHERE


def _links(page: Page, sources: Collection[str], flows: Collection[str]) -> Iterator[Finding]:
    entry = page.entry
    if entry.states and not entry.sources and entry.area != _SMALL_TALK:
        yield page.fault("sources", "manca la fonte: scrivere in «sources» un id di knowledge/sources.yaml")
    for name in entry.sources:
        if name not in sources:
            yield page.fault("sources", f"fonte «{name}» che non è in knowledge/sources.yaml{nearest(name, sources)}")
    for fact in entry.facts:
        if not is_fact(fact):
            yield page.fault("facts", f"fatto «{fact}» non riconosciuto: scriverlo come F012, C03, 2a.1 oppure S0.31")
    if entry.flow and entry.flow not in flows:
        yield page.fault("flow", f"percorso «{entry.flow}» che non esiste{nearest(entry.flow, flows)}")


def _dates(page: Page, headings: Mapping[str, int]) -> Iterator[Finding]:
    entry = page.entry
    if entry.valid_from and entry.valid_until and entry.valid_from > entry.valid_until:
        yield page.fault("valid_until", f"«valid_until» viene prima di «valid_from», {entry.valid_from}")
    if entry.after and not entry.valid_until:
        text = "«## Dopo» senza «valid_until»: nessuno lo leggerà; aggiungere la data o togliere il testo"
        yield Finding(page.path, headings["after"], text)
    if entry.before and not entry.valid_from:
        text = "«## Prima» senza «valid_from»: nessuno lo leggerà; aggiungere la data o togliere il testo"
        yield Finding(page.path, headings["before"], text)
    if entry.each and entry.slot != "labs":
        text = "«## Per ogni tema» vale solo con «slot: labs»: toglierlo"
        yield Finding(page.path, headings["each"], text)


def _wording(page: Page, manuscript: Manuscript) -> Iterator[Finding]:
    for _, fault in tone_faults(page.entry.title):
        yield page.fault("title", fault, warning=True)
    for row in manuscript.answer:
        for _, fault in tone_faults(row.text):
            yield Finding(page.path, row.line, fault, True)
        for match in _PASSING.finditer(row.text):
            text = f"«{match[0]}» fra un anno non sarà più vero: scrivere la data"
            yield Finding(page.path, row.line, text, True)
        values = _LISTS | (_OF_TOPIC if row.section == "each" else frozenset())
        for used in PLACEHOLDER.findall(row.text):
            if used not in values:
                text = f"nulla riempie (({used})): si può usare {', '.join(f'(({one}))' for one in sorted(values))}"
                yield Finding(page.path, row.line, text)
