# SPDX-License-Identifier: EUPL-1.2
"""What is kept about people, why and for how long; what a log line may say."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kept:
    """One kind of data. The notice's words for it are the phrase `kept.<id>`, filled with ((days))."""

    id: str
    table: str
    why: str
    days: int | None  # after the last use; None: for ever, because nobody is in it
    personal: bool = True


# The periods are proposals: the data controller decides, this table is where the decision is written.
KEPT = (
    Kept("seen", "seen", "so that a message delivered twice is answered once; fingerprints only", 400, personal=False),
    Kept("dialogues", "dialogues", "to go on where the person stopped, and to respect «do not write to me»", 90),
    Kept("sessions", "sessions", "answers of a flow under way; the flow itself erases them after its own days", 120),
    Kept("schedule", "schedule", "when to remind and when to forget a session", 120),
    Kept("messages", "outbox", "answers to the person; their text is erased as soon as they are sent", 30),
    Kept("letter_texts", "outbox", "text and files of a letter sent, so that it can be sent again", 90),
    Kept("letters", "outbox", "that a letter was sent, to whom and when, to find what comes back about it", 400),
    Kept("requests", "requests", "the register of requests and questions passed on to the secretariat", 730),
    Kept("post", "post", "to answer each letter once and nobody too often; of those left unanswered who wrote", 90),
    Kept("post_ids", "post_ids", "which conversation a letter answers; fingerprints of message ids", 400),
    Kept("post_places", "post_places", "how far the mailbox was read; numbers only", None, personal=False),
    Kept("misses", "misses", "questions without an answer, to write one; not who asked", 180),
    Kept("counts", "counts", "how often an answer helped, where people ask; numbers only", None, personal=False),
)

# Ids and states; never a text, a name or an address. `person` and `chat` are missing on purpose.
LOGGABLE = frozenset(
    "after attempts channel count entry event failure flow key kind mode reference route state step took".split()
)


def days(name: str) -> int:
    """How long a kind of data is kept; raises KeyError for one that has no limit or is not in the table."""
    found = next((kept.days for kept in KEPT if kept.id == name), None)
    if found is None:
        raise KeyError(name)
    return found
