# SPDX-License-Identifier: EUPL-1.2
"""Every problem of the content, all its parts together: what `check` prints."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.building import content_digest
from bot.content import Content, Problem, read_content
from bot.core.lists import flow_lists
from bot.flow_words import check_words
from bot.weights_file import MODEL, pairs_of, read_model
from bot.yaml_text import DuplicateKeyError, load_yaml
from flows.checker import Known, check_flows
from knowledge.checker import SOURCES, SYNONYMS, Shelf, check_knowledge
from knowledge.findings import nearest
from knowledge.phrase_checks import PHRASES, missing_letters, missing_phrases

_FLOWS = "flows/definitions"
_FAQ = "knowledge/faq"
_PLAIN = ("knowledge/letters/", "knowledge/municipalities.csv")  # no YAML
_LISTS, _SUBJECTS = ("names", "meanings"), "subjects"


def check_content(root: Path, today: date) -> list[Problem]:
    """Everything that is wrong under a folder on a day, in the order of files and lines; weights included."""
    content = read_content(root)
    return sorted({*problems_of(content, today), *_weights(content)})


def unusable(content: Content, today: date) -> list[Problem]:
    """What a service must not start with: a file that cannot be read, a flow that leads nowhere, words that the
    program needs. All else that `problems_of` finds can be mended while people are answered."""
    needed = [
        *missing_phrases(content.phrases, content.places.get(PHRASES, {})),
        *missing_letters(content.letters),
    ]
    lacking = [Problem(one.path, one.line, one.text) for one in needed]
    return sorted({*_told_once(content, [*content.problems, *_broken_flows(content, today), *lacking])})


def problems_of(content: Content, today: date) -> list[Problem]:
    """What is wrong with the content itself, all its parts together."""
    found = check_knowledge(
        Shelf(
            entries=content.entries,
            sources=_table(content, SOURCES, content.sources),
            labs=content.labs,
            meetings=content.meetings,
            phrases=content.phrases,
            letters=content.letters,
            names=_written_forms(content),
            flows=_files(content, _FLOWS),
            texts=content.texts,
            places=content.places,
        )
    )
    mended = [Problem(one.path, one.line, one.text, one.warning) for one in found]
    flows = (*_broken_flows(content, today), *_flow_words(content))
    return sorted({*_told_once(content, [*content.problems, *mended, *_synonyms(content), *flows])})


class _Unread(dict[str, Any]):
    """A table that cannot be read: any name may stand in it."""

    def __contains__(self, name: object) -> bool:
        return True


def _table(content: Content, path: str, table: Mapping[str, Any]) -> Mapping[str, Any]:
    return table if path in content.places else _Unread()


def _told_once(content: Content, problems: Sequence[Problem]) -> Iterator[Problem]:
    """Of a file that cannot be read only that, which comes first: all else about it would be false."""
    seen: set[str] = set()
    for one in problems:
        unread = one.path not in content.places and not one.path.startswith(_PLAIN)
        if not unread or one.path not in seen:
            yield one
        seen.add(one.path)


def _files(content: Content, folder: str) -> set[str]:
    """Names by file, so that one which cannot be read is not also called missing: one fault is told once."""
    paths = (Path(path).relative_to(folder) for path in content.texts if path.startswith(f"{folder}/"))
    return {path.with_suffix("").as_posix() for path in paths}


def _broken_flows(content: Content, today: date) -> Iterator[Problem]:
    lists = flow_lists(content.labs, content.meetings, content.phrases, today) if content.labs else None
    names, phrases = _files(content, _FLOWS), _table(content, PHRASES, content.phrases)
    yield from _misnamed(content, names)
    known = Known(
        lists=lists or {},
        entries=_files(content, _FAQ),
        letters=content.letters,
        phrases=phrases,
        flows=names,
    )
    for name, line, text in check_flows(content.flows, known) if lists else ():
        yield Problem(_path(name), line, text)


def _flow_words(content: Content) -> Iterator[Problem]:
    sources, phrases = _table(content, SOURCES, content.sources), _table(content, PHRASES, content.phrases)
    for name, (flow, lines) in content.flows.items():
        text = content.texts.get(_path(name), "")
        for line, fault in check_words(flow, lines, text, sources=sources, phrases=phrases):
            yield Problem(_path(name), line, fault)


def _path(flow: str) -> str:
    return f"{_FLOWS}/{flow}.yaml"


def _misnamed(content: Content, names: set[str]) -> Iterator[Problem]:
    """A flow is found by the name of its file."""
    told = {problem.path for problem in content.problems}
    for name in names - content.flows.keys():
        if _path(name) not in told:
            line = content.places.get(_path(name), {}).get(("flow",), 1)
            yield Problem(_path(name), line, f"«flow» e il nome del file devono essere uguali: scrivere «flow: {name}»")


def _synonyms(content: Content) -> Iterator[Problem]:
    """What the reading passes over in silence: a misspelt table, a name without a list, a subject without entries."""
    lines = content.places.get(SYNONYMS, {})
    subjects = {name.partition("/")[0] for name in _files(content, _FAQ)}
    for key, table in _synonym_table(content).items():
        at = lines.get((key,), 1)
        if key not in (*_LISTS, _SUBJECTS):
            yield Problem(
                SYNONYMS, at, f"chiave «{key}» sconosciuta{nearest(key, (*_LISTS, _SUBJECTS)) or ': toglierla'}"
            )
            continue
        for name, said in table.items() if isinstance(table, dict) else ():
            line = lines.get((key, name), at)
            if key == _SUBJECTS and name not in subjects:
                yield Problem(SYNONYMS, line, f"«{name}» non è una cartella di {_FAQ}{nearest(name, subjects)}")
            elif key in _LISTS and not isinstance(said, list):
                yield Problem(SYNONYMS, line, f"«{name}»: serve un elenco fra parentesi quadre")


def _synonym_table(content: Content) -> dict[str, object]:
    try:
        value, _ = load_yaml(content.texts.get(SYNONYMS, ""))
    except (yaml.YAMLError, DuplicateKeyError):  # told already by whoever read the content
        return {}
    return value if isinstance(value, dict) else {}


def _written_forms(content: Content) -> dict[str, list[str]]:
    names = _synonym_table(content).get("names")
    return {name: forms for name, forms in names.items() if isinstance(forms, list)} if isinstance(names, dict) else {}


def _weights(content: Content) -> Iterator[Problem]:
    if content.labs is None:
        return
    folder = content.root / "knowledge"
    digest = content_digest(pairs_of(content.entries, content.labs), content.lexicon)
    if read_model(folder, digest) is None:
        stale = "non corrispondono più ai contenuti" if (folder / MODEL).exists() else "mancano"
        text = f"i pesi della ricerca {stale}: eseguire «make build»"
        yield Problem(f"knowledge/{MODEL}", 1, text)
