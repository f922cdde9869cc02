"""The flow: a case in, letters out. Read `produce()` as the table of contents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from pipeline import resources
from pipeline.documents import DocumentKind
from pipeline.errors import DocumentRefused, Problem
from pipeline.letters import Job, Letter, checked, prepared
from pipeline.output import stem
from pipeline.sag import Sag


@dataclass(frozen=True, slots=True)
class Produced:
    """A finished copy: `stem` is its path without suffix, below the output folder."""

    stem: str
    kind: str
    recipient: str
    files: Mapping[str, bytes] = field(repr=False)
    pages: int | None
    warnings: tuple[Problem, ...] = ()


def produce(sag: Sag, job: Job) -> tuple[Produced, ...]:
    """Every copy of the documents a job asks for; nothing is written.

    Raises UsageError (no such kind or event), DataError (all problems of the case),
    TemplateError, DocumentRefused or MachineError.
    """
    case, settings, warnings = checked(sag, job)
    letters = prepared(case, settings, job)
    return tuple(typeset(letter, render(letter, job), job, warnings) for letter in letters)


@cache
def _environment() -> Any:
    from jinja2.filters import FILTERS as OF_JINJA

    from pipeline.docx.environment import make_environment
    from pipeline.formatting import FILTERS, FILTERS_OF_JINJA

    return make_environment({**{name: OF_JINJA[name] for name in FILTERS_OF_JINJA}, **FILTERS})


def template_of(kind: DocumentKind, templates: Path | None) -> Any:
    """A kind's compiled template: its document, its author's letterhead, the passages."""
    from pipeline.docx.templates import load

    folder = templates or resources.templates()
    return load(folder / "dokumenter" / f"{kind.id}.docx",
                folder / "brevpapir" / f"{kind.forfatter}.docx", folder / "blokke", _environment())


def render(letter: Letter, job: Job) -> Any:
    """The letter as a Word document."""
    return template_of(letter.kind, job.templates).render(letter.context)


@cache
def _engine() -> Any:
    from pipeline.pdf.engine import TypstEngine

    return TypstEngine()


def typeset(
    letter: Letter, docx: Any, job: Job, warnings: tuple[Problem, ...]
) -> Produced:
    """The letter's files: the Word document, and its PDF once that has passed the last check."""
    files: dict[str, bytes] = {"docx": docx.data} if "docx" in job.formats else {}
    pages = None
    if "pdf" in job.formats:
        pdf = set_pdf(letter, docx)
        files["pdf"], pages = pdf.data, pdf.pages
    view = letter.view
    name = stem(view.sag["sagsnummer"], view.day, letter.kind.id, letter.number, view.recipient.id)
    return Produced(name, letter.kind.id, view.recipient.id, files, pages, warnings)


def set_pdf(letter: Letter, docx: Any) -> Any:
    """The PDF of a rendered letter, checked. Raises DocumentRefused."""
    from pipeline.pdf import Metadata
    from pipeline.pdf.check import check_pdf

    author = letter.view.settings["navn"] if letter.kind.forfatter == "kommune" else "Ansøger"
    metadata = Metadata(
        title=f"{letter.title}, sag {letter.view.sag['sagsnummer']}", author=author)
    noon = dt.datetime.combine(letter.view.day, dt.time(12), dt.UTC)
    pdf = _engine().pdf(docx, metadata=metadata, timestamp=noon)
    if problems := check_pdf(docx, pdf, metadata):
        raise DocumentRefused(problems)
    return pdf
