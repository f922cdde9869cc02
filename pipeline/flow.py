"""The flow: a case in, letters out. Read `produce()` as the table of contents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from pipeline.documents import Author, DocumentKind
from pipeline.errors import DocumentRefused, Problem
from pipeline.letters import (
    FORMATS,
    EngineName,
    Format,
    Job,
    Letter,
    checked,
    in_cells,
    prepared,
    reading_copy,
)
from pipeline.output import stem
from pipeline.recipients import KOMMUNE
from pipeline.sag import Sag
from pipeline.templateset import Templates, template_set
from pipeline.translation.catalogs import language
from pipeline.translation.language import DANISH, Language

if TYPE_CHECKING:
    from pipeline.carried.payload import Carried
    from pipeline.docx.environment import TemplateEnvironment
    from pipeline.docx.package import Docx
    from pipeline.docx.render import CompiledTemplate
    from pipeline.gate.watch import Watch
    from pipeline.pdf import Engine, Metadata, Pdf


@dataclass(frozen=True, slots=True)
class Produced:
    """A finished copy: `stem` is its path without suffix, below the output folder.

    `files` are by suffix; those whose suffix begins with "-laes-" are its reading copies, which are
    never sent as the letter. `title` is what the PDF calls itself, document and case number; `date`
    the letter's. What `awaits_approval` must not be sent.
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
    versions = [each for letter in letters for each in (letter, *reading_copies(letter, job))]
    documents = [template_of(each.kind, each.author, job.templates, each.view.language)
                 .render(each.context) for each in versions]
    carried = [data_of(each, job) for each in versions]
    watches = watched(case, versions, documents, carried)
    pdfs = (typeset(versions, documents, job.engine, own_fonts(job.templates), carried, watches)
            if "pdf" in job.formats else [None] * len(versions))
    made = list(zip(versions, documents, pdfs, carried, strict=True))
    each_has = len(versions) // len(letters)
    return tuple(finished(made[at:at + each_has], job.formats, warnings)
                 for at in range(0, len(made), each_has))


def reproduce(
    carried: Carried, templates: Templates = None, formats: Sequence[Format] = FORMATS,
    engine: EngineName = "typst",
) -> Produced:
    """The copy that carried this data, made again: with the templates it was made with, its very
    bytes. Nothing is projected, and no rule for cases is asked.

    Raises DataError where no document can be made of the data, and what `produce` raises.
    """
    from pipeline.carried.envelope import as_bytes
    from pipeline.carried.restored import guarded, restored

    letter = restored(carried, templates)
    template = template_of(letter.kind, letter.author, templates, letter.view.language)
    docx = guarded(lambda: template.render(letter.context))
    data = as_bytes(carried)
    pdfs = guarded(lambda: typeset([letter], [docx], engine, own_fonts(templates), [data])) \
        if "pdf" in formats else [None]
    return guarded(lambda: finished([(letter, docx, pdfs[0], data)], formats, ()))


def watched(
    case: Mapping[str, Any], letters: Sequence[Letter], documents: Sequence[Docx],
    carried: Sequence[bytes | None],
) -> list[Watch]:
    """The watch over each letter, once its Word file, its data and its name have passed it.

    Raises DocumentRefused naming each field that some reader may not see, and where it stands.
    """
    from pipeline.gate.known import watch

    watches = [watch(case, letter) for letter in letters]
    problems = [problem for letter, docx, data, each in zip(
        letters, documents, carried, watches, strict=True) if each.secrets for problem in (
            *each.docx(docx), *each.told("medfoelgende", (data or b"").decode()),
            *each.told("filnavn", unquote(name_of(letter))),
            *each.told("egenskaber", metadata_of(letter).title))]
    if problems:
        raise DocumentRefused(problems)
    return watches


def data_of(letter: Letter, job: Job) -> bytes | None:
    """What a letter's files are to carry; None where they carry nothing, as no reading copy does."""
    from pipeline.carried.envelope import as_bytes
    from pipeline.carried.payload import payload

    by_default = letter.view.recipient.id == KOMMUNE or letter.view.settings["breve_baerer_data"]
    if not letter.view.language.is_danish or not (by_default if job.carry is None else job.carry):
        return None
    return as_bytes(payload(letter, job.templates))


def reading_copies(letter: Letter, job: Job) -> list[Letter]:
    """The letter in each language that a reading copy is wanted in. Raises UsageError, TemplateError."""
    return [reading_copy(letter, language(code, job.templates)) for code in job.reading_copies]


def warnings_of(letters: Iterable[Produced]) -> tuple[Problem, ...]:
    """What to know of the copies, each thing once: most hold for all of them."""
    return tuple(dict.fromkeys(warning for letter in letters for warning in letter.warnings))


def template_of(
    kind: DocumentKind, author: Author, templates: Templates, language: Language = DANISH,
) -> CompiledTemplate:
    """A kind's compiled template: its document, its author's letterhead, the passages."""
    from pipeline.docx.templates import load

    found = template_set(templates)
    return load(found.document(kind.id), found.letterhead(author), found.passages(),
                environment(language), language)


