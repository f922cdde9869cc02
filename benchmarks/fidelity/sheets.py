"""Pictures for people: our pages in a row above LibreOffice's, from where they part."""

from __future__ import annotations

from pathlib import Path

DPI = 60
MOST = 5
"""Pages in a row; more would be too small to read."""
GAP = 12


def sheet(ours: Path, theirs: Path, target: Path, start: int) -> None:
    """Write both rows as one PNG; `start` is the first page to show, from 1."""
    import pypdfium2
    from PIL import Image

    from benchmarks.fidelity.likeness import picture

    rows = []
    for path in (ours, theirs):
        document = pypdfium2.PdfDocument(path)
        last = min(len(document), start - 1 + MOST)
        rows.append([picture(document[number], DPI) for number in range(start - 1, last)])
        document.close()
    wide = max(sum(page.width + GAP for page in row) for row in rows)
    high = [max((page.height for page in row), default=20) + GAP for row in rows]
    whole = Image.new("L", (wide + GAP, sum(high) + GAP), 160)
    y = GAP
    for row, height in zip(rows, high, strict=True):
        x = GAP
        for page in row:
            whole.paste(page, (x, y))
            x += page.width + GAP
        y += height
    whole.save(target)
