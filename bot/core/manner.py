# SPDX-License-Identifier: EUPL-1.2
"""What a letter wants besides answers: a person, a formal act, a complaint, a note passed on, or only to say thanks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.core import manner_words
from bot.core.asked import read_letter, sentences
from bot.core.courtesies import is_closing
from flows.vocabulary import normal

Wish = Literal[
    "act",
    "complaint",
    "person",
    "unsatisfied",
    "office",
    "enclosed",
    "unenclosed",
    "case",
    "stop",
    "notice",
    "courtesy",
    "",
]

_READ_AT_MOST = 12_000
_COURTESY_WORDS = 40
_NOTICE_WORDS = 120
_QUESTION_WORDS = 25
_AT_ONCE = 20  # words
_AT_FIRST = 5  # words of a sentence, among which thanks stand: «Costo del laboratorio nel 2026, grazie» is a question

_STOP = frozenset(
    (
        "stop",
        "cancellami",
        "cancellatemi",
        "unsubscribe",
        "disiscrivimi",
        "disiscrivetemi",
        "non scrivetemi piu",
        "rimuovimi",
    )
)
_CORE_COURTESY = re.compile(
    r"\b(?:grazie|ringrazi\w+|ricevut[oa]|perfetto|ottimo|benissimo|va bene|ok|d accordo|chiarissim\w+|gentilissim\w+"
    r"|preso atto|prendo atto|prendiamo atto|util[ei]|utilissim\w+|tutto chiaro|esauriente|esaustiv\w+|gentil\w+)\b"
)
_INQUIRES = re.compile(r"\b(?:sapere|conoscere|capire|chied\w+) se\b")
_DEMANDS = re.compile(r"\b(?:(?:diffid|lament|contest|protest|denunci)(?:o|iamo|amo)|si (?:diffida|contesta|intima))\b")
_MACHINE = re.compile(r"\b(?:automatic\w+|non rispond\w+)\b")
_OURS = re.compile(r"\b(?:nostr\w+|mi[ao]|ho|abbiamo|chied\w+|richied\w+)\b")  # somebody's own matter
_WORD = r"(?:[A-ZÀ-Þ][\w.'’-]{0,30}|d[aeio]\w{0,3}|dell['’]\w{1,20}|e|il|la)"
_NAME = re.compile(rf"{_WORD}(?:\s+{_WORD}){{0,9}}$")  # «Rag. Neri Comune di Orte»
_ASKS = re.compile(
    r"\b(?:chied\w+|sapere|vorre\w+|potre\w+|potete|puo|come|quando|quanto|quale|quali|chi|dove|perche|cosa"
    r"|possibile|serve|occorre|bisogno|ma|pero|tuttavia|inoltre|invece|non|allegat\w+|trasmett\w+|modulo"
    r"|confermo)\b"
)


@dataclass(frozen=True)
class Manner:
    """What was seen, and the words that showed it."""

    wish: Wish = ""
    seen: str = ""


def manner_of(text: str, subject: str = "", enclosed: Sequence[str] = ()) -> Manner:
    """The strongest wish of a letter; "" where answers are all that it wants."""
    said = normal_of(text)
    if said in _STOP:
        return Manner("stop", said)
    if is_notice(text):
        return Manner("notice", said[:60])
    away = away_of(text)
    if away:
        return Manner("notice", away)
    if not enclosed and is_courtesy(text) and not hands_on(text):
        return Manner("courtesy", said[:60])
    every = manner_words.AVAILABLE.sub(" ", f"{said} {normal_of(subject)}")
    for wish, pattern in _STRONG:
        match = pattern.search(every) if not (enclosed and wish == "office") else None
        if match and not _is_asked_about(pattern, text):
            return Manner(wish, match[0].strip()[:60])
    if not enclosed and "?" not in text and manner_words.UNENCLOSED.match(said) and not read_letter(text).questions:
        return Manner("unenclosed", said[:60])
    if enclosed and (not said or manner_words.ENCLOSED.search(every) or "?" not in text):
        return Manner("enclosed", ", ".join(enclosed)[:60])
    return Manner()


def names_enclosure(text: str) -> bool:
    """Whether a letter speaks of what is attached to it."""
    return bool(manner_words.ENCLOSED.search(normal_of(text)))


def hands_on(text: str) -> bool:
    """Whether a letter wants something passed on to people: «Inoltrate comunque, grazie»."""
    return bool(manner_words.HANDS_ON.search(normal_of(text)))


def is_courtesy(text: str) -> bool:
    """Whether a letter only thanks or says that it was received: what is left without greetings is thanks too."""
    if not any(char.isalnum() for char in text):
        return bool(text.strip())
    if "?" in text or len(text.split()) > _COURTESY_WORDS or any(char.isdigit() for char in text):
        return False
    left = sentences(text)
    if not left:
        return bool(normal_of(text))
    end = next((at for at, one in enumerate(left) if at and is_closing(one)), len(left))
    left = left[:end]
    said = [normal_of(one) for one in left]
    thanks = [bool(_CORE_COURTESY.search(" ".join(one.split()[:_AT_FIRST]))) and not _ASKS.search(one) for one in said]
    return thanks[0] and all(one or _NAME.match(left[at]) for at, one in enumerate(thanks))


def is_thanks(text: str) -> bool:
    """Whether a letter thanks, or says that something was received, wherever it does."""
    return bool(_CORE_COURTESY.search(normal_of(text)))


def is_notice(text: str) -> bool:
    """Whether a letter only says that another was registered or read."""
    if "?" in text or len(text.split()) > _NOTICE_WORDS:
        return False
    said = list(filter(None, map(normal_of, sentences(text))))
    told = [one for one in said if manner_words.NOTICE.search(one) and not _OURS.search(one)]
    others = [one for one in said if one not in told and not _MACHINE.search(one)]
    return bool(told) and not any(_ASKS.search(one) for one in others)


def away_of(text: str) -> str:
    """What a letter says that only tells that somebody is away, or that some office will answer; otherwise ""."""
    if "?" in text or len(text.split()) > _NOTICE_WORDS or read_letter(text).questions:
        return ""
    said = normal_of(text)
    for one, other in _TOGETHER:
        match = one.search(said)
        if match and other.search(said):
            return match[0]
    return ""


def _is_asked_about(pattern: re.Pattern[str], text: str) -> bool:
    """«Come si presenta un reclamo?» asks for the way; it is no complaint yet."""
    if pattern is manner_words.OFFICE:
        return "?" in text
    if pattern not in _ASKED_ABOUT:
        return False
    named = [one for one in sentences(text) if pattern.search(normal_of(one))]
    return bool(named) and all(map(_only_asks, named))


def _only_asks(sentence: str) -> bool:
    """Whether a sentence asks for the way, and demands nothing: «Diffido: come si fa ricorso?» does."""
    said = normal_of(sentence)
    if len(said.split()) > _QUESTION_WORDS or not manner_words.HOW_TO.search(said):
        return False
    return bool("?" in sentence or _INQUIRES.search(said)) and not _DEMANDS.search(said)


def normal_of(text: str) -> str:
    """A whole letter without case, accents and punctuation: `flows.vocabulary.normal` reads only its beginning."""
    words = text[:_READ_AT_MOST].split()
    return " ".join(
        filter(None, (normal(" ".join(words[at : at + _AT_ONCE])) for at in range(0, len(words), _AT_ONCE)))
    )


_STRONG: tuple[tuple[Wish, re.Pattern[str]], ...] = (
    ("act", manner_words.ACT),
    ("person", manner_words.PERSON),
    ("person", manner_words.HANDS_ON),
    ("complaint", manner_words.COMPLAINT),
    ("unsatisfied", manner_words.UNSATISFIED),
    ("case", manner_words.CASE),
    ("office", manner_words.OFFERS),
    ("office", manner_words.OFFICE),
)
_TOGETHER = ((manner_words.ABSENT, manner_words.RETURNS), (manner_words.RECEIVED, manner_words.PROMISED))
_ASKED_ABOUT = (manner_words.ACT, manner_words.COMPLAINT, manner_words.OFFICE)
