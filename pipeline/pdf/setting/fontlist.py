"""Which fonts a document's text asks for, and what each is set in: for whoever owns the template."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.docx.package import Docx
from pipeline.pdf.fonts import BOX_FONTS, BOXES, Choice, Library
from pipeline.pdf.setting.template import Template
from pipeline.pdf.word import properties
from pipeline.pdf.word.properties import Props
from pipeline.pdf.word.styles import Styles, merged
from pipeline.pdf.word.xml import MC, VAL, W, parse

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_STORIES = ("word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes")


def fonts_of(docx: Docx, folder: Path | None = None) -> tuple[Choice, ...]:
    """The fonts of the document's visible text in the order met, each with its verdict.

    `folder` is a folder of own fonts. Raises TemplateError where it has a file that is no font,
    DocumentRefused where a part is not XML.
    """
    template = Template(docx, Library(folder))
    found: dict[tuple[object, ...], Choice] = {}
    for part in sorted(docx.parts):
        if part.startswith(_STORIES) and part.endswith(".xml"):
            for props, text in _texts(template.styles, parse(part, docx.parts[part])):
                choice = template.typefaces.choice(props)
                if choice.name.lower() not in BOX_FONTS or not set(text) <= BOXES:
                    found.setdefault((choice.name, choice.verdict, choice.whole), choice)
    return tuple(found.values())


def _texts(styles: Styles, root: Element) -> Iterator[tuple[Props, str]]:
    """Every visible text with its resolved properties."""
    for paragraph in root.iter(W + "p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        below = _of_table(styles, paragraph)
        for run in paragraph.iter(W + "r"):
            text = "".join(each.text or "" for each in run.iterfind(W + "t"))
            if text.strip() and next(run.iterancestors(W + "p"), None) is paragraph and next(
                    run.iterancestors(MC + "Fallback"), None) is None:
                props = styles.run((style.get(VAL) or "") if style is not None else "",
                                   properties.run(run.find(W + "rPr")), below)
                if props.get("vanish") != "1":
                    yield props, text


def _of_table(styles: Styles, paragraph: Element) -> Props:
    """What the table around a paragraph says of its text."""
    table = next(paragraph.iterancestors(W + "tbl"), None)
    style = table.find(f"{W}tblPr/{W}tblStyle") if table is not None else None
    chain = styles.chain(style.get(VAL) or "", "table") if style is not None else ()
    return merged(step.looks[""].run for step in chain if "" in step.looks)
