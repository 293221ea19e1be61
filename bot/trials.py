# SPDX-License-Identifier: EUPL-1.2
"""Each phrasing against weights that did not see it, then against weights that did not see its entry."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.building import Phrasing
from bot.feature_table import FeatureTable, Matrix
from bot.training import counted_weights, softmax, train
from knowledge.decision import Signals
from knowledge.words import Lexicon

FOLDS = 3
Twins = Mapping[str, frozenset[str]]  # entry → the others whose answers carry all its facts
Trainer = Callable[[Matrix, Matrix], Matrix]  # rows, wanted classes → weights
TRAINERS: Mapping[str, Trainer] = {"softmax": train, "counting": counted_weights}
_GONE = np.float32(-1e9)


@dataclass(frozen=True)
class Trial:
    """One left-out phrasing: what the ranking looked like without it."""

    signals: Signals
    found: str  # the first entry
    three: tuple[str, ...]
    entry: str  # whose phrasing it is
    wanted: str  # the same, but "" where the whole entry was left out
    answers: frozenset[str]  # the entries that answer it: its own, and those that carry the same facts


def try_out(
    phrasings: Sequence[Phrasing], lexicon: Lexicon, *, method: str = "softmax", twins: Twins | None = None
) -> list[Trial]:
    """The trials of a method: time `2 · FOLDS` trainings."""
    table = FeatureTable.of([one.words for one in phrasings], lexicon.concepts)
    classes = sorted({one.name for one in phrasings})
    entries = sorted({one.entry for one in phrasings})
    owner = np.array([entries.index(name.partition("#")[0]) for name in classes])
    wanted = np.array([classes.index(one.name) for one in phrasings])
    trials: list[Trial] = []
    for left, whole in _splits(phrasings):
        scores = _scores(table, wanted, len(classes), left, TRAINERS[method])
        shares = _by_entry(softmax(_without(scores, wanted[~left])), owner, len(entries))
        tried = [one for one, out in zip(phrasings, left, strict=True) if out]
        trials += [_trial(row, entries, one, whole, twins or {}) for row, one in zip(shares, tried, strict=True)]
    return trials


def _splits(phrasings: Sequence[Phrasing]) -> Iterator[tuple[NDArray[np.bool_], bool]]:
    """What is left out each time, and whether it is whole entries."""
    place = np.array(folds([one.name for one in phrasings]))
    of_entry = entry_folds([one.entry for one in phrasings])
    entry_place = np.array([of_entry[one.entry] for one in phrasings])
    for fold in range(FOLDS):
        yield place == fold, False
    for fold in range(FOLDS):
        yield entry_place == fold, True


def folds(classes: Sequence[str], count: int = FOLDS) -> list[int]:
    """The fold of each phrasing: neighbours fall together, so that a fold leaves out one writer's voice."""
    totals: dict[str, int] = {}
    for name in classes:
        totals[name] = totals.get(name, 0) + 1
    seen: dict[str, int] = {}
    found: list[int] = []
    for name in classes:
        found.append(seen.get(name, 0) * count // totals[name])
        seen[name] = seen.get(name, 0) + 1
    return found


def entry_folds(names: Sequence[str], count: int = FOLDS) -> dict[str, int]:
    """The fold in which each entry is left out whole: every k-th of the sorted names."""
    return {name: i % count for i, name in enumerate(sorted(set(names)))}


def _scores(
    table: FeatureTable, classes: NDArray[np.int64], count: int, left: NDArray[np.bool_], make: Trainer
) -> Matrix:
    """The scores of the left-out texts, by weights made from the others."""
    rows = table.matrix(~left)
    wanted = np.zeros((int((~left).sum()), count), np.float32)
    wanted[np.arange(len(wanted)), classes[~left]] = 1
    return np.asarray(rows[left] @ make(rows[~left], wanted), np.float32)


def _without(scores: Matrix, seen: NDArray[np.int64]) -> Matrix:
    """Classes that had no text left to learn from can win nothing."""
    gone = np.ones(scores.shape[1], bool)
    gone[seen] = False
    scores[:, gone] = _GONE
    return scores


def _by_entry(shares: Matrix, owner: NDArray[np.int64], count: int) -> Matrix:
    summed = np.zeros((len(shares), count), np.float32)
    np.add.at(summed.T, owner, shares.T)
    return summed


def _trial(shares: NDArray[np.float32], entries: Sequence[str], one: Phrasing, whole: bool, twins: Twins) -> Trial:
    three = np.argsort(-shares)[:3]
    names = tuple(entries[i] for i in three)
    signals = Signals(float(shares[three[0]]), float(min(shares[three].sum(), 1.0)))
    answers = twins.get(one.entry, frozenset()) | {one.entry}
    return Trial(signals, names[0], names, one.entry, "" if whole else one.entry, answers)
