"""The tags of a flattened form: where a widget was read out, what it showed is read instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from pipeline.forms.limits import MAX_DEPTH
from pipeline.forms.objects import (
    dictionary,
    got,
    integer,
    items,
    key_of,
    name,
    number,
    raw,
    resolved,
    stream,
)

_CLAIM = re.compile(rb"<pdfuaid:part>\s*\d\s*</pdfuaid:part>|\spdfuaid:part=[\"']\d[\"']")


class Tags:
    """The structure of one document, as far as its widgets are in it; nothing where there is none."""

    def __init__(self, root: DictionaryObject) -> None:
        self._root = root
        tree = dictionary(root, "/StructTreeRoot")
        self._numbers: dict[int, Any] = {}
        self._whole = True
        if tree is not None:
            self._read(dictionary(tree, "/ParentTree"), 0)

    def _read(self, node: DictionaryObject | None, depth: int) -> None:
        if node is None or depth > MAX_DEPTH:
            return
        pairs = list(items(raw(node, "/Nums")))
        for key, value in zip(pairs[::2], pairs[1::2], strict=False):
            if number(key) is not None:
                self._numbers[integer(key)] = value
        for kid in items(raw(node, "/Kids")):
            found = resolved(kid)
            self._read(found if isinstance(found, DictionaryObject) else None, depth + 1)

    def mark(self, widget: DictionaryObject, page: DictionaryObject) -> tuple[str, str]:
        """What goes before and after a widget's drawing, so that it is read where the widget was."""
        element, order = self._element(widget), self._order(page)
        if element is None or order is None:
            self._whole = False
            return "", ""
        mcid = len(order)
        content = DictionaryObject({
            NameObject("/Type"): NameObject("/MCR"), NameObject("/MCID"): NumberObject(mcid)})
        if isinstance(page.indirect_reference, IndirectObject):
            content[NameObject("/Pg")] = page.indirect_reference
        self._exchange(element, widget, content)
        order.append(self._numbers[integer(raw(widget, "/StructParent"))])
        return f"/{name(raw(element, '/S')) or 'Span'} <</MCID {mcid}>> BDC ", "EMC "

    def drop(self, widget: DictionaryObject) -> None:
        """Take a widget that shows nothing out of what is read."""
        element = self._element(widget)
        if element is not None:
            self._exchange(element, widget, None)

    def close(self, add: Callable[[StreamObject], IndirectObject]) -> None:
        """Take back a claim of accessibility that the file cannot keep; `add` gives a stream its place.

        A stream without one, inside another object, would make a file that few programs can open.
        """
        meta = stream(self._root, "/Metadata")
        if not self._whole and meta is not None and _CLAIM.search(meta.get_data()):
            plain = StreamObject()
            plain._data = _CLAIM.sub(b"", meta.get_data())
            plain[NameObject("/Type")] = NameObject("/Metadata")
            plain[NameObject("/Subtype")] = NameObject("/XML")
            self._root[NameObject("/Metadata")] = add(plain)

    def _element(self, widget: DictionaryObject) -> DictionaryObject | None:
        place = number(raw(widget, "/StructParent"))
        found = resolved(self._numbers.get(int(place))) if place is not None else None
        return found if isinstance(found, DictionaryObject) else None

    def _order(self, page: DictionaryObject) -> ArrayObject | None:
        """The elements of a page's marked contents, by number."""
        place = number(raw(page, "/StructParents"))
        found = resolved(self._numbers.get(int(place))) if place is not None else None
        return found if isinstance(found, ArrayObject) else None

    @staticmethod
    def _exchange(element: DictionaryObject, widget: DictionaryObject,
                  content: DictionaryObject | None) -> None:
        """Put something else where an element refers to the widget."""
        held = got(element, "/K")
        kids = list(items(held)) if isinstance(held, ArrayObject) else [raw(element, "/K")]
        kept: list[Any] = []
        for kid in kids:
            found = resolved(kid)
            if isinstance(found, DictionaryObject) and name(raw(found, "/Type")) == "OBJR" and key_of(
                    raw(found, "/Obj")) == key_of(widget):
                if content is not None:
                    kept.append(content)
            elif kid is not None:
                kept.append(kid)
        element[NameObject("/K")] = ArrayObject(kept)


