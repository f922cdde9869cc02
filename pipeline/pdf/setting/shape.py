"""The shape of a document: all of it but its words. Letters of one shape are walked once.

The words are taken out of the XML, a mark in the place of each; the walk gives code with the
marks in it; and every letter of the same shape has its own words put in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.pdf.emit import escaped
from pipeline.pdf.setting.breaks import LONGEST, Room, inside

# Words that read in XML as they are, but for the characters an escaping program escapes; what is
# blank is shape.
_BLANK = rb"(?:\s|\xc2\xa0)*+"
_WORDS = re.compile(rb"(<w:t(?: xml:space=\"preserve\")?>)(" + _BLANK
                    + rb"(?:[^<&]++|&(?:amp|lt|gt|quot|#34|#39);)++)(?=</w:t>)")
_ESCAPES = (("&#34;", '"'), ("&#39;", "'"), ("&quot;", '"'), ("&lt;", "<"), ("&gt;", ">"),
            ("&amp;", "&"))
_OTHER_WORDS = re.compile(rb"<w:t(?:\s[^>]*)?>" + _BLANK + rb"[^<]")
_UTF_8 = re.compile(rb"encoding\s*=\s*[\"']utf-8[\"']", re.IGNORECASE)
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|]]>")

_FIRST, _MOST = 0xF0000, 0xFFFD
MARK = re.compile("[\U000f0000-\U000ffffd]")
# Words have a literal to themselves, or share it with other words and blanks.
_BETWEEN = re.compile("|[\" \u00a0]|[\" \u00a0].*[\" \u00a0]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Shape:
    """A document's shape, and the words that came out of it."""

    pieces: tuple[bytes, ...]
    """The XML between the words."""
    words: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether all words came out of it; those it has kept may be other words in other letters."""
        return len(self.words) <= _MOST and not any(map(_OTHER_WORDS.search, self.pieces))

    @property
    def marked(self) -> bytes:
        """The XML with marks for words."""
        marks = [chr(_FIRST + number).encode() for number in range(len(self.words))]
        return b"".join(part for pair in zip(self.pieces, [*marks, b""], strict=True)
                        for part in pair)


def shape(data: bytes) -> Shape | None:
    """The shape of a document's main part; None where its words cannot be told from it safely."""
    if b"<!" in data or not data.startswith(b"<") or (
            b"encoding" in data[:100] and _UTF_8.search(data[:100]) is None):
        return None
    found = _WORDS.split(data)
    tags, texts = found[1::3], found[2::3]
    pieces = tuple(map(bytes.__add__, found[::3], [*tags, b""]))
    try:
        words = tuple(map(_read, tags, texts))
    except UnicodeDecodeError:
        return None
    return None if _UNFIT.search("\n".join(words)) else Shape(pieces, words)


def _read(tag: bytes, raw: bytes) -> str:
    """The words of one `w:t`, as the walk reads them."""
    text = raw.decode()
    if "&" in text:
        for escape, char in _ESCAPES:
            text = text.replace(escape, char)
    if b"preserve" not in tag:
        text = text.strip(" \t\n")
    return text.replace("\n", " ").replace("\t", " ")


@dataclass(frozen=True, slots=True)
class Form:
    """Code for a shape, cut where words go."""

    pieces: tuple[str, ...]
    rooms: tuple[Room, ...]
    """For each of the words, the line it stands in."""

    def filled(self, words: Sequence[str]) -> str | None:
        """The code with these words; None where several make one word that needs care."""
        code, run = [self.pieces[0]], ""
        for word, room, piece in zip(words, self.rooms, self.pieces[1:], strict=True):
            code += (inside(word, room), piece)
            # Words with nothing between them stand in one literal, and may be one word.
            run += word
            if len(run) > LONGEST:
                return None
            if piece:
                if run != word and inside(run, room) != escaped(run):
                    return None
                run = ""
        return "".join(code)


def form(code: str, first: int, rooms: Sequence[Room]) -> Form | None:
    """Code cut at its marks, of which `first` comes first, each with its room.

    None where marks are out of order, or where other text might make one word with a mark's.
    """
    marks = [ord(mark) - _FIRST for mark in MARK.findall(code)]
    pieces = MARK.split(code)
    if marks != list(range(first, first + len(marks))) or not all(
            map(_BETWEEN.fullmatch, pieces[1:-1])):
        return None
    return Form(tuple(pieces), tuple(rooms[first:first + len(marks)]))
