"""One set of templates against another: every letter made with both, and what differs in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.changes.blocks import blocks_of
from pipeline.changes.difference import Difference, differences
from pipeline.changes.marking import marking
from pipeline.documents import KINDS
from pipeline.docx.package import Docx
from pipeline.docx.templates import load
from pipeline.errors import Problem, TemplateError
from pipeline.letters import Job, Letter, checked, in_cells, makeable, prepared
from pipeline.sag import Sag
from pipeline.templateset import TemplateSet
from pipeline.tools import environment, template_of


@dataclass(frozen=True, slots=True)
class Compared:
    """One letter, made with both: whose it is, and what differs.

    `old_problems` and `new_problems` are why a side could not make it.
    """

    case: str
    kind: str
    number: int
    recipient: str
    found: tuple[Difference, ...] = field(repr=False)
    old_problems: tuple[Problem, ...] = ()
    new_problems: tuple[Problem, ...] = ()
    letter: Letter | None = field(default=None, repr=False)

    @property
    def failed(self) -> bool:
        """Whether a side could not make it."""
        return bool(self.old_problems or self.new_problems)


class Sides:
    """The two sets, and which letters of a case are compared: a job without kind is of every kind the
    case can make."""

    def __init__(self, old: TemplateSet, new: TemplateSet, job: Job) -> None:
        self._old, self._new, self._job = old, new, job
        # A template that is wrong is wrong for each of its letters: it is not put together again.
        self._wrong: dict[tuple[TemplateSet, str, str], tuple[Problem, ...]] = {}

    def compared(self, sag: Sag) -> Iterator[Compared]:
        """Each letter of a case. Raises DataError with the problems of the case."""
        for kind in self._kinds(sag):
            job = replace(self._job, kind=kind)
            case, settings, _ = checked(sag, job)
            with in_cells(sag):
                letters = prepared(case, settings, job)
            for letter in letters:
                yield self._compared(letter)

    def files(self, letter: Letter) -> dict[str, bytes]:
        """Both versions of a letter as they would be sent, by suffix. Raises TemplateError."""
        both = {"gammel": self._old, "ny": self._new}
        return {f"{name}.docx": template_of(letter.kind, letter.author, templates).render(
            letter.context).data for name, templates in both.items()}

    def _kinds(self, sag: Sag) -> Sequence[str]:
        """The kinds of which a case has an event; those it can make, where none was asked for."""
        if not self._job.kind:
            return makeable(sag)
        if not isinstance(sag.data.get(KINDS[self._job.kind].liste), list):
            return [self._job.kind] if sag.problems else []
        return [self._job.kind] if KINDS[self._job.kind].events(sag.data) or sag.problems else []

    def _compared(self, letter: Letter) -> Compared:
        view = letter.view
        reader = (view.til_orientering or view.recipient).id
        old, new = self._made(letter, self._old), self._made(letter, self._new)
        found: tuple[Difference, ...] = ()
        if isinstance(old, Docx) and isinstance(new, Docx) and dict(old.parts) != dict(new.parts):
            found = tuple(differences(blocks_of(old), blocks_of(new)))
        before, after = (() if isinstance(made, Docx) else made for made in (old, new))
        return Compared(str(view.sag["sagsnummer"]), letter.kind.id, letter.number, reader, found,
                        before, after, letter)

    def _made(self, letter: Letter, templates: TemplateSet) -> Docx | tuple[Problem, ...]:
        """The letter with its values marked, or why the template cannot make it."""
        which = (templates, letter.kind.id, letter.author)
        if which in self._wrong:
            return self._wrong[which]
        try:
            template = load(templates.document(letter.kind.id), templates.letterhead(letter.author),
                            templates.passages(), marking(environment(letter.view.language)))
        except TemplateError as error:
            self._wrong[which] = error.problems
            return error.problems
        try:
            return template.render(letter.context)
        except TemplateError as error:
            return error.problems
