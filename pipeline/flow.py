"""The flow: a case in, letters out. Read `produce()` as the table of contents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

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
from pipeline.recipients import KOMMUNE
from pipeline.sag import Sag
from pipeline.templateset import Templates
from pipeline.tools import engine, own_fonts, template_of
from pipeline.translation.catalogs import language
from pipeline.versions import Version, awaits_approval, metadata_of, name_of

if TYPE_CHECKING:
    from pipeline.carried.payload import Carried


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
    versions = [rendered(each, job) for letter in letters for each in in_languages(letter, job)]
    versions = watched(versions, case)
    if "pdf" in job.formats:
        versions = typeset(versions, job.engine, own_fonts(job.templates))
    each_has = 1 + len(job.reading_copies)
    return tuple(finished(versions[at:at + each_has], job.formats, warnings)
                 for at in range(0, len(versions), each_has))


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
    made = guarded(lambda: Version(letter, template.render(letter.context), as_bytes(carried)))
    if "pdf" in formats:
        made = guarded(lambda: typeset([made], engine, own_fonts(templates))[0])
    return guarded(lambda: finished([made], formats, ()))


def in_languages(letter: Letter, job: Job) -> list[Letter]:
    """The letter, and its reading copies in the languages they are wanted in.

    Raises UsageError or TemplateError for a language there is not.
    """
    return [letter, *(reading_copy(letter, language(code, job.templates))
                      for code in job.reading_copies)]


def rendered(letter: Letter, job: Job) -> Version:
    """The letter's Word file, and the data that goes with it."""
    template = template_of(letter.kind, letter.author, job.templates, letter.view.language)
    return Version(letter, template.render(letter.context), data_of(letter, job))


def data_of(letter: Letter, job: Job) -> bytes | None:
    """What a letter's files are to carry; None where they carry nothing, as no reading copy does."""
    from pipeline.carried.envelope import as_bytes
    from pipeline.carried.payload import payload

    by_default = letter.view.recipient.id == KOMMUNE or letter.view.settings["breve_baerer_data"]
    if not letter.view.language.is_danish or not (by_default if job.carry is None else job.carry):
        return None
    return as_bytes(payload(letter, job.templates))


def watched(versions: Sequence[Version], case: Mapping[str, Any]) -> list[Version]:
    """Each with a watch over it, once its Word file, its data and its name have passed it.

    Raises DocumentRefused naming each field that some reader may not see, and where it stands.
    """
    from pipeline.gate.known import watch

    problems: list[Problem] = []
    over = [replace(each, watch=watch(case, each.letter)) for each in versions]
    for each in over:
        if each.watch is not None and each.watch.secrets:
            problems += each.watch.docx(each.docx)
            problems += each.watch.told("medfoelgende", (each.data or b"").decode())
            problems += each.watch.told("filnavn", unquote(name_of(each.letter)))
            problems += each.watch.told("egenskaber", metadata_of(each.letter).title)
    if problems:
        raise DocumentRefused(problems)
    return over


def typeset(
    versions: Sequence[Version], name: EngineName = "typst", fonts: Path | None = None,
) -> list[Version]:
    """Each with its PDF, once that has passed the last check and the watch.

    A letter is checked while the next is set. Raises DocumentRefused with what is wrong with any.
    """
    from pipeline.carried.pdf import STANDARD, attachment
    from pipeline.pdf.proof.check import check_pdf

    setter = engine(name, fonts)
    with ThreadPoolExecutor(1) as beside:
        checks: list[tuple[Version, Future[tuple[Problem, ...]]]] = []
        for each in versions:
            metadata = metadata_of(each.letter)
            noon = dt.datetime.combine(each.letter.view.day, dt.time(12), dt.UTC)
            pdf = (setter.pdf(each.docx, metadata=metadata, timestamp=noon) if each.data is None else
                   setter.pdf(each.docx, metadata=metadata, timestamp=noon, standard=STANDARD,
                              attachments=[attachment(each.data)]))
            also = partial(each.watch.pdf, pdf) if each.watch else None
            checks.append((replace(each, pdf=pdf),
                           beside.submit(check_pdf, each.docx, pdf, metadata, also=also)))
        problems = [problem for _, check in checks for problem in check.result()]
    if problems:
        raise DocumentRefused(problems)
    return [each for each, _ in checks]


def finished(
    versions: Sequence[Version], formats: Sequence[Format], warnings: tuple[Problem, ...],
) -> Produced:
    """The letter with its name and the files that were asked for, those of its reading copies too."""
    letter, pdf = versions[0].letter, versions[0].pdf
    view = letter.view
    files: dict[str, bytes] = {}
    for each in versions:
        if "docx" in formats:
            files[f"{each.mark}docx"] = each.word_file
        if each.pdf is not None:
            files[f"{each.mark}pdf"] = each.pdf.data
    warned = [problem for each in versions if each.pdf for problem in each.pdf.warnings]
    return Produced(name_of(letter), letter.kind.id, (view.til_orientering or view.recipient).id, files,
                    pdf.pages if pdf else None, (*warnings, *warned), metadata_of(letter).title,
                    view.day, awaits_approval(letter))


def warnings_of(letters: Iterable[Produced]) -> tuple[Problem, ...]:
    """What to know of the copies, each thing once: most hold for all of them."""
    return tuple(dict.fromkeys(warning for letter in letters for warning in letter.warnings))
