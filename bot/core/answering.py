# SPDX-License-Identifier: EUPL-1.2
"""A question, today → what the person reads: the answer with its source, suggestions, or a way to a human."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.core.library import Library

Outcome = Literal["answer", "suggest", "handoff", "chat"]


@dataclass(frozen=True)
class Found:
    """One entry that answers a question, or may."""

    id: str
    title: str
    known: bool
    score: float  # 0…1
    text: str  # Markdown, with its source line


@dataclass(frozen=True)
class Finding:
    """What a message got: one answer for each question in it, in order."""

    question: str
    outcome: Outcome
    known: bool
    text: str  # Markdown: the whole of what the person reads
    found: tuple[Found, ...]
    flow: str | None  # a flow that the answer offers to start
    why: str  # one line: what decided it
    about: str = ""  # what a follow-up leans on: give it back as `before` with the next question


def answer(library: Library, question: str, today: date, before: str = "") -> Finding:
    """The answer to a message of one question or several."""
    raise NotImplementedError
