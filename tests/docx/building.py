"""Word documents made in tests, and the environment they are compiled with."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.docx.compile import compile_template
from pipeline.docx.environment import make_environment
from pipeline.docx.package import pack, read_parts
from pipeline.docx.render import CompiledTemplate
from pipeline.errors import TemplateError

FILTERS = {
    "stort": lambda value: value.upper(),
    "dato": lambda value: f"{value.day}. {value.month}. {value.year}",
    "fejler": lambda value: {}[value],
}
ENVIRONMENT = make_environment(FILTERS)
NAME = "brev.docx"


def docx_bytes(document: Any) -> bytes:
    """The file python-docx makes of a document."""
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def package(document: Any) -> dict[str, bytes]:
    """The document's parts as python-docx writes them when it saves a second time."""
    document.core_properties.title = document.core_properties.title or ""
    parts = read_parts(docx_bytes(document))
    return read_parts(docx_bytes(docx.Document(io.BytesIO(pack(parts)))))


def document(*paragraphs: str) -> Any:
    """A document with these paragraphs."""
    made = docx.Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    return made


def compiled(*paragraphs: str) -> CompiledTemplate:
    """A compiled template with these paragraphs."""
    return compile_template(package(document(*paragraphs)), ENVIRONMENT, NAME)


def with_body(*fragments: str) -> Any:
    """A document whose body holds these fragments of WordprocessingML."""
    made = docx.Document()
    for fragment in fragments:
        xml = re.sub(r"^<[\w:]+", rf"\g<0> {nsdecls('w', 'wp', 'a', 'pic', 'r')}", fragment)
        made.element.body.insert(len(made.element.body) - 1, parse_xml(xml))
    return made


def lines(data: bytes) -> list[str]:
    """The paragraphs of a finished letter, as python-docx reads them."""
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def codes(error: TemplateError) -> list[str]:
    """The codes of an error's problems."""
    return [problem.code for problem in error.problems]


def table(rows: Iterable[Iterable[str]]) -> Any:
    """A document with one table."""
    cells = [list(row) for row in rows]
    made = docx.Document()
    built = made.add_table(len(cells), max(map(len, cells)))
    for row, texts in enumerate(cells):
        for column, written in enumerate(texts):
            built.cell(row, column).text = written
    return made
