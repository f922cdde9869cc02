"""What stands in a paragraph of a Word template, run by run: words, tags, and all else."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from lxml import etree

from pipeline.docx.tags import W, find_tags

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WITHOUT_LOOK = tuple(f"{W}{name}" for name in ("lang", "noProof", "webHidden"))
_DROPPED = tuple(f"{W}{name}" for name in ("proofErr", "lastRenderedPageBreak"))
ANCHORS = tuple(f"{W}{name}" for name in (
    "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd"))
"""Marks without an extent: they stay at the paragraph's ends."""
_CHARACTERS = {f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad"}
_NAMES = {f"{W}tab": "tab", f"{W}br": "linje", f"{W}cr": "linje"}
_FIELD_ENDS = {"begin": 1, "end": -1}
ALONE = re.compile(r"\{[{%][-+]?(?:p|tr|tc)\s")
"""docxtpl's tags that take their paragraph, row or cell out: no sentence stands with them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, a tag as written, or a thing in the text, with how it looks and the link it is in.

    `name` is what a thing is called; `elements` are what it is made of.
    """

    kind: Literal["text", "tag", "thing"]
    value: str
    look: bytes = b""
    link: Any = field(default=None, compare=False)
    elements: tuple[Any, ...] = field(default=(), compare=False)


def pieces_of(paragraph: Any) -> list[Piece]:
    """A paragraph's pieces in order; a tag that is split between runs is whole, where it begins."""
    return list(_whole_tags(list(_fields_together(_inline(paragraph, None)))))


def _inline(container: Any, link: Any) -> Iterator[Piece]:
    for child in container:
        if child.tag == f"{W}r":
            yield from _run(child, link)
        elif child.tag == f"{W}hyperlink":
            yield from _inline(child, child)
        elif child.tag == f"{W}smartTag":
            yield from _inline(child, link)
        elif child.tag != f"{W}pPr" and child.tag not in (*ANCHORS, *_DROPPED, f"{W}smartTagPr"):
            name = "felt" if child.tag == f"{W}fldSimple" else "ting"
            yield Piece("thing", name, b"", link, (child,))


def _run(run: Any, link: Any) -> Iterator[Piece]:
    look = look_of(run)
    for item in run:
        if item.tag == f"{W}t":
            yield Piece("text", item.text or "", look, link)
        elif item.tag in _CHARACTERS:
            yield Piece("text", _CHARACTERS[item.tag], look, link)
        elif item.tag != f"{W}rPr" and item.tag not in _DROPPED:
            yield Piece("thing", _NAMES.get(item.tag, "ting"), look, link, (_alone(run, item),))


def _alone(run: Any, item: Any) -> Any:
    """A run with one thing only. The thing itself is moved when the paragraph is written anew."""
    single = etree.Element(f"{W}r", nsmap=run.nsmap)
    properties = run.find(f"{W}rPr")
    if properties is not None:
        single.append(copy.deepcopy(properties))
    return _Moved(single, item)


@dataclass(frozen=True, slots=True)
class _Moved:
    """A thing that goes into a run of its own."""

    run: Any
    item: Any

    @property
    def tag(self) -> str:
        """The thing's own name."""
        return str(self.item.tag)

    def placed(self) -> Any:
        """The run with the thing in it."""
        self.run.append(self.item)
        return self.run


def placed(element: Any) -> Any:
    """The element to put into the paragraph for one that a thing is made of."""
    return element.placed() if isinstance(element, _Moved) else element


def look_of(run: Any) -> bytes:
    """A run's properties, those left out that nobody sees; empty for a run without."""
    found = run.find(f"{W}rPr")
    if found is None:
        return b""
    properties = copy.deepcopy(found)
    for name in _WITHOUT_LOOK:
        for each in properties.findall(name):
            properties.remove(each)
    if not len(properties):
        return b""
    properties.tail = None
    return etree.tostring(properties, method="c14n")


def _fields_together(found: Iterator[Piece]) -> Iterator[Piece]:
    """A field of Word's (a page number, a reference) as one thing, from its begin to its end."""
    depth, collected = 0, list[Piece]()
    for piece in found:
        mark = piece.elements[0] if piece.kind == "thing" else None
        step = _FIELD_ENDS.get(mark.item.get(f"{W}fldCharType"), 0) if (
            isinstance(mark, _Moved) and mark.tag == f"{W}fldChar") else 0
        depth += step
        if depth > 0 or step < 0:
            collected.append(piece)
        else:
            yield piece
        if depth == 0 and collected:
            yield _field(collected)
            collected = []
    if collected:
        yield _field(collected)


def _field(parts: list[Piece]) -> Piece:
    elements: list[Any] = []
    for part in parts:
        elements += part.elements if part.kind == "thing" else [_run_of(part.look, part.value)]
    return Piece("thing", "felt", parts[0].look, parts[0].link, tuple(elements))


def _run_of(look: bytes, words: str) -> Any:
    """A run of words that look so."""
    run = etree.Element(f"{W}r")
    if look:
        run.append(etree.fromstring(look))
    node = etree.SubElement(run, f"{W}t")
    node.text = words
    node.set(SPACE, "preserve")
    return run


def _whole_tags(found: list[Piece]) -> Iterator[Piece]:
    """The pieces with each tag as one, at the place and in the look it begins with."""
    written = "".join(piece.value for piece in found if piece.kind == "text")
    spans = [(start, end) for start, end, closed in find_tags(written, raw=False) if closed]
    place = 0
    for piece in found:
        if piece.kind != "text":
            yield piece
            continue
        start, place = place, place + len(piece.value)
        while start < place:
            tag = next((span for span in spans if span[0] <= start < span[1]), None)
            if tag is None:
                end = min([place, *(first for first, _ in spans if first > start)])
                yield replace(piece, value=written[start:end])
                start = end
            else:
                if tag[0] == start:
                    yield replace(piece, kind="tag", value=written[tag[0]:tag[1]].strip())
                start = min(place, tag[1])
