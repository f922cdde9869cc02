"""How wide a table's columns are, and how far text stands from a cell's edges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from pipeline.pdf.word.xml import W, local, points

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


class Placed(Protocol):
    """A cell's place, as far as widths care."""

    column: int
    columns: int
    element: Element | None


def widths(
    table: Element, rows: Sequence[Sequence[Placed]], direct: Element | None, room: float,
) -> list[float]:
    """The columns' widths in points: the cells' own, else the grid's, else what is left.

    Where columns fit what they hold, cells only wish: the grid is what Word made of it last.
    """
    grid = [points(column.get(W + "w")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    count = max(len(grid), *(row[-1].column + row[-1].columns for row in rows))
    total = _total(direct, room)
    found = [0.0] * count
    if len(grid) == count and not _fixed(direct) and _fitted(grid):
        found = list(grid)
    for row in rows:
        for cell in row:
            if cell.columns == 1 and not found[cell.column] and cell.element is not None:
                found[cell.column] = measure(
                    cell.element.find(f"{W}tcPr/{W}tcW"), total or room)
    for number, width in enumerate(found):
        if not width and number < len(grid):
            found[number] = grid[number]
    missing = [number for number, width in enumerate(found) if not width]
    rest = max((total or room) - sum(found), 0.0)
    for number in missing:
        found[number] = rest / len(missing)
    if total and direct is not None and _is_share(direct) and sum(found):
        return [width * total / sum(found) for width in found]
    return found


def measure(element: Element | None, whole: float) -> float:
    """A table measure in points: twentieths, or fiftieths of a percent of `whole`."""
    if element is None:
        return 0.0
    value, kind = element.get(W + "w") or "0", element.get(W + "type") or "dxa"
    if value.endswith("%"):
        return whole * float(value[:-1]) / 100
    if kind == "pct":
        return whole * float(value) / 5000
    return points(value) if kind == "dxa" else 0.0


def margins(
    element: Element, default: tuple[float, float, float, float],
) -> tuple[float, float, float, float]:
    """Cell margins (left, top, right, bottom), those not named as in `default`."""
    left, top, right, bottom = default
    for side in element:
        value = measure(side, 0.0)
        name = local(side)
        if name in ("left", "start"):
            left = value
        elif name in ("right", "end"):
            right = value
        elif name == "top":
            top = value
        elif name == "bottom":
            bottom = value
    return left, top, right, bottom


def _fixed(direct: Element | None) -> bool:
    layout = direct.find(W + "tblLayout") if direct is not None else None
    return layout is not None and layout.get(W + "type") == "fixed"


def _fitted(grid: Sequence[float]) -> bool:
    """Whether a grid was made by setting the table: programs that never do make all columns equal."""
    return min(grid) > 0 and max(grid) - min(grid) > 0.1


def _total(direct: Element | None, room: float) -> float:
    return measure(direct.find(W + "tblW"), room) if direct is not None else 0.0


def _is_share(direct: Element) -> bool:
    width = direct.find(W + "tblW")
    return width is not None and (
        width.get(W + "type") == "pct" or (width.get(W + "w") or "").endswith("%"))
