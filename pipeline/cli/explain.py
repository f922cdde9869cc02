"""`hjemmetraening explain`: where each figure and date of a case's letters comes from."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from pipeline.cli import options, report


@click.command("explain", help="Vis, hvor hvert tal og hver dato i en sags breve kommer fra.")
@click.argument("case", metavar="SAG", type=click.Path(path_type=Path))
@click.option("--kind", metavar="DOKUMENT", help="Kun dette dokument. Ellers alle, sagen kan blive til.")
@options.together(options.date, options.nr, options.alle, options.kommune, options.json_, options.lang)
def command(case: Path, kind: str | None, date: dt.date | None, nr: int | None, alle: bool,
            kommune: Path | None, json_: bool, lang: str) -> None:
    """Show the trail of one kind's letters, or of the newest of every kind."""
    from pipeline.explain import trail
    from pipeline.letters import Job, checked, makeable, prepared
    from pipeline.sag import read_sag

    sag, settings = read_sag(case), options.settings(kommune)
    steps = []
    for name in (kind,) if kind else makeable(sag):
        job = Job(name, nr=options.which(nr, alle), date=date, today=dt.date.today(),  # noqa: DTZ011
                  settings=settings)
        data, local, _ = checked(sag, job)
        steps += [step for letter in prepared(data, local, job) for step in trail(letter)]
    if json_:
        report.as_json([step.as_json() for step in steps])
        return
    for (document, number, reader), own in groupby(
            steps, key=lambda step: (step.dokument, step.nr, step.modtager)):
        click.echo(f"{document} {number} ({reader})")
        for step in own:
            inputs = f" af {', '.join(step.felter)}" if step.felter else ""
            click.echo(f"  {step.navn} = {_shown(step.vaerdi)}")
            click.echo(f"      {step.regel}{inputs}; kilde: {step.kilde}")


def _shown(value: Any) -> str:
    """A value as letters write it."""
    from pipeline.formatting import dato, tal

    if isinstance(value, dt.date):
        return dato(value)
    return value if isinstance(value, str) else tal(value)
