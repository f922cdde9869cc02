"""Inside a paragraph: runs, tabs, breaks, links, fields and pictures, as pieces of code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.pdf import emit, fonts, images
from pipeline.pdf.content import Content, cases, words
from pipeline.pdf.context import Context
from pipeline.pdf.fields import NUMBERS, STATIC, Field, plain_number
from pipeline.pdf.formats import Format, interned, look_name, run_look
from pipeline.pdf.links import destination
from pipeline.pdf.looks import Look
from pipeline.pdf.vocabulary import CODES, IGNORED
from pipeline.pdf.xml import MC, R, W, local

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


class Inline:
    """Reads the children of one paragraph."""

    def __init__(self, context: Context, format: Format, ems: float) -> None:
        self.context = context
        self.format = format
        self.ems = ems
        self.content = Content()
        self._text = ""
        self._look = format.base
        self._links: list[str | None] = []
        self._fields: list[Field] = []

    def read(self, paragraph: Element) -> Content:
        """The whole paragraph."""
        self._children(paragraph)
        self._flush()
        for open_field in self._fields:
            self.context.refuse("pdf-felt", navn=open_field.name or "?")
        return self.content

    def _children(self, parent: Element) -> None:
        for child in parent:
            reader = _READERS.get(child.tag)
            if reader is not None:
                reader(self, child)
            elif child.tag not in IGNORED:
                self.context.refuse(CODES.get(child.tag, "pdf-ukendt"), navn=local(child))

    def _run(self, run: Element) -> None:
        look = run_look(self.context.template, self.format, run.find(W + "rPr"))
        if look.hidden:
            return
        for child in run:
            tag = child.tag
            if tag == W + "t":
                self._put(words(child), look)
            elif tag == W + "rPr" or tag in IGNORED:
                continue
            else:
                reader = _RUN_READERS.get(tag)
                if reader is not None:
                    reader(self, child, look)
                else:
                    self.context.refuse(CODES.get(tag, "pdf-ukendt"), navn=local(child))

    def _put(self, text: str, look: Look) -> None:
        """Add text; runs that look the same are set as one."""
        if not text:
            return
        if self._fields and self._swallows(look):
            return
        if look is not self._look:
            self._flush()
            self._look = look
            if look.issues:
                self.context.refuse_all(look.issues)
        elif look.issues and not self._text:
            self.context.refuse_all(look.issues)
        if look.font and not (look.font.lower() in fonts.BOX_FONTS and set(text) <= fonts.BOXES):
            self.context.refuse("pdf-skrift", navn=look.font)
        if not text.isspace():
            self.context.rooms.append(self.ems)
        self._text += text

    def _swallows(self, look: Look) -> bool:
        """Whether a field takes this text: as its instruction, or as a result it replaces."""
        current = self._fields[-1]
        if not current.in_result:
            return True
        if current.name in NUMBERS:
            current.pieces = [self._styled("", look)]
            return True
        return False

    def _flush(self) -> None:
        if not self._text:
            return
        text, self._text = self._text, ""
        self._piece(self._styled(text, self._look))
        self.content.words = self.content.words or not text.isspace()

    def _styled(self, text: str, look: Look, code: str = "") -> str:
        """Text, or ready code, in this look."""
        if look.capitals:
            self.context.verbatim = False
        if look.capitals == "caps":
            text = text.upper()
        elif look.capitals == "small" and not code:
            return _small_capitals(self, text, look)
        body = code or emit.breaking(text, self.ems)
        if look is self.format.base:
            return body
        name = look_name(self.context.template, look)
        return f"{name}({emit.joined([body])})"

    def _piece(self, code: str) -> None:
        if self._links and self._links[-1] is not None:
            code = f"link({self._links[-1]}, {emit.joined([code])})"
        self.content.chunks[-1][-1][-1].append(code)
        self.content.visible = True

    def _tab(self, _element: Element, _look: Look) -> None:
        self._flush()
        self.content.chunks[-1][-1].append([])
        self.content.visible = True

    def _break(self, element: Element, _look: Look) -> None:
        self._flush()
        kind = element.get(W + "type") or "textWrapping"
        if kind == "page":
            if self.context.depth or self.context.running:
                self.context.refuse("pdf-sideskift-i-tabel")
            self.content.chunks.append([[[]]])
        elif kind == "column":
            self.context.refuse("pdf-spalteskift")
        else:
            self.content.chunks[-1].append([[]])
            self.content.visible = True

    def _no_break_hyphen(self, _element: Element, look: Look) -> None:
        self._put("\u2011", look)

    def _soft_hyphen(self, _element: Element, look: Look) -> None:
        self._put("\u00ad", look)

    def _symbol(self, element: Element, look: Look) -> None:
        font, code = element.get(W + "font") or "", element.get(W + "char") or ""
        try:
            char = fonts.glyph(font, int(code, 16))
        except ValueError:
            char = None
        if char is None:
            self.context.refuse("pdf-symbol")
        else:
            self._put(char, look)

    def _drawing(self, element: Element, _look: Look) -> None:
        self._flush()
        code = images.drawing(self.context, element)
        if code is not None:
            self._piece(code)

    def _alternate(self, element: Element, _look: Look | None = None) -> None:
        choice = element.find(f"{MC}Choice")
        drawing = choice.find(f".//{W}drawing") if choice is not None else None
        if drawing is not None:
            self._drawing(drawing, self.format.base)
        else:
            self.context.refuse("pdf-tekstboks")

    def _field_mark(self, element: Element, look: Look) -> None:
        kind = element.get(W + "fldCharType")
        self._flush()
        if kind == "begin":
            self._fields.append(Field())
        elif not self._fields:
            self.context.refuse("pdf-felt", navn="?")
        elif kind == "separate":
            self._open_result(self._fields[-1])
        elif kind == "end":
            ended = self._fields.pop()
            if not ended.in_result:
                self._open_result(ended)
            self._close_result(ended, look)

    def _instruction(self, element: Element, _look: Look) -> None:
        if self._fields and not self._fields[-1].in_result:
            self._fields[-1].instruction += element.text or ""

    def _simple_field(self, element: Element) -> None:
        self._flush()
        simple = Field(element.get(W + "instr") or "")
        self._fields.append(simple)
        self._open_result(simple)
        self._children(element)
        self._flush()
        self._fields.pop()
        self._close_result(simple, self.format.base)

    def _open_result(self, current: Field) -> None:
        current.in_result = True
        if current.name == "HYPERLINK":
            self._links.append(destination(self.context, *current.link))
        elif current.name in NUMBERS:
            if not plain_number(current.instruction):
                self.context.refuse("pdf-sidetal")
        elif current.name not in STATIC:
            self.context.refuse("pdf-felt", navn=current.name or "?")

    def _close_result(self, current: Field, look: Look) -> None:
        if current.name == "HYPERLINK":
            self._links.pop()
        elif current.name in NUMBERS:
            look = self._look if current.pieces else look
            self._piece(self._styled("", look, NUMBERS[current.name]))

    def _hyperlink(self, element: Element) -> None:
        self._flush()
        anchor, target = element.get(W + "anchor") or "", ""
        if (relation := element.get(R + "id")) is not None:
            target = self.context.rels.get(relation, ("", "", True))[1]
        self._links.append(destination(self.context, target, anchor))
        self._children(element)
        self._flush()
        self._links.pop()

    def _bookmark(self, element: Element) -> None:
        label = self.context.anchors.get(element.get(W + "name") or "")
        if label and label not in self.context.placed:
            self._flush()
            self.context.placed.add(label)
            self.content.chunks[-1][-1][-1].append(f"[#metadata(none)<{label}>]")

    def _content_control(self, element: Element) -> None:
        for child in element.iterfind(W + "sdtContent"):
            self._children(child)


def _small_capitals(inline: Inline, text: str, look: Look) -> str:
    """Small capitals, for a font that has none: capitals, the small ones at four fifths."""
    template = inline.context.template
    full = interned(template, replace(look, capitals=""))
    small = interned(template, replace(full, size=round(look.size * 1.6) / 2))
    return emit.joined([inline._styled(piece.upper(), small if lower else full)
                        for piece, lower in cases(text)])


_READERS: dict[str, Callable[[Inline, Element], None]] = {
    W + "r": Inline._run,
    W + "hyperlink": Inline._hyperlink,
    W + "fldSimple": Inline._simple_field,
    W + "sdt": Inline._content_control,
    W + "smartTag": Inline._children,
    W + "customXml": Inline._children,
    W + "bookmarkStart": Inline._bookmark,
    MC + "AlternateContent": Inline._alternate,
}
_RUN_READERS: dict[str, Callable[[Inline, Element, Look], None]] = {
    W + "tab": Inline._tab,
    W + "br": Inline._break,
    W + "cr": Inline._break,
    W + "noBreakHyphen": Inline._no_break_hyphen,
    W + "softHyphen": Inline._soft_hyphen,
    W + "sym": Inline._symbol,
    W + "drawing": Inline._drawing,
    W + "fldChar": Inline._field_mark,
    W + "instrText": Inline._instruction,
    MC + "AlternateContent": Inline._alternate,
}
