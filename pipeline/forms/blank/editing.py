"""The font somebody goes on writing with in a viewer, embedded once in a form."""

from __future__ import annotations

import functools
from typing import Any

from pipeline.forms import letters
from pipeline.forms.letters import WIN_ANSI, Cut

NAME = "HjSans"
"""What the font is called in the form; the same as when a form is filled."""
_FLAGS = 1 << 5
_FIRST, _LAST = 32, 255


def font(pdf: Any) -> Any:
    """The font as an object of this PDF."""
    import pikepdf

    cut = _cut()
    file = pdf.make_stream(cut.data, Length1=len(cut.data))
    described = pdf.make_indirect(pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name(f"/{cut.name}"), Flags=_FLAGS,
        ItalicAngle=0, StemV=80, FontBBox=pikepdf.Array(cut.box), Ascent=cut.ascent,
        Descent=cut.descent, CapHeight=round(1000 * letters.CAP_HEIGHT), FontFile2=file))
    widths = dict(zip(cut.letters, cut.widths, strict=True))
    by_code = {letter.encode("cp1252")[0]: widths[letter] for letter in WIN_ANSI}
    return pdf.make_indirect(pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.TrueType, BaseFont=pikepdf.Name(f"/{cut.name}"),
        Encoding=pikepdf.Name.WinAnsiEncoding, FirstChar=_FIRST, LastChar=_LAST,
        FontDescriptor=described,
        Widths=pikepdf.Array([by_code.get(code, 0) for code in range(_FIRST, _LAST + 1)])))


@functools.lru_cache(1)
def _cut() -> Cut:
    return letters.cut(0, frozenset(WIN_ANSI))
