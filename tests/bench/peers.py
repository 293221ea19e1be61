# SPDX-License-Identifier: EUPL-1.2
"""Section «peers»: the same phrasings and questions by other methods, each at its best possible threshold."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

from bot.core.answering import show
from bot.core.library import Library
from bot.weights_file import pairs_of
from knowledge.search import SLOT
from tests.bench.finders import FINDERS, Finder, Hit
from tests.bench.outcomes import ask_all, count_rates, plain_text
from tests.bench.questions import TODAY, Kind, Question
from tests.bench.tables import draw_table, percent

ALLOWED: dict[Kind, float] = {"out": 0.03, "near": 0.08}  # false answers, as shares of each kind
HEADER = ("", "top-1", "among 3", "right at once", "right or suggested", "wrong entry", "ms a question")


@dataclass(frozen=True)
class Judged:
    """What a method found for one question, judged on the texts of the entries."""

    kind: Kind
    first: bool  # the first entry's text answers it
    among: bool  # that of one of three does
    states: bool  # the first entry states facts
    tells: bool  # the first entry is an answer, rather than another office's matter
    score: float


def show_peers(library: Library, questions: Sequence[Question]) -> str:
    """One row a method."""
    pairs = pairs_of(library.entries, library.labs)
    methods: dict[str, Finder] = {"this matcher": _matcher(library)}
    methods |= {name: make(pairs) for name, make in FINDERS.items()}
    frozen = count_rates(ask_all(library, questions))
    rows = [_row(name, *_judge_all(library, find, questions)) for name, find in methods.items()]
    shares = [percent(hits, frozen.answerable) for hits in (frozen.at_once, frozen.helped, frozen.wrong)]
    rows.insert(0, ["this assistant, as it is frozen", "", "", *shares, ""])
    return draw_table(
        f"Peers, on the same {len(pairs)} phrasings and {len(questions)} questions",
        HEADER,
        rows,
        "in % of the answerable; right at once, right or suggested, wrong entry: each at the lowest threshold at which",
        "at most 3 % of the questions out of scope and 8 % of those that the sources do not answer are told facts;",
        "that threshold is read off these very questions, which nobody can do beforehand: the first row alone has the",
        "frozen ones. Among equal scores the first in the content wins, as with rapidfuzz's extractOne.",
    )


def _matcher(library: Library) -> Finder:
    def find(question: str) -> list[Hit]:
        ranking = library.matcher.rank(question)
        return [(one.id + (SLOT + one.value if one.value else ""), one.share) for one in ranking.candidates[:3]]

    return find


def _judge_all(library: Library, find: Finder, questions: Sequence[Question]) -> tuple[list[Judged], float]:
    begun = perf_counter()
    hits = [find(one.text) for one in questions]
    seconds = perf_counter() - begun
    judged = [_judge(library, one, found) for one, found in zip(questions, hits, strict=True)]
    return judged, 1000 * seconds / len(questions)


def _judge(library: Library, question: Question, hits: Sequence[Hit]) -> Judged:
    found = [show(library, name, TODAY, question=question.text) for name, _ in hits]
    right = [one is not None and question.accepts(plain_text(one.text)) for one in found]
    first = found[0] if found else None
    outcome = library.entries[first.id.partition(SLOT)[0]].outcome if first else "handoff"
    return Judged(
        kind=question.kind,
        first=bool(right) and right[0],
        among=any(right),
        states=first is not None and first.known and outcome == "answer",
        tells=outcome != "handoff",
        score=hits[0][1] if hits else -math.inf,
    )


def _row(name: str, judged: Sequence[Judged], milliseconds: float) -> list[str]:
    known = [one for one in judged if one.kind == "in"]
    bar = find_threshold(judged)
    told = [one for one in known if one.score > bar and one.tells]
    at_once = sum(one.first for one in told)
    suggested = sum(one.among for one in known if one.score <= bar)
    counts = (
        sum(one.first for one in known),
        sum(one.among for one in known),
        at_once,
        at_once + suggested,
        len(told) - at_once,
    )
    return [name, *(percent(hits, len(known)) for hits in counts), f"{milliseconds:.2f}"]


def find_threshold(judged: Sequence[Judged]) -> float:
    """The score above which no more than ALLOWED of each kind is told facts."""
    return max(_bar(judged, kind, share) for kind, share in ALLOWED.items())


def _bar(judged: Sequence[Judged], kind: Kind, share: float) -> float:
    asked = [one for one in judged if one.kind == kind]
    false = sorted((one.score for one in asked if one.states), reverse=True)
    place = int(share * len(asked))
    return false[place] if place < len(false) else -math.inf
