"""The texts of a Word document that python-docx has opened: its body, headers, footers and notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree

from pipeline.docx.tags import W

MAIN = "word/document.xml"
_RUNNING = frozenset({"header", "footer"})
_KINDS = _RUNNING | {"footnotes", "endnotes"}


class Part(NamedTuple):
    """A text by its part's name, and its tree."""

    name: str
    root: Any


def running_of(document: Any) -> Iterator[Part]:
    """Headers and footers, to read or to change."""
    for relation in _relations(document):
        if relation.reltype.rsplit("/", 1)[-1] in _RUNNING:
            part = relation.target_part
            yield Part(part.partname.lstrip("/"), part.element)


def aside_of(document: Any) -> Iterator[Part]:
    """Headers, footers and notes, to read."""
    for relation in _relations(document):
        part = relation.target_part
        yield Part(part.partname.lstrip("/"), etree.fromstring(part.blob))


def stories_of(document: Any) -> Iterator[Part]:
    """Every text, to read."""
    yield Part(MAIN, document.element.body)
    yield from aside_of(document)


def _relations(document: Any) -> Iterator[Any]:
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.rsplit("/", 1)[-1] in _KINDS:
            yield relation


def numbered(root: Any) -> Iterator[tuple[int, Any]]:
    """Each element with the number of the paragraph it stands in."""
    number = 0
    for element in root.iter("*"):
        number += element.tag == f"{W}p"
        yield number, element
