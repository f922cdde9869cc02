"""`hjemmetraening render`: one document of one case."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from pipeline.cli import options, report


@click.command("render", help="Lav et dokument af en sag: et eksemplar til hver, der skal have det.")
@click.argument("kind", metavar="DOKUMENT")
@click.argument("case", metavar="SAG", type=click.Path(path_type=Path))
@options.together(options.out, options.formats, options.engine, options.date, options.nr, options.alle,
                  options.kommune, options.json_, options.lang)
def command(kind: str, case: Path, out: Path, formats: Any, engine: Any, date: dt.date | None,
            nr: int | None, alle: bool, kommune: Path | None, json_: bool, lang: str) -> None:
    """Make one document and write its files."""
    from pipeline import Job, produce, read_sag, write
    from pipeline.flow import warnings_of

    job = Job(kind, nr=options.which(nr, alle), date=date, today=dt.date.today(),  # noqa: DTZ011
              settings=options.settings(kommune), formats=formats, engine=engine)
    letters = produce(read_sag(case), job)
    written = [(letter, write(out, letter.stem, letter.files)) for letter in letters]
    if json_:
        report.as_json([{
            "dokument": letter.kind, "modtager": letter.recipient, "sider": letter.pages,
            "filer": [str(path) for path in paths],
            "advarsler": report.problems_json(letter.warnings)} for letter, paths in written])
        return
    report.show(warnings_of(letters), case.name)
    for _, paths in written:
        for path in paths:
            click.echo(path)
