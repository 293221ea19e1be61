# SPDX-License-Identifier: EUPL-1.2
"""A question, today → what the person reads: the answer with its source, suggestions, or a way to a human."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.core.entries import entry_text, is_known
from bot.core.library import Library
from flows.wording import Wording, join, plain
from knowledge.questions import leans, split
from knowledge.search import SLOT, Candidate, Ranking
from knowledge.words import tokens

Outcome = Literal["answer", "suggest", "handoff", "chat"]
SUGGESTIONS = 3


@dataclass(frozen=True)
class Found:
    """One entry that answers a question, or may."""

    id: str  # «azioni-pilota/scadenza», or with a slot's value «capacity-lab/tema#piao»
    title: str
    known: bool
    score: float  # 0…1
    text: Wording  # Markdown, with its source line
    flow: str | None = None  # a flow that it offers to start


@dataclass(frozen=True)
class Finding:
    """What a message got: one answer for each question in it, in order."""

    question: str
    outcome: Outcome
    known: bool
    text: Wording  # Markdown: the whole of what the person reads; for `suggest` only the sentence above the titles
    found: tuple[Found, ...]
    flow: str | None  # a flow that the answer offers to start
    why: str  # one line: what decided it
    about: str = ""  # what a follow-up leans on: give it back as `before` with the next question


def answer(library: Library, question: str, today: date, before: str = "") -> Finding:
    """The answer to a message of one question or several."""
    if not tokens(question):
        return _nothing(library, question, "no words in it")
    parts = split(question)
    whole = _one(library, question, today, before)
    if len(parts) < 2:
        return whole
    found = [_one(library, part, today, before) for part in parts]
    return _joined(question, found) if _better(found, whole) else whole


def show(library: Library, name: str, today: date, score: float = 1.0, question: str = "") -> Found | None:
    """An entry by its id, as it is true on a day; None when there is no such entry."""
    key, _, value = name.partition(SLOT)
    entry = library.entries.get(key)
    if entry is None:
        return None
    text = entry_text(library, entry, today, value, question)
    known = is_known(library, entry, value, question)
    return Found(name, _title(library, entry.title, value), known, round(score, 4), text, entry.flow)


def _title(library: Library, title: str, value: str) -> str:
    topic = library.labs.topic(value)
    return topic.title if topic else title


def _one(library: Library, question: str, today: date, before: str) -> Finding:
    ranking = _rank(library, question, before)
    if ranking.verdict == "answer":
        return _told(library, question, today, ranking)
    if ranking.verdict == "suggest":
        return _suggested(library, question, today, ranking)
    return _nothing(library, question, ranking.why)


def _rank(library: Library, question: str, before: str) -> Ranking:
    """Alone, and, where it leans on the turn before, together with what that was about."""
    alone = library.matcher.rank(question)
    entry = library.entries.get(before.partition(SLOT)[0]) if before else None
    if entry is None or not leans(question):
        return alone
    merged = library.matcher.rank(question, library.matcher.lexicon.read(entry.title))
    return merged if merged.chance > alone.chance else alone


def _told(library: Library, question: str, today: date, ranking: Ranking) -> Finding:
    first = ranking.candidates[0]
    entry = library.entries[first.id]
    shown = show(library, _name(library, first), today, ranking.chance, question)
    assert shown is not None
    outcome = entry.outcome
    return Finding(question, outcome, shown.known, shown.text, (shown,), shown.flow, ranking.why, shown.id)


def _name(library: Library, candidate: Candidate) -> str:
    return candidate.id + (SLOT + candidate.value if candidate.value else "")


def _suggested(library: Library, question: str, today: date, ranking: Ranking) -> Finding:
    shown = [show(library, _name(library, one), today, one.share, question) for one in ranking.candidates[:SUGGESTIONS]]
    found = tuple(one for one in shown if one)
    text = plain(library.phrases["suggest"])
    return Finding(question, "suggest", False, text, found, None, ranking.why, "")


def _offered(library: Library, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Three at most; of other offices' matters only the first, small talk never."""
    offered: list[Candidate] = []
    elsewhere = 0
    for one in candidates:
        outcome = library.entries[one.id].outcome
        elsewhere += outcome == "handoff"
        if outcome == "answer" or (outcome == "handoff" and elsewhere == 1):
            offered.append(one)
    return offered[:SUGGESTIONS]


def _nothing(library: Library, question: str, why: str) -> Finding:
    return Finding(question, "handoff", False, plain(library.phrases["no_answer"]), (), "segreteria", why)


def _better(parts: Sequence[Finding], whole: Finding) -> bool:
    """Whether the parts, each with its own answer, say more than the message taken as one."""
    answered = [part for part in parts if part.outcome == "answer"]
    several = len({part.found[0].id for part in answered}) > 1
    return several and all(part.outcome != "chat" for part in parts)


def _joined(question: str, parts: Sequence[Finding]) -> Finding:
    told = [part for part in parts if part.outcome in ("answer", "handoff")] or list(parts)
    found = tuple(dict.fromkeys(one for part in told if part.outcome == "answer" for one in part.found))
    return Finding(
        question=question,
        outcome="answer",
        known=all(one.known for one in found),
        text=join([join([plain(f"**{part.question}**"), part.text]) for part in told]),
        found=found,
        flow=next((part.flow for part in told if part.flow), None),
        why="; ".join(part.why for part in parts),
        about=found[-1].id if found else "",
    )
