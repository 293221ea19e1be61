# SPDX-License-Identifier: EUPL-1.2
"""Entries and ends of flows as people read them on a day: nothing is cited before it existed."""

import re
from datetime import date, timedelta

import pytest

from bot.core.answering import show
from bot.core.entries import source_line
from bot.core.markup import to_plain
from bot.core.summaries import ending, overview
from flows.events import Open
from flows.replies import Exit, Review
from flows.routes import routes
from flows.session import new_session
from flows.turn import Turn
from tests.flows.content import comune, library_on
from tests.flows.person import NOW

EARLY = [date(2026, 1, 1), date(2026, 1, 10), date(2026, 1, 22), date(2026, 1, 23), date(2026, 2, 13)]
MONTHS = "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre".split()
CITED = re.compile(rf"(?<=, )(\d{{1,2}})°? ({'|'.join(MONTHS)}) (\d{{4}})(?=;|\.$)", re.MULTILINE)
COMUNI = (comune("Acri"), comune("Bergamo"))


def cited(text: str) -> list[date]:
    """The dates of the sources named under a text."""
    line = " ".join(text.partition("Fonte: ")[2].split())
    return [date(int(year), MONTHS.index(month) + 1, int(day)) for day, month, year in CITED.findall(line)]


def test_the_dates_of_a_source_line_are_read():
    library = library_on(date(2026, 11, 22))
    assert cited(to_plain(source_line(library, ("S0", "W08"), None))) == [date(2025, 12, 19), date(2026, 1, 21)]


@pytest.mark.parametrize("day", EARLY)
def test_an_answer_has_a_source_and_none_from_a_later_day(day):
    library = library_on(day)
    for name, entry in library.entries.items():
        found = show(library, name, day)
        assert found is not None
        text = to_plain(found.text)
        assert ("Fonte: " in text) == bool(entry.sources), name
        assert all(when <= day for when in cited(text)), name


@pytest.mark.parametrize("day", EARLY)
def test_no_flow_ends_with_a_source_from_a_later_day(day):
    library = library_on(day)
    for flow in library.flows.values():
        for answers, _ in routes(flow, COMUNI):
            event = Open(id="e", at=NOW, channel="telegram")
            turn = Turn(flow, event, new_session("s", flow.flow).changed(answers=answers)).advance()
            (said,) = [one for one in turn.replies if isinstance(one, Exit | Review)]
            shown = ending(library, flow, said) if isinstance(said, Exit) else overview(library, flow, said)
            assert all(when <= day for when in cited(to_plain(shown))), flow.flow


@pytest.mark.parametrize("last", [date(2026, 2, 20)])
def test_piccoli_is_over_only_once_its_last_event_was_held(last):
    said = re.compile(r"(?:il progetto|PICCOLI|che) è concluso|si è concluso(?! a dicembre 2025)", re.IGNORECASE)
    for day, over in ((last - timedelta(days=41), False), (last, False), (last + timedelta(days=1), True)):
        library = library_on(day)
        names = [name for name in library.entries if name.startswith("piccoli/")]
        told = [name for name in names if said.search(to_plain(show(library, name, day).text))]
        assert bool(told) == over, told


@pytest.mark.parametrize(
    ("question", "known"),
    [
        ("in quale hotel si è tenuto l'incontro di Bari?", True),
        ("in quale hotel si è tenuto l'incontro di Catania?", False),
        ("a che ora iniziava la tappa di Salerno?", True),
        ("a che ora iniziava la tappa di Cagliari?", False),
    ],
)
def test_venues_and_hours_are_known_meeting_by_meeting(question, known):
    found = show(library_on(date(2026, 11, 25)), "incontri/sedi-e-orari", date(2026, 11, 25), 1.0, question)
    assert found.known == known
