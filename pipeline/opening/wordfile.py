"""A foreign Word file as its reader has it before them: its words, its pictures, what is struck out.

Everything here reads files that may be made to harm: call it through `pipeline.forms.room`.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.docx.package import Docx
from pipeline.errors import DataError, DocumentRefused, TemplateError
from pipeline.pdf.proof.text import PAGE, docx_paragraphs, notes, paragraphs
from pipeline.pdf.setting.context import MAIN
from pipeline.pdf.word.xml import W, on, parse

_RUNNING = re.compile(r"word/(?:header|footer)[^/]*\.xml")
_COMMENTS = "word/comments.xml"
_PICTURES = "word/media/"
_FOREIGN = (f"{W}altChunk", f"{W}object", f"{W}subDoc")
"""What shows a text that stands in a part of its own."""
_STRUCK = (f"{W}strike", f"{W}dstrike")


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A Word file as it is read."""

    paragraphs: tuple[str, ...] = field(repr=False)
    """Of the body, in order; then of the notes it refers to."""
    running: tuple[str, ...] = field(repr=False)
    """Of headers and footers: each different text once, in alphabetical order."""
    comments: tuple[str, ...] = field(repr=False)
    struck: tuple[str, ...] = field(repr=False)
    """The words that are crossed out."""
    pictures: tuple[str, ...] = field(repr=False)
    """Digests of the pictures that the text shows, in order of digest."""
    foreign: int = 0
    """Places that show what stands in another document."""


def manuscript(data: bytes) -> Manuscript:
    """What a Word file shows. Raises DataError where it cannot be read within bounds."""
    try:
        docx = Docx.read(data)
        return _read(docx)
    except (TemplateError, DocumentRefused) as error:
        raise DataError(error.problems) from None


def _read(docx: Docx) -> Manuscript:
    root = parse(MAIN, docx.parts[MAIN])
    running = [_folded(" ".join(paragraphs(parse(part, content))))
               for part, content in docx.parts.items() if _RUNNING.fullmatch(part)]
    comments = docx.parts.get(_COMMENTS)
    return Manuscript(
        (*docx_paragraphs(docx), *(said.replace(PAGE, "") for _, said in notes(docx, root))),
        tuple(sorted({each for each in running if each})),
        tuple(paragraphs(parse(_COMMENTS, comments))) if comments else (),
        tuple(_struck(root)), tuple(_pictures(docx)),
        sum(1 for _ in root.iter(*_FOREIGN)))


def _folded(said: str) -> str:
    return " ".join(said.replace(PAGE, "").split())


def _struck(root: Any) -> Iterator[str]:
    """The words of runs that are crossed out by hand."""
    for mark in root.iter(*_STRUCK):
        run = mark.getparent().getparent()
        if run is not None and run.tag == f"{W}r" and on(mark):
            yield "".join(each.text or "" for each in run.iter(f"{W}t"))


def _pictures(docx: Docx) -> list[str]:
    """A digest for each picture file; two that are the same count twice."""
    found = Counter(hashlib.sha256(content).hexdigest() for part, content in docx.parts.items()
                    if part.startswith(_PICTURES))
    return sorted(found.elements())
