"""The flow: a case in, letters out. Read `produce()` as the table of contents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import resources
from pipeline.documents import Author, DocumentKind
from pipeline.errors import DocumentRefused, Problem
from pipeline.letters import EngineName, Job, Letter, checked, in_cells, prepared
from pipeline.output import stem
from pipeline.sag import Sag

if TYPE_CHECKING:
    from pipeline.docx.environment import TemplateEnvironment
    from pipeline.docx.package import Docx
    from pipeline.docx.render import CompiledTemplate
    from pipeline.pdf import Engine, Metadata, Pdf


@dataclass(frozen=True, slots=True)
class Produced:
    """A finished copy: `stem` is its path without suffix, below the output folder.

    `title` is what the PDF calls itself, document and case number; `date` the letter's. What
    `awaits_approval` must not be sent.
    """

    stem: str
    kind: str
    recipient: str
    files: Mapping[str, bytes] = field(repr=False)
    pages: int | None
    warnings: tuple[Problem, ...] = ()
    title: str = ""
    date: dt.date | None = None
    awaits_approval: bool = False


def produce(sag: Sag, job: Job) -> tuple[Produced, ...]:
    """Every copy of the documents a job asks for; nothing is written.

    Raises UsageError (no such kind or event), DataError (all problems of the case),
    TemplateError, DocumentRefused or MachineError.
    """
    case, settings, warnings = checked(sag, job)
    with in_cells(sag):
        letters = prepared(case, settings, job)
    documents = [template_of(letter.kind, letter.author, job.templates).render(letter.context)
                 for letter in letters]
    pdfs = (typeset(letters, documents, job.engine, own_fonts(job.templates))
            if "pdf" in job.formats else [None] * len(letters))
    return tuple(finished(letter, docx if "docx" in job.formats else None, pdf, warnings)
                 for letter, docx, pdf in zip(letters, documents, pdfs, strict=True))


def warnings_of(letters: Iterable[Produced]) -> tuple[Problem, ...]:
    """What to know of the copies, each thing once: most hold for all of them."""
    return tuple(dict.fromkeys(warning for letter in letters for warning in letter.warnings))


def template_of(kind: DocumentKind, author: Author, templates: Path | None) -> CompiledTemplate:
    """A kind's compiled template: its document, its author's letterhead, the passages."""
    from pipeline.docx.templates import load

    folder = templates or resources.templates()
    return load(folder / "dokumenter" / f"{kind.id}.docx",
                folder / "brevpapir" / f"{author}.docx", folder / "blokke", environment())


@cache
def environment() -> TemplateEnvironment:
    """What a template may do: our filters and a few harmless ones of Jinja's."""
    from jinja2.filters import FILTERS as OF_JINJA

    from pipeline.docx.environment import make_environment
    from pipeline.formatting import FILTERS, FILTERS_OF_JINJA

    return make_environment({**{name: OF_JINJA[name] for name in FILTERS_OF_JINJA}, **FILTERS})


def engine(
    name: EngineName = "typst", fonts: Path | None = None, *, quoting: bool = False,
) -> Engine:
    """The PDF engine of that name, made when it is first needed; `fonts` is a folder of own fonts.

    With `quoting`, its refusals have the words around their places: never for a log. Raises
    TemplateError where the folder has a file that is no font.
    """
    from pipeline.pdf import engines

    return engines.engine(name, fonts, quoting=quoting)


def own_fonts(templates: Path | None) -> Path | None:
    """The folder of own fonts that belongs to the templates, where there is one."""
    folder = (templates or resources.templates()) / "skrifter"
    return folder if folder.is_dir() else None


def typeset(
    letters: Sequence[Letter], documents: Sequence[Docx], name: EngineName = "typst",
    fonts: Path | None = None,
) -> list[Pdf]:
    """The rendered letters' PDFs, once each has passed the last check.

    A letter is checked while the next is set. Raises DocumentRefused with what is wrong with any.
    """
    from pipeline.pdf.check import check_pdf

    setter = engine(name, fonts)
    with ThreadPoolExecutor(1) as beside:
        checks: list[tuple[Pdf, Future[tuple[Problem, ...]]]] = []
        for letter, docx in zip(letters, documents, strict=True):
            metadata = metadata_of(letter)
            noon = dt.datetime.combine(letter.view.day, dt.time(12), dt.UTC)
            pdf = setter.pdf(docx, metadata=metadata, timestamp=noon)
            checks.append((pdf, beside.submit(check_pdf, docx, pdf, metadata)))
        problems = [problem for _, check in checks for problem in check.result()]
    if problems:
        raise DocumentRefused(problems)
    return [pdf for pdf, _ in checks]


AUTHORS = {"foraelder": "Forælder", "leverandoer": "Leverandør"}
"""Whom a PDF names as its author: no person."""


def metadata_of(letter: Letter) -> Metadata:
    """What the PDF says of itself: document and case number, never a person's name."""
    from pipeline.pdf import Metadata

    view = letter.view
    author = view.settings["navn"] if letter.author == "kommune" else AUTHORS[letter.author]
    return Metadata(title=f"{letter.title}, sag {view.sag['sagsnummer']}", author=author)


def finished(
    letter: Letter, docx: Docx | None, pdf: Pdf | None, warnings: tuple[Problem, ...]
) -> Produced:
    """The copy with its name and the files that were asked for."""
    view = letter.view
    reader = (view.til_orientering or view.recipient).id
    name = stem(view.sag["sagsnummer"], view.day, letter.kind.id, letter.number, reader)
    files = {suffix: made.data for suffix, made in (("docx", docx), ("pdf", pdf)) if made}
    return Produced(name, letter.kind.id, reader, files, pdf.pages if pdf else None,
                    (*warnings, *(pdf.warnings if pdf else ())), metadata_of(letter).title, view.day,
                    awaits_approval(letter))


def awaits_approval(letter: Letter) -> bool:
    """Whether it is a draft because its kommune has yet to approve it. A report that is heard is not."""
    facts = {fact.name: fact.value for fact in letter.facts}
    return bool(facts["brev.udkast"] and facts.get("godkendes_af"))
