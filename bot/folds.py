# SPDX-License-Identifier: EUPL-1.2
"""Which phrasings and entries are left out together, and what the ranking looked like without them."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.decision import Signals

FOLDS = 5


@dataclass(frozen=True)
class Trial:
    """One left-out phrasing: what the ranking looked like without it."""

    signals: Signals
    found: str  # the first entry
    three: tuple[str, ...]
    wanted: str  # "" where the whole entry was left out


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
