"""Reading a table: its rows and cells, and what its style says of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.pdf import blocks, columns, looks, properties
from pipeline.pdf.conditions import Grid, TableStyle, table_style
from pipeline.pdf.context import Context
from pipeline.pdf.formats import Surroundings
from pipeline.pdf.paragraph import Paragraph
from pipeline.pdf.properties import SIDES, Props
from pipeline.pdf.xml import OFF, VAL, W, local, on, points

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

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
    blocks: list[blocks.Block] = field(default_factory=list)


@dataclass(slots=True)
class Row:
    """One row and its cells, filled up to the grid."""

    number: int
    cells: list[Cell]
    height: float = 0.0
    rule: str = "auto"
    header: bool = False
    whole: bool = False


@dataclass(slots=True)
class TableFormat:
    """A table, read: its columns, rows and outer form."""

    columns: list[float]
    rows: list[Row]
    borders: Props
    align: str
    indent: float
    headers: int = 0
    together: bool = False


def read_table(
    context: Context, element: Element, around: Surroundings, width: float,
) -> TableFormat | None:
    """Read a `w:tbl`; None where its form was refused."""
    direct = element.find(W + "tblPr")
    style = table_style(context.template, direct)
    _refuse_form(context, direct)
    rows = [_row(context, number, row) for number, row in enumerate(_rows(context, element))]
    rows = [row for row in rows if row.cells]
    if not rows:
        context.refuse("pdf-tabel-form")
        return None
    widths = columns.widths(element, [row.cells for row in rows], direct, width)
    if not _merge(rows, len(widths)):
        context.refuse("pdf-tabel-form")
        return None
    table = TableFormat(widths, rows, style.borders, style.align,
                        _indent(context, style, direct))
    for row in rows:
        row.number = rows.index(row)
        for cell in row.cells:
            _dress(context, style, table, row, cell, around)
    table.headers = _headers(rows)
    table.together = len(rows) > 1 and all(_kept(row) for row in rows[:-1])
    return table


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
    exceptions = element.find(W + "tblPrEx")
    if exceptions is not None and any(local(child) != "tblLook" for child in exceptions):
        context.refuse("pdf-tabel-raekke")
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


def _span(element: Element) -> int:
    span = element.find(f"{W}tcPr/{W}gridSpan")
    try:
        return max(1, int(span.get(VAL) or 1)) if span is not None else 1
    except ValueError:
        return 1


def _merge(rows: list[Row], width: int) -> bool:
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


def _dress(
    context: Context, style: TableStyle, table: TableFormat, row: Row, cell: Cell,
    around: Surroundings,
) -> None:
    """Give a cell its fill, margins and borders, and read what it holds."""
    element = cell.element
    if element is None or cell.continued:
        _skip(context, element)
        return
    grid = Grid(row.number, cell.column, cell.columns, len(table.rows), len(table.columns))
    look = style.cell(grid)
    own = element.find(W + "tcPr")
    if own is not None:
        _refuse_cell(context, own)
    cell.fill = _fill(context, own, look.fill)
    cell.margins = _margins(own, style.margins)
    cell.vertical = _vertical(own, look.vertical)
    cell.styled = look.borders
    for side in (own.find(W + "tcBorders") if own is not None else None) or ():
        name = SIDES.get(local(side))
        if name is None:
            context.refuse("pdf-skraa-kant")
        else:
            cell.own[name] = properties.border(side)
    inside = Surroundings(look.paragraph, look.run,
                          looks.is_dark(cell.fill) if cell.fill else around.dark)
    room = sum(table.columns[cell.column:cell.column + cell.columns])
    cell.blocks = blocks.read(context, blocks.elements(context, element), inside,
                              max(room - cell.margins[0] - cell.margins[2], 1.0))


def _skip(context: Context, element: Element | None) -> None:
    """A cell hidden by a merge must be empty: Word does not show what it holds."""
    if element is not None:
        context.number += sum(1 for _ in element.iter(W + "p"))


def _fill(context: Context, own: Element | None, styled: str) -> str:
    shade = own.find(W + "shd") if own is not None else None
    if shade is None:
        return styled
    props: Props = {}
    properties.shade(shade, props)
    context.refuse_all(properties.refused(props))
    value = props.get("shd", "auto")
    return "" if value == "auto" else value


def _margins(own: Element | None, default: Margins) -> Margins:
    element = own.find(W + "tcMar") if own is not None else None
    return default if element is None else columns.margins(element, default)


def _vertical(own: Element | None, styled: str) -> str:
    element = own.find(W + "vAlign") if own is not None else None
    return styled if element is None else element.get(VAL) or "top"


def _headers(rows: list[Row]) -> int:
    """How many rows at the top repeat on each page; not all of them can."""
    count = 0
    while count < len(rows) and rows[count].header:
        count += 1
    return count if count < len(rows) else 0


def _kept(row: Row) -> bool:
    for cell in row.cells:
        for block in cell.blocks:
            return isinstance(block, Paragraph) and block.format.keep_next
    return False


def _indent(context: Context, style: TableStyle, direct: Element | None) -> float:
    own = direct.find(W + "tblInd") if direct is not None else None
    indent = points(own.get(W + "w")) if own is not None else style.indent
    # Before Word 2013 a table's text, from then on its edge, stood in line with the margin.
    return indent if context.template.settings.compatibility >= 15 else indent - style.margins[0]


def _refuse_form(context: Context, direct: Element | None) -> None:
    for child in direct if direct is not None else ():
        name = local(child)
        if name == "tblpPr":
            context.refuse("pdf-tabel-flydende")
        elif name == "tblCellSpacing" and points(child.get(W + "w")):
            context.refuse("pdf-tabel-celleafstand")
        elif name == "bidiVisual" and on(child):
            context.refuse("pdf-hoejre-mod-venstre")
        elif name == "tblPrChange":
            context.refuse("pdf-sporede-aendringer")


def _refuse_cell(context: Context, own: Element) -> None:
    for child in own:
        name = local(child)
        if name == "textDirection" and child.get(VAL) not in ("lrTb", "lr", None):
            context.refuse("pdf-tekstretning")
        elif name in ("hMerge", "tcFitText") and child.get(VAL) not in OFF:
            context.refuse("pdf-tabel-form")
        elif name in ("cellIns", "cellDel", "cellMerge", "tcPrChange"):
            context.refuse("pdf-sporede-aendringer")
