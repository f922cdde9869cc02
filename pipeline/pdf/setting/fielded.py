"""Fields inside a paragraph: begun, told what to show, shown and ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.pdf.emit import literal
from pipeline.pdf.setting.links import destination
from pipeline.pdf.setting.pieces import Pieces
from pipeline.pdf.word.fields import NUMBERED, NUMBERS, SILENT, Field, form_text, plain_number
from pipeline.pdf.word.looks import Look
from pipeline.pdf.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_FORMS = frozenset({"FORMCHECKBOX", "FORMDROPDOWN"})


class Fielded(Pieces):
    """Reads fields; one that is as it is may go on through several paragraphs."""

    def field_mark(self, element: Element, look: Look) -> None:
        """A `w:fldChar`: where a field begins, shows its result, or ends."""
        kind = element.get(W + "fldCharType")
        self.flush()
        if kind == "begin":
            self.fields.append(Field(locked=locked(element), form=form_text(element)))
        elif not self.fields:
            self.context.refuse("pdf-felt", navn="?")
        elif kind == "separate":
            self.open_result(self.fields[-1])
        elif kind == "end":
            ended = self.fields[-1]
            if not ended.in_result:
                self.open_result(ended)
            self.fields.pop()
            self.close_result(ended, look)

    def instruction(self, element: Element, _look: Look) -> None:
        """A `w:instrText`: what the field is to show."""
        if self.fields and not self.fields[-1].in_result:
            self.fields[-1].instruction += element.text or ""

    def end_fields(self) -> None:
        """Here the paragraph ends; what goes on has to stand as it is."""
        for each in list(self.fields):
            if not (each.in_result and each.stands):
                self.context.refuse("pdf-felt", navn=each.name or "?")
                self.fields.remove(each)

    def open_result(self, current: Field) -> None:
        """From here on stands what the field showed last."""
        current.in_result = True
        if current.name == "HYPERLINK":
            self.links.append(destination(self.context, *current.link))
        elif current.links:
            outer = self.links[-1] if self.links else None
            self.links.append(destination(self.context, "", current.bookmark) or outer)
        if not self._asked():
            self._refuse(current)

    def close_result(self, current: Field, look: Look) -> None:
        """Set what the field shows here, where that is not what it showed last."""
        look = self.look if current.pieces else look
        if self._asked():
            pass
        elif current.name in NUMBERS:
            self.piece(self.styled("", look, NUMBERS[current.name]))
        elif current.name == "PAGEREF":
            self._page_of(current, look)
        elif current.name in _FORMS:
            self.put(current.form, look)
            self.flush()
        if current.name == "HYPERLINK" or current.links:
            self.links.pop()

    def _page_of(self, current: Field, look: Look) -> None:
        label = self.context.anchors.get(current.bookmark)
        stored = literal("".join(current.pieces))
        self.piece(self.styled("", look, f"page-of(<{label}>, {stored})" if label else stored))

    def _asked(self) -> bool:
        """Whether this stands in what some field is told to show."""
        return any(not each.in_result for each in self.fields)

    def _refuse(self, current: Field) -> None:
        name, running = current.name, self.context.running
        if name in NUMBERED:
            if not plain_number(current.instruction):
                self.context.refuse("pdf-sidetal")
            if name == "PAGEREF" and running:
                self.context.refuse("pdf-felt", navn=name)
        elif name == "STYLEREF" and running and not current.locked:
            # It shows another thing on each page.
            self.context.refuse("pdf-felt", navn=name)
        elif not (current.stands or current.locked or name in SILENT or name in _FORMS
                  or name == "HYPERLINK"):
            self.context.refuse("pdf-felt", navn=name or "?")


def locked(field: Element) -> bool:
    """Whether Word leaves a field's result as it stands."""
    return field.get(W + "fldLock") in ("1", "true", "on")
