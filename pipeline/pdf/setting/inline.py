"""Inside a paragraph: runs, tabs, breaks, links, fields and pictures, as pieces of code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.pdf import fonts
from pipeline.pdf.emit import pt
from pipeline.pdf.setting import vml
from pipeline.pdf.setting.content import Aligned, Content, words
from pipeline.pdf.setting.drawings import drawing
from pipeline.pdf.setting.fielded import Fielded, locked
from pipeline.pdf.setting.links import destination
from pipeline.pdf.word.fields import Field
from pipeline.pdf.word.formats import run_look
from pipeline.pdf.word.looks import Look
from pipeline.pdf.word.vocabulary import CODES, IGNORED
from pipeline.pdf.word.xml import MC, R, W, local

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


class Inline(Fielded):
    """Reads the children of one paragraph."""

    def read(self, paragraph: Element) -> Content:
        """The whole paragraph."""
        self._children(paragraph)
        self.flush()
        self.end_fields()
        return self.content

    def _children(self, parent: Element) -> None:
        for child in parent:
            self.context.at = child
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
                self.put(words(child), look)
            elif tag == W + "rPr" or tag in IGNORED:
                continue
            else:
                reader = _RUN_READERS.get(tag)
                if reader is not None:
                    reader(self, child, look)
                else:
                    self.context.refuse(CODES.get(tag, "pdf-ukendt"), navn=local(child))

    def _tab(self, _element: Element, _look: Look) -> None:
        self.flush()
        self.content.chunks[-1][-1].append([])
        self.content.visible = True

    def _break(self, element: Element, _look: Look) -> None:
        self.flush()
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
        self.put("\u2011", look)

    def _soft_hyphen(self, _element: Element, look: Look) -> None:
        self.put("\u00ad", look)

    def _symbol(self, element: Element, look: Look) -> None:
        font, code = element.get(W + "font") or "", element.get(W + "char") or ""
        try:
            char = fonts.glyph(font, int(code, 16))
        except ValueError:
            char = None
        if char is None:
            self.context.refuse("pdf-symbol")
        else:
            self.put(char, look)

    def _drawing(self, element: Element, _look: Look) -> None:
        self.flush()
        found = drawing(self.context, element, self.width)
        if isinstance(found, str):
            self.piece(found)
        elif found is not None:
            link = self.links[-1] if self.links else None
            code = f"link({link}, {found.code})" if link is not None else found.code
            self.content.placed.append(replace(found, code=code))

    def _picture(self, element: Element, look: Look) -> None:
        """A drawing in Word's older language."""
        if vml.is_empty(element):
            return
        rule, drawn = vml.rule_of(element), vml.drawing_of(element)
        if rule is not None:
            self.flush()
            above, below = self.format.mark.edges()
            line = f"align(horizon, {rule if self.context.running else f'pdf.artifact({rule})'})"
            self.piece(f"box(width: 100%, height: {pt(above + below)}, baseline: {pt(below)}, {line})")
        elif drawn is not None:
            self._drawing(drawn, look)
        else:
            self.context.refuse("pdf-tekstboks")

    def _aligned_tab(self, element: Element, look: Look) -> None:
        """A `w:ptab`: to a place in the line, whatever the paragraph's own stops."""
        self._tab(element, look)
        whole = element.get(W + "relativeTo") != "indent"
        self.content.aligned.append((self.content.chunks[-1][-1], Aligned(
            element.get(W + "alignment") or "left", element.get(W + "leader") or "none", whole)))

    def _note(self, element: Element, look: Look) -> None:
        self.flush()
        found = self.context.notes.refer(self.context, element)
        if found is not None:
            self.piece(self.styled("", look, found))

    def _note_number(self, _element: Element, look: Look) -> None:
        self.put(self.context.noted or "", look)

    def _alternate(self, element: Element, _look: Look | None = None) -> None:
        choice = element.find(f"{MC}Choice")
        drawing = choice.find(f".//{W}drawing") if choice is not None else None
        if drawing is not None:
            self._drawing(drawing, self.format.base)
        else:
            self.context.refuse("pdf-tekstboks")

    def _simple_field(self, element: Element) -> None:
        self.flush()
        simple = Field(element.get(W + "instr") or "", locked(element))
        self.fields.append(simple)
        self.open_result(simple)
        self._children(element)
        self.flush()
        if not self.fields or self.fields[-1] is not simple:
            # A mark inside it ends a field that begins, or ends, outside.
            self.context.refuse("pdf-felt", navn=simple.name or "?")
            return
        self.fields.pop()
        self.close_result(simple, self.format.base)

    def _hyperlink(self, element: Element) -> None:
        self.flush()
        anchor, target = element.get(W + "anchor") or "", ""
        if (relation := element.get(R + "id")) is not None:
            target = self.context.rels.get(relation, ("", "", True))[1]
        self.links.append(destination(self.context, target, anchor))
        self._children(element)
        self.flush()
        self.links.pop()

    def _bookmark(self, element: Element) -> None:
        label = self.context.anchors.get(element.get(W + "name") or "")
        if label and label not in self.context.placed:
            self.flush()
            self.context.placed.add(label)
            self.content.chunks[-1][-1][-1].append(f"[#metadata(none)<{label}>]")

    def _content_control(self, element: Element) -> None:
        for child in element.iterfind(W + "sdtContent"):
            self._children(child)


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
    W + "ptab": Inline._aligned_tab,
    W + "br": Inline._break,
    W + "cr": Inline._break,
    W + "noBreakHyphen": Inline._no_break_hyphen,
    W + "softHyphen": Inline._soft_hyphen,
    W + "sym": Inline._symbol,
    W + "drawing": Inline._drawing,
    W + "pict": Inline._picture,
    W + "footnoteReference": Inline._note,
    W + "endnoteReference": Inline._note,
    W + "footnoteRef": Inline._note_number,
    W + "endnoteRef": Inline._note_number,
    W + "fldChar": Inline.field_mark,
    W + "instrText": Inline.instruction,
    MC + "AlternateContent": Inline._alternate,
}
