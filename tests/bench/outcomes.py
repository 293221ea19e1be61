# SPDX-License-Identifier: EUPL-1.2
"""What the assistant did with each question, counted: right, helped, wrong, false, handed over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from bot.core.answering import Finding, answer
from bot.core.library import Library
from bot.core.markup import to_plain
from tests.bench.questions import TODAY, Kind, Question

Said = Literal["facts", "unknown", "chat", "suggestions", "office", "secretariat"]


@dataclass(frozen=True)
class Outcome:
    """One question and what was said; of suggestions, what each of them would say."""

    question: Question
    said: Said
    right: bool  # the text, or one of the suggested ones, answers it
    forbidden: bool  # the text, or one of the suggested ones, says what must not be said

    @property
    def told(self) -> bool:
        """Whether an answer was given as if sure."""
        return self.said in ("facts", "unknown", "chat")


@dataclass(frozen=True)
class Rates:
    """Counts, each with its own denominator: the answerable, those out of scope, those not in the sources."""

    answerable: int
    at_once: int
    helped: int  # at once or among the suggestions
    wrong: int
    out: int
    false_out: int
    near: int
    false_near: int


def ask_all(library: Library, questions: Iterable[Question]) -> list[Outcome]:
    """Each question once, on the bench's day."""
    return [_judge(one, answer(library, one.text, TODAY)) for one in questions]


def _judge(question: Question, found: Finding) -> Outcome:
    said = _said(found)
    texts = [one.text for one in found.found] if said == "suggestions" else [found.text]
    shown = [plain_text(text) for text in texts]
    return Outcome(question, said, any(map(question.accepts, shown)), any(map(question.forbids, shown)))


def _said(found: Finding) -> Said:
    if found.outcome == "answer":
        return "facts" if found.known else "unknown"
    if found.outcome == "suggest":
        return "suggestions"
    if found.outcome == "chat":
        return "chat"
    return "office" if found.found else "secretariat"


@cache
def plain_text(text: str) -> str:
    """An answer as `ask --json` shows it; the same few hundred come back thousands of times."""
    return to_plain(text)


def count_rates(outcomes: Sequence[Outcome]) -> Rates:
    """The counts that the limits are about."""
    known = [one for one in outcomes if one.question.kind == "in"]
    at_once = sum(one.told and one.right for one in known)
    false = {kind: count_said(outcomes, kind, "facts") for kind in ("out", "near")}
    totals = {kind: sum(one.question.kind == kind for one in outcomes) for kind in ("out", "near")}
    return Rates(
        answerable=len(known),
        at_once=at_once,
        helped=at_once + sum(one.said == "suggestions" and one.right for one in known),
        wrong=sum(one.told and not one.right for one in known),
        out=totals["out"],
        false_out=false["out"],
        near=totals["near"],
        false_near=false["near"],
    )


def count_said(outcomes: Iterable[Outcome], kind: Kind, said: Said, *, right: bool | None = None) -> int:
    """How often one thing was said to questions of one kind, of all or of the (not) right ones."""
    return sum(one.said == said and right in (None, one.right) for one in outcomes if one.question.kind == kind)


def move_threshold(library: Library, state: float) -> Library:
    """The same library, with another least chance for answers that state facts."""
    model = library.matcher.model
    moved = model.calibrated(replace(model.calibration, state=state))
    return replace(library, matcher=replace(library.matcher, model=moved))
