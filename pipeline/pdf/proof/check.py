"""The last look at a PDF, whoever set it: is it whole, tagged, labelled, and does it say the same?"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.docx.package import Docx
from pipeline.errors import Problem, Severity, Text, text
from pipeline.pdf import Metadata, Pdf
from pipeline.pdf.proof.annotated import with_notes
from pipeline.pdf.proof.compare import differences
from pipeline.pdf.proof.shown import shown
from pipeline.pdf.proof.tagged import tagged

if TYPE_CHECKING:
    import pypdfium2

_LOCK = threading.Lock()
"""PDFium is not made for several threads at once."""

_SAYS = rb"%s(?:>|=[\"'])\s*%s\b"
_LOOK = text("Se efter i Word-filen, om siden skal være tom.")
_AGAIN = text("Lav PDF-filen igen, og meld fejlen, hvis den gentager sig.")
_TITLE = text("Kontrol af PDF-fil")


Also = Callable[[Sequence[str], bool], Iterable[Problem]]
"""Looks at the text of the pages too; the second is whether the spaces between words may be lost."""


def check_pdf(
    docx: Docx, pdf: Pdf, metadata: Metadata, *, blank: Severity = "fejl", also: Also | None = None,
) -> tuple[Problem, ...]:
    """What is wrong with `pdf` as the PDF of `docx`; nothing, when all is well.

    A page without text is as bad as `blank` says: in a letter of ours a fault; in any other document
    its author may have wanted it, and all text is known to be there.
    A quick reader may find that the text is right. That it is wrong, only PDFium decides.
    """
    import pypdfium2

    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(pdf.data)
        except pypdfium2.PdfiumError:
            return (_problem("pdf", "pdf-kontrol-ulaeselig",
                             text("PDF-filen kan ikke læses.")),)
        try:
            found = [*_labels(document, metadata), *_claims(pdf)]
            if len(document) != pdf.pages:
                found.append(_problem("pdf", "pdf-kontrol-sider", text(
                    "PDF-filen har ikke det antal sider, den skulle.")))
            quick = pages = shown(pdf.data)
            if pages is None or len(pages) != len(document) or any(
                    (*_blank(pages, blank), *_differing(docx, pages))):
                pages = [_page_text(document, number) for number in range(len(document))]
                found += _blank(pages, blank)
                differing = _differing(docx, pages)
                if differing and pdf.engine == "libreoffice":
                    # It draws boxes last, wherever they stand, and notes where there is room; a
                    # screen reader goes by the tags.
                    differing = _differing(with_notes(docx), tagged(document))
                found += differing
            if also is not None and (told := list(also(pages, pages is quick))):
                if pages is quick:
                    pages = [_page_text(document, number) for number in range(len(document))]
                    told = list(also(pages, False))
                found += told
        finally:
            document.close()
    return tuple(found)


def _blank(pages: Sequence[str], severity: Severity) -> Iterator[Problem]:
    """The pages without text."""
    for number, page in enumerate(pages, 1):
        if not page.strip():
            yield Problem(f"pdf, side {number}", "pdf-kontrol-tom-side", _TITLE,
                          text("Siden har ingen tekst."),
                          _AGAIN if severity == "fejl" else _LOOK, severity)


def _differing(docx: Docx, pages: Sequence[str]) -> list[Problem]:
    """Where the text of the pages is not the document's."""
    return [_problem(place, code, message) for place, code, message in differences(docx, pages)]


def _page_text(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    try:
        reader = page.get_textpage()
        try:
            return str(reader.get_text_range())
        finally:
            reader.close()
    finally:
        page.close()


def _labels(document: pypdfium2.PdfDocument, metadata: Metadata) -> Iterator[Problem]:
    """Title, language and tags, as a screen reader asks for them."""
    import pypdfium2.raw as raw

    if len(document) == 0:
        yield _problem("pdf", "pdf-kontrol-sider", text("PDF-filen har ingen sider."))
    if not raw.FPDFCatalog_IsTagged(document.raw):
        yield _problem("pdf", "pdf-kontrol-tags",
                       text("PDF-filen er ikke mærket op til oplæsning."))
    if document.get_metadata_value("Title") != metadata.title:
        yield _problem("pdf", "pdf-kontrol-titel", text("PDF-filens titel er ikke den ønskede."))
    if _language(document) != metadata.language.lower():
        yield _problem("pdf", "pdf-kontrol-sprog", text("PDF-filens sprog er ikke det ønskede."))


def _language(document: pypdfium2.PdfDocument) -> str:
    """The document's language, lower case, a region kept."""
    import ctypes

    import pypdfium2.raw as raw

    length = raw.FPDFCatalog_GetLanguage(document.raw, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFCatalog_GetLanguage(document.raw, ctypes.cast(
        buffer, ctypes.POINTER(raw.FPDF_WCHAR)), length)
    return buffer.raw.decode("utf-16-le").rstrip("\0").lower()


def _claims(pdf: Pdf) -> Iterator[Problem]:
    """Whether the metadata claims what the engine promises; archival PDFs keep it uncompressed."""
    wanted = []
    for standard in pdf.standard:
        kind, _, part = standard.partition("-")
        if kind == "ua":
            wanted.append(("pdf-kontrol-pdfua", b"pdfuaid:part", part, text(
                "PDF-filen siger ikke, at den er PDF/UA-1.")))
        else:
            wanted.append(("pdf-kontrol-pdfa", b"pdfaid:part", part[:1], text(
                "PDF-filen siger ikke, at den er PDF/A.")))
            wanted.append(("pdf-kontrol-pdfa", b"pdfaid:conformance", part[1:].upper(), text(
                "PDF-filen siger ikke, at den er PDF/A på niveau {niveau}.", niveau=part[1:].upper())))
    for code, field, value, message in wanted:
        if re.search(_SAYS % (field, value.encode()), pdf.data) is None:
            yield _problem("pdf", code, message)


def _problem(place: str, code: str, message: Text) -> Problem:
    return Problem(place, code, _TITLE, message, _AGAIN)
