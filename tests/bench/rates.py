# SPDX-License-Identifier: EUPL-1.2
"""Section «questions»: the rates beside their limits, what was said to each kind, the whole curve."""

from collections.abc import Mapping, Sequence
from typing import get_args

from bot.core.library import Library
from tests.bench.outcomes import Outcome, Rates, Said, ask_all, count_rates, count_said, move_threshold
from tests.bench.questions import Kind, Question
from tests.bench.tables import draw_table, percent, spread

COLUMNS = ("", "right at once", "right or suggested", "wrong entry", "false: out", "false: near")
LIMITS = ("limit", "≥ 70", "≥ 92", "≤ 8", "≤ 3", "≤ 8")
AIMS = ("aim", "≥ 85", "≥ 96", "≤ 3", "≤ 1", "≤ 4")
CURVE = tuple(round(0.10 + 0.05 * i, 2) for i in range(15))
KINDS: Mapping[Kind, str] = {"in": "answerable", "near": "not in the sources", "out": "out of scope"}


def show_questions(library: Library, files: Mapping[str, Sequence[Question]]) -> str:
    """Three tables; `files`: the questions by the name of their file."""
    asked = {name: ask_all(library, questions) for name, questions in files.items()}
    everything = [one for outcomes in asked.values() for one in outcomes]
    return "\n".join([_rates(asked, everything), _said(everything), _curve(library, everything)])


def _rates(asked: Mapping[str, Sequence[Outcome]], everything: Sequence[Outcome]) -> str:
    every = count_rates(everything)
    rows = [(f"{name} ({len(outcomes)})", *share_row(count_rates(outcomes))) for name, outcomes in asked.items()]
    rows += [
        (f"all ({len(everything)})", *share_row(every)),
        ("  95 % interval", *(spread(*pair) for pair in _pairs(every))),
        ("  of", *(str(of) for _, of in _pairs(every))),
    ]
    note = "wrong entry: an answerable question answered with a text that does not answer it; %"
    false = "false: a question that the sources do not answer is told facts (outcome answer, known true)"
    return draw_table("Questions", COLUMNS, [*rows, LIMITS, AIMS], note, false)


def _pairs(rates: Rates) -> list[tuple[int, int]]:
    return [
        (rates.at_once, rates.answerable),
        (rates.helped, rates.answerable),
        (rates.wrong, rates.answerable),
        (rates.false_out, rates.out),
        (rates.false_near, rates.near),
    ]


def share_row(rates: Rates) -> list[str]:
    """The five shares of COLUMNS."""
    return [percent(*pair) for pair in _pairs(rates)]


def _said(outcomes: Sequence[Outcome]) -> str:
    header = ("", "facts", "«not known»", "chat", "suggestions", "other office", "handed over", "all", "must not")
    rows = [_row(outcomes, kind, label) for kind, label in KINDS.items()]
    right = [str(count_said(outcomes, "in", said, right=True)) for said in get_args(Said)]
    rows.insert(1, ["  of them right", *right, "", ""])
    forbidden = [one.question.id for one in outcomes if one.forbidden]
    note = "must not: a text, told or suggested, says what the question's must_not forbids: " + (
        ", ".join(forbidden) or "none"
    )
    return draw_table("What was said, questions", header, rows, note)


def _row(outcomes: Sequence[Outcome], kind: Kind, label: str) -> list[str]:
    own = [one for one in outcomes if one.question.kind == kind]
    said = [count_said(own, kind, said) for said in get_args(Said)]
    return [label, *map(str, (*said, len(own), sum(one.forbidden for one in own)))]


def _curve(library: Library, outcomes: Sequence[Outcome]) -> str:
    questions = [one.question for one in outcomes]
    frozen = library.matcher.model.calibration.state
    rows = []
    for value in sorted({*CURVE, frozen}):
        rates = count_rates(ask_all(move_threshold(library, value), questions))
        mark = " ← frozen" if value == frozen else ""
        rows.append((f"{value:.2f}{mark}", *share_row(rates)))
    header = ("least chance", *COLUMNS[1:])
    return draw_table("The curve: the least chance for an answer that states facts is moved", header, rows)
