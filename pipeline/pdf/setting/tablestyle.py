"""Reading a table: its rows and cells, and what its style says of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.pdf.setting import blocks, columns
from pipeline.pdf.setting.conditions import Grid, TableStyle, table_style
from pipeline.pdf.setting.context import Context
from pipeline.pdf.setting.paragraph import Paragraph
from pipeline.pdf.setting.rows import Cell, Margins, Row, merge, read_rows
from pipeline.pdf.word import looks, properties
from pipeline.pdf.word.formats import Surroundings
from pipeline.pdf.word.properties import SIDES, Props
from pipeline.pdf.word.xml import OFF, VAL, W, local, on, points

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


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
    sticky: bool = False
    """Whether all of it, or its one row, stays with what follows."""
    row_headers: bool = False
    """Whether the first column tells what each row is about."""


def read_table(
    context: Context, element: Element, around: Surroundings, width: float,
) -> TableFormat | None:
    """Read a `w:tbl`; None where its form was refused."""
    direct = element.find(W + "tblPr")
    style = table_style(context.template, direct)
    _refuse_form(context, direct)
    rows = read_rows(context, element)
    if not rows:
        context.refuse("pdf-tabel-form")
        return None
    widths = columns.widths(element, [row.cells for row in rows], direct, width)
    if not merge(rows, len(widths)):
        context.refuse("pdf-tabel-form")
        return None
    table = TableFormat(widths, rows, style.borders, style.align,
                        _indent(context, style, direct))
    for row in rows:
        for cell in row.cells:
            _dress(context, style, table, row, cell, around)
    table.headers = _headers(rows)
    table.row_headers = style.first_column and not table.headers and len(widths) > 1
    kept = all(_kept(row) for row in rows[:-1])
    table.together, table.sticky = len(rows) > 1 and kept, kept and _kept(rows[-1])
    return table


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
    usual = style.margins if row.margins is None else columns.margins(row.margins, style.margins)
    cell.margins = _margins(own, usual)
    cell.vertical = _vertical(own, look.vertical)
    cell.styled = look.borders
    for side in own.iterfind(f"{W}tcBorders/*") if own is not None else ():
        name = SIDES.get(local(side))
        if name is None:
            context.refuse("pdf-skraa-kant")
        else:
            cell.own[name] = properties.border(side)
    inside = Surroundings(look.paragraph, look.run,
                          looks.is_dark(cell.fill) if cell.fill else around.dark, around.grid)
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
        if name == "tblCellSpacing" and points(child.get(W + "w")):
            context.refuse("pdf-tabel-celleafstand")
        elif name == "bidiVisual" and on(child):
            context.refuse("pdf-hoejre-mod-venstre")
        elif name == "tblPrChange":
            context.refuse("pdf-sporede-aendringer")


def _refuse_cell(context: Context, own: Element) -> None:
    for child in own:
        name = local(child)
        if name == "textDirection" and child.get(VAL) not in ("lrTb", "tb", None):
            context.refuse("pdf-tekstretning")
        elif name in ("hMerge", "tcFitText") and child.get(VAL) not in OFF:
            context.refuse("pdf-tabel-form")
        elif name in ("cellIns", "cellDel", "cellMerge", "tcPrChange"):
            context.refuse("pdf-sporede-aendringer")
