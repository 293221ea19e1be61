# SPDX-License-Identifier: EUPL-1.2
"""The lists that flows choose from, as of a day: lab topics, meetings, provinces."""

from collections.abc import Mapping, Sequence
from datetime import date

from flows.slots import Option
from flows.wording import fill
from knowledge.events import Meeting, as_known, day_in_words
from knowledge.labs import Labs, Topic
from knowledge.regions import FORMER_PROVINCES, PROVINCES, REGION_NAMES, SEATS
from knowledge.words import tokens


def flow_lists(
    labs: Labs, meetings: Sequence[Meeting], phrases: Mapping[str, str], today: date
) -> dict[str, tuple[Option, ...]]:
    """Every list by name: `labs`, `events`, `provinces`, and `territories`, which has the regions too."""
    provinces = tuple(
        Option(id=sigla.lower(), label=name, alias=(sigla, *_names(sigla, region)), group=region)
        for sigla, (name, region) in sorted(PROVINCES.items(), key=lambda item: item[1][0])
    )
    regions = tuple(
        Option(id="-".join(["regione", *tokens(region)]), label=region, alias=names, group=region)
        for region, names in REGION_NAMES.items()
    )
    return {
        "labs": tuple(_topic(topic, labs, today) for topic in labs.topics),
        "events": tuple(_meeting(meeting, phrases, today) for meeting in meetings),
        "provinces": provinces,
        "territories": (*provinces, *regions),
    }


def _names(sigla: str, region: str) -> tuple[str, ...]:
    """What else a province is called, and the Region that sits in it."""
    return (*FORMER_PROVINCES.get(sigla, ()), *(REGION_NAMES[region] if SEATS[region] == sigla else ()))


def _topic(topic: Topic, labs: Labs, today: date) -> Option:
    reason = labs.closed(topic.id, today)
    return Option(
        id=topic.id,
        label=topic.short,
        alias=tuple(dict.fromkeys(name for name in (topic.title,) if name != topic.short)),
        text=f"**{topic.title}.** {topic.explains}",
        group=topic.ambito,
        closed=reason is not None,
        note=reason or "",
    )


def _meeting(meeting: Meeting, phrases: Mapping[str, str], today: date) -> Option:
    past = meeting.date < today
    return Option(
        id=meeting.id,
        label=f"{meeting.city}, {day_in_words(meeting.date)}",
        alias=(meeting.city, *meeting.also, meeting.region),
        text=meeting_text(meeting, phrases, today),
        group=meeting.region,
        closed=past,
        note=phrases.get("meetings.past_note", "") if past else "",
    )


def meeting_text(meeting: Meeting, phrases: Mapping[str, str], today: date) -> str:
    """What is known of one meeting, as Markdown; what the sources do not tell is said to be unknown."""
    meeting = as_known(meeting, today)
    hour = meeting.hour.strftime("%-H:%M") if meeting.hour else ""
    told = {"hour": hour, "venue": meeting.venue}
    lines = [
        phrases.get("meetings.place" if meeting.venue else "meetings.no_place", ""),
        phrases.get("meetings.hour" if hour else "meetings.no_hour", ""),
    ]
    if not meeting.venue and not hour:
        lines = [phrases.get("meetings.no_place_no_hour", "")]
    past = meeting.date < today
    tail = [meeting.about, meeting.status if past else _enrolment(meeting, phrases)]
    parts = (meeting_line(meeting, phrases, today), *(fill(line, told) for line in lines), *tail)
    return " ".join(part for part in parts if part)


def meeting_line(meeting: Meeting, phrases: Mapping[str, str], today: date) -> str:
    """Where and when, and whether it is still to come."""
    told = {"city": meeting.city, "region": meeting.region, "date": day_in_words(meeting.date)}
    return fill(phrases.get("meetings.past" if meeting.date < today else "meetings.coming", ""), told)


def _enrolment(meeting: Meeting, phrases: Mapping[str, str]) -> str:
    name = "meetings.enrol" if meeting.enrolment_url else "meetings.no_enrolment"
    return fill(phrases.get(name, ""), {"url": meeting.enrolment_url})


def meeting_list(meetings: Sequence[Meeting]) -> str:
    """«- Campobasso, 20 gennaio 2026», one a line."""
    return "\n".join(f"- {m.city} ({m.region}), {day_in_words(m.date)}" for m in meetings)
