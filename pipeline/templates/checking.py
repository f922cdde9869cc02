"""Checks templates without any data: every finding of every file, all at once."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import resources
from pipeline.documents import KINDS, Author
from pipeline.docx.compose import DOCUMENT, ComposedParts, compose
from pipeline.docx.environment import TemplateEnvironment
from pipeline.errors import DocumentRefused, PipelineError, Problem, TemplateError, text
from pipeline.pdf import Engine
from pipeline.templates import accessibility, appearance, needed, package, syntax
from pipeline.templates.blank import blank
from pipeline.templates.comments import commented
from pipeline.templates.files import CORE, MAIN, Placed, Story, TemplateFile
from pipeline.templates.findings import Finding, Spot, gathered
from pipeline.templates.names import authors_of, left_out, names_of
from pipeline.templates.reading import Reading
from pipeline.templates.sources import (
    DOCUMENTS,
    LETTERHEADS,
    OPEN_IN_WORD,
    PASSAGES,
    Source,
)


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
    sources: Sequence[Source], templates: Path, environment: TemplateEnvironment,
    engine: Engine | None = None,
) -> Report:
    """Check files against the set of `templates`, whose passages and letterheads complete them.

    A passage or a letterhead is checked in every document of the set that uses it. With `engine`,
    the PDF engine says what it would refuse of the documents.
    """
    checker = _Checker(sources, templates, environment, engine)
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
    """The work of one check(): every file is opened once."""

    def __init__(self, sources: Sequence[Source], templates: Path, environment: TemplateEnvironment,
                 engine: Engine | None) -> None:
        self._sources, self._templates = sources, templates
        self._environment, self._engine = environment, engine
        self._given = {source.name: source for source in sources}
        self._unopened: dict[str, list[Finding]] = {}
        self._opened: dict[str, TemplateFile | None] = {}
        self._fitting: set[str] = set()
        self.documents = 0

    def findings(self) -> Iterator[Finding]:
        """Everything wrong with the files, and with how they go together."""
        for source in self._sources:
            if file := self._file(source.name, source.data):
                yield from self._alone(file, source)
        for source in self._documents():
            self.documents += 1
            found = self._together(source)
            yield from (finding for finding in found if source.name in self._given
                        or finding.spot.file in self._given)
        for unopened in self._unopened.values():
            yield from unopened

    def _documents(self) -> Iterator[Source]:
        """The documents to read: those given, and all of the set where a shared file is checked."""
        yield from (source for source in self._sources if source.kind)
        if all(source.kind for source in self._sources):
            return
        kinds = {source.kind for source in self._sources}
        for kind in KINDS:
            path = self._templates / DOCUMENTS / f"{kind}.docx"
            if kind not in kinds and path.is_file():
                yield Source(path.name, resources.content(path), kind)

    def _file(self, name: str, data: bytes) -> TemplateFile | None:
        """A file, opened; what keeps it from being opened is a finding."""
        if name not in self._opened:
            self._opened[name] = None
            if refused := package.refused_file(name, data):
                self._unopened[name] = [refused]
                return None
            try:
                self._opened[name] = TemplateFile(name, data)
            except PipelineError as error:
                inside = isinstance(error, DocumentRefused)
                self._unopened[name] = [Finding(
                    problem.code, Spot(name, problem.path.partition(",")[0] if inside else ""),
                    problem.message, problem.remedy) for problem in error.problems]
        return self._opened[name]

    def _shared(self, folder: str, stem: str) -> TemplateFile | None:
        """A passage or a letterhead: the one given, else the set's."""
        name = f"{folder}/{stem}.docx"
        if name in self._given:
            return self._file(name, self._given[name].data)
        path = self._templates / folder / f"{stem}.docx"
        return self._file(name, resources.content(path)) if path.is_file() else None

    def _passage(self, stem: str) -> Story | None:
        file = self._shared(PASSAGES, stem)
        return file.body if file else None

    def _tags(self, stem: str) -> Iterable[Placed]:
        story = self._passage(stem)
        return story.tags if story else ()

    def _included(self, source: Source) -> set[str]:
        """The passages that go into a document, those in passages too."""
        file, found = self._file(source.name, source.data), set()
        wanted = [tag.include for tag in file.body.tags] if file else []
        while wanted:
            stem = wanted.pop()
            if stem and stem not in found:
                found.add(stem)
                wanted += [tag.include for tag in self._tags(stem)]
        return found

    @functools.cached_property
    def _passages(self) -> Mapping[str, bytes]:
        """All passages, as templates are put together from them."""
        found = {path.stem: resources.content(path)
                 for path in sorted((self._templates / PASSAGES).glob("*.docx"))
                 if not path.name.startswith(OPEN_IN_WORD)}
        for source in self._sources:
            if source.name.startswith(f"{PASSAGES}/"):
                found[Path(source.name).stem] = source.data
        return found

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
        file = self._file(source.name, source.data)
        if file is None:
            return
        kind = source.kind
        reading = self._read(file.body.tags, kind, None)
        yield from reading.findings
        headings = accessibility.Headings(self._passage, kind)
        headings.story(file.body)
        yield from headings.findings
        if not headings.seen:
            yield accessibility.no_headings(file, kind)
        shown, used = set(reading.read.shown), set(reading.read.used)
        for author in authors_of(KINDS[kind]):
            letterhead = self._shared(LETTERHEADS, author)
            if letterhead is not None:
                tags = [tag for story in letterhead.stories.values() for tag in story.tags]
                own = self._read([*tags, *letterhead.properties, *file.properties], kind, author)
                yield from own.findings
                yield from needed.never_said(
                    kind, names_of(kind), shown | own.read.shown, used | own.read.used, file)
                yield from self._composed(source, letterhead)
                if accessibility.no_title((file, letterhead)):
                    yield _without_title(file)

    def _read(self, tags: Iterable[Placed], kind: str, author: Author | None) -> Reading:
        names = names_of(kind, author)
        reading = Reading(names, self._environment, lambda stem: () if stem == DOCUMENT
                          else self._tags(stem), kind, left_out(kind))
        reading.story(tags)
        return reading

    def _composed(self, source: Source, letterhead: TemplateFile) -> Iterator[Finding]:
        """What stands in the way of putting the document together, and how its letters look."""
        passages = self._passages
        if self._engine is None:
            # Where nobody looks at the whole, a passage that has gone into one document is left out of
            # the next: it takes most of the time.
            passages = {**passages, **dict.fromkeys(self._fitting, blank())}
        try:
            parts = compose(source.data, letterhead.data, passages, source.name)
        except TemplateError as error:
            yield from (self._of_making(problem, letterhead) for problem in error.problems)
            return
        self._fitting.update(self._included(source))
        files = {name: file for name, file in self._opened.items() if file is not None}
        files = {source.name: files.pop(source.name), letterhead.name: letterhead, **files}
        yield from self._looks(parts, letterhead, files)

    def _looks(self, parts: ComposedParts, letterhead: TemplateFile,
               files: Mapping[str, TemplateFile]) -> Iterator[Finding]:
        fonts = self._templates / "skrifter"
        yield from appearance.other_fonts(
            parts, letterhead, files, fonts if fonts.is_dir() else None)
        if self._engine is not None:
            yield from appearance.not_set(parts, self._engine, files)

    def _of_making(self, problem: Problem, letterhead: TemplateFile) -> Finding:
        """A problem of putting together, in the file it is about."""
        name, _, rest = problem.path.partition(": ")
        if rest.startswith(LETTERHEADS):
            name = letterhead.name
            problem = Problem(f"{name}: {rest.partition(': ')[2] or MAIN}", problem.code, problem.title,
                              problem.message, problem.remedy, problem.severity)
        return syntax.of_problem(problem, self._opened.get(name))


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