def environment(language: Language = DANISH) -> TemplateEnvironment:
    """What a template may do: our filters, writing a language, and a few harmless ones of Jinja's."""
    return _environment(language)


@cache
def _environment(language: Language) -> TemplateEnvironment:
    from jinja2.filters import FILTERS as OF_JINJA

    from pipeline.docx.environment import make_environment
    from pipeline.formatting import FILTERS_OF_JINJA

    return make_environment({
        **{name: OF_JINJA[name] for name in FILTERS_OF_JINJA}, **language.filters})


def engine(
    name: EngineName = "typst", fonts: Path | None = None, *, quoting: bool = False,
) -> Engine:
    """The PDF engine of that name, made when it is first needed; `fonts` is a folder of own fonts.

    With `quoting`, its refusals have the words around their places: never for a log. Raises
    TemplateError where the folder has a file that is no font.
    """
    from pipeline.pdf import engines

    return engines.engine(name, fonts, quoting=quoting)


def own_fonts(templates: Templates) -> Path | None:
    """The folder of own fonts that belongs to the templates, where there is one."""
    return template_set(templates).fonts()


def typeset(
    letters: Sequence[Letter], documents: Sequence[Docx], name: EngineName = "typst",
    fonts: Path | None = None, carried: Sequence[bytes | None] = (), watches: Sequence[Watch] = (),
) -> list[Pdf]:
    """The rendered letters' PDFs, once each has passed the last check; `carried` is what each holds,
    `watches` look for what it may not tell.

    A letter is checked while the next is set. Raises DocumentRefused with what is wrong with any.
    """
    from pipeline.carried.pdf import STANDARD, attachment
    from pipeline.pdf.check import check_pdf

    setter = engine(name, fonts)
    with ThreadPoolExecutor(1) as beside:
        checks: list[tuple[Pdf, Future[tuple[Problem, ...]]]] = []
        for number, (letter, docx) in enumerate(zip(letters, documents, strict=True)):
            data = carried[number] if carried else None
            metadata = metadata_of(letter)
            noon = dt.datetime.combine(letter.view.day, dt.time(12), dt.UTC)
            pdf = (setter.pdf(docx, metadata=metadata, timestamp=noon) if data is None else
                   setter.pdf(docx, metadata=metadata, timestamp=noon, standard=STANDARD,
                              attachments=[attachment(data)]))
            also = partial(watches[number].pdf, pdf) if watches else None
            checks.append((pdf, beside.submit(check_pdf, docx, pdf, metadata, also=also)))
        problems = [problem for _, check in checks for problem in check.result()]
    if problems:
        raise DocumentRefused(problems)
    return [pdf for pdf, _ in checks]


AUTHORS = {"foraelder": "Forælder", "leverandoer": "Leverandør"}
"""Whom a PDF names as its author: no person."""


def metadata_of(letter: Letter) -> Metadata:
    """What the PDF says of itself: document and case number, never a person's name."""
    from pipeline.pdf import Metadata
    from pipeline.translation.notice import titled

    view = letter.view
    author = view.settings["navn"] if letter.author == "kommune" else AUTHORS[letter.author]
    title = view.language.words("{titel}, sag {sagsnummer}", titel=letter.title,
                                sagsnummer=view.sag["sagsnummer"])
    if view.language.is_danish:
        return Metadata(title=title, author=author)
    return Metadata(title=titled(title, view.language), author=author, language=view.language.tag)


def finished(
    versions: Sequence[tuple[Letter, Docx, Pdf | None, bytes | None]], formats: Sequence[Format],
    warnings: tuple[Problem, ...],
) -> Produced:
    """The letter with its name and the files that were asked for, those of its reading copies too."""
    letter, _, pdf, _ = versions[0]
    view = letter.view
    reader = (view.til_orientering or view.recipient).id
    files = {f"{mark(version)}{form}": made for version, docx, typeset, data in versions
             for form, made in (("docx", word_file(docx, data) if "docx" in formats else None),
                                ("pdf", typeset.data if typeset else None)) if made}
    warned = [problem for _, _, typeset, _ in versions if typeset for problem in typeset.warnings]
    return Produced(name_of(letter), letter.kind.id, reader, files, pdf.pages if pdf else None,
                    (*warnings, *warned), metadata_of(letter).title, view.day, awaits_approval(letter))


def name_of(letter: Letter) -> str:
    """Where the letter's files go, below the output folder and without suffix."""
    view = letter.view
    return stem(view.sag["sagsnummer"], view.day, letter.kind.id, letter.number,
                (view.til_orientering or view.recipient).id)


def word_file(docx: Docx, data: bytes | None) -> bytes:
    """The Word file, with the data it carries."""
    from pipeline.carried.word import carrying

    return docx.data if data is None else carrying(docx, data)


def mark(letter: Letter) -> str:
    """What comes before the suffix in a file's name: nothing, or that it is a reading copy."""
    language = letter.view.language
    return "" if language.is_danish else f"-laes-{language.code}."


def awaits_approval(letter: Letter) -> bool:
    """Whether it is a draft because its kommune has yet to approve it. A report that is heard is not."""
    facts = {fact.name: fact.value for fact in letter.facts}
    return bool(facts["brev.udkast"] and facts.get("godkendes_af"))
