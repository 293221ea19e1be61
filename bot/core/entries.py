# SPDX-License-Identifier: EUPL-1.2
"""An entry as a person reads it on a day: its slot's value, its lists, its source and date."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot.core.library import Library
from bot.core.lists import meeting_line, meeting_list, meeting_text
from flows.wording import Wording, fill, join, plain
from knowledge.entry import Entry, Source
from knowledge.events import Meeting, as_known, day_in_words, matching, tells, upcoming
from knowledge.search import UNTOLD

NAMED = "((incontri_nominati))"


def entry_text(library: Library, entry: Entry, today: date, value: str = "", question: str = "") -> Wording:
    """The text that is true on a day, with its source line; `value` or `question` tell which meeting or topic."""
    body = _body(library, entry, today, value, question)
    return join([plain(body), source_line(library, _sources(library, entry, value, question), today)])


def is_known(library: Library, entry: Entry, today: date, value: str, question: str) -> bool:
    """Whether the entry states what is asked; of the meetings that it tells of, also whether venue and hour are known.

    What an entry does not tell is meant of the text after its last day, where it has one: before, it tells.
    """
    untold = value == UNTOLD and not (entry.valid_until and today <= entry.valid_until)
    of_meetings = entry.slot == "events" or NAMED in entry.text
    meetings = _meetings(library, value, question) if of_meetings else ()
    return entry.states and not untold and all(tells(as_known(meeting, today), question) for meeting in meetings)


def _body(library: Library, entry: Entry, today: date, value: str, question: str) -> str:
    if entry.slot == "events":
        meetings = _meetings(library, value, question)
        if meetings:
            told = [meeting_text(meeting, library.phrases, today) for meeting in meetings]
            return "\n\n".join(told)
    if entry.slot == "labs":
        topic = library.labs.topic(value)
        if topic:
            return _topic_text(library, entry, value, today)
    return fill_lists(library, entry.on(today), today, question)


def _topic_text(library: Library, entry: Entry, value: str, today: date) -> str:
    topic = library.labs.topic(value)
    assert topic is not None
    ambito = next(one.title for one in library.labs.ambiti if one.id == topic.ambito)
    closed = library.labs.closed(value, today)
    text = fill(entry.each or entry.text, {"tema": topic.title, "ambito": ambito})
    return "\n\n".join(filter(None, (f"**{topic.title}.** {topic.explains}", closed, text)))


def fill_lists(library: Library, text: str, today: date, question: str = "") -> str:
    """The text with ((incontri_prossimi)), ((incontri_passati)), ((incontri_tutti)) written out.

    ((incontri_nominati)) becomes a line for each meeting that the question names, or nothing.
    """
    if "((incontri" not in text:
        return text
    coming = upcoming(library.meetings, today)
    past = [meeting for meeting in library.meetings if meeting not in coming]
    lists: Mapping[str, Sequence[Meeting]] = {"prossimi": coming, "passati": past, "tutti": library.meetings}
    for name, meetings in lists.items():
        told = meeting_list(meetings) or library.phrases.get("meetings.none", "")
        text = text.replace(f"((incontri_{name}))", told)
    named = [meeting_line(meeting, library.phrases, today) for meeting in _meetings(library, "", question)]
    return text.replace(NAMED, "\n".join(named)).strip()


def _meetings(library: Library, value: str, question: str) -> tuple[Meeting, ...]:
    if value and value != UNTOLD:
        return tuple(meeting for meeting in library.meetings if meeting.id == value)
    return matching(question, library.meetings) if question else ()


def _sources(library: Library, entry: Entry, value: str, question: str) -> Iterable[str]:
    meetings = _meetings(library, value, question) if entry.slot == "events" else ()
    return meetings[0].sources if len(meetings) == 1 else entry.sources


def source_line(library: Library, names: Iterable[str], today: date | None) -> Wording:
    """«Fonte: ANCI, 19 dicembre 2025»: the decisive source, and the next one where it is another body's.

    A source is named from its own day on; without a day every one is.
    """
    known = [library.sources[name] for name in names if name in library.sources]
    known = [one for one in known if not (today and one.date and one.date > today)]
    if not known:
        return plain("")
    told = list(dict.fromkeys(map(_named, known)))[:2]
    return fill(library.phrases["source"], {"sources": "; ".join(told)})


def _named(source: Source) -> str:
    when = day_in_words(source.date) if source.date else source.note
    return f"{source.name}, {when}" if when else source.name
