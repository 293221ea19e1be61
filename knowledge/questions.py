# SPDX-License-Identifier: EUPL-1.2
"""The questions in one message: where it splits, which part leans on what came before."""

import re
from collections.abc import Sequence

from knowledge.words import tokens

ASKING = frozenset(
    "chi che cosa cos quale quali quando quanto quanti quanta quante come dove perche entro a da in con "
    "c ce e si posso possiamo potete puo devo dobbiamo serve servono ci".split()
)
_QUESTION_WORDS = frozenset("chi che cosa cos quale quali quando quanto quanti quanta quante come dove perche".split())
_LEANING = frozenset("e ma invece se anche allora quindi".split())
_SENTENCE_END = re.compile(r"(?<=[?!;])\s+|(?<=\?)(?=[A-ZÈ])|(?<=\.)\s+(?=[A-ZÈ])|\n+\s*")
_ITEM = re.compile(r"^\s*(?:[-•*]|\d{1,2}[).])\s*", re.MULTILINE)
_JOINED = re.compile(
    r"\s+(?:e|inoltre|poi|ed anche|e poi)\s+(?=(?:chi|quando|quant[oaie]|come|dove|quale|quali|entro)\b)",
    re.I,
)
_MOST = 3  # questions answered in one message; more is a letter for a person
_SHORT = 4  # words that a leaning question has at most


def split(text: str) -> list[str]:
    """The parts of a message that may each be a question, at least one, at most `_MOST` of them asking."""
    sentences = [s.strip() for s in _SENTENCE_END.split(_ITEM.sub("\n", text)) if s and s.strip()]
    listed = len(_ITEM.findall(text)) > 1 and all(map(asks, sentences))
    asking = sentences if listed else [s for s in sentences if s.endswith("?")]
    parts = [part for s in asking or [text] for part in _joined(s)]
    parts = [part for part in parts if len(tokens(part)) >= 2]
    return parts[:_MOST] if len(parts) > 1 else [text]


def _joined(sentence: str) -> list[str]:
    parts = [part.strip(" ,") for part in _JOINED.split(sentence) if part.strip(" ,")]
    return parts if all(len(tokens(part)) >= 2 for part in parts) else [sentence]


def leans(text: str) -> bool:
    """Whether a question may go on from the one before: it says so, or is too short to stand alone."""
    return follows_on(text) or 0 < len(tokens(text)) <= _SHORT


def follows_on(text: str) -> bool:
    """Whether a question begins as one that goes on: «e per le unioni?»."""
    words = tokens(text)
    return bool(words) and words[0] in _LEANING


def asks(text: str) -> bool:
    """Whether a text looks like a question rather than an answer to one."""
    words = tokens(text)
    return text.rstrip().endswith("?") or bool(words and words[0] in _QUESTION_WORDS)


def content_words(words: Sequence[str]) -> list[str]:
    """The words that carry the subject: neither small words nor question words."""
    return [word for word in words if len(word) > 3 and word not in ASKING]
