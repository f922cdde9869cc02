"""The same text as a page somebody would write in Typst by hand: the floor for our own."""

from __future__ import annotations

import io

import docx
from docx.table import Table

PRELUDE = """
#set document(title: "Revurdering")
#set text(font: ("Arimo",), size: 10.5pt, lang: "da")
#set page(paper: "a4", margin: (left: 25mm, right: 20mm, y: 20mm),
  footer: context [Side #counter(page).display() af #counter(page).final().first()])
"""


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'#"{escaped}"'


def bare_source(data: bytes) -> bytes:
    """A rendered letter's headings, paragraphs, lists and tables as plain Typst."""
    out = [PRELUDE]
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            cells = [cell.text for line in block.rows for cell in line.cells]
            wide = len(block.columns)
            head, rest = cells[:wide], cells[wide:]
            shown = ", ".join(f"[{quoted(cell)}]" for cell in rest)
            top = ", ".join(f"[{quoted(cell)}]" for cell in head)
            out.append(f"#table(columns: {wide}, stroke: 0.5pt, table.header({top}), {shown})")
        elif block.text.strip():
            style = block.style.name if block.style is not None else ""
            if style.startswith("Heading"):
                out.append(f"#heading(level: {style[-1]}, {quoted(block.text)[1:]})")
            elif style.startswith("List"):
                out.append(f"- {quoted(block.text)}")
            else:
                out.append(f"{quoted(block.text)}\n")
    return "\n".join(out).encode()
