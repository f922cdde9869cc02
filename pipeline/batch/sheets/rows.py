"""A case as rows of a workbook's sheets: what the reader makes into the same case again."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pipeline.batch.sheets.headings import CASE, OWN
from pipeline.batch.sheets.layout import Case, Column, Sheet, at
from pipeline.danish.fields import Field, lists
from pipeline.danish.values import word
from pipeline.formats import parse_date

Value = str | int | Decimal | dt.date | dt.time | None

FIRST_DAY = dt.date(1900, 3, 1)
"""Before this day spreadsheet programs count differently; such dates are written as text."""


def rows_of(case: Case, sheet: Sheet) -> Iterator[tuple[Value, ...]]:
    """The case's rows on a sheet."""
    for numbers, item in _items(case, sheet.base):
        yield tuple(_value(case, item, numbers, column) for column in sheet.columns)


def _items(case: Case, base: str) -> Iterator[tuple[tuple[int, ...], Any]]:
    """Every item of a list, with its number and those of the items it stands in, from 0."""
    found: list[tuple[tuple[int, ...], Any]] = [((), case)]
    for part in base.split("[].") if base else ():
        found = [((*numbers, n), item) for numbers, node in found
                 for n, item in enumerate(at(node, part) or ())]
    yield from found


def _value(case: Case, item: Any, numbers: tuple[int, ...], column: Column) -> Value:
    if column.path == CASE:
        return str(case["sagsnummer"])
    if column.path == OWN:
        return numbers[-1] + 1
    if column.path.startswith("#"):
        return numbers[int(column.path[1:])] + 1
    path, _, number = column.path.partition("[")
    value = at(item, path)
    if value is None or column.field is None:
        return None
    if number:
        n = int(number.rstrip("]"))
        return _cell(value[n], column.field) if n < len(value) else None
    if column.field.form == "ingen":
        return None if value else "ingen"
    if isinstance(value, list):
        return "\n".join(str(_cell(one, column.field)) for one in value) if value else "ingen"
    return _cell(value, column.field)


def _cell(value: Any, field: Field) -> Value:
    """A single value as people would write it in a cell."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, int | Decimal):
        return value
    if field.form == "valg":
        return word(value)
    if field.form == "dato" and (day := parse_date(value)) and day >= FIRST_DAY:
        return day
    if field.form == "klokkeslaet" and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value, re.ASCII):
        return dt.time.fromisoformat(value)
    return str(value)


def linked(sheet: Sheet) -> str:
    """How a sheet's rows find their case, in words."""
    if not sheet.base:
        return "Sagsnummer er sagens nummer. De andre ark bruger det til at finde sagen."
    above = lists()[sheet.base].above
    names = " og ".join(f"»{lists()[path].item} nr.«" for path in above)
    which = f", {names} hvilken række" if names else ""
    return f"En række for hver. Sagsnummer siger hvilken sag{which}."
