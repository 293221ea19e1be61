# SPDX-License-Identifier: EUPL-1.2
"""The only reader of flows/ and knowledge/: every file to one library, or to every problem found."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.core.library import Library
from bot.weights_file import load_matcher
from bot.yaml_text import DuplicateKeyError, Lines, explain_fault, load_yaml
from flows.definition import Flow
from flows.parser import parse_flow
from knowledge.entry import Entry, Source
from knowledge.events import Meeting, parse_meetings
from knowledge.labs import Labs, parse_labs
from knowledge.municipalities import Gazetteer
from knowledge.parser import parse_entry, parse_sources
from knowledge.words import Lexicon, stem

ROOT = Path(__file__).resolve().parents[1]
_FENCE = "---"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: where it is, what is wrong, what to do."""

    path: str
    line: int
    text: str
    warning: bool = False  # the content can be used as it is

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {'avviso: ' if self.warning else ''}{self.text}"


class ContentError(Exception):
    """The content cannot be used; `problems` name every file and line."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass
class Content:
    """What the files say, part by part, with the lines; `problems` grows while they are read."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)  # of each file, as it lies there
    places: dict[str, Lines] = field(default_factory=dict)  # of each YAML file and header
    flows: dict[str, tuple[Flow, Lines]] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    lines: dict[str, Lines] = field(default_factory=dict)  # of each entry's file
    sources: dict[str, Source] = field(default_factory=dict)
    labs: Labs | None = None
    meetings: tuple[Meeting, ...] = ()
    gazetteer: Gazetteer | None = None
    lexicon: Lexicon = field(default_factory=Lexicon)
    subjects: dict[str, frozenset[str]] = field(default_factory=dict)
    phrases: dict[str, str] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)

    def add(self, path: Path, found: list[tuple[int, str]]) -> None:
        """Note problems of a file."""
        name = str(path.relative_to(self.root))
        self.problems += [Problem(name, line, text) for line, text in found]


def read_content(root: Path = ROOT) -> Content:
    """Everything, however broken: nothing is raised for a fault in a file."""
    content = Content(root)
    knowledge = root / "knowledge"
    _read_flows(content, root / "flows" / "definitions")
    content.sources, found = parse_sources(*_yaml(content, knowledge / "sources.yaml"))
    content.add(knowledge / "sources.yaml", found)
    content.labs, found = parse_labs(*_yaml(content, knowledge / "labs.yaml"))
    content.add(knowledge / "labs.yaml", found)
    content.meetings, found = parse_meetings(*_yaml(content, knowledge / "events.yaml"))
    content.add(knowledge / "events.yaml", found)
    words, _ = _yaml(content, knowledge / "synonyms.yaml")
    content.lexicon = Lexicon.of(_table(words, "names"), _table(words, "meanings"))
    content.subjects = {name: frozenset(map(stem, said)) for name, said in _table(words, "subjects").items()}
    content.phrases = dict(_flat(_yaml(content, knowledge / "phrases.yaml")[0]))
    content.letters = {path.stem: _text(content, path) for path in sorted((knowledge / "letters").glob("*.md"))}
    _read_gazetteer(content, knowledge / "municipalities.csv")
    for path in sorted((knowledge / "faq").glob("*/*.md")):
        _read_entry(content, path)
    return content


def load_library(today: date, root: Path = ROOT) -> Library:
    """The library as of a day; raises ContentError where a file cannot be used."""
    content = read_content(root)
    if content.problems or content.labs is None or content.gazetteer is None:
        raise ContentError(sorted(content.problems))
    library = Library(
        flows={name: flow for name, (flow, _) in content.flows.items()},
        entries=content.entries,
        sources=content.sources,
        labs=content.labs,
        meetings=content.meetings,
        gazetteer=content.gazetteer,
        subjects=content.subjects,
        matcher=load_matcher(root / "knowledge", content.entries, content.labs, content.lexicon),
        phrases=content.phrases,
        letters=content.letters,
    )
    return library.on(today)


def _read_flows(content: Content, folder: Path) -> None:
    for path in sorted(folder.glob("*.yaml")):
        value, lines = _yaml(content, path)
        flow, found = parse_flow(value, lines)
        content.add(path, found)
        if flow is not None:
            content.flows[flow.flow] = (flow, lines)


def _read_gazetteer(content: Content, path: Path) -> None:
    try:
        content.gazetteer = Gazetteer.parse(_text(content, path))
    except ValueError as fault:
        content.add(path, [(1, str(fault))])


def _read_entry(content: Content, path: Path) -> None:
    name = f"{path.parent.name}/{path.stem}"
    fence, _, rest = _text(content, path).partition("\n")
    head, mark, body = rest.partition(f"\n{_FENCE}\n")
    if fence.strip() != _FENCE or not mark:
        content.add(path, [(1, "l'intestazione va fra due righe «---», all'inizio del file")])
        return
    header, lines = _parsed(content, path, head, first=2)
    entry, found = parse_entry(name, header, lines, body, head.count("\n") + 4)
    content.add(path, found)
    content.lines[name] = lines
    if entry is not None:
        content.entries[name] = entry


def _yaml(content: Content, path: Path) -> tuple[object, Lines]:
    return _parsed(content, path, _text(content, path))


def _parsed(content: Content, path: Path, text: str, first: int = 1) -> tuple[object, Lines]:
    try:
        value, lines = load_yaml(text, first)
        content.places[str(path.relative_to(content.root))] = lines
        return value, lines
    except DuplicateKeyError as fault:
        content.add(path, [(fault.line, str(fault))])
    except yaml.YAMLError as fault:
        line, text = explain_fault(fault)
        content.add(path, [(line + first, f"YAML non leggibile: {text}")])
    return {}, {(): first}


def _text(content: Content, path: Path) -> str:
    try:
        text = path.read_text("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
        content.texts[str(path.relative_to(content.root))] = text
        return text
    except FileNotFoundError:
        content.add(path, [(1, "il file manca")])
    except UnicodeDecodeError as fault:
        line = fault.object[: fault.start].count(b"\n") + 1
        content.add(path, [(line, "carattere non leggibile: salvare il file in UTF-8")])
    return ""


def _table(value: object, key: str) -> Mapping[str, Any]:
    table = value.get(key) if isinstance(value, dict) else None
    return {name: words for name, words in table.items() if isinstance(words, list)} if isinstance(table, dict) else {}


def _flat(value: object, before: str = "") -> Iterator[tuple[str, str]]:
    """Nested tables as «notice.stale»."""
    for key, item in value.items() if isinstance(value, dict) else ():
        if isinstance(item, dict):
            yield from _flat(item, f"{before}{key}.")
        else:
            yield f"{before}{key}", str(item).rstrip("\n")
