# SPDX-License-Identifier: EUPL-1.2
"""A question, today → what the person reads: the answer with its source, suggestions, or a way to a human."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from bot.core.entries import entry_text, is_known
from bot.core.library import Library
from flows.wording import Wording, fill, join, plain
from knowledge.events import matching
from knowledge.questions import follows_on, leans, split
from knowledge.search import EXACTLY, SLOT, Candidate, Ranking
from knowledge.words import stem, tokens

Outcome = Literal["answer", "suggest", "handoff", "chat"]
SUGGESTIONS = 3
LAB_MEANINGS = frozenset({"laboratorio", "tema", "capacity", "ambito"})  # of knowledge/synonyms.yaml


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
    whole = _one(library, question, today, _turn_before(library, question, before))
    parts = split(question)
    if len(parts) < 2:
        return whole
    told = [_one(library, part, today, _same_message(library, question, part, whole)) for part in parts]
    return _together(library, question, told, whole)


def show(library: Library, name: str, today: date, score: float = 1.0, question: str = "") -> Found | None:
    """An entry by its id, as it is true on a day; None when there is no such entry."""
    key, _, value = name.partition(SLOT)
    entry = library.entries.get(key)
    if entry is None:
        return None
    text = entry_text(library, entry, today, value, question)
    known = is_known(library, entry, today, value, question)
    return Found(name, _title(library, entry.title, value), known, round(score, 4), text, entry.flow)


def _title(library: Library, title: str, value: str) -> str:
    topic = library.labs.topic(value)
    return topic.title if topic else title


@dataclass(frozen=True)
class _Context:
    """What a question may lean on: the subject of the turn before, or of the message it stands in."""

    subject: str = ""
    opens: bool = False  # it begins as a follow-up does: «e …», «ma …»
    same_message: bool = False


def _turn_before(library: Library, question: str, before: str) -> _Context:
    """For «e per le unioni?»: the subject that the last answer was about, unless the question names another."""
    if not before or not leans(question):
        return _Context()
    named = subjects_named(library, question)
    if named:
        return _Context(named[0], same_message=True) if len(named) == 1 else _Context()
    return _Context(before.partition("/")[0], follows_on(question))


def _same_message(library: Library, message: str, part: str, whole: Finding) -> _Context:
    """For «Scrivo per i laboratori. Quanto durano? Chi può partecipare?»: what was named before the question."""
    if not leans(part) or _named_or_met(library, part):
        return _Context()
    ahead = _named_or_met(library, message[: max(message.find(part), 0)])
    about = whole.found[0].id.partition("/")[0] if whole.found else ""
    return _Context(ahead[-1] if ahead else about, same_message=True)


def subjects_named(library: Library, text: str) -> list[str]:
    """The subjects that a text names, in the order in which it does so last."""
    roots = [stem(word) for word in library.matcher.lexicon.read(text)]
    found = [name for root in roots for name, words in library.subjects.items() if root in words]
    return list(dict.fromkeys(reversed(found)))[::-1]


def _named_or_met(library: Library, text: str) -> list[str]:
    """The same; where it names none, the place of a meeting names the meetings."""
    return subjects_named(library, text) or (["incontri"] if matching(text, library.meetings) else [])


def _is_whole(library: Library, question: str) -> bool:
    """Whether a question of two words names its subject with one and asks with the other: «Molise quando?»."""
    return len(tokens(question)) > 1 and bool(_named_or_met(library, question))


def _one(library: Library, question: str, today: date, context: _Context) -> Finding:
    ranking = _rank(library, question, context)
    within = ranking.candidates[0].id.partition("/")[0] == context.subject
    if ranking.verdict == "answer" and (within or not _only_a_need(library, question, ranking)):
        return _told(library, question, today, ranking)
    if ranking.verdict in ("answer", "suggest"):
        return _suggested(library, question, today, ranking)
    return _nothing(library, question, ranking.why)


def _only_a_need(library: Library, question: str, ranking: Ranking) -> bool:
    """Whether a lab's topic would answer somebody who spoke of a problem, and of no laboratory: then it is offered."""
    if library.entries[ranking.candidates[0].id].slot != "labs" or ranking.why == EXACTLY:
        return False
    lexicon = library.matcher.lexicon
    return not LAB_MEANINGS & {lexicon.concepts.get(stem(word), word) for word in lexicon.read(question)}


def _rank(library: Library, question: str, context: _Context) -> Ranking:
    """A question by itself and within the subject it may lean on; where the two differ, the surer one.

    If that is the reading by itself, the person is asked which: nobody said that the subject is another one now.
    """
    alone = library.matcher.rank(question, named=_is_whole(library, question))
    sure = alone.verdict == "answer"
    if not context.subject or (sure and library.entries[alone.candidates[0].id].outcome != "answer"):
        return alone
    inside = library.matcher.rank(question, within=context.subject)
    if context.same_message:
        return inside if inside.verdict == "answer" or not sure else alone
    if inside.candidates[0].id == alone.candidates[0].id:
        return max(inside, alone, key=lambda ranking: ranking.chance)
    if inside.verdict == "answer" and (context.opens or inside.chance >= alone.chance):
        return replace(inside, why=f"leans on {context.subject}; {inside.why}")
    first = alone.candidates[:1] if sure else ()
    offered = (*first, *inside.candidates)
    return replace(inside, candidates=offered, verdict="suggest", why=f"may lean on {context.subject}; {inside.why}")


def _told(library: Library, question: str, today: date, ranking: Ranking) -> Finding:
    first = ranking.candidates[0]
    entry = library.entries[first.id]
    shown = show(library, _name(first), today, ranking.chance, question)
    assert shown is not None
    outcome = entry.outcome
    return Finding(question, outcome, shown.known, shown.text, (shown,), shown.flow, ranking.why, shown.id)


def _name(candidate: Candidate) -> str:
    return candidate.id + (SLOT + candidate.value if candidate.value else "")


def _suggested(library: Library, question: str, today: date, ranking: Ranking) -> Finding:
    offered = _offered(library, ranking.candidates)
    if not offered:
        return _nothing(library, question, ranking.why)
    shown = [show(library, _name(one), today, one.share, question) for one in offered]
    found = tuple(one for one in shown if one)
    return Finding(question, "suggest", False, plain(library.phrases["suggest"]), found, None, ranking.why, "")


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


def _together(library: Library, question: str, parts: Sequence[Finding], whole: Finding) -> Finding:
    """The parts one under the other, unless the message taken as one is answered just as well."""
    asked = [part for part in parts if part.outcome != "chat"]
    answered = {part.found[0].id for part in asked if part.outcome == "answer"}
    if not answered or len(asked) < 2 or (len(answered) == 1 and whole.outcome == "answer"):
        return whole
    found = tuple({one.id: one for part in asked if part.outcome == "answer" for one in part.found}.values())
    return Finding(
        question=question,
        outcome="answer",
        known=all(part.known for part in asked),
        text=join([join([fill("**((part))**", {"part": part.question}), _part(library, part)]) for part in asked]),
        found=found,
        flow=next((part.flow for part in asked if part.flow), None),
        why="; ".join(part.why for part in asked),
        about=found[-1].id,
    )


def _part(library: Library, part: Finding) -> Wording:
    if part.outcome in ("answer", "handoff") and part.found:
        return part.text
    titles = "\n".join(f"- {one.title}" for one in part.found)
    name = "part_unsure" if titles else "part_unknown"
    return join([plain(library.phrases[name]), plain(titles)])
