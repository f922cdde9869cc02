"""The pieces of a paragraph being read: neighbouring text that looks the same is one of them."""

from __future__ import annotations

from dataclasses import replace

from pipeline.pdf import emit
from pipeline.pdf.fonts import WIDEST
from pipeline.pdf.setting import breaks
from pipeline.pdf.setting.content import Content, cases
from pipeline.pdf.setting.context import Context
from pipeline.pdf.word.fields import NUMBERED, Field
from pipeline.pdf.word.formats import Format, interned, look_name
from pipeline.pdf.word.looks import Look

_LISTING = frozenset({"TOC", "TOA"})


class Pieces:
    """What a paragraph holds so far, and the text, links and fields that are still open."""

    def __init__(self, context: Context, format: Format, width: float) -> None:
        self.context = context
        self.format = format
        self.width = width
        self._line = max(width - format.left - format.right - max(format.first, 0.0), 1.0)
        self.content = Content()
        self._text = ""
        self.look = format.base
        self.links: list[str | None] = []
        self.fields: list[Field] = context.fields

    def put(self, text: str, look: Look) -> None:
        """Add text; runs that look the same are set as one."""
        if not text:
            return
        if self.fields and self._swallows(text, look):
            return
        if look is not self.look:
            self.flush()
            self.look = look
            if look.issues:
                self.context.refuse_all(look.issues)
        elif look.issues and not self._text:
            self.context.refuse_all(look.issues)
        if not text.isspace():
            self.context.rooms.append(self._room(look))
        self._text += text

    def _swallows(self, text: str, look: Look) -> bool:
        """Whether a field takes this text: as its instruction, or as a result it replaces."""
        current = self.fields[-1]
        if any(not each.in_result for each in self.fields):
            return True
        if current.name in NUMBERED or current.form:
            self.flush()
            self.look = look
            current.pieces.append(text)
            return True
        if len(self.content.chunks[-1][-1]) > 1 and any(
                each.name in _LISTING for each in self.fields):
            # What these words are decides: another letter's may be none of its shape.
            self.context.verbatim = False
            if text.strip().isdigit():
                # A page number that nobody works out may be another one here.
                self.context.refuse("pdf-felt", navn=current.name)
        return False

    def flush(self) -> None:
        """Set the text collected so far."""
        if not self._text:
            return
        text, self._text = self._text, ""
        if len(text) > breaks.LONGEST and max(map(len, text.split()), default=0) > breaks.LONGEST:
            self.context.refuse("pdf-ord-langt")
            return
        self.piece(self.styled(text, self.look))
        self.content.words = self.content.words or not text.isspace()

    def styled(self, text: str, look: Look, code: str = "") -> str:
        """Text, or ready code, in this look."""
        if not look.font.plain:
            self.context.sets(text, look.font)
        if look.capitals:
            self.context.verbatim = False
        if look.capitals == "caps":
            text = text.upper()
        elif look.capitals == "small" and not code:
            return _small_capitals(self, text, look)
        room = self._room(look)
        if room.ems < WIDEST:
            # Here even a mark for words would be broken off.
            self.context.verbatim = False
        body = code or breaks.words(text, room)
        if look is self.format.base:
            return body
        name = look_name(self.context.template, look)
        return f"{name}({emit.joined([body])})"

    def _room(self, look: Look) -> breaks.Room:
        """The line that text in this look has to itself."""
        letter = look.size * look.face.breadth + max(look.tracking, 0.0)
        heading = self.format.outline is not None and not self.context.running
        return breaks.Room(self._line / letter, 0.0 if heading else self._line)

    def piece(self, code: str) -> None:
        """Add code to the line, as a link where we are in one."""
        if self.links and self.links[-1] is not None:
            code = f"link({self.links[-1]}, {emit.joined([code])})"
        self.content.chunks[-1][-1][-1].append(code)
        self.content.visible = True


def _small_capitals(pieces: Pieces, text: str, look: Look) -> str:
    """Small capitals, for a font that has none: capitals, the small ones at four fifths."""
    template = pieces.context.template
    full = interned(template, replace(look, capitals=""))
    small = interned(template, replace(full, size=round(look.size * 1.6) / 2))
    return emit.joined([pieces.styled(piece.upper(), small if lower else full)
                        for piece, lower in cases(text)])
