"""A sheet of the workbook as people see it: headings, formats, lists to choose from, help."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.batch.sheets.guide import CHOICES, explained, how
from pipeline.batch.sheets.layout import Column, Sheet
from pipeline.batch.sheets.rows import Value
from pipeline.batch.sheets.xlsx import column_letters
from pipeline.danish.fields import Form
from pipeline.danish.values import word

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

LAST_ROW = 1_048_576
TEXT = "@"
FORMATS: Mapping[Form, str] = {
    "dato": r"DD\-MM\-YYYY", "klokkeslaet": "HH:MM", "kroner": "#,##0.00", "tal": "General",
    "heltal": "0"}
"""How a column shows its values; every other one is text, so that numbers keep their first zeros."""
WIDTHS: Mapping[Form, int] = {"tekst": 48, "linje": 24, "valg": 20, "dato": 16, "kroner": 16,
                              "e-mail": 26}
NARROW = 16
PROMPT, PROMPT_TITLE = 255, 32
"""Characters that fit in what a cell tells when it is chosen."""
FONT = "Calibri"
DARK, PALE, WHITE = "FF1F3A5F", "FFE8EEF5", "FFFFFFFF"


class Choices:
    """The lists to choose from, each once, as the columns of a sheet of their own."""

    def __init__(self) -> None:
        self.titles: dict[tuple[str, ...], str] = {}

    def place(self, words: tuple[str, ...], title: str) -> str:
        """The range a list stands in; its title is that of the first column that has it."""
        self.titles.setdefault(words, title)
        letters = column_letters(list(self.titles).index(words))
        return f"{CHOICES}!${letters}$2:${letters}${len(words) + 1}"


def fill(page: Worksheet, sheet: Sheet, rows: Iterable[Sequence[Value]], choices: Choices) -> None:
    """A sheet's headings, its columns' formats, lists and help, and its rows."""
    headings(page, [f"{column.heading} *" if column.required else column.heading
                    for column in sheet.columns], [column.required for column in sheet.columns])
    for n, column in enumerate(sheet.columns):
        _format_column(page, n, column)
        _help_at_cells(page, n, column, choices)
    last = 1
    for last, values in enumerate(rows, start=2):
        for n, value in enumerate(values):
            if value is not None:
                write(page.cell(last, n + 1), value)
                _format_cell(page.cell(last, n + 1), sheet.columns[n])
    page.freeze_panes = "B2"
    page.auto_filter.ref = f"A1:{column_letters(len(sheet.columns) - 1)}{max(last, 2)}"
    page.page_setup.orientation = "landscape"
    page.print_title_rows = "1:1"


def headings(page: Worksheet, titles: Sequence[str], required: Sequence[bool] = ()) -> None:
    """The heading row; a required column has a star, a darker ground is only to find it faster."""
    from openpyxl.styles import Alignment, Font, PatternFill

    for n, title in enumerate(titles):
        cell = page.cell(1, n + 1, title)
        strong = n < len(required) and required[n]
        cell.font = Font(name=FONT, bold=True, color=WHITE if strong else DARK)
        cell.fill = PatternFill("solid", fgColor=DARK if strong else PALE)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.row_dimensions[1].height = 48


def write(cell: Cell, value: Value) -> None:
    """Put a value in a cell; text is never taken for a formula or an error."""
    if isinstance(value, str):
        # A literal "_x0041_" would be read as an escaped letter.
        cell.value = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", value)
        cell.data_type = "s"
        if value.startswith(("=", "'")):
            cell.quotePrefix = True
    else:
        cell.value = value


def _format_column(page: Worksheet, n: int, column: Column) -> None:
    dimension = page.column_dimensions[column_letters(n)]
    dimension.width = WIDTHS.get(column.field.form, NARROW) if column.field else NARROW
    _format_cell(dimension, column)


def _format_cell(cell: Any, column: Column) -> None:
    from openpyxl.styles import Alignment

    lines = column.field is not None and (column.field.form == "tekst" or _many(column))
    cell.number_format = number_format(column)
    cell.alignment = Alignment(vertical="top", wrap_text=lines)


def number_format(column: Column) -> str:
    """The format of a column's cells."""
    if column.field is None:
        return "0"
    return TEXT if _many(column) else FORMATS.get(column.field.form, TEXT)


def _many(column: Column) -> bool:
    return column.field is not None and column.field.many and not column.path.endswith("]")


def _help_at_cells(page: Worksheet, n: int, column: Column, choices: Choices) -> None:
    """What a cell tells when it is chosen, and the list it may have."""
    from openpyxl.worksheet.datavalidation import DataValidation

    field = column.field
    shown = f"{explained(column)} {how(field) if field and not field.codes else ''}".strip()
    told: dict[str, Any] = {
        "promptTitle": shortened(column.heading, PROMPT_TITLE), "prompt": shortened(shown, PROMPT),
        "showInputMessage": True, "allow_blank": True}
    if field and (field.codes or field.form == "ja-nej"):
        words = tuple(word(code) for code in field.codes) or ("ja", "nej")
        told |= {"type": "list", "formula1": choices.place(words, column.heading),
                 "showErrorMessage": not _many(column), "errorTitle": "Vælg fra listen",
                 "error": "Værdien er ikke en af dem, der kan vælges."}
    letters = column_letters(n)
    page.add_data_validation(DataValidation(sqref=f"{letters}2:{letters}{LAST_ROW}", **told))


def shortened(said: str, limit: int) -> str:
    """A text that fits, cut between words."""
    return said if len(said) <= limit else f"{said[:limit - 1].rpartition(' ')[0]}…"


