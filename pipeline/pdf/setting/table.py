"""Tables: rows and cells read into a grid, then set as a table, or as a grid for mere layout."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.pdf.emit import array, colour, joined, pt
from pipeline.pdf.setting import blocks, borders, frames
from pipeline.pdf.setting.context import Context
from pipeline.pdf.setting.paragraph import Paragraph, set_alone
from pipeline.pdf.setting.placing import Placed
from pipeline.pdf.setting.rowheads import Heads
from pipeline.pdf.setting.rows import Cell, Row
from pipeline.pdf.setting.tablestyle import TableFormat, read_table
from pipeline.pdf.word.formats import Surroundings
from pipeline.pdf.word.strokes import stroke
from pipeline.pdf.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_DEPTH = 6
"""How many tables may stand in each other: each that has heights is measured before it is set."""


def set_table(
    context: Context, element: Element, around: Surroundings, width: float,
) -> blocks.Table | Placed:
    """One `w:tbl` as code, in its place in the text or at a place of its own."""
    place = context.place_of(context.number + 1, element)
    context.tables += not context.depth
    context.depth += 1
    try:
        if context.depth > MAX_DEPTH:
            context.refuse("pdf-tabel-dyb")
            return blocks.Table("none")
        table = read_table(context, element, around, width)
        if table is None:
            return blocks.Table("none")
        setter = _Setter(context, table)
        if setter.kind == "table":
            context.heads.append(_heads(table))
        code = setter.code()
    finally:
        context.depth -= 1
    away = element.find(f"{W}tblPr/{W}tblpPr")
    placed = None if away is None else frames.floating(context, away, code, table, place)
    return blocks.Table(code, table.sticky) if placed is None else placed


@dataclass(slots=True)
class _Setter:
    """Sets one table that has been read."""

    context: Context
    table: TableFormat
    edges: borders.Edges = field(init=False)
    kind: str = field(init=False)
    """Typst's `table`; or `grid` for what only lays text out, and is no table to a reader."""

    def __post_init__(self) -> None:
        self.edges = borders.resolve(self.table)
        for kind in self.edges.unknown:
            self.context.refuse("pdf-kant", navn=kind)
        layout = not self.table.headers and (not self.edges.any or _says_one_thing(self.table))
        self.kind = "grid" if layout or self.context.running else "table"

    def code(self) -> str:
        table = self.table
        rows = [self._row(row) for row in table.rows]
        heads = [cell for row in rows[:table.headers] for cell in row]
        body = [cell for row in rows[table.headers:] for cell in row]
        parts = [f"columns: {array([pt(column) for column in table.columns])}"]
        if table.align != "left":
            parts.append("align: left")
        if heads:
            parts.append(f"{self.kind}-head({', '.join(heads)})")
        parts += body
        code = f"{self.kind}-of({', '.join(parts)})"
        if table.together:
            code = f"whole({code})"
        if table.align in ("center", "right"):
            return f"align({table.align}, {code})"
        return f"inset-by({pt(table.indent)}, {code})" if table.indent else code

    def _row(self, row: Row) -> list[str]:
        cells = []
        lone = True
        for cell in row.cells:
            if cell.continued:
                continue
            cells.append(self._cell(row, cell, lone))
            lone = lone and cell.rows > 1
        return cells

    def _cell(self, row: Row, cell: Cell, carries_height: bool) -> str:
        sides = self.edges.around(cell, row.number)
        top_border = stroke(sides.get("top", "none 0 0 auto"))[0]
        bottom_border = 0.0
        if row.number + cell.rows >= len(self.table.rows):
            bottom_border = stroke(sides.get("bottom", "none 0 0 auto"))[0] / 2
        left, top, right, bottom = cell.margins
        before, content, after = blocks.spaced(self.context, _shown(cell.blocks))
        if row.whole and not row.height:
            # A cell in one piece has its outer space in its inset: that costs no blocks.
            top, bottom = top + before, bottom + after
        else:
            content = [*_gap(before), *content, *_gap(after)]
        body = joined(content)
        room = row.height - top - bottom - top_border
        aligned = {"center": "left + horizon", "bottom": "left + bottom"}.get(cell.vertical, "")
        if row.rule == "exact" and cell.rows == 1:
            if not aligned and any(isinstance(block, blocks.Table) for block in cell.blocks):
                body = f"deep({body})"
            inner = f"align({aligned}, {body})" if aligned else body
            body = f"exactly({pt(max(room, 0))}, {inner})"
        elif row.height and carries_height and cell.rows == 1 and not aligned:
            body = f"atleast({pt(max(room, 0))}, {body})"
        elif row.height and cell.rows == 1 and aligned:
            body = f"atleast({pt(max(room, 0))}, align({aligned}, {body}))"
        options = [f"inset: (left: {pt(left)}, top: {pt(top + top_border)}, "
                   f"right: {pt(right)}, bottom: {pt(bottom + bottom_border)})"]
        options += self._options(row, cell, sides, aligned)
        alone = _alone(cell) if row.whole and not row.height else None
        inner, body = alone or ("b", body)
        form = f"b => {self.kind}.cell({', '.join(options)}, {inner})"
        return f"{self.context.template.registry.name('c', form)}({body})"

    def _options(self, row: Row, cell: Cell, sides: dict[str, str], aligned: str) -> list[str]:
        options = []
        if cell.columns > 1:
            options.append(f"colspan: {cell.columns}")
        if cell.rows > 1:
            options.append(f"rowspan: {cell.rows}")
        strokes = [f"{side}: {stroke(value)[1]}" for side, value in sides.items()]
        if strokes:
            options.append(f"stroke: ({', '.join(strokes)})")
        if cell.fill:
            options.append(f"fill: {colour(cell.fill, 'FFFFFF')}")
        if row.whole or row.rule == "exact":
            options.append("breakable: false")
        if aligned:
            options.append(f"align: {aligned}")
        return options


def _heads(table: TableFormat) -> Heads:
    """For each row, whether its first cell is its header."""
    if not table.row_headers:
        return ()
    return tuple(any(cell.column == 0 and not cell.continued and cell.columns < len(table.columns)
                     and _says_something(cell) for cell in row.cells[:1]) for row in table.rows)


def _shown(held: list[blocks.Block]) -> list[blocks.Block]:
    """What a cell shows: Word wants a paragraph after a table in it, and gives it no height."""
    if len(held) < 2 or not isinstance(held[-2], blocks.Table):
        return held
    last = held[-1]
    idle = isinstance(last, Paragraph) and last.empty and not last.placed and not any(
        code for lines in last.content.chunks for line in lines for part in line for code in part)
    return held[:-1] if idle else held


def _says_something(cell: Cell) -> bool:
    return any(not isinstance(block, Paragraph) or not block.empty for block in cell.blocks)


def _says_one_thing(table: TableFormat) -> bool:
    """Whether at most one cell says anything: a bar or a box has no columns to tell of."""
    cells = [cell for row in table.rows for cell in row.cells]
    return sum(map(_says_something, cells)) <= 1


def _alone(cell: Cell) -> tuple[str, str] | None:
    """The cell's only paragraph, where that is all it holds: what sets a body `b`, and the body."""
    block = cell.blocks[0] if len(cell.blocks) == 1 else None
    return set_alone(block) if isinstance(block, Paragraph) else None


def _gap(height: float) -> list[str]:
    return [f"gap({pt(height)})"] if height > 0 else []
