"""A table style: what it says of the whole table, and of each row, column, band and corner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.pdf.setting import columns
from pipeline.pdf.setting.template import Template
from pipeline.pdf.word import properties
from pipeline.pdf.word.properties import SIDES, Props
from pipeline.pdf.word.styles import Style, TableLook, lay
from pipeline.pdf.word.xml import OFF, VAL, W, key_of, local, points

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_FLAGS = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100,
          "noHBand": 0x200, "noVBand": 0x400}


@dataclass(frozen=True, slots=True)
class Grid:
    """Where a cell stands in its table."""

    row: int
    column: int
    span: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class CellLook:
    """What the style says of one cell."""

    paragraph: tuple[tuple[str, str], ...]
    run: tuple[tuple[str, str], ...]
    fill: str
    vertical: str
    borders: Props


class TableStyle:
    """A table's style with its own direct settings laid over."""

    def __init__(self, chain: tuple[Style, ...], direct: Element | None) -> None:
        self._chain = chain
        self.borders: Props = {}
        self.margins = (5.4, 0.0, 5.4, 0.0)
        self.align = "left"
        self.indent = 0.0
        self._bands = (1, 1)
        for style in chain:
            self._lay(style.looks[""].table if "" in style.looks else None)
        self._lay(direct)
        self._flags = _look_flags(direct)
        self._memo: dict[tuple[str, ...], CellLook] = {}

    def cell(self, grid: Grid) -> CellLook:
        """What applies to the cell, the conditions it meets laid over each other in order."""
        met = tuple(f"{name} {edges}" for name, edges in self._conditions(grid))
        found = self._memo.get(met)
        if found is None:
            found = self._memo[met] = self._look(met)
        return found

    @property
    def first_column(self) -> bool:
        """Whether the first column stands out: it tells what each row is about."""
        return self._flags["firstColumn"]

    def _lay(self, element: Element | None) -> None:
        for child in element if element is not None else ():
            name = local(child)
            if name == "tblBorders":
                for side in child:
                    self.borders[SIDES.get(local(side), local(side))] = properties.border(side)
            elif name == "tblCellMar":
                self.margins = columns.margins(child, self.margins)
            elif name == "jc":
                self.align = {"center": "center", "right": "right", "end": "right"}.get(
                    child.get(VAL) or "", "left")
            elif name == "tblInd":
                self.indent = points(child.get(W + "w"))
            elif name == "tblStyleRowBandSize":
                self._bands = (int(child.get(VAL) or 1), self._bands[1])
            elif name == "tblStyleColBandSize":
                self._bands = (self._bands[0], int(child.get(VAL) or 1))

    def _conditions(self, grid: Grid) -> list[tuple[str, str]]:
        """The conditions the cell meets, weakest first, each with the sides at its edge."""
        flags = self._flags
        last_row, last_column = grid.row == grid.rows - 1, grid.column + grid.span == grid.columns
        top, left = grid.row == 0 and flags["firstRow"], grid.column == 0 and flags["firstColumn"]
        bottom, right = last_row and flags["lastRow"], last_column and flags["lastColumn"]
        whole = _edges(grid.row == 0, last_row, grid.column == 0, last_column)
        across = _edges(True, True, grid.column == 0, last_column)
        down = _edges(grid.row == 0, last_row, True, True)
        found = [("", whole), ("wholeTable", whole)]
        if not flags["noVBand"] and not left and not right:
            band = (grid.column - bool(flags["firstColumn"])) // max(self._bands[1], 1)
            found.append((f"band{1 + band % 2}Vert", down))
        if not flags["noHBand"] and not top and not bottom:
            band = (grid.row - bool(flags["firstRow"])) // max(self._bands[0], 1)
            found.append((f"band{1 + band % 2}Horz", across))
        found += [(name, sides) for name, sides, here in (
            ("firstCol", down, left), ("lastCol", down, right), ("firstRow", across, top),
            ("lastRow", across, bottom), ("neCell", "tblr", top and right),
            ("nwCell", "tblr", top and left), ("seCell", "tblr", bottom and right),
            ("swCell", "tblr", bottom and left)) if here]
        return found

    def _look(self, met: tuple[str, ...]) -> CellLook:
        paragraph: Props = {}
        run: Props = {}
        borders: Props = {}
        fill = vertical = ""
        for condition in met:
            name, _, edges = condition.partition(" ")
            for style in self._chain:
                look = style.looks.get(name)
                if look is None:
                    continue
                lay(paragraph, look.paragraph)
                run.update(look.run)
                cell = look.cell
                if cell is not None:
                    fill = _shade(cell, fill)
                    align = cell.find(W + "vAlign")
                    vertical = align.get(VAL) or vertical if align is not None else vertical
                _region_borders(look, edges, borders, bool(name))
        return CellLook(tuple(sorted(paragraph.items())), tuple(sorted(run.items())), fill,
                        vertical or "top", borders)


def table_style(template: Template, direct: Element | None) -> TableStyle:
    """The style of a table with this `w:tblPr`, worked out once per template."""
    key = ("t", key_of(direct))
    found = template.memo.get(key)
    if found is None:
        name = direct.find(W + "tblStyle") if direct is not None else None
        chain = template.styles.chain((name.get(VAL) or "") if name is not None else "", "table")
        found = template.memo.setdefault(key, TableStyle(chain, direct))
    assert isinstance(found, TableStyle)
    return found


def _edges(top: bool, bottom: bool, left: bool, right: bool) -> str:
    return "".join(letter for letter, here in zip(
        "tblr", (top, bottom, left, right), strict=True) if here)


def _region_borders(look: TableLook, edges: str, borders: Props, conditional: bool) -> None:
    """Borders of a region: its own sides where the cell lies at its edge, else the inner ones."""
    sources = [look.cell.find(W + "tcBorders") if look.cell is not None else None]
    if conditional:
        sources.insert(0, look.table.find(W + "tblBorders") if look.table is not None else None)
    for source in sources:
        named = {SIDES.get(local(side), ""): properties.border(side)
                 for side in (source if source is not None else ())}
        for side, inner in (("top", "insideH"), ("bottom", "insideH"), ("left", "insideV"),
                            ("right", "insideV")):
            wanted = side if side[0] in edges else inner
            if wanted in named:
                borders[side] = named[wanted]


def _shade(cell: Element, fill: str) -> str:
    shade = cell.find(W + "shd")
    if shade is None:
        return fill
    props: Props = {}
    properties.shade(shade, props)
    return "" if props["shd"] == "auto" else props["shd"]


def _look_flags(direct: Element | None) -> dict[str, bool]:
    look = direct.find(W + "tblLook") if direct is not None else None
    if look is None:
        return {**dict.fromkeys(_FLAGS, False), "noHBand": True, "noVBand": True}
    try:
        bits = int(look.get(VAL) or "0", 16)
    except ValueError:
        bits = 0
    return {name: (look.get(W + name) not in OFF if look.get(W + name) is not None
                   else bool(bits & bit)) for name, bit in _FLAGS.items()}
