"""`hjemmetraening start`: a case file for the next document, from an earlier one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import newfile, options, report

if TYPE_CHECKING:
    from pipeline.merging.incoming import Incoming
    from pipeline.starting.case import Started


@click.command("start", help="Begynd det næste dokument fra et, I har fået: en ansøgning fra en "
                             "afgørelse, en evaluering fra et tilbud. FIL er et dokument med data i "
                             "eller en sag (JSON). Sagen, der skrives, har det, man ved; resten står "
                             "på en liste.")
@click.argument("kind", metavar="DOKUMENT")
@click.argument("path", metavar="FIL", type=click.Path(path_type=Path))
@click.option("--out", "target", required=True, metavar="FIL", type=click.Path(path_type=Path),
              help="Sagen, der skrives (.json).")
@click.option("--variant", default="", metavar="VARIANT",
              help="Hvilken slags ansøgning eller tilbud: forlaengelse, aendring, dokumentation og så "
                   "videre. Ellers den almindeligste.")
@click.option("--as", "writer", default="", metavar="ID",
              help="Den, der skriver dokumentet. Ellers den, brevet er til.")
@click.option("--unproven", is_flag=True, help="Begynd også fra et dokument, der ikke er bevist.")
@options.together(options.date, options.kommune, options.templates, options.json_, options.lang)
def command(kind: str, path: Path, target: Path, variant: str, writer: str, unproven: bool,
            date: dt.date | None, kommune: Path | None, templates: Path | None, json_: bool,
            lang: str) -> None:
    """Write the case; one that is there already is never replaced: somebody may have written in it."""
    from pipeline.carried.restored import guarded
    from pipeline.cli.known import known_of
    from pipeline.merging.writing import as_json
    from pipeline.starting.case import started

    newfile.checked(target, ".json")
    known, own, source = known_of(path, templates, kommune, unproven)
    settings = options.settings(kommune) or own
    day = date or dt.date.today()  # noqa: DTZ011
    begun = guarded(lambda: started(
        known, kind, day, settings=settings, writer=writer or _reader(known, source), variant=variant,
        source=source))
    newfile.put(target, as_json(begun.case))
    _tell(target, begun, json_)


def _reader(known: Mapping[str, Any], source: Incoming | None) -> str:
    """Whom the document is for, or who has written it: the first who is a party of the case."""
    parties = {party.get("id") for party in known.get("parter") or ()}
    near = (*source.readers, *source.authors) if source else ()
    return next((who for who in near if who in parties), "")


def _tell(target: Path, begun: Started, json_: bool) -> None:
    """The file, and what is to be written in it."""
    if json_:
        report.as_json({"fil": str(target), "afsender": begun.writer,
                        "mangler": report.problems_json(begun.missing)})
        return
    click.echo(target)
    if begun.missing:
        report.say("Skriv selv det, der mangler ({antal} steder):", antal=len(begun.missing))
    for problem in begun.missing:
        title = problem.title.in_language(report.language())
        report.tell(f"  {problem.path}  ({title}): {problem.message.in_language(report.language())}")
