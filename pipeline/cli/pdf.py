"""`hjemmetraening pdf`: Word documents to accessible PDF."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import encrypting, options, report

if TYPE_CHECKING:
    from pipeline.gate.watch import Watch


@click.command("pdf", help="Lav Word-filer om til tilgængelig PDF, også dem, der er rettet i hånden. "
                           "En fil med fejl stopper ikke resten.")
@click.argument("files", metavar="FIL...", nargs=-1, required=True,
                type=click.Path(path_type=Path))
@click.option("--title", metavar="TITEL",
              help="PDF-filens titel. Ellers dokumentets egen, ellers filens navn.")
@click.option("--quote", is_flag=True,
              help="Vis også ordene omkring hvert sted. Kun til skærmen: de kan være "
                   "personoplysninger.")
@click.option("--fonts", metavar="MAPPE",
              type=click.Path(path_type=Path, exists=True, file_okay=False),
              help="En mappe med egne skrifttyper (.ttf, .otf, .ttc) til typst.")
@click.option("--case", "case", metavar="SAG", type=click.Path(path_type=Path),
              help="Den sag (JSON), brevet er om: så kontrolleres det, at brevet ikke siger noget, "
                   "modtageren ikke må se. Kræver --recipient.")
@click.option("--recipient", metavar="ID",
              help="Hvem brevet er til: et id fra sagen, ung eller kommune.")
@options.together(options.kommune, options.date, options.out, options.engine, encrypting.encrypt,
                  encrypting.password_file, options.json_, options.lang)
def command(files: tuple[Path, ...], title: str | None, quote: bool, fonts: Path | None,
            case: Path | None, recipient: str | None, kommune: Path | None, date: dt.date | None,
            out: Path, engine: Any, encrypt: bool, password_file: Path | None, json_: bool,
            lang: str) -> int:
    """Set each document as PDF; say which engine made it, or all that is in the way."""
    from pipeline.pdf.convert import convert
    from pipeline.pdf.engines import engine as chosen

    if title is not None and (len(files) > 1 or not title.strip()):
        raise click.UsageError("Brug --title med én fil og en titel, der ikke er tom.")
    if (case is None) != (recipient is None):
        raise click.UsageError("Brug --case og --recipient sammen.")
    gate = case and recipient and _gate(case, recipient, kommune, date)
    password, done = encrypting.password(encrypt, password_file), []
    setter = chosen(engine, fonts, quoting=quote)
    for one in convert(files, out, setter, today=dt.datetime.now(dt.UTC), title=title,
                       password=password, gate=gate or None):
        done.append(one)
        if not json_:
            report.show(one.problems, str(one.source))
            if one.target:
                click.echo(f"{one.target}  ({one.engine})")
    if not gate:
        report.say("Det er ikke kontrolleret, om brevet siger noget, modtageren ikke må se. Angiv "
                   "sagen med --case og modtageren med --recipient.")
    if json_:
        report.as_json([one.as_json(lang) for one in done])
    elif not quote and sys.stderr.isatty() and any(
            problem.place for one in done for problem in one.problems):
        report.say("Se ordene omkring hvert sted med --quote.")
    return max(one.exit_code for one in done)


def _gate(case: Path, recipient: str, kommune: Path | None, date: dt.date | None) -> Watch:
    """What looks for what the recipient may not see on the letter's date."""
    from pipeline.gate.byhand import watch_for
    from pipeline.sag import read_sag

    day = date or dt.date.today()  # noqa: DTZ011
    return watch_for(read_sag(case), options.settings(kommune), recipient, day)
