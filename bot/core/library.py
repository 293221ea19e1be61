# SPDX-License-Identifier: EUPL-1.2
"""All content as one frozen value: flows, entries, labs, meetings, municipalities, phrases, letters, matcher."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.core.lists import flow_lists
from flows.definition import Flow, resolve
from knowledge.entry import Entry, Source
from knowledge.events import Meeting
from knowledge.labs import Labs
from knowledge.municipalities import Gazetteer
from knowledge.search import Matcher


@dataclass(frozen=True)
class Library:
    """What `bot.content` read; the core reads it and nothing else."""

    flows: Mapping[str, Flow]  # with their lists filled in, as of a day
    entries: Mapping[str, Entry]
    sources: Mapping[str, Source]
    labs: Labs
    meetings: tuple[Meeting, ...]
    gazetteer: Gazetteer
    matcher: Matcher
    subjects: Mapping[str, frozenset[str]]  # folder of knowledge/faq → roots of the words that name it
    phrases: Mapping[str, str]  # knowledge/phrases.yaml, flattened: "invalid.email" → Markdown with ((name))
    letters: Mapping[str, str]  # knowledge/letters/*.md by name, Markdown with ((name))

    def on(self, today: date) -> "Library":
        """The same content as it is true on a day: suspended labs closed, meetings gone by closed, terms run out."""
        lists = flow_lists(self.labs, self.meetings, self.phrases, today)
        opens = {"labs": self.labs.available_from}
        flows = {name: resolve(flow, lists, self.phrases, today, opens=opens) for name, flow in self.flows.items()}
        return replace(self, flows=flows)
