# SPDX-License-Identifier: EUPL-1.2
"""The regional meetings: what is known of each, which ones a text means, which are still to come."""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from rapidfuzz.distance import OSA

from knowledge.parser import Lines, Problem, explain
from knowledge.regions import REGION_OF_WORD, REGIONS, WORDLIKE_SIGLE
from knowledge.words import tokens

MONTHS = (
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
    "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre",
)  # fmt: skip
_NUMERIC_DATE = re.compile(r"\b(\d{1,2})[/.](\d{1,2})(?:[/.](20\d\d))?\b")
_BEFORE_SHORT = {"a", "di", "da", "per", "tappa", "incontro", "evento", "quella", "quello"}

_OCTETS = 75  # RFC 5545, 3.1
_ROME = (
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Rome",
    *("BEGIN:DAYLIGHT", "DTSTART:19810329T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"),
    *("TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST", "END:DAYLIGHT"),
    *("BEGIN:STANDARD", "DTSTART:19961027T030000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"),
    *("TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET", "END:STANDARD"),
    "END:VTIMEZONE",
)


@dataclass(frozen=True)
class Meeting:
    """One regional meeting; `hour` is None and `venue` empty where the sources do not tell.

    Both are known from the day `published` on; without one, always.
    """

    id: str
    title: str
    city: str
    region: str
    date: datetime.date
    hour: datetime.time | None = None
    venue: str = ""
    published: datetime.date | None = None
    about: str = ""  # what the sources tell of it
    status: str = ""  # whether they tell that it took place
    enrolment_url: str = ""
    also: tuple[str, ...] = ()  # other ways to write the city
    sources: tuple[str, ...] = ()


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str = Field(min_length=8)
    city: str = Field(min_length=2)
    region: str
    date: datetime.date
    hour: datetime.time | None = None
    venue: str = ""
    published: datetime.date | None = None
    about: str = ""
    status: str = ""
    enrolment_url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    also: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @field_validator("hour", mode="before")
    @classmethod
    def _is_an_hour(cls, value: object) -> object:
        if value and not re.fullmatch(r"\d{1,2}:\d{2}", str(value)):
            raise ValueError("scriverla come 10:00, o lasciarla vuota")
        return str(value).zfill(5) if value else None

    @field_validator("published", mode="before")
    @classmethod
    def _may_be_empty(cls, value: object) -> object:
        return value or None

    @field_validator("region")
    @classmethod
    def _is_a_region(cls, value: str) -> str:
        if value not in REGIONS:
            raise ValueError(f"«{value}» non è una regione")
        return value


def parse_meetings(value: object, lines: Lines) -> tuple[tuple[Meeting, ...], list[Problem]]:
    """The meetings in order of date, and what is wrong with the rows left out."""
    meetings: dict[str, Meeting] = {}
    problems: list[Problem] = []
    rows = value.get("meetings", []) if isinstance(value, dict) else []
    for i, row in enumerate(rows if isinstance(rows, list) else []):
        try:
            meeting = Meeting(**_Row.model_validate(row).model_dump())
        except ValidationError as fault:
            problems += explain(fault, _Row, lines, within=("meetings", i))
            continue
        if meetings.setdefault(meeting.id, meeting) is not meeting:
            problems.append((lines.get(("meetings", i), 1), f"id «{meeting.id}» già usato: sceglierne un altro"))
    if not isinstance(value, dict) or set(value) != {"meetings"} or not isinstance(rows, list):
        problems.append((1, "il file contiene una sola chiave, «meetings», con l'elenco degli incontri"))
    return tuple(sorted(meetings.values(), key=lambda meeting: (meeting.date, meeting.id))), problems


def day_in_words(day: datetime.date) -> str:
    """«1° gennaio 2026»."""
    return f"{day.day if day.day > 1 else '1°'} {MONTHS[day.month - 1]} {day.year}"


def as_known(meeting: Meeting, today: datetime.date) -> Meeting:
    """The meeting as the sources told of it on a day: without venue and hour that were published later."""
    early = meeting.published is not None and today < meeting.published
    return replace(meeting, hour=None, venue="") if early else meeting


def upcoming(meetings: Iterable[Meeting], today: datetime.date) -> tuple[Meeting, ...]:
    """Those still to come; one is to come for the whole of its day."""
    return tuple(meeting for meeting in meetings if meeting.date >= today)


def matching(text: str, meetings: Sequence[Meeting]) -> tuple[Meeting, ...]:
    """The meetings that a text names by city, region or time; a wrong time does not hide a named place."""
    words = tokens(_NUMERIC_DATE.sub(_in_words, text))
    cities = [meeting for meeting in meetings if _names_city(words, meeting)]
    regions = {REGION_OF_WORD[word] for word in words if word in REGION_OF_WORD}
    placed = cities or [meeting for meeting in meetings if meeting.region in regions]
    if regions and not placed:
        return ()
    timed = [meeting for meeting in placed or meetings if _fits(words, meeting.date)]
    return tuple(timed if timed and _tells_time(words) else placed)


