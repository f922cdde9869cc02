"""The letter as a Word template in one language, on the letterhead our own letters wear."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import docx

from benchmarks.peers.letter import LETTER, RUNNING, Block, Each, Line, Only, Table, When
from benchmarks.peers.syntax import Syntax
from pipeline.resources import templates


def written(syntax: Syntax) -> bytes:
    """The template as a Word file."""
    document = docx.Document(str(templates() / "brevpapir" / "kommune.docx"))
    body = document.element.body
    for element in list(body)[:-1]:
        body.remove(element)
    document.core_properties.title = "Revurdering af hjemmetræning"
    for section in document.sections:
        for running in (section.header, section.first_page_header):
            _said(running, syntax.words(RUNNING, ""))
        for running in (section.footer, section.first_page_footer):
            _said(running, "")
    _Writer(document, syntax).blocks(LETTER, "")
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _said(running: Any, words: str) -> None:
    """A head or foot of one paragraph."""
    first, *others = running.paragraphs
    for each in others:
        each._element.getparent().remove(each._element)
    first.text = words


class _Writer:
    """Puts blocks at the end of a document."""

    def __init__(self, document: Any, syntax: Syntax) -> None:
        self._document = document
        self._syntax = syntax

    def blocks(self, blocks: Iterable[Block], within: str) -> None:
        for block in blocks:
            match block:
                case Line():
                    self._line(block, within)
                case When(flag, some):
                    self._around(self._syntax.when(flag, within), some, within)
                case Each(items, first, some):
                    self._around(self._syntax.each(items, first), some, items)
                case Table():
                    self._table(block)

    def _line(self, line: Line, within: str) -> None:
        said = [self._syntax.only(piece.flag, self._syntax.words(piece.words, within), within)
                if isinstance(piece, Only) else self._syntax.words(piece, within)
                for piece in line.pieces]
        self._document.add_paragraph("".join(said), line.style)

    def _around(self, around: tuple[list[str], list[str]], blocks: Iterable[Block], within: str) -> None:
        before, after = around
        for words in before:
            self._document.add_paragraph(words)
        self.blocks(blocks, within)
        for words in after:
            self._document.add_paragraph(words)

    def _table(self, table: Table) -> None:
        lines = [table.head, *self._syntax.rows(table.items, table.cells)]
        made = self._document.add_table(len(lines), len(table.head), "Skema")
        for row, cells in zip(made.rows, lines, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
