"""`hjemmetraening sheet`: a workbook to make the cases of a batch in."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli import options, report


@click.command("sheet", help="Lav et regneark med de ark og kolonner, et dokument bruger: tomt, eller "
                             "med de sager, du angiver. batch, validate og due læser det.")
@click.argument("kind", metavar="DOKUMENT")
@click.argument("cases", metavar="[SAG]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FIL",
              help="Regnearket, der skrives (.xlsx).")
@options.together(options.json_, options.lang)
def command(kind: str, cases: tuple[Path, ...], out: Path, json_: bool, lang: str) -> None:
    """Write the workbook; a file that is there already is never replaced: it may be filled in."""
    from pipeline.batch.sheets.workbook import workbook
    from pipeline.batch.sources import items
    from pipeline.letters import kind_of
    from pipeline.output import write
    from pipeline.validation import refuse, validate

    if out.suffix != ".xlsx":
        raise click.UsageError("Kald filen noget, der ender på .xlsx.")
    if out.exists():
        raise click.UsageError("Filen findes allerede. Vælg et andet navn, eller flyt den.")
    chosen = kind_of(kind)
    read = [item.read() for item in items(cases)] if cases else []
    for sag in read:
        refuse(sag.located(validate(sag)))
    write(out.parent, out.stem, {"xlsx": workbook(chosen, [sag.data for sag in read])})
    if json_:
        report.as_json({"fil": str(out), "dokument": kind, "sager": len(read)})
    else:
        report.say("{fil} er klar til at blive udfyldt. Begynd med arket Hjælp.", fil=str(out))
