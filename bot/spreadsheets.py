# SPDX-License-Identifier: EUPL-1.2
"""Tables as files that people open: CSV for an Italian Excel, .xlsx, JSON."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Collection, Sequence
from xml.sax.saxutils import escape

from bot.core.csv_row import CELL_LIMIT, as_text

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_LINKS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}">'
    '<sheets><sheet name="Richieste" sheetId="1" r:id="r1"/></sheets></workbook>',
}

Table = Sequence[Sequence[str]]  # the first row is the header


def as_csv(table: Table, *, dates: Collection[int] = ()) -> bytes:
    """UTF-8 with BOM, `;` between fields: opens by double-click, every cell but those of `dates` stays text."""
    text = io.StringIO()
    rows = ([cell if at in dates else as_text(cell) for at, cell in enumerate(row)] for row in table)
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    return ("\ufeff" + text.getvalue()).encode()


def as_xlsx(table: Table, *, dates: Collection[int] = ()) -> bytes:
    """One sheet of inline strings (ECMA-376 part 1, 18.3.1.53): nothing is a formula, a number or a date."""
    rows = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in table)
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**_PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            archive.writestr(zipfile.ZipInfo(name), _HEAD + part, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def as_json(table: Table, *, dates: Collection[int] = ()) -> bytes:
    """A list of objects."""
    head, *rows = table
    objects = [dict(zip(head, row, strict=True)) for row in rows]
    return (json.dumps(objects, ensure_ascii=False, indent=2) + "\n").encode()


def _cell(value: str) -> str:
    text = escape(_NOT_XML.sub(" ", value)[:CELL_LIMIT])
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
