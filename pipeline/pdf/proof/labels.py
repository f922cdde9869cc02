"""The numbers that a document's lists show, paragraph by paragraph, counted as a page shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.docx.package import Docx
from pipeline.pdf.fonts import Library
from pipeline.pdf.proof.text import shown_paragraphs
from pipeline.pdf.setting.template import Template
from pipeline.pdf.word.formats import BODY, paragraph_format
from pipeline.pdf.word.numbering import Counters
from pipeline.pdf.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NUMBERING = "word/numbering.xml"


def labels(docx: Docx, root: Element) -> list[str]:
    """For each paragraph below `root` that is shown, its list's number; "" where it has none.

    A bullet is none. Nothing at all where the document cannot be read so.
    """
    if NUMBERING not in docx.parts:
        return []
    try:
        template = Template(docx, Library(None))
        counters = Counters(template.numbering)
        return [_label(template, counters, paragraph) for paragraph in shown_paragraphs(root)]
    except ValueError:
        return []


def _label(template: Template, counters: Counters, paragraph: Element) -> str:
    format = paragraph_format(template, paragraph.find(W + "pPr"), BODY)
    if format.level is None:
        return ""
    label = counters.label(format.num_id, format.ilvl) or ""
    return "" if format.level.format == "bullet" else label
