"""A batch that fills somebody's form from each case, in place of a letter of ours."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.batch.jobs import wish_of
from pipeline.documents import KINDS
from pipeline.errors import DataError, UsageError
from pipeline.flow import Produced
from pipeline.key import render_key
from pipeline.letters import Job, chosen_events
from pipeline.output import stem
from pipeline.recipients import KOMMUNE
from pipeline.sag import Sag

if TYPE_CHECKING:
    from pipeline.forms.mapping import FormMap


@dataclass(frozen=True, slots=True)
class Filling:
    """One form of every case: `form` is the blank one, `who` whom it is filled in for (see `seen`).

    The mapping must have been checked.
    """

    job: Job
    form: bytes = field(repr=False)
    mapping: FormMap = field(repr=False)
    who: str | None = None

    def of(self, _: Sag, /) -> Sequence[Job]:
        """The one job."""
        return [self.job]

    def key(self, sag: Sag) -> str:
        """The case's render key, with the form and its mapping."""
        return f"{render_key(sag, self.job)}+{self._digest()}"

    def wish(self) -> dict[str, Any]:
        """The job, its day apart, and the form."""
        return {**wish_of(self.job), "formular": self._digest()}

    def made(self, sag: Sag, job: Job) -> Sequence[Produced]:
        """The filled form. Raises DataError where something that it demands is lacking."""
        from pipeline.forms import room
        from pipeline.forms.mapping.filling import fill_form
        from pipeline.forms.mapping.seen import seen

        view = seen(sag, job, self.who)
        filled = fill_form(self.form, self.mapping, view, templates=job.templates)
        if not filled.whole:
            raise DataError(filled.problems)
        number = _number(sag, job)
        name = stem(str(sag.data["sagsnummer"]), view.day, f"{job.kind}-formular", number,
                    self.who or KOMMUNE)
        return [Produced(name, job.kind, KOMMUNE, {"pdf": filled.pdf},
                         len(room.inspect(filled.pdf).pages), filled.problems,
                         str(KINDS[job.kind].titel), view.day)]

    def _digest(self) -> str:
        """What tells this form, filled for this reader, from every other."""
        from pipeline.forms.mapping.continuation import template
        from pipeline.forms.mapping.writing import as_json

        digest = hashlib.sha256(self.form)
        digest.update(hashlib.sha256(template(self.job.templates).read_bytes()).digest())
        digest.update(json.dumps([as_json(self.mapping), self.who], sort_keys=True).encode())
        return digest.hexdigest()[:32]


def _number(sag: Sag, job: Job) -> int:
    """The event's number; a form that comes before its event has none."""
    try:
        return chosen_events(KINDS[job.kind], sag.data, job.nr)[0][0]
    except UsageError:
        return 1

