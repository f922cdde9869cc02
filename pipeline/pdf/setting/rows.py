"""Reading a table's rows and cells into a grid, merged cells joined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.pdf.setting.context import Context
from pipeline.pdf.word.properties import SIDES, Props, border
from pipeline.pdf.word.xml import VAL, W, local, on, points

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pipeline.pdf.setting.blocks import Block

MAX_COLUMNS = 63
"""As many as a table of Word's may have."""

Margins = tuple[float, float, float, float]
"""Left, top, right and bottom, in points."""


@dataclass(slots=True)
class Cell:
    """One cell: where it stands, how far it reaches, what it holds."""

    column: int
    columns: int
    element: Element | None
    rows: int = 1
    continued: bool = False
    fill: str = ""
    margins: Margins = (0.0, 0.0, 0.0, 0.0)
    vertical: str = "top"
    own: Props = field(default_factory=dict)
    """Its own borders by side, and those of the conditions it meets."""
    styled: Props = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Row:
    """One row and its cells, filled up to the grid."""

    number: int
    cells: list[Cell]
    height: float = 0.0
    rule: str = "auto"
    header: bool = False
    whole: bool = False
    margins: Element | None = None
    """The cell margins that the row has instead of the table's."""
    borders: Props = field(default_factory=dict)
    """The borders that the row has instead of the table's, by side."""


def read_rows(context: Context, element: Element) -> list[Row]:
    """The rows of a `w:tbl` that have cells, each cell at its place in the grid.

    None at all where one row is wider than any table of Word's.
    """
    rows = [_row(context, number, row) for number, row in enumerate(_rows(context, element))]
    rows = [row for row in rows if row.cells]
    if any(row.cells[-1].column + row.cells[-1].columns > MAX_COLUMNS for row in rows):
        return []
    for number, row in enumerate(rows):
        row.number = number
    return rows


def _rows(context: Context, element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == W + "tr":
            yield child
        elif child.tag in (W + "sdt", W + "customXml"):
            inner = child.find(W + "sdtContent") if child.tag == W + "sdt" else child
            if inner is not None:
                yield from _rows(context, inner)
        elif child.tag in (W + "ins", W + "del"):
            context.refuse("pdf-sporede-aendringer")


def _cells(context: Context, element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == W + "tc":
            yield child
        elif child.tag in (W + "sdt", W + "customXml"):
            inner = child.find(W + "sdtContent") if child.tag == W + "sdt" else child
            if inner is not None:
                yield from _cells(context, inner)


def _row(context: Context, number: int, element: Element) -> Row:
    row = Row(number, [])
    before = after = 0
    options = element.find(W + "trPr")
    for option in options if options is not None else ():
        name = local(option)
        if name == "trHeight":
            row.height = points(option.get(VAL))
            row.rule = option.get(W + "hRule") or "atLeast"
        elif name == "tblHeader":
            row.header = on(option)
        elif name == "cantSplit":
            row.whole = on(option)
        elif name in ("gridBefore", "gridAfter"):
            count = int(option.get(VAL) or 0)
            before, after = (count, after) if name == "gridBefore" else (before, count)
        elif name in ("ins", "del", "trPrChange"):
            context.refuse("pdf-sporede-aendringer")
        elif name == "tblCellSpacing" and points(option.get(W + "w")):
            context.refuse("pdf-tabel-celleafstand")
        elif name == "hidden" and on(option):
            context.refuse("pdf-tabel-raekke")
    for exception in element.iterfind(W + "tblPrEx/*"):
        _except(context, row, exception)
    at = before
    if before:
        row.cells.append(Cell(0, before, None))
    for child in _cells(context, element):
        cell = Cell(at, _span(child), child)
        at += cell.columns
        row.cells.append(cell)
    if after:
        row.cells.append(Cell(at, after, None))
    return row


def _except(context: Context, row: Row, exception: Element) -> None:
    """What a row has instead of what its table says."""
    name = local(exception)
    if name == "tblCellMar":
        row.margins = exception
    elif name == "tblBorders":
        row.borders = {SIDES.get(local(side), local(side)): border(side) for side in exception}
    elif name == "tblPrExChange":
        context.refuse("pdf-sporede-aendringer")
    elif not (name in ("tblW", "tblLayout", "tblLook") or (
            name == "tblCellSpacing" and not points(exception.get(W + "w"))) or (
            name == "shd" and exception.get(W + "fill", "auto") == "auto"
            and exception.get(VAL, "clear") in ("clear", "nil"))):
        context.refuse("pdf-tabel-raekke")


def _span(element: Element) -> int:
    span = element.find(f"{W}tcPr/{W}gridSpan")
    try:
        return max(1, int(span.get(VAL) or 1)) if span is not None else 1
    except ValueError:
        return 1


def merge(rows: list[Row], width: int) -> bool:
    """Join vertically merged cells, and fill short rows up; False where they do not fit."""
    openings: dict[int, Cell] = {}
    for row in rows:
        at = row.cells[-1].column + row.cells[-1].columns
        if at > width:
            return False
        if at < width:
            row.cells.append(Cell(at, width - at, None))
        still: dict[int, Cell] = {}
        for cell in row.cells:
            mark = (cell.element.find(f"{W}tcPr/{W}vMerge")
                    if cell.element is not None else None)
            if mark is None:
                continue
            above = openings.get(cell.column)
            if mark.get(VAL) == "restart" or above is None or above.columns != cell.columns:
                still[cell.column] = cell
            else:
                above.rows += 1
                cell.continued = True
                still[cell.column] = above
        openings = still
    return True
