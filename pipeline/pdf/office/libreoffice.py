"""The LibreOffice engine: for Word documents that use more than the Typst engine knows."""

from __future__ import annotations

import datetime as dt
import os
import threading
from collections.abc import Sequence
from pathlib import Path

from pipeline.docx.package import Docx
from pipeline.errors import DocumentRefused, Problem, Text, text
from pipeline.pdf import ARCHIVE, Attachment, Metadata, Pdf
from pipeline.pdf.office.running import Failed, Office, Stopped, Stuck, found, version
from pipeline.pdf.office.sealed import sealed
from pipeline.pdf.office.touched import touched
from pipeline.pdf.setting.context import MAIN
from pipeline.pdf.setting.metadata import well_named
from pipeline.pdf.word.refusal import TITLE, problem

STANDARD = ("ua-1", "a-2b")
"""What LibreOffice makes of a wish for PDF/A-2: the same pages, at level B."""
ATTACHING = ("ua-1", "a-3b")
"""The same of a wish for PDF/A-3, which takes attachments."""

LIMIT = 60.0
"""Seconds one document may take; a hundred pages take three."""
RENEWED = 200
"""Documents one LibreOffice sets before the next takes over: it grows with every one of them."""

_WISHES = {frozenset(ARCHIVE): STANDARD, frozenset(STANDARD): STANDARD,
           frozenset(("ua-1", "a-3a")): ATTACHING, frozenset(ATTACHING): ATTACHING}


class LibreOfficeEngine:
    """Sets Word documents with LibreOffice, one at a time; any number of threads may ask.

    LibreOffice starts with the first document, in a profile of its own, and stays up. Where one
    document makes it stop, the next gets a fresh one. Nothing runs on after `close`, or after the
    program's end.
    """

    def __init__(self, program: Path | None = None, *, warm: bool = True, limit: float = LIMIT,
                 renewed: int = RENEWED, quoting: bool = False) -> None:
        """With `quoting`, a refusal has the words around its place: never for a log."""
        self._quoting = quoting
        self._program = program
        self._warm, self._limit, self._renewed = warm, limit, renewed
        self._lock = threading.Lock()
        self._office: Office | None = None
        self._process = 0
        self._made = 0

    def pdf(
        self,
        docx: Docx,
        *,
        metadata: Metadata,
        timestamp: dt.datetime,
        standard: Sequence[str] = ARCHIVE,
        attachments: Sequence[Attachment] = (),
    ) -> Pdf:
        """Set `docx` as a tagged PDF/UA-1 and PDF/A-2 or -3; level B, where Typst reaches level A.

        Raises DocumentRefused for what must not be in it and where LibreOffice fails on it,
        MachineError where there is no LibreOffice, ValueError for a timestamp without time zone.
        """
        if timestamp.tzinfo is None:
            raise ValueError("timestamp must have a time zone")
        _check_wish(metadata, standard, attachments)
        packed = sealed(docx, quoting=self._quoting)
        with self._lock:
            made = self._set(packed)
        reached = _WISHES[frozenset(standard)]
        data, pages = touched(made, metadata, timestamp, reached, attachments)
        return Pdf(data, pages, reached, "libreoffice")

    def close(self) -> None:
        """End LibreOffice; the next document starts it anew."""
        with self._lock:
            self._drop()

    def _set(self, packed: bytes) -> bytes:
        office = self._ready()
        first = self._made == 0
        self._made += 1
        try:
            return office.pdf(packed)
        except Failed:
            raise DocumentRefused([_failure("pdf-libreoffice-afvist", text(
                "LibreOffice kan ikke lave dokumentet om til PDF."))]) from None
        except Stopped as stopped:
            self._drop()
            if not first and not isinstance(stopped, Stuck):
                # It may have ended over an earlier document, or by somebody's hand.
                return self._set(packed)
            raise DocumentRefused([_failure("pdf-libreoffice-stoppet", text(
                "LibreOffice gik ned eller gik i stå over dokumentet."))]) from None

    def _ready(self) -> Office:
        """A running office of this very process."""
        if self._office is not None and (
                self._process != os.getpid() or self._made >= self._renewed):
            self._drop()
        if self._office is None:
            program = self._program or found()
            version(program)
            self._office = Office(program, warm=self._warm, limit=self._limit)
            self._process, self._made = os.getpid(), 0
        return self._office

    def _drop(self) -> None:
        if self._office is not None:
            self._office.close()
            self._office = None


def _check_wish(
    metadata: Metadata, standard: Sequence[str], attachments: Sequence[Attachment],
) -> None:
    """Refuse what LibreOffice cannot make any document into."""
    found = []
    if attachments and _WISHES.get(frozenset(standard)) != ATTACHING:
        found.append(problem("pdf-vedhaeftning", MAIN))
    if not well_named(attachments):
        found.append(problem("pdf-vedhaeftning-navn", MAIN))
    if frozenset(standard) not in _WISHES:
        found.append(problem("pdf-standard", MAIN))
    if not metadata.title.strip() or not metadata.language:
        found.append(problem("pdf-metadata", MAIN))
    if found:
        raise DocumentRefused(found)


def _failure(code: str, message: Text) -> Problem:
    return Problem(MAIN, code, TITLE, message, text(
        "Åbn dokumentet i Word, gem det igen som .docx, og prøv igen."))
