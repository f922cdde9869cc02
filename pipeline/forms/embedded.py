"""Our letters as a PDF's fonts: one that any letter can be written with, one to go on writing with."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from pipeline.forms import letters
from pipeline.forms.drawn import figure
from pipeline.forms.letters import WIN_ANSI, Cut

EDITING = "HjSans"
"""What the font is called that a viewer goes on writing with."""
_SET = "HjS"
_FLAGS = 1 << 5
_MAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{pairs}endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class Fonts:
    """The fonts of one filled form, and how a line is written with them."""

    def __init__(self, writer: PdfWriter, texts: Iterable[str]) -> None:
        """Every letter that is to be written must be among the texts, or be a common one."""
        self._codes: dict[str, tuple[str, int]] = {}
        fonts = DictionaryObject()
        for face, wanted in letters.faces_of(texts).items():
            cut = letters.cut(face, wanted)
            described = _descriptor(writer, cut)
            fonts[NameObject(f"/{_SET}{face}")] = _whole(writer, cut, described)
            self._codes |= {letter: (f"{_SET}{face}", code)
                            for code, letter in enumerate(cut.letters, start=1)}
            if face == 0:
                self.editing = _simple(writer, cut, described)
        self.resources = writer._add_object(DictionaryObject({NameObject("/Font"): fonts}))

    def shown(self, line: str, size: float) -> str:
        """The operators that write a line at the place the pen is."""
        parts: list[tuple[str, list[int]]] = []
        for letter in line:
            font, code = self._codes[letter]
            if not parts or parts[-1][0] != font:
                parts.append((font, []))
            parts[-1][1].append(code)
        return " ".join(f"/{font} {figure(size)} Tf <{''.join(f'{code:04X}' for code in codes)}> Tj"
                        for font, codes in parts)


def packed(data: bytes) -> StreamObject:
    """A stream of these bytes, compressed."""
    stream = StreamObject()
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    stream._data = zlib.compress(data)
    return stream


def _names(**entries: object) -> DictionaryObject:
    """A dictionary of names, numbers and objects."""
    return DictionaryObject({
        NameObject(f"/{key}"): NameObject(f"/{value}") if isinstance(value, str)
        else NumberObject(value) if isinstance(value, int) else value
        for key, value in entries.items()})


def _descriptor(writer: PdfWriter, cut: Cut) -> IndirectObject:
    file = packed(cut.data)
    file[NameObject("/Length1")] = NumberObject(len(cut.data))
    return writer._add_object(_names(
        Type="FontDescriptor", FontName=cut.name, Flags=_FLAGS, ItalicAngle=0, StemV=80,
        FontBBox=ArrayObject(NumberObject(each) for each in cut.box), Ascent=cut.ascent,
        Descent=cut.descent, CapHeight=round(1000 * letters.CAP_HEIGHT),
        FontFile2=writer._add_object(file)))


def _whole(writer: PdfWriter, cut: Cut, described: IndirectObject) -> IndirectObject:
    """A font with a number for each letter, and what each number means."""
    glyphs = b"\0\0" + b"".join(glyph.to_bytes(2, "big") for glyph in cut.glyphs)
    inner = _names(
        Type="Font", Subtype="CIDFontType2", BaseFont=cut.name, FontDescriptor=described, DW=0,
        CIDToGIDMap=writer._add_object(packed(glyphs)),
        W=ArrayObject([NumberObject(1), ArrayObject(NumberObject(each) for each in cut.widths)]))
    inner[NameObject("/CIDSystemInfo")] = DictionaryObject({
        NameObject("/Registry"): TextStringObject("Adobe"),
        NameObject("/Ordering"): TextStringObject("Identity"),
        NameObject("/Supplement"): NumberObject(0)})
    return writer._add_object(_names(
        Type="Font", Subtype="Type0", BaseFont=cut.name, Encoding="Identity-H",
        DescendantFonts=ArrayObject([writer._add_object(inner)]),
        ToUnicode=writer._add_object(packed(_meanings(cut)))))


def _meanings(cut: Cut) -> bytes:
    lines = [f"<{code:04X}> <{letter.encode('utf-16-be').hex().upper()}>\n"
             for code, letter in enumerate(cut.letters, start=1)]
    blocks = [lines[start:start + 100] for start in range(0, len(lines), 100)]
    pairs = "".join(f"{len(block)} beginbfchar\n{''.join(block)}endbfchar\n" for block in blocks)
    return _MAP.replace("{pairs}", pairs).encode("ascii")


def _simple(writer: PdfWriter, cut: Cut, described: IndirectObject) -> IndirectObject:
    """The same letters as a font of 224 codes, which every viewer can write with."""
    widths = dict(zip(cut.letters, cut.widths, strict=True))
    by_code = {letter.encode("cp1252")[0]: widths[letter] for letter in WIN_ANSI}
    return writer._add_object(_names(
        Type="Font", Subtype="TrueType", BaseFont=cut.name, Encoding="WinAnsiEncoding",
        FirstChar=32, LastChar=255, FontDescriptor=described,
        Widths=ArrayObject(NumberObject(by_code.get(code, 0)) for code in range(32, 256))))
