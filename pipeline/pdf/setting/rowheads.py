"""Row headers: the first cells of rows made headers in a PDF that Typst has written.

Typst has headers for columns alone. What it writes for a cell is exactly as long as what a row's
header says, so nothing in the file moves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

Heads = tuple[bool, ...]
"""For each row of a table, whether its first cell is its header; none for a table without."""

_XREF = re.compile(rb"startxref\n(\d+)\n%%EOF\s*\Z")
_TABLE = re.compile(rb"xref\n0 (\d+)\n")
_ELEMENT = re.compile(
    rb" 0 obj\n<</Type/StructElem/S/(Table|TR|TD)/P \d+ 0 R([^\n]*)/K\[([^]\n]*)\]")
_KID = re.compile(rb"(\d+) 0 R")
_HEADERS, _SCOPE = b"/Headers[]", b"/Scope/Row"


class _Element(NamedTuple):
    """A table, a row or a cell: where it is called what it is, its attributes' place, its kids."""

    kind: bytes
    name: int
    attributes: tuple[int, int]
    kids: tuple[int, ...]


def with_row_headers(data: bytes, tables: Sequence[Heads]) -> bytes | None:
    """The PDF with its tables' row headers, tables in the order they end in the document.

    None where the file's tables are not these.
    """
    if not any(map(any, tables)):
        return data
    elements = _elements(data)
    written = [element for element in elements.values() if element.kind == b"Table"]
    if len(written) != len(tables):
        return None
    changed = bytearray(data)
    for table, heads in zip(written, tables, strict=True):
        if any(heads) and not _mark(changed, elements, table, heads):
            return None
    return bytes(changed)


def _mark(
    changed: bytearray, elements: dict[int, _Element], table: _Element, heads: Heads,
) -> bool:
    """Make the table's first cells headers; False where its rows are not those expected."""
    rows = [elements.get(kid) for kid in table.kids]
    if len(rows) != len(heads):
        return False
    for row, head in zip(rows, heads, strict=True):
        cells = [elements.get(kid) for kid in row.kids] if row is not None else []
        if head and not cells:
            return False
        for number, cell in enumerate(cells if head else ()):
            at = changed.find(_HEADERS, *cell.attributes) if cell is not None else -1
            if cell is None or cell.kind != b"TD" or at < 0:
                return False
            # Without headers named, a reader finds a cell's header by its scope.
            changed[at:at + len(_HEADERS)] = b" " * len(_HEADERS) if number else _SCOPE
            if not number:
                changed[cell.name:cell.name + 2] = b"TH"
    return True


def _elements(data: bytes) -> dict[int, _Element]:
    """The tables, rows and cells of the structure tree by object number, in the file's order."""
    ending = _XREF.search(data, max(len(data) - 64, 0))
    head = _TABLE.match(data, int(ending[1])) if ending is not None else None
    if head is None:
        return {}
    found = {}
    for element in _ELEMENT.finditer(data):
        at = data.rfind(b"\n", 0, element.start()) + 1
        digits = data[at:element.start()]
        number = int(digits) if digits.isdigit() else 0
        entry = head.end() + 20 * number
        # What only looks like an object, in some stream, is not in the table of them.
        if 0 < number < int(head[1]) and int(data[entry:entry + 10]) == at:
            found[number] = _Element(element[1], element.start(1), element.span(2),
                                     tuple(map(int, _KID.findall(element[3]))))
    return dict(sorted(found.items()))
