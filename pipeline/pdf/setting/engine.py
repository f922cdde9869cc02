"""The Typst engine: a Word document set in this process as PDF/UA-1 and PDF/A."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pipeline.docx.package import Docx
from pipeline.errors import DocumentRefused, MachineError, Problem, text
from pipeline.pdf import ARCHIVE, Attachment, Metadata, Pdf
from pipeline.pdf.fonts import Library
from pipeline.pdf.proof.lacking import Lacking, codes, holding
from pipeline.pdf.setting import document
from pipeline.pdf.setting.context import MAIN
from pipeline.pdf.setting.images import Store
from pipeline.pdf.setting.metadata import well_named
from pipeline.pdf.setting.rowheads import with_row_headers
from pipeline.pdf.setting.template import Templates
from pipeline.pdf.word.refusal import problem

if TYPE_CHECKING:
    import typst

_STANDARDS = frozenset({"ua-1", "a-2a", "a-3a"})
MOST_LACKING = 20
"""How many characters that no font has are looked for."""

_ATTACHING = "a-3a"
_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count (\d+)|/Count (\d+)[^>]*?/Type\s*/Pages\b")
_HEIGHT = re.compile(rb'height="([\d.]+)pt"')
_MISSING = re.compile(r'(?:text|codepoint) `"(.*?)"`', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-fA-F]+)\}")


class TypstEngine:
    """Sets Word documents with Typst. One engine serves any number of threads.

    What letters of one template share is worked out once. After a first PDF the process must
    not be forked: Typst's own threads do not live on in the child.
    """

    def __init__(self, fonts: Path | None = None, *, quoting: bool = False) -> None:
        """`fonts` is a folder of own fonts, read once, as far down as it goes.

        With `quoting`, a refusal has the words around its place: never for a log. Raises
        TemplateError naming every file of the folder that is no font.
        """
        self._quoting = quoting
        self._fonts = Library(fonts)
        self._templates = Templates(self._fonts)
        self._store = Store()
        self._idle: list[typst.Compiler] = []
        self._process = 0

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

        Raises DocumentRefused naming every construct and place the engine cannot set, and
        ValueError for a timestamp without time zone.
        """
        if timestamp.tzinfo is None:
            raise ValueError("timestamp must have a time zone")
        _check_wish(metadata, standard, attachments)
        try:
            template = self._templates.get(docx)
        except (ValueError, ArithmeticError):
            raise DocumentRefused([problem("pdf-vaerdi", "word/styles.xml")]) from None
        # What a letter is made from is text: it goes with the code, and never to a disk.
        kept = [(each, "" if _is_text(each.data) else self._store.lend(each.data))
                for each in attachments]
        try:
            source = document.source(docx, template, self._store, self._heights, metadata, kept,
                                     quoting=self._quoting)
            data = self._set(docx, source.code, _standards(standard), timestamp)
        except DocumentRefused:
            # What Typst itself refuses may stand among what other letters would share.
            self._templates.forget(docx)
            raise
        except (ValueError, ArithmeticError, RecursionError) as error:
            # Word writes no such value; another program, or a hand, did.
            code = "pdf-dybde" if isinstance(error, RecursionError) else "pdf-vaerdi"
            raise DocumentRefused([problem(code, MAIN)]) from None
        finally:
            for path in filter(None, (path for _, path in kept)):
                self._store.drop(path)
        marked = with_row_headers(data, source.heads)
        if marked is None:
            raise DocumentRefused([problem("pdf-ukendt-fejl", MAIN)])
        return Pdf(marked, _page_count(marked), tuple(standard), warnings=source.warnings)

    def _set(
        self, docx: Docx, code: str, standard: list[typst.PDFStandard], timestamp: dt.datetime,
    ) -> bytes:
        """The code as PDF; raises DocumentRefused with every character no font has, and where."""
        missing = ""
        for _ in range(MOST_LACKING):
            try:
                data = self._compile(code, standard, timestamp)
            except Lacking as lacking:
                if lacking.characters in missing:
                    # It stands in what all letters share: a list's bullet.
                    break
                # Typst names the first; the next is seen once this one is out of the way.
                missing += lacking.characters
                code = code.translate(dict.fromkeys(map(ord, lacking.characters), "?"))
                continue
            except DocumentRefused:
                if not missing:
                    raise
            else:
                if not missing:
                    return data
            break
        raise DocumentRefused(
            holding(docx, missing, self._quoting) or Lacking(missing, MAIN).problems)

    def _compile(self, source: str, standard: list[typst.PDFStandard], timestamp: dt.datetime) -> bytes:
        import typst

        try:
            with self._compiler() as compiler:
                data, warnings = compiler.compile_with_warnings(
                    input=source.encode(), root=str(self._store.root), format="pdf",
                    pdf_standards=standard, timestamp=timestamp)
        except typst.TypstError as error:
            raise _refusal(error.message) from None
        if warnings:
            raise DocumentRefused(_explained(warning.message) for warning in warnings)
        assert isinstance(data, bytes)
        return data

    def _heights(self, prelude: str, pieces: Sequence[str], width: float) -> list[float]:
        """The heights of headers and footers: their pages' heights, set alone."""
        import typst

        source = document.measuring(prelude, pieces, width)
        try:
            with self._compiler() as compiler:
                pages = compiler.compile(
                    input=source.encode(), root=str(self._store.root), format="svg")
        except typst.TypstError as error:
            raise DocumentRefused([_explained(error.message)]) from None
        found = []
        for page in pages if isinstance(pages, list) else [pages]:
            height = _HEIGHT.search(page[:2000]) if page is not None else None
            assert height is not None
            found.append(float(height[1]))
        return found

    @contextmanager
    def _compiler(self) -> Iterator[typst.Compiler]:
        """A compiler that nobody else uses meanwhile; there are as many as were in use at once.

        A process may come to have thousands of threads, but Typst not so many compilers.
        """
        import typst

        if self._process not in (0, os.getpid()):
            raise MachineError([Problem(
                "typst", "pdf-forgrenet-proces", text("PDF-motor"),
                text("Processen er forgrenet (fork), efter at PDF-motoren kom i brug."),
                text("Start arbejdsprocesser med spawn eller forkserver."))])
        self._process = os.getpid()
        try:
            compiler = self._idle.pop()
        except IndexError:
            compiler = typst.Compiler(
                root=str(self._store.root), font_paths=self._fonts.typst(),
                ignore_system_fonts=True)
        try:
            yield compiler
        finally:
            self._idle.append(compiler)


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _check_wish(
    metadata: Metadata, standard: Sequence[str], attachments: Sequence[Attachment],
) -> None:
    """Refuse what no document could be made into."""
    found = []
    wanted = set(standard)
    if not wanted <= _STANDARDS or "ua-1" not in wanted or len(wanted) != 2:
        found.append(problem("pdf-standard", MAIN))
    elif attachments and _ATTACHING not in wanted:
        found.append(problem("pdf-vedhaeftning", MAIN))
    if not well_named(attachments):
        found.append(problem("pdf-vedhaeftning-navn", MAIN))
    if not metadata.title.strip():
        found.append(problem("pdf-metadata", MAIN))
    if found:
        raise DocumentRefused(found)


def _standards(standard: Sequence[str]) -> list[typst.PDFStandard]:
    """The standards as Typst's own words; which ones those are was checked before."""
    return cast("list[typst.PDFStandard]", list(standard))


def _refusal(message: str) -> DocumentRefused:
    """A Typst error: a character by its code point, never the text around it."""
    match = _MISSING.search(message)
    if match is not None:
        shown = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), match[1])
        if lacking := "".join(char for char in shown if not char.isascii()):
            return Lacking(lacking, MAIN)
        return DocumentRefused([problem("pdf-tegn", MAIN, tegn=codes(shown))])
    return DocumentRefused([_explained(message)])


def _explained(message: str) -> Problem:
    """A Typst error or warning as a refusal."""
    if "unknown font family" in message:
        return problem("pdf-skrift", MAIN, navn=message.rpartition(":")[2].strip())
    if "image" in message:
        return problem("pdf-billede-fil", MAIN)
    if "depth exceeded" in message:
        return problem("pdf-dybde", MAIN)
    return problem("pdf-ukendt-fejl", MAIN)


def _page_count(data: bytes) -> int:
    """The pages, from the page tree's root: the largest count of any of its nodes."""
    return max((int(one or other) for one, other in _PAGES.findall(data)), default=0)