_BEFORE_A_DAY = frozenset({"il", "del", "al", "giorno"})


def meant(text: str, meetings: Sequence[Meeting]) -> tuple[Meeting, ...]:
    """The same, where only meetings are spoken of: a day without its month is one too, «quello del 22»."""
    words = tokens(text)
    days = {int(word) for at, word in enumerate(words) if word.isdigit() and at and words[at - 1] in _BEFORE_A_DAY}
    return matching(text, meetings) or tuple(meeting for meeting in meetings if meeting.date.day in days)


_VENUE_WORDS = frozenset("sede sedi hotel albergo sala indirizzo luogo struttura palazzo".split())
_HOUR_WORDS = frozenset("ora ore orario orari comincia cominciava iniziava inizio".split())


def tells(meeting: Meeting, text: str) -> bool:
    """Whether what a text asks of a meeting is known: not where it asks for a venue or an hour that nobody wrote."""
    words = set(tokens(text))
    lacks_venue = bool(words & _VENUE_WORDS) and not meeting.venue
    return not lacks_venue and not (words & _HOUR_WORDS and meeting.hour is None)


def _in_words(date: re.Match[str]) -> str:
    day, month, year = date[1], int(date[2]), date[3] or ""
    return f"{day} {MONTHS[month - 1]} {year}" if 1 <= month <= 12 else date[0]


def _names_city(words: Sequence[str], meeting: Meeting) -> bool:
    return any(_says(words, tokens(name)) for name in (meeting.city, *meeting.also))


def _says(words: Sequence[str], name: Sequence[str]) -> bool:
    spots = range(len(words) - len(name) + 1)
    if len(name) == 1 and name[0] in WORDLIKE_SIGLE:
        return any(words[at] == name[0] and _is_a_place(words, at) for at in spots)
    return any(all(map(_alike, words[at : at + len(name)], name)) for at in spots)


def _is_a_place(words: Sequence[str], at: int) -> bool:
    """«sa», «pa», «na» are also common words: cities only alone, before a date, or last after «a»."""
    before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    if not before:
        return not after or after in MONTHS or after.isdigit()
    return not after and before in _BEFORE_SHORT


def _alike(word: str, name: str) -> bool:
    return word == name or (len(name) > 5 and word[0] == name[0] and OSA.distance(word, name) == 1)


def _tells_time(words: Iterable[str]) -> bool:
    return any(word in MONTHS or re.fullmatch(r"20\d\d", word) for word in words)


def _fits(words: Sequence[str], day: datetime.date) -> bool:
    """Whether the months, the years and the day before a month in a text all allow this day."""
    months = [at for at, word in enumerate(words) if word in MONTHS]
    years = {int(word) for word in words if re.fullmatch(r"20\d\d", word)}
    if years and day.year not in years:
        return False
    return not months or any(_is_month(words, at, day) for at in months)


def _is_month(words: Sequence[str], at: int, day: datetime.date) -> bool:
    number = words[at - 1] if at and words[at - 1].isdigit() else ""
    return words[at] == MONTHS[day.month - 1] and number in ("", str(day.day), f"{day.day:02}")


def calendar(meeting: Meeting, stamp: datetime.datetime, source: str = "") -> str:
    """One meeting as an .ics file: the whole day when the hour is not known, and never an invented end.

    `source`: the line that says where it is known from.
    """
    about = "\n".join(filter(None, (meeting.about, source)))
    day = meeting.date.strftime("%Y%m%d")
    start = f"DTSTART;TZID=Europe/Rome:{day}T{meeting.hour:%H%M}00" if meeting.hour else f"DTSTART;VALUE=DATE:{day}"
    place = ", ".join(filter(None, (meeting.venue, meeting.city)))
    rows = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Cap4City//Cap4City//IT"),
        *(_ROME if meeting.hour else ()),
        "BEGIN:VEVENT",
        f"UID:{meeting.id}@cap4city.example",
        f"DTSTAMP:{stamp.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}",
        start,
        f"SUMMARY:{_escape(meeting.title)}",
        f"LOCATION:{_escape(place)}",
        *([f"DESCRIPTION:{_escape(about)}"] if about else []),
        *([f"URL:{meeting.enrolment_url}"] if meeting.enrolment_url else []),
        *("END:VEVENT", "END:VCALENDAR"),
    ]
    return "".join(_fold(row) + "\r\n" for row in rows)


def _escape(text: str) -> str:
    for char in "\\;,":
        text = text.replace(char, "\\" + char)
    return "\\n".join(text.splitlines())


def _fold(row: str) -> str:
    """Lines of 75 octets at most, never cut inside a character."""
    parts, size = [""], 0
    for char in row:
        width = len(char.encode())
        if size + width > _OCTETS:
            parts.append("")
            size = 1  # the blank that opens a continuation
        parts[-1] += char
        size += width
    return "\r\n ".join(parts)
