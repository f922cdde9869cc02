"""The engines by name: one of each in a process, made when it is first needed."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from pipeline.docx.package import Docx
from pipeline.errors import DocumentRefused, PipelineError, Problem, text
from pipeline.pdf import ARCHIVE, Attachment, Engine, Metadata, Pdf
from pipeline.pdf.refusal import TITLE


@cache
def engine(name: str) -> Engine:
    """The process's engine of that name: typst, libreoffice or auto."""
    return _MAKERS[name]()


class AutoEngine:
    """Typst, and LibreOffice for a document Typst refuses; the PDF then says so in a warning."""

    def __init__(self, first: Engine, second: Engine) -> None:
        self._first, self._second = first, second

    def pdf(
        self,
        docx: Docx,
        *,
        metadata: Metadata,
        timestamp: dt.datetime,
        standard: Sequence[str] = ARCHIVE,
        attachments: Sequence[Attachment] = (),
    ) -> Pdf:
        """Set `docx` with the first engine that can.

        Raises DocumentRefused with what both have against it.
        """
        try:
            return self._first.pdf(docx, metadata=metadata, timestamp=timestamp,
                                   standard=standard, attachments=attachments)
        except DocumentRefused as refused:
            reasons = refused.problems
        try:
            pdf = self._second.pdf(docx, metadata=metadata, timestamp=timestamp,
                                   standard=standard, attachments=attachments)
        except PipelineError as error:
            raise DocumentRefused(dict.fromkeys((*reasons, *error.problems))) from None
        return dataclasses.replace(pdf, warnings=(*pdf.warnings, _taken_over(reasons)))


def _taken_over(reasons: Sequence[Problem]) -> Problem:
    """That LibreOffice did what Typst would not, and the first reason why."""
    first = reasons[0]
    return Problem(first.path, "pdf-libreoffice", TITLE, text(
        "PDF-filen er sat af LibreOffice (PDF/A-2b), for Typst afviste dokumentet: {grund}",
        grund=first.message), text(
        "Se PDF-filen igennem, før den sendes. Ret stedet i Word, hvis den skal være PDF/A-2a."),
        "advarsel")


def _typst() -> Engine:
    from pipeline.pdf.engine import TypstEngine

    return TypstEngine()


def _libreoffice() -> Engine:
    from pipeline.pdf.libreoffice import LibreOfficeEngine

    return LibreOfficeEngine()


_MAKERS: Mapping[str, Callable[[], Engine]] = {
    "typst": _typst, "libreoffice": _libreoffice,
    "auto": lambda: AutoEngine(engine("typst"), engine("libreoffice"))}
