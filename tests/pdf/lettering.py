"""Small fonts made for a test: every character a box as wide as the test says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

LETTERS = "".join(map(chr, range(0x20, 0x7F))) + "æøåÆØÅ"


def font(path: Path, family: str, *, style: str = "Regular", width: int = 500, letters: str = LETTERS,
         **os2: Any) -> Path:
    """Write a font of 1000 units to the em; `os2` replaces fields of its OS/2 table."""
    names = {ord(char): f"g{number}" for number, char in enumerate(letters)}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap(names)
    glyphs = [".notdef", *names.values()]
    builder.setupGlyf({name: _box(width) for name in glyphs})
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (width, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    post = "".join(char for char in family if char.isascii() and char.isalnum())
    builder.setupNameTable({"familyName": family, "styleName": style, "psName": f"{post}-{style}"})
    bold, italic = "Bold" in style, "Italic" in style
    builder.setupOS2(**{
        "fsSelection": (bold << 5 | italic) or 1 << 6, "usWeightClass": 700 if bold else 400,
        "usWinAscent": 900, "usWinDescent": 300, "fsType": 0, **os2})
    builder.setupPost()
    path.parent.mkdir(parents=True, exist_ok=True)
    builder.save(path)
    return path


def _box(width: int) -> Any:
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for corner in ((50, 700), (width - 50, 700), (width - 50, 0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()
