# SPDX-License-Identifier: EUPL-1.2
"""The six flows with the content's own lists, as of a day, and the words in which they are shown."""

from datetime import date, timedelta
from functools import cache

from bot.core.library import Library
from flows.session import Place
from tests.bot.core.talking import make_library
from tests.flows.person import NOW

TODAY = NOW.date()
BEFORE_THE_MEETINGS = date(2026, 1, 10)


@cache
def library_on(today: date) -> Library:
    """All content as it is true on a day."""
    return make_library(today)


REAL = library_on(TODAY).flows


def comune(name: str, sigla: str = "") -> Place:
    """A Comune of the list of municipalities."""
    found = [m for m in library_on(TODAY).gazetteer.municipalities if m.name == name and sigla in ("", m.sigla)]
    (one,) = found
    return Place(code=one.code, name=one.name, province=one.province, sigla=one.sigla, region=one.region)


def days_around(day: date) -> tuple[date, date, date]:
    """The day before, the day, the day after."""
    return day - timedelta(days=1), day, day + timedelta(days=1)
