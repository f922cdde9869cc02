"""`hjemmetraening validate`: every problem of some cases, at once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import options, report
from pipeline.cli.forms import mappings
from pipeline.errors import PipelineError, Problem

if TYPE_CHECKING:
    from pipeline.batch.sources import Item
    from pipeline.letters import Job


@click.command("validate", help="Find alle fejl i sager: JSON, JSONL, en mappe, et regneark eller "
                                "udfyldte formularer.")
@click.argument("sources", metavar="KILDE...", nargs=-1, required=True,
                type=click.Path(path_type=Path))
@click.option("--kind", metavar="DOKUMENT", help="Se også, om sagen kan blive til dette dokument.")
@mappings.option
@options.together(options.nr, options.alle, options.kommune, options.json_, options.lang)
def command(sources: tuple[Path, ...], kind: str | None, map_: Path | None, nr: int | None,
            alle: bool, kommune: Path | None, json_: bool, lang: str) -> int:
    """Validate cases; exit code 1 where one has more than warnings."""
    from pipeline.batch.sources import items
    from pipeline.letters import Job

    settings = options.settings(kommune)
    job = Job(kind or "", nr=options.which(nr, alle), settings=settings,
              today=dt.date.today())  # noqa: DTZ011
    code, listed = 0, []
    for item in items(sources, mappings.given(map_)):
        found, failed = _problems(item, job)
        code = max(code, failed)
        listed.append({"fil": item.name, "problemer": report.problems_json(found)})
        if not json_:
            report.show(found, item.name)
    if json_:
        report.as_json(listed)
    elif code == 0:
        report.say("{antal} sag(er) uden fejl.", antal=len(listed))
    return code


def _problems(item: Item, job: Job) -> tuple[tuple[Problem, ...], int]:
    """One case's problems and its exit code."""
    from pipeline.letters import every_problem

    try:
        found = every_problem(item.read(), job)
    except PipelineError as error:
        return error.problems, error.exit_code
    return found, int(any(problem.severity == "fejl" for problem in found))
