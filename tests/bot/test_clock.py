# SPDX-License-Identifier: EUPL-1.2
"""The day in Rome, and a clock set to another day."""

from datetime import UTC, date, datetime, timedelta

from bot.clock import clock_on, now, rome_date


def test_the_day_changes_at_midnight_in_rome():
    assert rome_date(datetime(2026, 1, 22, 22, 59, tzinfo=UTC)) == date(2026, 1, 22)
    assert rome_date(datetime(2026, 1, 22, 23, 0, tzinfo=UTC)) == date(2026, 1, 23)
    assert rome_date(datetime(2026, 7, 22, 22, 0, tzinfo=UTC)) == date(2026, 7, 23)


def test_a_clock_can_be_set_to_another_day():
    clock = clock_on(date(2026, 1, 10))
    assert rome_date(clock()) == date(2026, 1, 10)
    assert clock() <= clock()


def test_without_a_day_it_is_the_real_clock():
    assert abs(clock_on(None)() - now()) < timedelta(minutes=1)
