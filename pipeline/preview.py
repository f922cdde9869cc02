"""One template tried out: made into letters of a sample case, through the same flow as any letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.documents import KINDS
from pipeline.errors import Problem, UsageError, text
from pipeline.flow import Produced, produce
from pipeline.letters import EngineName, Format, Job
from pipeline.samples import FIELD, Sample, filled
from pipeline.templates.library import Library
from pipeline.templates.names import authors_of, left_out, names_of
from pipeline.templates.reading import Reading
from pipeline.templates.sources import Source, sources_of
from pipeline.templateset import DOCUMENTS, LETTERHEADS, PASSAGES, TemplateSet
from pipeline.tools import environment

MARK = "proeve"
"""In every name: nobody takes such a file for a letter."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A template to try out: its file, the kind of letter it is tried in, the fields it names."""

    source: Source
    kind: str
    templates: TemplateSet
    fields: frozenset[FIELD] = field(repr=False)

    def missing(self, samples: Sequence[Sample]) -> frozenset[FIELD]:
        """The fields that none of the samples has, so that nobody has seen them."""
        return self.fields - frozenset().union(*(filled(sample) for sample in samples))


def tried(path: Path, kind: str | None, templates: TemplateSet) -> Tried:
    """The file in place of the one it stands for; a passage or a letterhead in a letter that has it.

    Raises UsageError where the file is not there, or nobody can tell what it is for.
    """
    shared = path.parent.name in (PASSAGES, LETTERHEADS)
    (source,) = sources_of([path], None if shared else kind, templates)
    name = source.name if not source.kind else f"{DOCUMENTS}/{source.kind}.docx"
    laid = templates.instead(name, path.absolute())
    meant = source.kind or kind or _kind_with(source, laid)
    library = Library([], laid)
    reading = Reading(names_of(meant), environment(), library.tags, meant, left_out(meant))
    document = library.file(meant, laid.document(meant).read_bytes()) if source.kind else \
        library.file(source.name, source.data)
    reading.story(document.body.tags if document else ())
    return Tried(source, meant, laid, frozenset(
        path for path in reading.read.used if path and "#" not in path[0]))


def _kind_with(source: Source, templates: TemplateSet) -> str:
    """The first kind whose letters have a passage or wear a letterhead."""
    folder, stem = source.name.split("/")[0], Path(source.name).stem
    library = Library([], templates)
    for kind, spec in KINDS.items():
        if folder == LETTERHEADS and stem in authors_of(spec):
            return kind
        if folder == PASSAGES and stem in library.included(
                Source(f"{kind}.docx", templates.document(kind).read_bytes(), kind)):
            return kind
    raise UsageError([Problem(source.name, "skabelon-ikke-brugt", text("Skabelon"), text(
        "Intet brev bruger filen, så den kan ikke vises i et."), text(
        "Sæt den ind i et brev med include, eller vælg brevet med --kind."))])


def letters(
    template: Tried, samples: Sequence[Sample], formats: tuple[Format, ...], engine: EngineName,
) -> Iterator[tuple[Sample, Produced, str]]:
    """Each sample's letters with the name, without suffix, of their files.

    Raises what producing them raises.
    """
    for sample in samples:
        job = Job(template.kind, nr=sample.number, settings=sample.settings, formats=formats,
                  templates=template.templates, engine=engine)
        many = f"-{sample.name}-{sample.number}" if len(samples) > 1 else ""
        for letter in produce(sample.sag, job):
            yield sample, letter, f"{Path(template.source.name).stem}-{MARK}{many}-{letter.recipient}"
