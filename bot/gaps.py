# SPDX-License-Identifier: EUPL-1.2
"""What people asked in vain, without who asked; how often an answer helped; where people ask."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.anonymity import anonymous
from bot.core.turns import Miss
from bot.storage import Storage, moment, stamp
from knowledge.words import stem, tokens


@dataclass(frozen=True)
class Gap:
    """Questions that mean the same, as far as their words tell."""

    count: int
    question: str  # the most frequent way of asking
    others: tuple[str, ...]
    outcomes: tuple[str, ...]  # suggest, handoff, unhelpful
    entries: tuple[str, ...]  # answers that were shown and did not help
    last: datetime


class Gaps:
    """The tables of misses and counts."""

    def __init__(self, store: Storage) -> None:
        self._store = store

    def add(self, miss: Miss, now: datetime) -> None:
        """Note a question that got no answer, or an unhelpful one, without whom it names."""
        values = [anonymous(miss.question), miss.outcome, miss.entry, stamp(now)]
        self._store.run("INSERT INTO misses VALUES (?, ?, ?, ?)", values)

    def count(self, kind: str, name: str, part: str = "", entry: str = "") -> None:
        """One more of a kind: `ask` (flow, slot, entry) or `reward` (entry, yes or no)."""
        sql = (
            "INSERT INTO counts VALUES (?, ?, ?, ?, 1)"
            " ON CONFLICT (kind, name, part, entry) DO UPDATE SET count = count + 1"
        )
        self._store.run(sql, [kind, name, part, entry])

    def since(self, when: datetime) -> list[Gap]:
        """The gaps since a time, the most frequent first."""
        sql = "SELECT * FROM misses WHERE at >= ? ORDER BY at"
        groups: dict[tuple[str, ...], list[tuple[Miss, datetime]]] = {}
        for row in self._store.rows(sql, [stamp(when)]):
            miss = Miss(row["question"], row["outcome"], row["entry"])
            groups.setdefault(_same(miss.question), []).append((miss, moment(row["at"])))
        return sorted(map(_gap, groups.values()), key=lambda gap: (-gap.count, gap.question))


def _same(question: str) -> tuple[str, ...]:
    return tuple(sorted({stem(word) for word in tokens(question)})) or (question,)


def _gap(found: Sequence[tuple[Miss, datetime]]) -> Gap:
    asked = Counter(miss.question.strip() for miss, _ in found)
    ranked = [question for question, _ in asked.most_common()]
    return Gap(
        count=len(found),
        question=ranked[0],
        others=tuple(ranked[1:]),
        outcomes=tuple(sorted({miss.outcome for miss, _ in found})),
        entries=tuple(sorted({miss.entry for miss, _ in found if miss.entry})),
        last=max(at for _, at in found),
    )
