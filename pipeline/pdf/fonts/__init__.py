"""The fonts of the PDF engine: which one stands in for the document's, and with whose metrics."""

from __future__ import annotations

from pathlib import Path

from pipeline.pdf.fonts.faces import ARIMO, Choice, Face
from pipeline.pdf.fonts.library import Library, package_folder
from pipeline.pdf.fonts.symbols import BOX_FONTS, BOXES, bullet, glyph
from pipeline.pdf.fonts.widths import WIDEST, width_bound

__all__ = ["ARIMO", "BOXES", "BOX_FONTS", "WIDEST", "Choice", "Face", "Library", "bullet", "folder",
           "glyph", "width_bound"]


def folder() -> Path:
    """Where the package with Arimo keeps its font files."""
    return package_folder("fontpkg_arimo")
