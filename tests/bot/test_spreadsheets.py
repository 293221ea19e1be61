# SPDX-License-Identifier: EUPL-1.2
"""Tables as files: every cell stays the text it is."""

import csv
import io
import json
import zipfile
from xml.etree import ElementTree as ET

import pytest

from bot.spreadsheets import as_csv, as_json, as_xlsx

HEAD = ("riferimento", "note")
EVIL = ("=1+1", "+39 0984", "@SUM(A1)", "00100", 'a;b"c', "riga\nriga", "à è 😀", "\x00\x0b<&>", "'")
TABLE = [HEAD, *(("C4C-1", text) for text in EVIL)]


def cells(data):
    sheet = ET.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml"))
    names = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    return [[cell.findtext("m:is/m:t", "", names) for cell in row] for row in sheet.iterfind(".//m:row", names)]


def test_a_workbook_holds_plain_strings():
    found = cells(as_xlsx(TABLE))
    assert [row[1] for row in found[1:8]] == list(EVIL[:7])
    assert found[8][1] == "  <&>"


def test_every_part_of_a_workbook_is_xml():
    archive = zipfile.ZipFile(io.BytesIO(as_xlsx(TABLE)))
    assert archive.testzip() is None
    assert [ET.fromstring(archive.read(name)) is not None for name in archive.namelist()] == [True] * 5


def test_the_same_table_is_the_same_file():
    assert as_xlsx(TABLE) == as_xlsx(TABLE)


def test_a_csv_opens_in_an_italian_excel():
    data = as_csv(TABLE)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == list(HEAD)
    assert [row[1] for row in rows[1:5]] == ["'=1+1", "'+39 0984", "'@SUM(A1)", "'00100"]


@pytest.mark.parametrize(("dates", "shown"), [((), "'2026-11-22 10:00"), ({0}, "2026-11-22 10:00")])
def test_only_columns_of_dates_may_be_read_as_dates(dates, shown):
    assert shown in as_csv([["data"], ["2026-11-22 10:00"]], dates=dates).decode().split("\r\n")


def test_json_is_a_list_of_objects():
    assert json.loads(as_json(TABLE))[0] == {"riferimento": "C4C-1", "note": "=1+1"}
