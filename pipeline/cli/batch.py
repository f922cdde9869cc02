"""`hjemmetraening batch`: one document of many cases."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Any

import click

from pipeline.cli import options, report


@click.command("batch", help="Lav et dokument af mange sager. En sag med fejl stopper ikke resten.")
@click.argument("sources", metavar="KILDE...", nargs=-1, required=True,
                type=click.Path(path_type=Path))
@click.option("--kind", metavar="DOKUMENT", help="Dokumentet, der laves.")
@click.option("--due", type=options.Date(), metavar="DATO",
              help="Lav i stedet alle breve, der venter på at blive sendt senest denne dag: dem, der er "
                   "dateret efter sagens breve_sendt_til.")
@options.together(options.out, options.formats, options.engine, options.date, options.nr, options.alle,
                  options.kommune, options.json_, options.lang)
def command(sources: tuple[Path, ...], kind: str | None, due: dt.date | None, out: Path,
            formats: Any, engine: Any, date: dt.date | None, nr: int | None, alle: bool,
            kommune: Path | None, json_: bool, lang: str) -> int:
    """Make a document of every case in the sources; `rapport.jsonl` says how each one went."""
    from pipeline.batch.runner import due_jobs, run
    from pipeline.batch.sources import items
    from pipeline.letters import Job, kind_of

    if (kind is None) == (due is None):
        raise click.UsageError("Brug enten --kind eller --due.")
    job = Job(kind_of(kind).id if kind else "", nr=options.which(nr, alle), date=date,
              today=dt.date.today(),  # noqa: DTZ011
              settings=options.settings(kommune), formats=formats, engine=engine)
    found = list(items(sources))
    quiet = json_ or not sys.stderr.isatty()
    with click.progressbar(length=len(found), label="", file=sys.stderr, hidden=quiet) as bar:
        summary = run(found, due_jobs(due, job) if due else job, out, language=lang,
                      advance=lambda: bar.update(1))
    if json_:
        report.as_json(summary.as_json())
    else:
        for outcome in summary.failed:
            report.show(outcome.problems, outcome.source)
        where = str(out / "rapport.jsonl")
        if due:
            report.say("{lavet} af {alle} breve blev lavet ({filer} filer). Se {rapport}.",
                       lavet=summary.made, alle=summary.total - summary.without,
                       filer=summary.files, rapport=where)
        else:
            report.say("{lavet} af {alle} sager blev til dokumenter ({filer} filer). Se {rapport}.",
                       lavet=summary.made, alle=summary.total, filer=summary.files, rapport=where)
    return summary.exit_code
