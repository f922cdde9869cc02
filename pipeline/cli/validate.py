"""`hjemmetraening validate`: every problem of some cases, at once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import options, report
from pipeline.errors import PipelineError, Problem

if TYPE_CHECKING:
    from pipeline.letters import Job


@click.command("validate", help="Find alle fejl i en eller flere sager (JSON).")
@click.argument("files", metavar="FIL...", nargs=-1, required=True,
                type=click.Path(path_type=Path))
@click.option("--kind", metavar="DOKUMENT", help="Se også, om sagen kan blive til dette dokument.")
@options.together(options.nr, options.alle, options.kommune, options.json_, options.lang)
def command(files: tuple[Path, ...], kind: str | None, nr: int | None, alle: bool,
            kommune: Path | None, json_: bool, lang: str) -> int:
    """Validate cases; exit code 1 where one has more than warnings."""
    from pipeline.letters import Job

    settings = options.settings(kommune)
    job = Job(kind or "", nr=options.which(nr, alle), settings=settings,
              today=dt.date.today())  # noqa: DTZ011
    code, listed = 0, []
    for path in files:
        found, failed = _problems(path, job)
        code = max(code, failed)
        listed.append({"fil": path.name, "problemer": report.problems_json(found)})
        if not json_:
            report.show(found, path.name)
    if json_:
        report.as_json(listed)
    elif code == 0:
        report.say("{antal} fil(er) uden fejl.", antal=len(files))
    return code


def _problems(path: Path, job: Job) -> tuple[tuple[Problem, ...], int]:
    """One file's problems and its exit code."""
    from pipeline.letters import every_problem
    from pipeline.sag import read_sag

    try:
        found = every_problem(read_sag(path), job)
    except PipelineError as error:
        return error.problems, error.exit_code
    return found, int(any(problem.severity == "fejl" for problem in found))
