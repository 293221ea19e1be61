# SPDX-License-Identifier: EUPL-1.2
"""A sheet that opens by double-click, with every text left as it is."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.csv_row import as_text, sheet


def read(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_sheet_is_what_an_italian_excel_opens():
    content = sheet([("a", "perché"), ("b", 'dice "ciao"; e poi')])
    assert content.startswith(b"\xef\xbb\xbf")
    assert content == '\ufeff"a";"b"\r\n"perché";"dice ""ciao""; e poi"\r\n'.encode()
    assert read(content) == [["a", "b"], ["perché", 'dice "ciao"; e poi']]


FORMULAS = [
    "=1+1",
    "+390984123456",
    "+39 0984123456+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    "\u00a0=1",
    "＝1+1",
    "=cmd|' /C'!A0",
]


@pytest.mark.parametrize("typed", FORMULAS)
def test_a_formula_is_neutralised(typed):
    assert as_text(typed).startswith("'")


PHONES = [("+39 0984123456", "(+39) 0984123456"), ("+39 3331234567", "(+39) 3331234567"),
          ("+39 0984123456 int. 12", "(+39) 0984123456 int. 12")]  # fmt: skip


@pytest.mark.parametrize(("typed", "cell"), PHONES)
def test_a_telephone_number_is_a_text_without_an_apostrophe(typed, cell):
    assert as_text(typed) == cell


VALUES = ["0984123456", "0984 123456", "00100", "012345", "1E5", "15/03", "15-3", "10:30", "5%", "€ 100", "1.000,50",
          "(100)", "1/2", "12345678901234567890", "VERO", "falso", "#N/D", "15 marzo 2027", "mar 12", "gen-25",
          "lunedì 3", "2026-11-22"]  # fmt: skip


@pytest.mark.parametrize("typed", VALUES)
def test_what_a_spreadsheet_would_convert_stays_text(typed):
    assert as_text(typed) == f"'{typed}"


TEXTS = ["Acri", "A053", "E123", "c_a053", "C4C-2026-2345", "maria.rossi@comune.example", "Comune di Acri (CS)",
         "Art. 9", "N. 12", "sì", "maggio", "Reggio di Calabria", ""]  # fmt: skip


@pytest.mark.parametrize("typed", TEXTS)
def test_a_text_is_left_alone(typed):
    assert as_text(typed) == typed


def test_line_breaks_stay_inside_one_line():
    assert as_text("uno\r\n\r\n  due\n=tre\u2028quattro\x0bcinque") == "uno / due / =tre / quattro / cinque"


def test_a_cell_is_never_longer_than_excel_takes():
    assert len(as_text("=" + "x" * 100_000)) < 32_767


def test_a_long_row_of_digits_costs_no_time():
    assert as_text("1 " * 15_000 + "x").startswith("1 1")


@given(st.text())
def test_any_text_is_one_safe_cell(typed):
    cell = as_text(typed)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", " "))
    assert len(cell.splitlines()) <= 1
    assert read(sheet([("a", cell)]))[1] == [cell]


@given(st.text(alphabet="0123456789/.,:- eE", min_size=1).filter(lambda t: any(c.isdigit() for c in t)))
def test_digits_alone_are_never_left_to_be_read_as_a_number(typed):
    cell = as_text(typed)
    assert cell.startswith("'") or any(c in "eE" for c in cell)
