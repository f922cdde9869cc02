"""Our own letters: which there are, how wide, and as a font file of just those that are used.

A form's own fonts are never used: their encodings are wrong more often than not, and then a viewer
shows other letters than were written. Arimo is as wide as Helvetica, which forms are drawn for.
"""

from __future__ import annotations

import functools
import hashlib
import io
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pipeline.pdf.fonts.library import package_folder

FILES = (("fontpkg_arimo", "Arimo[wght].ttf", "Arimo"),
         ("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf", "NotoSans"))
"""The first that has a letter sets it."""
CAP_HEIGHT, ASCENT, DESCENT = 0.716, 0.93, 0.212
"""Of Arimo, in em: a capital, a capital with a ring on it, and what hangs below the line."""
WIN_ANSI = "".join(
    bytes([code]).decode("cp1252") for code in range(32, 256)
    if code not in (0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D))
"""The letters that are always there, so that somebody can go on writing in a viewer."""
_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "MODIFIER", "COMBINING", "FEMININE", "MASCULINE", "MICRO",
            "OHM", "KELVIN", "ANGSTROM")
_DROPPED = ("gvar", "fvar", "avar", "HVAR", "MVAR", "STAT", "GPOS", "GSUB", "GDEF", "name", "OS/2",
            "post", "prep", "gasp", "DSIG", "meta")


@dataclass(frozen=True, slots=True)
class Cut:
    """A font file of some letters, each under a number of its own."""

    name: str
    """With the six letters that tell it apart from other parts of the same font."""
    data: bytes
    letters: tuple[str, ...]
    glyphs: tuple[int, ...]
    """The glyph of each letter in the file."""
    widths: tuple[int, ...]
    """Of each letter, in thousandths of its size."""
    box: tuple[int, int, int, int]
    ascent: int
    descent: int


_UNSEEN = {ord(char): None for char in "\u00ad\u200b\u2060\ufeff"} | {
    ord("\t"): " ", **{ord(char): "\n" for char in "\r\v\f\u0085\u2028\u2029"}}
"""What Word leaves in a text that is copied from it, and what is written instead."""


def normal(value: str) -> str:
    """A text as it is written into a form: composed letters, one kind of line end, nothing unseen."""
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n").translate(_UNSEEN))


def lacking(value: str) -> tuple[str, ...]:
    """The letters of a text that cannot be set, each once.

    Scripts that are read from the right, or whose letters take each other's shape, are among them.
    """
    return tuple(char for char in dict.fromkeys(value) if char != "\n" and face_of(char) is None)


@functools.lru_cache(4096)
def face_of(char: str) -> int | None:
    """Which font sets a letter; None where none can."""
    if unicodedata.category(char)[0] in "LM" and not unicodedata.name(char, "").startswith(_SCRIPTS):
        return None
    if unicodedata.bidirectional(char) in ("R", "AL", "AN") or unicodedata.category(char)[0] == "C":
        return None
    return next((number for number in range(len(FILES)) if ord(char) in _widths(number)), None)


def width(value: str) -> float:
    """How wide a line is, in em. Every letter must be one that can be set."""
    total = 0
    for char in value:
        face = face_of(char)
        total += _widths(face)[ord(char)] if face is not None else 0
    return total / 1000


@functools.lru_cache(64)
def cut(face: int, letters: frozenset[str]) -> Cut:
    """The font with these letters, and nothing else of it."""
    from fontTools import subset

    font, options = _font(face), subset.Options(
        layout_features=[], hinting=False, notdef_outline=True, glyph_names=False, name_IDs=[],
        recalc_timestamp=False)
    options.drop_tables += [tag for tag in _DROPPED if tag not in options.drop_tables]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(letter) for letter in letters])
    head, hhea = font["head"], font["hhea"]
    box = (head.xMin, head.yMin, head.xMax, head.yMax)
    subsetter.subset(font)
    target = io.BytesIO()
    font.save(target)
    ordered = tuple(sorted(letters))
    names, per_em = font.getBestCmap(), head.unitsPerEm
    data = target.getvalue()
    return Cut(
        f"{_tag(data)}+{FILES[face][2]}", data, ordered,
        tuple(font.getGlyphID(names[ord(letter)]) for letter in ordered),
        tuple(_widths(face)[ord(letter)] for letter in ordered),
        tuple(round(each * 1000 / per_em) for each in box),
        round(hhea.ascent * 1000 / per_em), round(hhea.descent * 1000 / per_em))


def faces_of(texts: Iterable[str]) -> dict[int, frozenset[str]]:
    """The letters each font is to have for these texts; the first always has the common ones."""
    found: dict[int, set[str]] = {0: set(WIN_ANSI)}
    for char in {char for text in texts for char in text}:
        face = face_of(char)
        if face is not None:
            found.setdefault(face, set()).add(char)
    return {face: frozenset(found[face]) for face in sorted(found)}


def _tag(data: bytes) -> str:
    return "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(data).digest()[:6])


@functools.lru_cache(4)
def _widths(face: int) -> dict[int, int]:
    """How wide each letter of a font is, in thousandths of its size."""
    font = _font(face)
    per_em, advances = font["head"].unitsPerEm, font["hmtx"].metrics
    return {code: round(advances[name][0] * 1000 / per_em)
            for code, name in font.getBestCmap().items()}


@functools.lru_cache(4)
def _file(face: int) -> bytes:
    package, name, _ = FILES[face]
    return (package_folder(package) / name).read_bytes()


def _font(face: int) -> Any:
    from fontTools.ttLib import TTFont  # heavy

    return TTFont(io.BytesIO(_file(face)), lazy=True, recalcTimestamp=False)
