"""How a document goes together with its letterhead and passages, and how its letters look then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.docx.compose import ComposedParts, compose
from pipeline.docx.includes import DECLARED
from pipeline.errors import Problem, TemplateError
from pipeline.pdf import Engine
from pipeline.templates import appearance, package, syntax
from pipeline.templates.blank import blank
from pipeline.templates.files import MAIN, TemplateFile
from pipeline.templates.findings import Finding
from pipeline.templates.library import Library
from pipeline.templates.sources import Source
from pipeline.templateset import LETTERHEADS


class Composing:
    """Puts the documents of a library together as letters are made from them.

    With `engine`, the PDF engine says what it would refuse of the whole.
    """

    def __init__(self, library: Library, engine: Engine | None) -> None:
        self._library, self._engine = library, engine
        self._fitting: set[str] = set()

    def findings(self, source: Source, letterhead: TemplateFile) -> Iterator[Finding]:
        """What stands in the way, and what would look otherwise than in Word."""
        passages = self._library.passages
        if self._engine is None:
            # Where nobody looks at the whole, a passage that has gone into one document is left out of
            # the next: it takes most of the time.
            passages = {**passages, **dict.fromkeys(self._fitting, blank())}
        try:
            parts = compose(source.data, letterhead.data, passages, source.name)
        except TemplateError as error:
            found = [self._of_making(problem, letterhead) for problem in error.problems]
            yield from (finding for finding in found if finding.code not in package.TOLD
                        or finding.spot.file not in self._library.given)
            return
        self._fitting.update(stem for stem in self._library.included(source)
                             if not self._takes_arguments(stem))
        files = self._library.opened
        files = {source.name: files.pop(source.name), letterhead.name: letterhead, **files}
        yield from self._looks(parts, letterhead, files)

    def _takes_arguments(self, stem: str) -> bool:
        """Whether what a passage is given is to be looked at wherever it is asked for."""
        return any(DECLARED.match(tag.text) for tag in self._library.tags(stem))

    def _looks(self, parts: ComposedParts, letterhead: TemplateFile,
               files: Mapping[str, TemplateFile]) -> Iterator[Finding]:
        yield from appearance.other_fonts(parts, letterhead, files, self._library.templates.fonts())
        if self._engine is not None:
            yield from appearance.not_set(parts, self._engine, files)

    def _of_making(self, problem: Problem, letterhead: TemplateFile) -> Finding:
        """A problem of putting together, in the file it is about."""
        name, _, rest = problem.path.partition(": ")
        if rest.startswith(LETTERHEADS):
            name = letterhead.name
            problem = Problem(f"{name}: {rest.partition(': ')[2] or MAIN}", problem.code, problem.title,
                              problem.message, problem.remedy, problem.severity)
        return syntax.of_problem(problem, self._library.opened.get(name))
