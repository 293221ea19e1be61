# SPDX-License-Identifier: EUPL-1.2
"""Nobody is written to unasked at night, at the weekend or on a holiday."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.core.office_hours import is_office_hour, is_working_day, office_hour_from

ROME = ZoneInfo("Europe/Rome")


def local(text):
    return datetime.fromisoformat(text).replace(tzinfo=ROME)


@pytest.mark.parametrize(
    ("moment", "fine"),
    [
        ("2026-11-23T09:00", True),
        ("2026-11-23T08:59", False),
        ("2026-11-23T16:59", True),
        ("2026-11-23T17:00", False),
        ("2026-11-22T11:00", False),  # Sunday
        ("2026-12-08T11:00", False),  # a holiday on a Tuesday
    ],
)
def test_office_hours_are_nine_to_five(moment, fine):
    assert is_office_hour(local(moment)) is fine


@pytest.mark.parametrize(
    "holiday",
    ["2026-01-01", "2026-01-06", "2026-04-06", "2027-03-29", "2025-04-25", "2026-05-01", "2026-06-02", "2028-08-15",
     "2027-10-04", "2027-11-01", "2026-12-08", "2026-12-25", "2028-12-26"],
)  # fmt: skip
def test_holidays_are_no_working_days(holiday):
    assert not is_working_day(date.fromisoformat(holiday))


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-11-23T10:30", "2026-11-23T10:30"),
        ("2026-11-23T07:30", "2026-11-23T09:00"),
        ("2026-11-23T18:00", "2026-11-24T09:00"),
        ("2026-11-27T17:00", "2026-11-30T09:00"),  # over a weekend
        ("2026-12-24T17:01", "2026-12-28T09:00"),  # Christmas, Saint Stephen, Sunday
        ("2027-03-27T12:00", "2027-03-30T09:00"),  # Easter Monday
        ("2026-12-08T03:00", "2026-12-09T09:00"),
    ],
)
def test_a_word_waits_for_the_next_open_morning(now, then):
    assert office_hour_from(local(now)) == local(then)
