# SPDX-License-Identifier: EUPL-1.2
"""The ways of asking that another entry would win, were they not written where they stand. Needs numpy."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.building import Phrasing
from bot.content import Content
from bot.trials import FOLDS, folds, try_out
from bot.weights_file import pairs_of, twins_of
from knowledge.checker import LABS
from knowledge.manuscript import read_manuscript

SURE = 0.5  # of the whole, for the thief: below, nobody would be given that answer


@dataclass(frozen=True)
class Stolen:
    """A way of asking left out of the training, and the entry that came first without it."""

    text: str
    entry: str
    thief: str
    share: float  # what the thief gets of the whole, 0…1


def stolen_phrasings(content: Content) -> list[Stolen]:
    """Those that another entry wins with some certainty, the surest first; one that states the same facts steals none.

    Takes some minutes for 20,000 ways of asking.
    """
    assert content.labs is not None
    told = [(name, text) for name, text in pairs_of(content.entries, content.labs) if content.lexicon.read(text)]
    phrasings = [Phrasing(tuple(content.lexicon.read(text)), name) for name, text in told]
    rows = try_out(phrasings, content.lexicon, twins=twins_of(content.entries))
    left_out = [one for one in rows if one.wanted]
    texts = _in_order(told)
    found = [
        Stolen(text, trial.entry, trial.found, trial.signals.share)
        for text, trial in zip(texts, left_out, strict=True)
        if trial.found not in trial.answers and trial.signals.share >= SURE
    ]
    return sorted(found, key=lambda one: (-one.share, one.entry, one.text))


def _in_order(told: list[tuple[str, str]]) -> list[str]:
    """The texts as the trials leave them out: fold by fold."""
    place = folds([name for name, _ in told])
    return [text for fold in range(FOLDS) for (_, text), one in zip(told, place, strict=True) if one == fold]


def describe(content: Content, stolen: list[Stolen]) -> Iterator[str]:
    """«path:line: …», for people who curate the entries."""
    places = _places(content)
    for one in stolen:
        path, line = places.get((one.entry, one.text), (_path(one.entry), 1))
        yield f"{path}:{line}: «{one.text}» andrebbe a «{one.thief}» ({one.share:.2f})"


def _path(entry: str) -> str:
    return f"knowledge/faq/{entry}.md"


def _places(content: Content) -> Mapping[tuple[str, str], tuple[str, int]]:
    """By entry and text: the file and line; the needs of a topic stand in labs.yaml."""
    found: dict[tuple[str, str], tuple[str, int]] = {}
    needs = _needs(content)
    for name, entry in content.entries.items():
        if entry.slot == "labs":
            found |= {(name, text): (LABS, line) for text, line in needs.items()}
        rows = read_manuscript(content.texts.get(_path(name), "")).asked
        found[name, entry.title] = (_path(name), content.lines.get(name, {}).get(("title",), 1))
        found |= {(name, row.text): (_path(name), row.line) for row in rows}
    return found


def _needs(content: Content) -> Mapping[str, int]:
    lines = content.places.get(LABS, {})
    return {
        need: lines.get(("ambiti", i, "topics", j, "needs", k), 1)
        for i, ambito in enumerate(content.labs.ambiti if content.labs else ())
        for j, topic in enumerate(ambito.topics)
        for k, need in enumerate(topic.needs)
    }
