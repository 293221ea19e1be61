# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with the knowledge as a whole: one question in two answers, missing sources, broken links."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from knowledge.duplicates import Asked, duplicates
from knowledge.entry import Entry, Source
from knowledge.entry_checks import ENOUGH, Page, check_entry
from knowledge.events import Meeting
from knowledge.findings import Finding, nearest
from knowledge.labs import Labs
from knowledge.parser import Lines
from knowledge.phrase_checks import PHRASES, check_letters, check_phrases
from knowledge.search import SLOT, UNTOLD
from knowledge.tone import tone_faults
from knowledge.words import tokens

TITLES_ALIKE = 90  # token_sort_ratio from which two titles read as one
SOURCES, LABS, EVENTS = "knowledge/sources.yaml", "knowledge/labs.yaml", "knowledge/events.yaml"
SYNONYMS = "knowledge/synonyms.yaml"


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """Everything that can be read, with the files it was read from."""

    entries: Mapping[str, Entry]
    sources: Mapping[str, Source]
    labs: Labs | None = None
    meetings: Sequence[Meeting] = ()
    phrases: Mapping[str, str] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)  # of synonyms.yaml: a name, its other forms
    flows: Collection[str] = ()
    texts: Mapping[str, str] = field(default_factory=dict)  # by path
    places: Mapping[str, Lines] = field(default_factory=dict)  # by path

    def page(self, entry: Entry) -> Page:
        """An entry with its file."""
        path = f"knowledge/faq/{entry.id}.md"
        return Page(entry, self.texts.get(path, ""), self.places.get(path, {}))

    def line(self, path: str, *place: str | int) -> int:
        """The line of a place in a file; of the nearest one around it that has a line."""
        lines = self.places.get(path, {})
        while place and place not in lines:
            place = place[:-1]
        return lines.get(place, 1)


def check_knowledge(shelf: Shelf) -> list[Finding]:
    """Every problem, in the order of files and lines."""
    pages = [shelf.page(entry) for entry in shelf.entries.values()]
    found = [
        *(one for page in pages for one in check_entry(page, sources=shelf.sources, flows=shelf.flows)),
        *duplicates([*_asked(pages), *_needs(shelf)]),
        *_titles(pages),
        *_sources(shelf),
        *_labs(shelf),
        *_meetings(shelf),
        *_names(shelf),
        *check_phrases(shelf.phrases, shelf.places.get(PHRASES, {}), shelf.flows),
        *check_letters(shelf.letters, shelf.texts),
    ]
    return sorted(set(found))


def _asked(pages: Sequence[Page]) -> Iterator[Asked]:
    """Titles count as ways of asking: they are shown as suggestions and chosen by their words."""
    for page in pages:
        name = page.entry.id
        yield Asked(page.path, page.at("title"), page.entry.title, name, listed=False)
        for row in page.manuscript.asked:
            owner = f"{name}{SLOT}{UNTOLD}" if row.section == "unanswered" else name
            yield Asked(page.path, row.line, row.text, owner)


def _needs(shelf: Shelf) -> Iterator[Asked]:
    owners = [entry.id for entry in shelf.entries.values() if entry.slot == "labs"]
    for i, ambito in enumerate(shelf.labs.ambiti if shelf.labs and owners else ()):
        for j, topic in enumerate(ambito.topics):
            for k, need in enumerate(topic.needs):
                line = shelf.line(LABS, "ambiti", i, "topics", j, "needs", k)
                yield Asked(LABS, line, need, f"{owners[0]}{SLOT}{topic.id}")


def _titles(pages: Sequence[Page]) -> Iterator[Finding]:
    """A person who is offered two titles must see at once which is which."""
    told = [(page, " ".join(sorted(tokens(page.entry.title)))) for page in pages]
    for at, (page, words) in enumerate(told):
        for other, others in told[:at]:
            if fuzz.ratio(words, others, score_cutoff=TITLES_ALIKE):
                text = (
                    f"titolo «{page.entry.title}» troppo simile a «{other.entry.title}» di {other.path}: distinguerli"
                )
                yield page.fault("title", text)


