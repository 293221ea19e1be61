# SPDX-License-Identifier: EUPL-1.2
"""Days as Italians write them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.dates import MONTHS, day


@pytest.mark.parametrize(
    "said",
    [
        "15/03/2027", "15-3-2027", "15.03.2027", "15 3 2027", "il 15/3/2027", "2027-03-15", "15 marzo 2027",
        "il 15 marzo 2027", "lunedì 15 marzo 2027", "15 mar. 2027", "15 MARZO 2027", "  15   marzo 2027 ",
    ],
)  # fmt: skip
def test_a_whole_date_becomes_iso(said):
    assert day(said) == ("2027-03-15", "")


@pytest.mark.parametrize("said", ["1° marzo 2027", "1º marzo 2027", "primo marzo 2027", "1 mar 2027"])
def test_the_first_of_a_month(said):
    assert day(said) == ("2027-03-01", "")


@pytest.mark.parametrize(
    "said",
    [
        "15 marzo", "29 febbraio", "giovedì 3 dicembre", "entro venerdì", "a settembre", "prima settimana di marzo",
        "domani", "15/3", "15/03/27", "marzo 2027", "in primavera", "entro fine mese", "nel 2027",
    ],
)  # fmt: skip
def test_a_vaguer_time_stays_as_written(said):
    assert day(said) == (said, "")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("", "empty"), (" \n", "empty"), ("boh", "date"), ("quando volete", "date"), ("x" * 200, "date"),
        ("31/02/2027", "date_impossible"), ("29/02/2027", "date_impossible"), ("30 febbraio", "date_impossible"),
        ("0/0/2027", "date_impossible"), ("15/13/2027", "date_impossible"), ("2027-13-01", "date_impossible"),
        ("0000-01-01", "date_impossible"), ("32 gennaio", "date_impossible"),
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused(said, code):
    assert day(said) == (None, code)


@settings(max_examples=150)
@given(when=st.dates(min_value=date(1, 1, 1)))
def test_every_way_of_writing_a_date_is_the_same_day(when):
    year = f"{when.year:04}"
    written = (f"{when.day}/{when.month}/{year}", f"{when.day} {MONTHS[when.month - 1]} {year}", when.isoformat(),
               f"il {when.day:02}.{when.month:02}.{year}",
               f"{when.day} {MONTHS[when.month - 1][:3].upper()} {year}")  # fmt: skip
    assert {day(said) for said in written} == {(when.isoformat(), "")}


@settings(max_examples=200)
@given(said=st.one_of(st.text(max_size=40), st.from_regex(r"\d{1,4}[/. -]\d{1,2}[/. -]\d{1,4}", fullmatch=True)))
def test_never_raises_and_reads_its_own_answer_alike(said):
    value, code = day(said)
    assert (value is None) == bool(code)
    if value is not None:
        assert len(value) <= 160
        assert day(value) == (value, "")
