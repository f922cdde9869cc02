"""The workbook for a kind of document, empty or with cases; the same bytes every time."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.batch.sheets.guide import CHOICES, HELP, help_rows
from pipeline.batch.sheets.layout import Case, Sheet, sheets_for
from pipeline.batch.sheets.pages import FONT, Choices, fill, headings, write
from pipeline.batch.sheets.rows import rows_of
from pipeline.documents import DocumentKind
from pipeline.docx.package import pack

if TYPE_CHECKING:
    import openpyxl
    from openpyxl.worksheet.worksheet import Worksheet

MOMENT = b"2020-01-01T00:00:00Z"
"""When every workbook says it was made: none tells when somebody asked for it."""

HELP_WIDTHS = (32, 16, 40, 62, 48, 40)
LINE = 15
"""Characters across the columns of the sheet of help, and a line's height in points."""


def workbook(kind: DocumentKind, cases: Sequence[Case] = ()) -> bytes:
    """An .xlsx file with the sheets for a kind of document, and with the rows of these cases.

    The cases must be valid. What they hold beyond the kind gets sheets and columns too.
    """
    from openpyxl import Workbook

    sheets, choices = sheets_for(kind, cases), Choices()
    book = Workbook()
    book.remove(book.active)
    _help_sheet(book.create_sheet(HELP), str(kind.titel), sheets)
    for sheet in sheets:
        rows = (row for case in cases for row in rows_of(case, sheet))
        fill(book.create_sheet(sheet.title), sheet, rows, choices)
    _choices_sheet(book.create_sheet(CHOICES), choices)
    book.properties.creator, book.properties.language = "hjemmetraening", "da-DK"
    book.properties.title = f"Regneark: {kind.titel}"
    return _saved(book)


def _help_sheet(page: Worksheet, title: str, sheets: Sequence[Sheet]) -> None:
    from openpyxl.styles import Alignment, Font

    for row, values in enumerate(help_rows(title, sheets), start=1):
        strong = len(values) == 1 or values[0] == "Ark"
        for n, value in enumerate(values, start=1):
            cell = page.cell(row, n)
            write(cell, value)
            cell.alignment = Alignment(wrap_text=len(values) > 2, vertical="top")
            if strong or (len(values) == 2 and n == 1):
                cell.font = Font(name=FONT, bold=True, size=14 if len(values) == 1 else 11)
        page.row_dimensions[row].height = LINE * (_lines(values) if len(values) > 2 else 1) + 4
    for n, width in enumerate(HELP_WIDTHS):
        page.column_dimensions["ABCDEF"[n]].width = width
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _lines(values: Sequence[str]) -> int:
    """How many lines the fullest cell of a row takes; programs do not all work it out themselves."""
    return max(math.ceil(len(value) / (width * 0.95))
               for value, width in zip(values, HELP_WIDTHS, strict=False))


def _choices_sheet(page: Worksheet, choices: Choices) -> None:
    headings(page, list(choices.titles.values()))
    for n, words in enumerate(choices.titles, start=1):
        page.column_dimensions[page.cell(1, n).column_letter].width = 26
        for row, word in enumerate(words, start=2):
            write(page.cell(row, n), word)
    page.freeze_panes = "A2"


def _saved(book: openpyxl.Workbook) -> bytes:
    """The file without the moment it was made: neither in its properties nor in its archive."""
    saved = io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = "docProps/core.xml"
    parts[core] = re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*", rb"\g<1>" + MOMENT, parts[core])
    return pack(parts)
