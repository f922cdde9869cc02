"""Typst source to PDF, in this process: the compiler is kept, since it is asked for many forms."""

from __future__ import annotations

import datetime as dt
import functools
import threading
from typing import TYPE_CHECKING, Any, cast

from pipeline.errors import DocumentRefused, Problem, text
from pipeline.pdf.fonts import Library, folder

if TYPE_CHECKING:
    import typst

_LOCK = threading.Lock()
_LACKING = "could not be displayed"
FORM, ARCHIVE = ("ua-1",), ("ua-1", "a-2a")
"""What a form to fill in promises, and what the archive's copy of a filled one does."""


def pdf(source: str, standards: tuple[str, ...], timestamp: dt.datetime | None = None) -> bytes:
    """The source as a tagged PDF. Raises DocumentRefused where a letter stands in no font."""
    import typst

    # One form at a time: they are made one by one, and a second compiler costs as much as ten forms.
    with _LOCK:
        try:
            data: Any = _compiler().compile(
                input=source.encode(), format="pdf", pdf_standards=cast("Any", list(standards)),
                timestamp=timestamp)
        except typst.TypstError as error:
            if _LACKING not in error.message:
                raise
            raise DocumentRefused([Problem(
                "pdf", "blanket-tegn", text("Blanket"), text(
                    "Blanketten indeholder et tegn, som ingen af programmets skrifttyper har."), text(
                    "Find et tegn, der ikke er et almindeligt bogstav, for eksempel en smiley, og skriv "
                    "det på en anden måde."))]) from None
    assert isinstance(data, bytes)
    return data


@functools.lru_cache(1)
def _compiler() -> typst.Compiler:
    import typst

    # It reads no file; a root it must have.
    return typst.Compiler(root=str(folder()), font_paths=Library().typst(), ignore_system_fonts=True)
