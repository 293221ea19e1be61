# SPDX-License-Identifier: EUPL-1.2
"""What a user would pick instead: rapidfuzz over all phrasings, and SQLite's full-text search."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

import numpy as np
from rapidfuzz import fuzz, process

from knowledge.search import SLOT
from knowledge.words import stem, tokens

Pairs = Sequence[tuple[str, str]]  # (class, phrasing)
Hit = tuple[str, float]  # class, score: higher is better
Finder = Callable[[str], list[Hit]]  # a question → the three best entries, best first

_ROWS = 400  # of the full-text search: enough for three different entries


def make_fuzzy(pairs: Pairs, scorer: Callable[..., float]) -> Finder:
    """The entry with the best single phrasing, by a rapidfuzz scorer over folded texts."""
    texts = [" ".join(tokens(text)) for _, text in pairs]

    def find(question: str) -> list[Hit]:
        scores = process.cdist([" ".join(tokens(question))], texts, scorer=scorer, dtype=np.float32)[0]
        order = np.argsort(-scores, kind="stable")
        return keep_three((pairs[i][0], float(scores[i])) for i in order)

    return find


def make_fts(pairs: Pairs, *, stemmed: bool) -> Finder:
    """The entry with the best single phrasing by BM25, any of the question's words sufficing."""
    read = _stems if stemmed else tokens
    table = sqlite3.connect(":memory:")
    table.execute("create virtual table asked using fts5(body, tokenize='unicode61 remove_diacritics 2')")
    table.executemany("insert into asked(rowid, body) values (?, ?)", _numbered(pairs, read))
    best = f"select rowid, -rank from asked where asked match ? order by rank, rowid limit {_ROWS}"

    def find(question: str) -> list[Hit]:
        words = " OR ".join(f'"{word}"' for word in dict.fromkeys(read(question)))
        rows = table.execute(best, (words,)) if words else ()
        return keep_three((pairs[row][0], score) for row, score in rows)

    return find


def _numbered(pairs: Pairs, read: Callable[[str], list[str]]) -> Iterator[tuple[int, str]]:
    return ((row, " ".join(read(text))) for row, (_, text) in enumerate(pairs))


def _stems(text: str) -> list[str]:
    return [stem(word) for word in tokens(text)]


def keep_three(ranked: Iterable[Hit]) -> list[Hit]:
    """The best hit of each of the first three entries."""
    best: dict[str, Hit] = {}
    for name, score in ranked:
        best.setdefault(name.partition(SLOT)[0], (name, score))
        if len(best) == 3:
            break
    return list(best.values())


FINDERS: Mapping[str, Callable[[Pairs], Finder]] = {
    "rapidfuzz token_set_ratio": partial(make_fuzzy, scorer=fuzz.token_set_ratio),
    "rapidfuzz WRatio": partial(make_fuzzy, scorer=fuzz.WRatio),
    "SQLite FTS5 BM25": partial(make_fts, stemmed=False),
    "SQLite FTS5 BM25, stemmed": partial(make_fts, stemmed=True),
}
