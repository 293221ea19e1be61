# SPDX-License-Identifier: EUPL-1.2
"""A letter as it was received, with its questions, its manner, and what it says in words."""

import re
from dataclasses import dataclass

from bot.core.asked import Letter, bare_text, read_letter, sentences
from bot.core.manner import Manner, is_thanks, manner_of
from bot.core.messages import Incoming
from knowledge.questions import asks

_POINTS = re.compile(r"\b(?:(?:in|da|di cui (?:in|all['’])|l['’]|vedi|vedere|all['’])\s?oggetto)\b", re.IGNORECASE)
_POINTING = 25  # words that a letter has at most which only points to its subject


@dataclass(frozen=True)
class Post:
    """A letter, read once."""

    incoming: Incoming
    text: str  # what it says: its subject, where that says it all
    letter: Letter
    manner: Manner
    bare: str  # without greetings, on one line


def open_post(incoming: Incoming) -> Post:
    """Read a letter."""
    text = _told(incoming)
    manner = manner_of(text, incoming.subject, incoming.attachments)
    return Post(incoming, text, read_letter(text), manner, bare_text(text))


def _told(incoming: Incoming) -> str:
    """What a letter says; one that opens an exchange may say it all in its subject, over «Vedi oggetto» or a greeting.
    Over a file alone the subject is a title, unless it asks."""
    text, subject = incoming.text, incoming.subject
    if incoming.attachments:
        return text if text.strip() or not asks(subject) else subject
    opens = len(incoming.references) <= 1  # its own id
    points = len(text.split()) <= _POINTING and "?" not in text and _POINTS.search(text)
    greets = not sentences(text) and (asks(subject) or not is_thanks(text))
    return subject if not text.strip() or (opens and subject and (points or greets)) else text
