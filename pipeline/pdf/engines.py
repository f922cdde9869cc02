"""The engines by name: one of each in a process, made when it is first needed."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from pipeline.docx.package import Docx
from pipeline.errors import DocumentRefused, PipelineError, Problem, text
from pipeline.pdf import ARCHIVE, Attachment, Engine, Metadata, Pdf
from pipeline.pdf.fonts import files
from pipeline.pdf.word.refusal import TITLE, final


def engine(name: str, fonts: Path | None = None, *, quoting: bool = False) -> Engine:
    """The process's engine of that name: typst, libreoffice or auto.

    `fonts` is a folder of own fonts for Typst; LibreOffice has those of the machine. With
    `quoting`, its refusals have the words around their places: never for a log.
    """
    if fonts is None or name == "libreoffice":
        return _engine(name, None, (), quoting)
    return _engine(name, fonts, files.stamp(fonts), quoting)


@cache
def _engine(name: str, fonts: Path | None, _stamp: tuple[object, ...], quoting: bool) -> Engine:
    """The engine for the fonts as they are now: a folder that has changed is another folder."""
    return _MAKERS[name](fonts, quoting)


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
            raise DocumentRefused(dict.fromkeys((*map(final, reasons), *error.problems))) from None
        return dataclasses.replace(pdf, warnings=(*pdf.warnings, _taken_over(reasons)))


def _taken_over(reasons: Sequence[Problem]) -> Problem:
    """That LibreOffice did what Typst would not, and the first reason why."""
    first = reasons[0]
    return Problem(first.path, "pdf-libreoffice", TITLE, text(
        "PDF-filen er sat af LibreOffice (PDF/A på niveau B), for Typst afviste dokumentet: {grund}",
        grund=first.message), text(
        "Se PDF-filen igennem, før den sendes. Ret stedet i Word, hvis den skal være på niveau A."),
        "advarsel", first.place, first.words)


def _typst(fonts: Path | None, quoting: bool) -> Engine:
    from pipeline.pdf.setting.engine import TypstEngine

    return TypstEngine(fonts, quoting=quoting)


def _libreoffice(_fonts: Path | None, quoting: bool) -> Engine:
    from pipeline.pdf.office.libreoffice import LibreOfficeEngine

    return LibreOfficeEngine(quoting=quoting)


def _auto(fonts: Path | None, quoting: bool) -> Engine:
    return AutoEngine(engine("typst", fonts, quoting=quoting), engine("libreoffice", quoting=quoting))


_MAKERS: Mapping[str, Callable[[Path | None, bool], Engine]] = {
    "typst": _typst, "libreoffice": _libreoffice, "auto": _auto}
