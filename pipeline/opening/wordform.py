"""The words of a Word form outside its controls. Call it through `pipeline.forms.room`."""

from __future__ import annotations

from pipeline.docx.package import Docx
from pipeline.errors import DataError, DocumentRefused, TemplateError
from pipeline.pdf.proof.text import PAGE, paragraphs
from pipeline.pdf.setting.context import MAIN
from pipeline.pdf.word.xml import W, parse


def printed(data: bytes) -> tuple[str, ...]:
    """The paragraphs, without what is written in controls. Raises DataError."""
    try:
        root = parse(MAIN, Docx.read(data).parts[MAIN])
    except (TemplateError, DocumentRefused) as error:
        raise DataError(error.problems) from None
    for content in list(root.iter(f"{W}sdtContent")):
        for node in list(content.iter(f"{W}t", f"{W}br", f"{W}sym")):
            above = node.getparent()
            if above is not None:
                above.remove(node)
    return tuple(said.replace(PAGE, "") for said in paragraphs(root))
