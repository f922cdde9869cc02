"""The same letter as a page somebody would write in HTML for WeasyPrint: same words, paper and font."""

from __future__ import annotations

import html
import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.table import Table

from pipeline.pdf import fonts

_PAGE = """\
<!DOCTYPE html><html lang="da"><head><meta charset="utf-8"><title>{title}</title><style>
@font-face {{ font-family: Arimo; src: url("{upright}"); font-weight: 400 700 }}
@page {{ size: A4; margin: 20mm 20mm 20mm 25mm;
  @top-left {{ content: "{head}"; font: 8pt Arimo }}
  @bottom-right {{ content: "Side " counter(page) " af " counter(pages); font: 8pt Arimo }} }}
body {{ font: 10.5pt/1.3 Arimo }}
p {{ margin: 0 0 6pt }} h1 {{ font-size: 16pt }} h2 {{ font-size: 12pt }} h3 {{ font-size: 10.5pt }}
table {{ border-collapse: collapse; width: 100% }}
td, th {{ border: .5pt solid #666; padding: 3pt; text-align: left }}
</style></head><body>{body}</body></html>
"""


def page(data: bytes) -> str:
    """A rendered letter's headings, paragraphs, lists and tables as HTML."""
    upright = next(path for path in fonts.folder().glob("*.ttf") if "Italic" not in path.name)
    document = docx.Document(io.BytesIO(data))
    head = document.sections[0].header.paragraphs[0].text.replace("\t", " · ")
    return _PAGE.format(title="Revurdering", upright=upright.as_uri(), head=head,
                        body="\n".join(_blocks(document)))


def _blocks(document: Any) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield _table(block)
        elif block.text.strip():
            yield _paragraph(block.style.name if block.style else "", html.escape(block.text))


def _paragraph(style: str, words: str) -> str:
    if style.startswith("Heading"):
        return f"<h{style[-1]}>{words}</h{style[-1]}>"
    return f"<ul><li>{words}</li></ul>" if style.startswith("List") else f"<p>{words}</p>"


def _table(table: Table) -> str:
    head, *rest = ["".join(f"<{tag}>{html.escape(cell.text)}</{tag}>" for cell in row.cells)
                   for row, tag in zip(table.rows, ["th", *["td"] * len(table.rows)], strict=False)]
    lines = "".join(f"<tr>{line}</tr>" for line in rest)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"
