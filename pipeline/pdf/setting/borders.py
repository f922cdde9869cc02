"""Which border is drawn between two cells: each edge of the grid is decided once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.pdf.word.properties import Props
from pipeline.pdf.word.strokes import KINDS, NONE, kind

if TYPE_CHECKING:
    from pipeline.pdf.setting.rows import Cell, Row
    from pipeline.pdf.setting.tablestyle import TableFormat

Edge = tuple[int, float, str]
"""A candidate: its rank (a cell's own word counts most), its width and the border."""


@dataclass(slots=True)
class Edges:
    """The borders of a table by edge: above (row, column) and left of (row, column)."""

    above: dict[tuple[int, int], Edge] = field(default_factory=dict)
    left: dict[tuple[int, int], Edge] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        """Whether the table draws a line anywhere."""
        return any(_drawn(edge[2]) for edges in (self.above, self.left)
                   for edge in edges.values())

    @property
    def unknown(self) -> list[str]:
        """The kinds of lines that cannot be drawn."""
        kinds = {kind(edge[2]) for edges in (self.above, self.left) for edge in edges.values()}
        return sorted(kinds - KINDS - {""})

    def around(self, cell: Cell, row: int) -> Props:
        """The cell's borders by side, where the whole side wears one."""
        columns = range(cell.column, cell.column + cell.columns)
        rows = range(row, row + cell.rows)
        sides = {
            "top": {self._value(self.above, row, column) for column in columns},
            "bottom": {self._value(self.above, row + cell.rows, column) for column in columns},
            "left": {self._value(self.left, number, cell.column) for number in rows},
            "right": {self._value(self.left, number, cell.column + cell.columns)
                      for number in rows},
        }
        return {side: value for side, values in sides.items()
                if len(values) == 1 and _drawn(value := next(iter(values)))}

    @staticmethod
    def _value(edges: dict[tuple[int, int], Edge], row: int, column: int) -> str:
        edge = edges.get((row, column))
        return edge[2] if edge is not None else NONE


def resolve(table: TableFormat) -> Edges:
    """Decide every edge between the two cells that share it."""
    edges = Edges()
    for row in table.rows:
        for cell in row.cells:
            if cell.continued or cell.element is None:
                continue
            sides = _sides(table, cell, row)
            bottom, right = row.number + cell.rows, cell.column + cell.columns
            for column in range(cell.column, right):
                _offer(edges.above, (row.number, column), sides["top"])
                _offer(edges.above, (bottom, column), sides["bottom"])
            for number in range(row.number, bottom):
                _offer(edges.left, (number, cell.column), sides["left"])
                _offer(edges.left, (number, right), sides["right"])
    return edges


def _sides(table: TableFormat, cell: Cell, row: Row) -> dict[str, Edge]:
    outer = {"top": row.number == 0, "bottom": row.number + cell.rows >= len(table.rows),
             "left": cell.column == 0,
             "right": cell.column + cell.columns >= len(table.columns)}
    found = {}
    for side, at_edge in outer.items():
        inner = "insideH" if side in ("top", "bottom") else "insideV"
        if side in cell.own:
            rank, value = 2, cell.own[side]
        elif side in cell.styled:
            rank, value = 1, cell.styled[side]
        else:
            place = side if at_edge else inner
            rank, value = 0, row.borders.get(place, table.borders.get(place, NONE))
        found[side] = (rank, _width(value), value)
    return found


def _offer(edges: dict[tuple[int, int], Edge], place: tuple[int, int], edge: Edge) -> None:
    standing = edges.get(place)
    # A drawn border wins over none, as in Word; then the cell's own word, then the heavier line.
    if standing is None or (_drawn(edge[2]), *edge[:2]) > (_drawn(standing[2]), *standing[:2]):
        edges[place] = edge


def _width(value: str) -> float:
    return float(value.split(" ")[1] or 0) if _drawn(value) else -1.0


def _drawn(value: str) -> bool:
    return bool(kind(value))
