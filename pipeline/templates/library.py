"""The files a check reads, each opened once: those given, and the set's where they ask for them."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pipeline import resources
from pipeline.documents import KINDS
from pipeline.errors import DocumentRefused, PipelineError
from pipeline.templates import package
from pipeline.templates.files import Placed, Story, TemplateFile
from pipeline.templates.findings import Finding, Spot
from pipeline.templates.sources import Source
from pipeline.templateset import PASSAGES, Templates, template_set


class Library:
    """Files by their names in messages.

    `refusals` gathers why a file could not be opened; `opened` are all that could.
    """

    def __init__(self, sources: Sequence[Source], templates: Templates) -> None:
        self.sources, self.templates = sources, template_set(templates)
        self._paths = self.templates.files()
        self.given = {source.name: source for source in sources}
        self.refusals: list[Finding] = []
        self._files: dict[str, TemplateFile | None] = {}

    @property
    def opened(self) -> dict[str, TemplateFile]:
        """The files that were opened, in that order."""
        return {name: file for name, file in self._files.items() if file is not None}

    def file(self, name: str, data: bytes) -> TemplateFile | None:
        """A file, opened; what keeps it from being opened is a finding."""
        if name not in self._files:
            self._files[name] = None
            if refused := package.refused_file(name, data):
                self.refusals.append(refused)
                return None
            try:
                self._files[name] = TemplateFile(name, data)
            except PipelineError as error:
                inside = isinstance(error, DocumentRefused)
                self.refusals += [Finding(
                    problem.code, Spot(name, problem.path.partition(",")[0] if inside else ""),
                    problem.message, problem.remedy) for problem in error.problems]
        return self._files[name]

    def documents(self) -> Iterator[Source]:
        """The documents to read: those given, and all of the set where a shared file is checked."""
        yield from (source for source in self.sources if source.kind)
        if all(source.kind for source in self.sources):
            return
        kinds = {source.kind for source in self.sources}
        for kind in KINDS:
            path = self.templates.document(kind)
            if kind not in kinds and path.is_file():
                yield Source(f"{kind}.docx", resources.content(path), kind)

    def shared(self, folder: str, stem: str) -> TemplateFile | None:
        """A passage or a letterhead: the one given, else the set's."""
        name = f"{folder}/{stem}.docx"
        if name in self.given:
            return self.file(name, self.given[name].data)
        path = self._paths.get(name)
        return self.file(name, resources.content(path)) if path else None

    def passage(self, stem: str) -> Story | None:
        """The text of a passage."""
        file = self.shared(PASSAGES, stem)
        return file.body if file else None

    def tags(self, stem: str) -> Iterable[Placed]:
        """The tags of a passage."""
        story = self.passage(stem)
        return story.tags if story else ()

    def included(self, source: Source) -> set[str]:
        """The passages that go into a document, those in passages too."""
        file, found = self.file(source.name, source.data), set()
        wanted = [tag.include for tag in file.body.tags] if file else []
        while wanted:
            stem = wanted.pop()
            if stem and stem not in found:
                found.add(stem)
                wanted += [tag.include for tag in self.tags(stem)]
        return found

    @functools.cached_property
    def passages(self) -> Mapping[str, bytes]:
        """All passages, as templates are put together from them."""
        found = {name: resources.content(path) for name, path in self.templates.passages().items()}
        for source in self.sources:
            if source.name.startswith(f"{PASSAGES}/"):
                found[Path(source.name).stem] = source.data
        return found
