"""Word documents of any size: so many pages of text, tables of so many rows."""

from __future__ import annotations

import io

import docx
from docx.enum.text import WD_BREAK
from docx.shared import Pt

from pipeline.docx.package import Docx

TEXT = ("Træningen i uge {week} blev udført som aftalt i sag {case}, og der er skrevet ned, hvad der "
        "gik godt, og hvad der skal øves mere. ")
PARAGRAPHS = 8
"""To a page, so that there is room for them whatever the numbers."""


def pages(count: int, case: int) -> Docx:
    """So many pages, each with a heading and paragraphs."""
    document = _new()
    for page in range(count):
        document.add_heading(f"Uge {page + 1} i sag {case}", 1)
        for number in range(PARAGRAPHS):
            document.add_paragraph(TEXT.format(week=page + 1, case=case) * 2 + f"({number})")
        if page + 1 < count:
            document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    return _packed(document)


def rows(count: int, case: int) -> Docx:
    """One table of so many rows, its head repeated on each page."""
    document = _new()
    document.add_heading(f"Timer i sag {case}", 1)
    table = document.add_table(rows=count + 1, cols=4, style="Table Grid")
    for cell, word in zip(table.rows[0].cells, ("Dag", "Hvad", "Timer", "Hvem"), strict=True):
        cell.text = word
    for number, line in enumerate(table.rows):
        if number:
            words = (f"Dag {number}", f"Øvelse {number} i sag {case}", f"{number % 8},5", "Far")
            for cell, word in zip(line.cells, words, strict=True):
                cell.text = word
    return _packed(document)


def _new() -> docx.document.Document:
    document = docx.Document()
    for name in ("Normal", "Heading 1"):
        font = document.styles[name].font
        font.name, font.size = "Arial", Pt(11)
    return document


def _packed(document: docx.document.Document) -> Docx:
    saved = io.BytesIO()
    document.save(saved)
    return Docx.read(saved.getvalue())
