# SPDX-License-Identifier: EUPL-1.2
"""Every problem of the content, all its parts together: what `check` prints."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import yaml

from bot.building import content_digest
from bot.content import Content, Problem, read_content
from bot.core.lists import flow_lists
from bot.flow_words import check_words
from bot.weights_file import MODEL, pairs_of, read_model
from bot.yaml_text import DuplicateKeyError, load_yaml
from flows.checker import Known, check_flows
from knowledge.checker import SYNONYMS, Shelf, check_knowledge
from knowledge.findings import nearest

_FLOWS = "flows/definitions"
_FAQ = "knowledge/faq"
_TABLES = ("names", "meanings")


def check_content(root: Path, today: date) -> list[Problem]:
    """Everything that is wrong under a folder on a day, in the order of files and lines; weights included."""
    content = read_content(root)
    return sorted({*problems_of(content, today), *_weights(content)})


def problems_of(content: Content, today: date) -> list[Problem]:
    """What is wrong with the content itself: on an error in it a service must not start."""
    found = check_knowledge(
        Shelf(
            entries=content.entries,
            sources=content.sources,
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
    return sorted({*content.problems, *mended, *_synonyms(content), *_flows(content, today)})


def _files(content: Content, folder: str) -> set[str]:
    """Names by file, so that one which cannot be read is not also called missing: one fault is told once."""
    paths = (Path(path).relative_to(folder) for path in content.texts if path.startswith(f"{folder}/"))
    return {path.with_suffix("").as_posix() for path in paths}


def _flows(content: Content, today: date) -> Iterator[Problem]:
    lists = flow_lists(content.labs, content.meetings, content.phrases, today) if content.labs else None
    names = _files(content, _FLOWS)
    yield from _misnamed(content, names)
    known = Known(
        lists=lists or {},
        entries=_files(content, _FAQ),
        letters=content.letters,
        phrases=content.phrases,
        flows=names,
    )
    for name, line, text in check_flows(content.flows, known) if lists else ():
        yield Problem(_path(name), line, text)
    for name, (flow, lines) in content.flows.items():
        text = content.texts.get(_path(name), "")
        for line, fault in check_words(flow, lines, text, sources=content.sources, phrases=content.phrases):
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
    """What the reading passes over in silence: a misspelt table, a name without a list."""
    lines = content.places.get(SYNONYMS, {})
    value = _synonym_table(content)
    for key, table in value.items():
        if key not in _TABLES:
            text = f"chiave «{key}» sconosciuta{nearest(key, _TABLES) or ': toglierla'}"
            yield Problem(SYNONYMS, lines.get((key,), 1), text)
        for name, forms in table.items() if isinstance(table, dict) else ():
            if not isinstance(forms, list):
                text = f"«{name}»: serve un elenco fra parentesi quadre"
                yield Problem(SYNONYMS, lines.get((key, name), 1), text)


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
