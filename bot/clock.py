# SPDX-License-Identifier: EUPL-1.2
"""The hour and the day in Rome: the only reader of the clock."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
ROME = ZoneInfo("Europe/Rome")


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the one place that may


def rome_date(moment: datetime) -> date:
    """The day that a moment falls on in Rome."""
    return moment.astimezone(ROME).date()


def clock_on(today: date | None) -> Clock:
    """The clock, or one that shows the real hour of another day."""
    if today is None:
        return now
    shift = timedelta(days=(today - rome_date(now())).days)
    return lambda: now() + shift
