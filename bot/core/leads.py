# SPDX-License-Identifier: EUPL-1.2
"""A question of a letter, searched alone and together with what stood before it: whichever reading is surer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.core.answering import LAB_MEANINGS, SUGGESTIONS, Finding, Found, show, subjects_named
from bot.core.library import Library
from flows.wording import plain
from knowledge.questions import content_words, follows_on
from knowledge.search import SLOT, Candidate, Ranking
from knowledge.words import stem, tokens

_SURE = 0.5  # alone, a question at least as sure as this needs nothing else
_LEAN = 2  # words that carry a subject: with fewer, a question leans on what stood before it
_LEAD_AT_MOST = 400  # characters, the nearest ones
_RANK = {"answer": 2, "suggest": 1, "none": 0}


def answer_led(library: Library, question: str, today: date, leads: Sequence[str]) -> Finding:
    """What one question gets; `leads` are other words it may lean on: the sentence before, the subject."""
    if not tokens(question):
        return _nothing(library, question, "no words in it")
    alone = library.matcher.rank(question)
    leans = len(content_words(tokens(question))) < _LEAN
    spoken = " ".join([question, *leads])
    if alone.verdict == "answer" and alone.chance >= _SURE and not leans:
        return _finding(library, question, today, _weighed(library, alone, spoken))
    heads = dict.fromkeys(_head(library, lead) for lead in leads if tokens(lead))
    led = [library.matcher.rank(f"{head[-_LEAD_AT_MOST:]} {question}") for head in heads]
    best = max([*led, alone] if leans else [alone, *led], key=lambda one: (_RANK[one.verdict], one.chance))
    subject = _subject(library, leads) if leans and not _subject(library, [question]) else ""
    best = _within(library, question, subject, best) if subject else best
    return _finding(library, question, today, _weighed(library, best, spoken))


def _head(library: Library, lead: str) -> str:
    """Of another question only its subject: otherwise its words are answered again."""
    subject = _subject(library, [lead]) if lead.rstrip().endswith("?") else ""
    return subject.replace("-", " ") or lead


def _subject(library: Library, texts: Sequence[str]) -> str:
    """What the first text that names something is about: the last that it names."""
    return next((found[-1] for text in texts if (found := subjects_named(library, text[-_LEAD_AT_MOST:]))), "")


def _within(library: Library, question: str, subject: str, best: Ranking) -> Ranking:
    """«… per i Capacity Lab e con quali modalità»: read inside the subject, unless something else is answered better;
    «E per le Unioni?» goes on with the subject, whatever else it might ask."""
    first = best.candidates[0].id
    sure = best.verdict == "answer"
    if sure and (first.partition("/")[0] == subject or library.entries[first].outcome != "answer"):
        return best
    inside = library.matcher.rank(question, within=subject)
    if sure:
        goes_on = inside.verdict == "answer" and (follows_on(question) or inside.chance >= best.chance)
        return inside if goes_on else best
    return inside if inside.verdict != "none" else best


def _weighed(library: Library, ranking: Ranking, spoken: str) -> Ranking:
    """A lab's topic answers only where somebody speaks of laboratories: a problem alone may be any office's."""
    entry = library.entries[ranking.candidates[0].id]
    if ranking.verdict != "answer" or entry.slot != "labs" or not ranking.candidates[0].value:
        return ranking
    lexicon = library.matcher.lexicon
    words = {lexicon.concepts.get(stem(word), word) for word in lexicon.read(spoken)}
    return ranking if LAB_MEANINGS & words else replace(ranking, verdict="suggest")


def _finding(library: Library, question: str, today: date, ranking: Ranking) -> Finding:
    if ranking.verdict == "none":
        return _nothing(library, question, ranking.why)
    wanted = ranking.candidates[: 1 if ranking.verdict == "answer" else SUGGESTIONS]
    found = tuple(filter(None, (_shown(library, one, today, ranking, question) for one in wanted)))
    first = library.entries[ranking.candidates[0].id]
    if ranking.verdict == "suggest":
        return Finding(question, "suggest", False, plain(library.phrases["suggest"]), found, None, ranking.why)
    one = found[0]
    return Finding(question, first.outcome, one.known, one.text, found, one.flow, ranking.why, one.id)


def _shown(library: Library, candidate: Candidate, today: date, ranking: Ranking, question: str) -> Found | None:
    name = candidate.id + (SLOT + candidate.value if candidate.value else "")
    first = candidate is ranking.candidates[0]
    return show(library, name, today, ranking.chance if first else candidate.share, question)


def _nothing(library: Library, question: str, why: str) -> Finding:
    return Finding(question, "handoff", False, plain(library.phrases["no_answer"]), (), None, why)
