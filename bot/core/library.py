# SPDX-License-Identifier: EUPL-1.2
"""All content in one frozen value: flows, entries, labs, events, municipalities, phrases, letters, matcher."""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.definition import Flow
from knowledge.entry import Entry, Source
from knowledge.events import Meeting
from knowledge.labs import Labs
from knowledge.municipalities import Gazetteer
from knowledge.search import Matcher


@dataclass(frozen=True)
class Library:
    """What `bot.content.load` read; the core reads it and nothing else."""

    flows: Mapping[str, Flow]  # resolved: lists filled in
    entries: Mapping[str, Entry]
    sources: Mapping[str, Source]
    labs: Labs
    meetings: tuple[Meeting, ...]
    gazetteer: Gazetteer
    matcher: Matcher
    phrases: Mapping[str, str]  # knowledge/phrases.yaml, flattened: "invalid.email" → Markdown with ((name))
    letters: Mapping[str, str]  # knowledge/letters/*.md by name, Markdown with ((name))
