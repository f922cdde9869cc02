"""Templates begun for a kind, and what `check` finds in them once something is pasted in."""

from __future__ import annotations

import io
from collections.abc import Iterable

import docx

from pipeline.templates.checking import check
from pipeline.templates.findings import Finding
from pipeline.templates.skeleton import started
from pipeline.templates.sources import Source
from pipeline.templateset import TemplateSet
from pipeline.tools import environment


def begun(kind: str) -> bytes:
    """What `templates new` writes."""
    built_in = TemplateSet()
    return started(kind, built_in.document(kind).read_bytes(), {
        name: path.read_bytes() for name, path in built_in.passages().items()})


def found(kind: str, paragraphs: Iterable[str]) -> tuple[Finding, ...]:
    """What is wrong once these paragraphs stand at the end."""
    document = docx.Document(io.BytesIO(begun(kind)))
    for words in paragraphs:
        document.add_paragraph(words)
    file = io.BytesIO()
    document.save(file)
    return check([Source(f"{kind}.docx", file.getvalue(), kind)], None, environment()).findings
