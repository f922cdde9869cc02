"""`hjemmetraening pdf`: Word documents to accessible PDF."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from pipeline.cli import options, report


@click.command("pdf", help="Lav Word-filer om til tilgængelig PDF, også dem, der er rettet i hånden. "
                           "En fil med fejl stopper ikke resten.")
@click.argument("files", metavar="FIL...", nargs=-1, required=True,
                type=click.Path(path_type=Path))
@click.option("--title", metavar="TITEL",
              help="PDF-filens titel. Ellers dokumentets egen, ellers filens navn.")
@options.together(options.out, options.engine, options.json_, options.lang)
def command(files: tuple[Path, ...], title: str | None, out: Path, engine: Any, json_: bool,
            lang: str) -> int:
    """Set each document as PDF; say which engine made it, or all that is in the way."""
    from pipeline.flow import engine as chosen
    from pipeline.pdf.convert import convert

    if title is not None and (len(files) > 1 or not title.strip()):
        raise click.UsageError("Brug --title med én fil og en titel, der ikke er tom.")
    done = []
    for one in convert(files, out, chosen(engine), today=dt.datetime.now(dt.UTC), title=title):
        done.append(one)
        if not json_:
            report.show(one.problems, str(one.source))
            if one.target:
                click.echo(f"{one.target}  ({one.engine})")
    if json_:
        report.as_json([one.as_json(lang) for one in done])
    return max(one.exit_code for one in done)
