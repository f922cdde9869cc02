"""From a Word document to an accessible, archivable PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from pipeline.docx.package import Docx
from pipeline.errors import Problem

EngineName = Literal["typst", "libreoffice"]

ARCHIVE = ("ua-1", "a-2a")
"""PDF/UA-1 with PDF/A-2a: what every letter carries. PDF/A-2a takes no attachments."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a PDF says of itself. No person's name belongs here: only document and case number."""

    title: str
    author: str
    subject: str = ""
    language: str = "da"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file embedded in the PDF (PDF/A-3a only)."""

    name: str
    data: bytes = field(repr=False)
    mime_type: str
    description: str
    relationship: str = "data"


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished PDF: the file's bytes, its pages, and who promises which standards.

    `warnings` say what whoever sends it should know, such as that another engine took over.
    """

    data: bytes = field(repr=False)
    pages: int
    standard: Sequence[str] = ARCHIVE
    engine: EngineName = "typst"
    warnings: tuple[Problem, ...] = ()


class Engine(Protocol):
    """What sets a Word document as PDF. Engines: typst (default), libreoffice (optional)."""

    def pdf(
        self,
        docx: Docx,
        *,
        metadata: Metadata,
        timestamp: dt.datetime,
        standard: Sequence[str] = ARCHIVE,
        attachments: Sequence[Attachment] = (),
    ) -> Pdf:
        """Set `docx` as a tagged PDF of the given standards.

        Raises DocumentRefused naming every construct and place the engine cannot set.
        """
        ...
