# SPDX-License-Identifier: EUPL-1.2
"""When people may be written to unasked: 9 to 17 of a working day in Italy."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

_OPEN = range(9, 17)  # hours
_SATURDAY = 5
_FIXED = ((1, 1), (1, 6), (4, 25), (5, 1), (6, 2), (8, 15), (10, 4), (11, 1), (12, 8), (12, 25), (12, 26))


def is_office_hour(local: datetime) -> bool:
    """Whether the offices are open; `local` is in their own time."""
    return local.hour in _OPEN and is_working_day(local.date())


def office_hour_from(local: datetime) -> datetime:
    """This moment if the offices are open, otherwise the next morning on which they open."""
    if is_office_hour(local):
        return local
    day = local if local.hour < _OPEN.start else local + timedelta(days=1)
    while not is_working_day(day.date()):
        day += timedelta(days=1)
    return day.replace(hour=_OPEN.start, minute=0, second=0, microsecond=0)


def is_working_day(day: date) -> bool:
    """Neither Saturday nor Sunday nor a national holiday (law 260/1949; 4 October again by law 151/2025)."""
    return day.weekday() < _SATURDAY and (day.month, day.day) not in _FIXED and day not in _moving(day.year)


def _moving(year: int) -> Iterator[date]:
    """Easter and the Monday after it: Gauss, as given by Meeus for the Gregorian calendar."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    easter = date(year, month, day + 1)
    yield easter
    yield easter + timedelta(days=1)
