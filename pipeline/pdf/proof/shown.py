"""The text a PDF shows, read the quick way, from files written the way Typst writes them.

Anything it does not know, it does not guess at: then it has no answer, and PDFium has to read.
"""

from __future__ import annotations

import functools
import itertools
import operator
import re
import zlib
from collections.abc import Iterable, Sequence

_XREF = re.compile(rb"startxref\n(\d+)\n%%EOF\s*\Z")
_COUNT = re.compile(rb"/Type/Pages/Count (\d+)/Kids\[([^]]*)\]")
_DIRECT = re.compile(rb"(\d+) 0 R")
_FONT = re.compile(rb"/Type/Font/Subtype/Type0/BaseFont/[^/]+/Encoding/Identity-H/")
_NAMED = re.compile(rb"/(\w+) (\d+) 0 R")
_GLYPHS = re.compile(rb"\d+ beginbfchar\n((?:<[0-9A-F]{4}> <(?:[0-9A-F]{4})+>\n)+)endbfchar")
_GLYPH = re.compile(rb"<(\w+)> <(\w+)>")

# A string may hold parentheses that match; others are escaped, and so is a line's end. What stands
# between strings only moves them apart.
_WITHIN = rb"(?:[^()\\\n]|\\[^\n])"
_STRING = (rb"\((?:" + _WITHIN + rb"++|\((?:" + _WITHIN + rb"++|\(" + _WITHIN
           + rb"*+\))*+\))*+\)|<[0-9A-F]*+>")
_TEXT = rb" 0 Tr/(\w+) [\d.]+ Tf [-\d. ]+ Tm\[?([(<][^\n]*[)>])[-\d.]*\]?T[Jj]\n"
_BLOCK = re.compile(rb"BT" + _TEXT + rb"ET\n")
_LEFTWARD = re.compile(
    rb"(?:BT|(?:EMC\n)*EMC|)(?:/Span<</ActualText\((?:\\[()]|[^\w()\\])\)>>BDC)?"
    rb"(?:/ReversedChars BMC)?" + _TEXT + rb"(?:(?:EMC\n)*ET\n)?")
"""Text that runs leftward is drawn, and read, from left to right as the rest.

Several in one block; a bracket among such words is drawn the other way round, and says so."""
_ALTERNATIVE = re.compile(rb"(?<=/MCID )\d+/Alt(?:" + _STRING + rb")(?=>>BDC\n)")
_STRINGS = re.compile(rb"(?:" + _STRING + rb"|[-\d.]++)*+")
_PIECE = re.compile(_STRING)
_MARK = re.compile(rb"\\([\\()])")
_ODD = re.compile(rb"\\(?![0-3][0-7][0-7]|[nrtbf])")
_NAMED_ESCAPES = {8: rb"\b", 9: rb"\t", 10: rb"\n", 12: rb"\f", 13: rb"\r", 92: rb"\\"}
_FORMS = [(rb"\(", 40), (rb"\)", 41), *(
    (_NAMED_ESCAPES.get(byte, b"%c" % byte if 31 < byte < 127 else rb"\%03o" % byte), byte)
    for byte in range(128))]
"""How the lower half of a glyph's number is written; a string with other bytes is hexadecimal."""
_WORD = re.compile(rb"(?<![/\w])[A-Za-z'\"*]+")
_NUMERIC = b"0123456789.-"
_GRAPHICS = frozenset((
    b"q Q cm cs scn CS SCN w J j M d m l c v y h re f F f* B B* b b* S s W W* n ri i "
    b"BDC BMC EMC Do").split())
_DRAWN = re.compile(rb"(?:/(\w+)\s+)?\bDo\b")


class _Unknown(Exception):
    """The file holds something that Typst would not have written."""


class _Glyphs(dict[int, str]):
    """What each glyph of a font stands for; a glyph without text is not passed over."""

    def __missing__(self, glyph: int) -> str:
        raise _Unknown


class _Font:
    """Reads what text blocks show: strings of glyphs, of two bytes each."""

    def __init__(self, glyphs: _Glyphs) -> None:
        self._glyphs = glyphs
        self._written = {form: glyphs[glyph] for form, glyph in _FORMS if glyph in glyphs}

    def read(self, shows: Sequence[bytes]) -> str:
        """The text, the quick way where all glyphs have numbers that fit in seven bits."""
        start, *glyphs = b"".join([each[1:-1] for each in shows]).split(rb"\000")
        if not start:
            try:
                return "".join(map(self._written.__getitem__, glyphs))
            except KeyError:
                pass
        return _decoded(shows).translate(self._glyphs)


def shown(data: bytes) -> list[str] | None:
    """The text of each page in the order it is drawn; None where the file is not Typst's."""
    try:
        return _File(data).pages()
    except (_Unknown, ValueError, IndexError, zlib.error):
        return None


