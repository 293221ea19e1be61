# SPDX-License-Identifier: EUPL-1.2
"""What an answer, its source and its dates are; which of its texts is true on a day."""

import datetime
from dataclasses import dataclass
from typing import Literal

Outcome = Literal["answer", "handoff", "chat"]
Slot = Literal["labs", "events"]

FACETS = ("cosa", "chi", "quando", "quanto", "come", "dove", "perche", "elenco", "contatti", "altro")


@dataclass(frozen=True)
class Source:
    """Where a fact comes from; `date` is None where the page bears none, and `note` says so."""

    id: str
    name: str
    date: datetime.date | None = None
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Entry:
    """One answer: what it says before, during and after the days for which it is true."""

    id: str  # subject/name, as the file lies under knowledge/faq/
    title: str
    facet: str
    text: str  # Markdown
    phrasings: tuple[str, ...]
    unanswered: tuple[str, ...] = ()  # ways of asking for what the text says that the sources do not tell
    known: bool = True  # False: the sources do not tell, or it is another office's matter
    outcome: Outcome = "answer"
    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    valid_from: datetime.date | None = None
    valid_until: datetime.date | None = None
    before: str = ""
    after: str = ""
    each: str = ""  # what to say of one value of the slot
    flow: str | None = None
    slot: Slot | None = None

    @property
    def area(self) -> str:
        """The subject folder."""
        return self.id.split("/", 1)[0]

    @property
    def states(self) -> bool:
        """Whether it states the facts asked for, rather than that nobody knows or who would."""
        return self.known and self.outcome == "answer"

    def on(self, today: datetime.date) -> str:
        """The text that is true on a day; the last day is still inside."""
        if self.valid_from and today < self.valid_from and self.before:
            return self.before
        if self.valid_until and today > self.valid_until:
            return self.after
        return self.text