def _sources(shelf: Shelf) -> Iterator[Finding]:
    for name, source in shelf.sources.items():
        if not source.date and not source.note:
            text = f"fonte «{name}» senza data: scrivere «date», oppure «note» con quello che se ne sa"
            yield Finding(SOURCES, shelf.line(SOURCES, name), text)
        if source.url and not source.url.startswith(("https://", "http://")):
            text = f"fonte «{name}»: scrivere l'indirizzo per intero, con https:// davanti"
            yield Finding(SOURCES, shelf.line(SOURCES, name, "url"), text)


def _labs(shelf: Shelf) -> Iterator[Finding]:
    if shelf.labs is None:
        return
    for key in ("catalogue_url", "form_url"):
        url = getattr(shelf.labs, key)
        if url and not url.startswith("https://"):
            yield Finding(
                LABS, shelf.line(LABS, key), f"«{key}»: scrivere l'indirizzo per intero, con https:// davanti"
            )
    for i, rule in enumerate(shelf.labs.suspended):
        yield from _toned(rule.reason, LABS, shelf.line(LABS, "suspended", i, "reason"))
    for i, ambito in enumerate(shelf.labs.ambiti):
        for j, topic in enumerate(ambito.topics):
            place = ("ambiti", i, "topics", j)
            yield from _toned(topic.explains, LABS, shelf.line(LABS, *place, "explains"))
            if len(topic.needs) < ENOUGH:
                text = f"tema «{topic.id}»: {len(topic.needs)} bisogni, almeno {ENOUGH}"
                yield Finding(LABS, shelf.line(LABS, *place, "needs"), text, True)


def _meetings(shelf: Shelf) -> Iterator[Finding]:
    rows = {row: at for at, row in _rows_of_meetings(shelf)}
    for meeting in shelf.meetings:
        place = ("meetings", rows.get(meeting.id, 0))
        for name in meeting.sources:
            if name not in shelf.sources:
                text = f"fonte «{name}» che non è in knowledge/sources.yaml{nearest(name, shelf.sources)}"
                yield Finding(EVENTS, shelf.line(EVENTS, *place, "sources"), text)
        if not meeting.sources:
            text = f"incontro «{meeting.id}» senza fonte: scrivere in «sources» un id di knowledge/sources.yaml"
            yield Finding(EVENTS, shelf.line(EVENTS, *place), text)
        for key in ("title", "about", "status"):
            yield from _toned(getattr(meeting, key), EVENTS, shelf.line(EVENTS, *place, key))


def _rows_of_meetings(shelf: Shelf) -> Iterator[tuple[int, str]]:
    """(place in the file, id): the meetings themselves are in the order of their dates."""
    text = shelf.texts.get(EVENTS, "").splitlines()
    lines = shelf.places.get(EVENTS, {})
    for place, line in lines.items():
        if len(place) == 3 and place[0] == "meetings" and place[2] == "id" and isinstance(place[1], int):
            yield place[1], text[line - 1].partition("id:")[2].strip()


def _names(shelf: Shelf) -> Iterator[Finding]:
    """One written form may stand for one name only."""
    first: dict[tuple[str, ...], str] = {}
    for name, forms in shelf.names.items():
        for i, form in enumerate(forms):
            other = first.setdefault(tuple(tokens(form)), name)
            if other != name:
                text = f"forma «{form}» scritta anche sotto «{other}»: lasciarla a un nome solo"
                yield Finding(SYNONYMS, shelf.line(SYNONYMS, "names", name, i), text)


def _toned(text: str, path: str, line: int) -> Iterator[Finding]:
    for _, fault in tone_faults(text):
        yield Finding(path, line, fault)
