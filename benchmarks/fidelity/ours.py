"""Our side: the same way `hjemmetraening pdf` goes, the Typst engine alone."""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.docx.package import Docx
from pipeline.pdf import ARCHIVE, Attachment, Engine, Metadata, Pdf
from pipeline.pdf.convert import Converted, convert
from pipeline.pdf.setting.context import MAIN

NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a document went: converted, refused, or failed (our fault), and the engine's seconds.

    `constructs` are the refusals' codes with what they name, each once, in the order met.
    `endnotes`: LibreOffice sets those on a page of their own, whatever the document says.
    """

    status: str
    pages: int = 0
    seconds: float = 0.0
    constructs: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    endnotes: bool = False
    said: str = ""


class _Timed:
    """An engine, and how long it took over its last document."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.seconds = 0.0

    def pdf(
        self, docx: Docx, *, metadata: Metadata, timestamp: dt.datetime,
        standard: Sequence[str] = ARCHIVE, attachments: Sequence[Attachment] = (),
    ) -> Pdf:
        start = time.perf_counter()
        try:
            return self._engine.pdf(docx, metadata=metadata, timestamp=timestamp,
                                    standard=standard, attachments=attachments)
        finally:
            self.seconds = time.perf_counter() - start


class Ours:
    """Sets a document with Typst and keeps the PDF."""

    def __init__(self, fonts: Path | None) -> None:
        self._engine = _Timed(_typst(fonts))

    def __call__(self, source: Path, target: Path) -> Outcome:
        """Set `source` as `target`; how it went."""
        with tempfile.TemporaryDirectory(prefix="fidelity-") as folder:
            went, = convert([source], Path(folder), self._engine, today=NOON)
            if went.target is None:
                return _refused(went, self._engine.seconds)
            target.write_bytes(went.target.read_bytes())
        endnotes = b":endnoteReference" in Docx.read(source.read_bytes()).parts.get(MAIN, b"")
        return Outcome("converted", went.pages or 0, self._engine.seconds,
                       warnings=tuple(dict.fromkeys(one.code for one in went.problems)),
                       endnotes=endnotes)


def _typst(fonts: Path | None) -> Engine:
    from pipeline.pdf import engines

    return engines.engine("typst") if fonts is None else engines.engine("typst", fonts=fonts)


def _refused(went: Converted, seconds: float) -> Outcome:
    named = dict.fromkeys((one.code, _named(one.message.values)) for one in went.problems)
    said = "" if went.exit_code == 1 else str(went.problems[0].message)
    status = "refused" if went.exit_code == 1 else "failed"
    return Outcome(status, seconds=seconds, constructs=tuple(named), said=said)


def _named(values: Sequence[tuple[str, Any]]) -> str:
    """What a refusal names: a kind, a font or a character, never text of the document."""
    return " ".join(str(value) for _, value in values)