class _File:
    """The objects of a PDF that was written once, uncompressed, with one table of them all."""

    def __init__(self, data: bytes) -> None:
        ending = _XREF.search(data, max(len(data) - 64, 0))
        if ending is None or data.count(b"startxref") != 1:
            raise _Unknown
        self._data = data
        self._fonts: dict[bytes, _Font] = {}
        start = int(ending[1])
        head = re.compile(rb"xref\n0 (\d+)\n").match(data, start)
        if head is None:
            raise _Unknown
        self._table, self._size = head.end(), int(head[1])
        self._trailer = data[self._table + 20 * self._size:ending.start()]

    def pages(self) -> list[str]:
        """The text of the pages, in the order of the page tree."""
        root = self._dictionary(self._sole(rb"/Root (\d+) 0 R", self._trailer))
        tree = _COUNT.search(self._dictionary(self._sole(rb"/Pages (\d+) 0 R", root)))
        if tree is None:
            raise _Unknown
        kids = _DIRECT.findall(tree[2])
        if len(kids) != int(tree[1]):
            raise _Unknown
        return [self._page(self._dictionary(kid)) for kid in kids]

    def _page(self, page: bytes) -> str:
        if not page.startswith(b"<</Type/Page/"):
            raise _Unknown
        resources = self._dictionary(self._sole(rb"/Resources (\d+) 0 R", page))
        content = self._stream(self._sole(rb"/Contents (\d+) 0 R", page))
        parts = (_LEFTWARD if b"/ReversedChars" in content else _BLOCK).split(content)
        self._only_graphics(b" ".join(parts[::3]), resources)
        fonts = dict(_NAMED.findall(_inner(resources, b"/Font")))
        # Most of a page is in one font, and one long text is read quicker than many short ones.
        return "".join([
            self._font(fonts.get(name)).read([shows for _, shows in blocks])
            for name, blocks in itertools.groupby(
                zip(parts[1::3], parts[2::3], strict=True), operator.itemgetter(0))])

    def _only_graphics(self, rest: bytes, resources: bytes) -> None:
        """Nothing besides the text blocks may show, or stand for, any text."""
        rest = _ALTERNATIVE.sub(b"", rest) if b"/Alt" in rest else rest
        if b"(" in rest or b"ActualText" in rest or b"/Properties" in resources:
            raise _Unknown
        # Numbers aside, there are few lines that differ.
        lines = set(rest.translate(None, _NUMERIC).split(b"\n"))
        words = set().union(*map(_words, lines))
        if not words <= _GRAPHICS:
            raise _Unknown
        pictures = dict(_NAMED.findall(_inner(resources, b"/XObject")))
        for name in _DRAWN.findall(rest) if b"Do" in words else ():
            if name not in pictures or b"/Subtype/Image/" not in self._object(pictures[name])[:200]:
                raise _Unknown

    def _font(self, number: bytes | None) -> _Font:
        if number is None:
            raise _Unknown
        if number not in self._fonts:
            font = self._dictionary(number)
            if _FONT.search(font) is None:
                raise _Unknown
            self._fonts[number] = _Font(_mapped(
                self._stream(self._sole(rb"/ToUnicode (\d+) 0 R", font))))
        return self._fonts[number]

    def _object(self, number: bytes) -> bytes:
        """What stands from the object's beginning on."""
        if not int(number) < self._size:
            raise _Unknown
        entry = self._table + 20 * int(number)
        start = int(self._data[entry:entry + 10])
        head = number + b" 0 obj\n"
        if not self._data.startswith(head, start):
            raise _Unknown
        return self._data[start + len(head):self._data.index(b"\nendobj\n", start)]

    def _dictionary(self, number: bytes) -> bytes:
        found = self._object(number)
        if not found.startswith(b"<<") or not found.endswith(b">>"):
            raise _Unknown
        return found

    def _stream(self, number: bytes) -> bytes:
        head, mark, packed = self._object(number).partition(b">>\nstream\n")
        if not mark or head.count(b"/Filter") != 1 or b"/Filter/FlateDecode" not in head:
            raise _Unknown
        return zlib.decompress(packed[:int(self._sole(rb"/Length (\d+)", head))])

    @staticmethod
    def _sole(pattern: bytes, where: bytes) -> bytes:
        """What the only match says."""
        found: list[bytes] = re.findall(pattern, where)
        if len(found) != 1:
            raise _Unknown
        return found[0]


@functools.lru_cache(maxsize=2048)
def _words(line: bytes) -> frozenset[bytes]:
    return frozenset(_WORD.findall(line))


def _inner(resources: bytes, name: bytes) -> bytes:
    """The names below one kind of resources."""
    start = resources.find(name + b"<<")
    return resources[start + len(name):resources.index(b">>", start)] if start >= 0 else b""


def _mapped(source: bytes) -> _Glyphs:
    """A font's glyphs, from its ToUnicode map."""
    if b"bfrange" in source or b"usecmap" in source:
        raise _Unknown
    blocks = _GLYPHS.findall(source)
    if len(blocks) != source.count(b"beginbfchar"):
        raise _Unknown
    return _Glyphs({int(glyph, 16): _character(text)
                    for block in blocks for glyph, text in _GLYPH.findall(block)})


@functools.lru_cache(maxsize=2048)
def _character(text: bytes) -> str:
    return bytes.fromhex(text.decode()).decode("utf-16-be")


def _decoded(shows: Iterable[bytes]) -> str:
    """The glyphs that text blocks show, each as the character of its number."""
    packed = b"".join(map(_string, shows))
    if _ODD.search(packed):
        raise _Unknown
    return packed.decode("unicode_escape").encode("latin-1").decode("utf-16-be")


def _string(shows: bytes) -> bytes:
    """The strings of one text block, in escapes that PDF and Python share."""
    if _STRINGS.fullmatch(shows) is None:
        raise _Unknown
    return b"".join([_MARK.sub(_escape, piece[1:-1]) if piece[:1] == b"(" else _escaped(piece)
                     for piece in _PIECE.findall(shows)])


def _escape(mark: re.Match[bytes]) -> bytes:
    return b"\\%03o" % ord(mark[1])


def _escaped(piece: bytes) -> bytes:
    return b"".join(b"\\%03o" % byte for byte in bytes.fromhex(piece[1:-1].decode()))
