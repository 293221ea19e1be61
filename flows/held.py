# SPDX-License-Identifier: EUPL-1.2
"""A text kept aside while the person is asked what it means: which Comune, delicate data, question or answer."""

import re

from flows.events import Reading
from flows.reading import interpret
from flows.screens import which_of
from flows.session import Place, Prompt
from flows.slots import Slot, TextSlot
from flows.turn import Turn

HOLDING = ("place", "near", "sensitive", "question", "certified")  # prompts that keep a text aside, over a question
_NAME_AT_MOST = 200  # characters: what a shorter question asks for is a name
_OMITTED = re.compile(r"\[[^\]]*\]")  # the mark in the place of what was taken out


def flag(turn: Turn, slot: Slot, text: str, reading: Reading) -> Turn:
    """Delicate data in a free text: rewrite it, remove it where an answer is left, or send it so."""
    cleaned = reading.cleaned if _stands(turn, slot, reading) else ""
    return put_aside(turn, slot, Prompt(
        id=turn.token, kind="sensitive", held=text, cleaned=cleaned,
        options=("rewrite", "remove", "send") if cleaned else ("rewrite", "send"),
    ))  # fmt: skip


def _stands(turn: Turn, slot: Slot, reading: Reading) -> bool:
    """Whether a text is still an answer without its delicate words; a name with a hole in it is none."""
    if not isinstance(slot, TextSlot) or (slot.required and slot.max <= _NAME_AT_MOST):
        return False
    left = _OMITTED.sub("", reading.cleaned)
    answers = turn.session.answers
    return interpret(turn.flow, slot, left, answers=answers, reading=reading)[0] is not None


def question_or_answer(turn: Turn, slot: Slot, text: str, reading: Reading, place: Place | None = None) -> Turn:
    """A question in the middle, or the answer to the open one: only the person knows."""
    held = Prompt(
        id=turn.token, kind="question", held=text, entry=reading.entry or "", options=("question", "answer"),
        places=(place,) if place else (),
    )  # fmt: skip
    return put_aside(turn, slot, held)


def which(turn: Turn, slot: Slot, text: str, reading: Reading) -> Turn:
    """Homonyms and near-ties: asked with their province."""
    return put_aside(turn, slot, which_of(turn.token, slot.id, text, reading.places))


def put_aside(turn: Turn, slot: Slot, prompt: Prompt) -> Turn:
    """Ask something about a text, the open question being kept underneath."""
    below = turn.session.prompt
    resume, bad = (below.id, below.bad) if below and below.kind == "ask" else (turn.token, 0)
    return turn.open(prompt.model_copy(update={"slot": slot.id, "resume": resume, "bad": bad}))
