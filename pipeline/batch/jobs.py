"""Which documents each case of a batch gives."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from pipeline.duties import due
from pipeline.flow import Produced, produce
from pipeline.key import render_key
from pipeline.letters import Job, checked
from pipeline.sag import Sag
from pipeline.templateset import Templates, template_set


class Jobs(Protocol):
    """Which documents a case gives."""

    def of(self, sag: Sag, /) -> Sequence[Job]:
        """The jobs; none where nothing is due. Raises DataError."""
        ...

    def key(self, sag: Sag) -> str:
        """A digest of all that can change a byte of them."""
        ...

    def wish(self) -> dict[str, Any]:
        """What was asked for, whatever the day: a run that was cut short is known again by it."""
        ...

    def made(self, sag: Sag, job: Job) -> Sequence[Produced]:
        """The copies of one of the documents. Raises what `produce` raises."""
        ...


@dataclass(frozen=True, slots=True)
class Always:
    """The same document of every case."""

    job: Job

    def of(self, _: Sag, /) -> Sequence[Job]:
        """The one job."""
        return [self.job]

    def key(self, sag: Sag) -> str:
        """Its render key."""
        return render_key(sag, self.job)

    def wish(self) -> dict[str, Any]:
        """The job, its day apart."""
        return wish_of(self.job)

    def made(self, sag: Sag, job: Job) -> Sequence[Produced]:
        """Letters."""
        return produce(sag, job)


@dataclass(frozen=True, slots=True)
class DueBy:
    """The letters of a case that wait to be sent by a day; `job` says the rest."""

    by: dt.date
    job: Job

    def of(self, sag: Sag, /) -> Sequence[Job]:
        """A job for each duty that is ready and has a document."""
        case, settings, _ = checked(sag, replace(self.job, kind=""))
        return [replace(self.job, kind=duty.kind, nr=duty.nr)
                for duty in due(case, settings, self.by) if duty.klar and duty.kind]

    def key(self, sag: Sag) -> str:
        """The case's and the settings' render key, and the day."""
        return f"{render_key(sag, replace(self.job, kind=''))}@{self.by.isoformat()}"

    def wish(self) -> dict[str, Any]:
        """The job and the day by which."""
        return {"senest": self.by.isoformat(), **wish_of(self.job)}

    def made(self, sag: Sag, job: Job) -> Sequence[Produced]:
        """Letters."""
        return produce(sag, job)


def wish_of(job: Job) -> dict[str, Any]:
    """A job as it is known again when a run goes on, its day apart."""
    settings = json.dumps(job.settings, sort_keys=True, default=str).encode()
    return {"dokument": job.kind or None, "nr": job.nr, "formater": list(job.formats),
            "motor": job.engine, "dato": job.date.isoformat() if job.date else None,
            "skabeloner": _asked(job.templates), "laesekopier": list(job.reading_copies),
            "data_med": job.carry,
            "kommune": hashlib.sha256(settings).hexdigest()[:16] if job.settings else None}


def _asked(templates: Templates) -> list[str] | None:
    found = template_set(templates)
    return [*map(str, found.own), *(f"{name}={path}" for name, path in found.single)] or None
