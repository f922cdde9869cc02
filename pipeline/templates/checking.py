"""Checks templates without any data: every finding of every file, all at once."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.documents import KINDS, Author
from pipeline.docx.compose import DOCUMENT
from pipeline.docx.environment import TemplateEnvironment
from pipeline.errors import DocumentRefused, TemplateError, text
from pipeline.pdf import Engine
from pipeline.templates import accessibility, needed, package, syntax, translations
from pipeline.templates.comments import commented
from pipeline.templates.composing import Composing
from pipeline.templates.files import CORE, MAIN, Placed, TemplateFile
from pipeline.templates.findings import Finding, gathered
from pipeline.templates.library import Library
from pipeline.templates.names import authors_of, left_out, names_of
from pipeline.templates.reading import Reading
from pipeline.templates.sources import Source
from pipeline.templateset import LETTERHEADS, Templates


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked, and what is to be put right in it."""

    sources: tuple[Source, ...] = field(repr=False)
    findings: tuple[Finding, ...]

    @property
    def exit_code(self) -> int:
        """3 where something is wrong, 0 where there are warnings only."""
        return 3 if any(finding.severity == "fejl" for finding in self.findings) else 0


def check(
    sources: Sequence[Source], templates: Templates, environment: TemplateEnvironment,
    engine: Engine | None = None,
) -> Report:
    """Check files against the set of `templates`, whose passages and letterheads complete them.

    A passage or a letterhead is checked in every document of the set that uses it. With `engine`,
    the PDF engine says what it would refuse of the documents.
    """
    checker = _Checker(Library(sources, templates), environment, engine)
    findings = list(checker.findings())
    return Report(tuple(sources), gathered(findings, checker.documents))


def commented_copies(report: Report, date: dt.datetime) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of a commented copy of each file that something was found in.

    A file that is no Word document has no copy.
    """
    for source in report.sources:
        mine = [finding for finding in report.findings if source.name in (
            finding.spot.file, finding.via.file if finding.via else "")]
        if mine:
            with contextlib.suppress(TemplateError, DocumentRefused):
                yield source.name, commented(source.data, source.name, mine, date)


class _Checker:
    """The work of one check()."""

    def __init__(
        self, library: Library, environment: TemplateEnvironment, engine: Engine | None,
    ) -> None:
        self._library, self._environment = library, environment
        self._composing = Composing(library, engine)
        self.documents = 0

    def findings(self) -> Iterator[Finding]:
        """Everything wrong with the files, and with how they go together."""
        library = self._library
        for source in library.sources:
            if file := library.file(source.name, source.data):
                yield from self._alone(file, source)
        for source in library.documents():
            self.documents += 1
            yield from (finding for finding in self._together(source) if source.name in library.given
                        or finding.spot.file in library.given)
        yield from translations.findings(library)
        yield from library.refusals

    def _alone(self, file: TemplateFile, source: Source) -> Iterator[Finding]:
        """What is wrong with one file whatever it is used for."""
        whole = file.name.startswith(f"{LETTERHEADS}/")
        yield from package.of_package(file)
        for story in file.stories.values() if whole else (file.body,):
            yield from syntax.of_story(file, story, self._environment)
        yield from accessibility.of_file(file)
        if whole:
            yield from accessibility.of_letterhead(file)
        elif source.kind:
            yield from _unused_stories(file)

    def _together(self, source: Source) -> Iterator[Finding]:
        """What is wrong with a document and the files it is put together with."""
        file = self._library.file(source.name, source.data)
        if file is None:
            return
        kind = source.kind
        reading = self._read(file.body.tags, kind, None)
        yield from reading.findings
        headings = accessibility.Headings(self._library.passage, kind)
        headings.story(file.body)
        yield from headings.findings
        if not headings.seen:
            yield accessibility.no_headings(file, kind)
        for author in authors_of(KINDS[kind]):
            letterhead = self._library.shared(LETTERHEADS, author)
            if letterhead is not None:
                yield from self._on_letterhead(source, file, letterhead, author, reading)

    def _on_letterhead(
        self, source: Source, file: TemplateFile, letterhead: TemplateFile, author: Author,
        reading: Reading,
    ) -> Iterator[Finding]:
        """What is wrong with a document as letters on one letterhead."""
        kind = source.kind
        tags = [tag for story in letterhead.stories.values() for tag in story.tags]
        own = self._read([*tags, *letterhead.properties, *file.properties], kind, author)
        yield from own.findings
        shown, used = reading.read.shown | own.read.shown, reading.read.used | own.read.used
        yield from needed.never_said(kind, names_of(kind), shown, used, file)
        yield from self._composing.findings(source, letterhead)
        if accessibility.no_title((file, letterhead)):
            yield _without_title(file)

    def _read(self, tags: Iterable[Placed], kind: str, author: Author | None) -> Reading:
        names = names_of(kind, author)
        reading = Reading(names, self._environment, lambda stem: () if stem == DOCUMENT
                          else self._library.tags(stem), kind, left_out(kind))
        reading.story(tags)
        return reading


def _unused_stories(file: TemplateFile) -> Iterator[Finding]:
    """A document's own headers never come into a letter: its letterhead has them."""
    for part, story in file.stories.items():
        if part != MAIN and any(each.spot.words.strip() for each in story.paragraphs):
            yield Finding("sidehoved-uden-virkning", file.spot(part), text(
                "Teksten her kommer ikke med i brevet: sidehoved og sidefod er brevpapirets."), text(
                "Slet den, eller skriv den i brevpapiret."), "advarsel")
            return


def _without_title(file: TemplateFile) -> Finding:
    return Finding("titel-mangler", file.spot(CORE), text(
        "Hverken dokumentet eller brevpapiret har en titel i sine egenskaber."), text(
        "Vælg Filer, Oplysninger, Titel, og skriv {titel}.", titel="{{ brev.titel }}"), "advarsel")
