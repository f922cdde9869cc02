"""The duties of many cases: looked for in this process, or in as many as the machine has cores."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import Any, Protocol

from pipeline.duties import Duty, due
from pipeline.errors import PipelineError, Problem
from pipeline.letters import Job, checked
from pipeline.sag import Sag

ENOUGH = 500
"""Cases from which starting more processes pays."""


class Source(Protocol):
    """Something a case can be read from."""

    @property
    def name(self) -> str:
        """What reports call it."""

    def read(self) -> Sag:
        """The case."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a case asks for; or, with an exit code, what is wrong with it.

    `told`: the case says until when its letters are sent.
    """

    source: str
    number: str = ""
    duties: tuple[Duty, ...] = ()
    told: bool = True
    problems: tuple[Problem, ...] = ()
    exit_code: int = 0


def of_case(source: Source, settings: Mapping[str, Any] | None, by: dt.date) -> Found:
    """One case's duties; a case with problems never stops the rest."""
    try:
        case, local, _ = checked(source.read(), Job("", settings=settings))
        return Found(source.name, case["sagsnummer"], due(case, local, by), "breve_sendt_til" in case)
    except PipelineError as error:
        return Found(source.name, problems=error.problems, exit_code=error.exit_code)


def of_many(sources: Sequence[Source], settings: Mapping[str, Any] | None, by: dt.date
            ) -> Iterator[Found]:
    """Every case's duties, in the order of the sources."""
    look = partial(of_case, settings=settings, by=by)
    if len(sources) < ENOUGH:
        yield from map(look, sources)
        return
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as workers:
        found: Iterable[Found] = workers.map(look, sources, chunksize=50)
        yield from found
