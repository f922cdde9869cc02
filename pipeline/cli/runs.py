"""`hjemmetraening runs`: the runs of a batch's output folder."""

from __future__ import annotations

import contextlib
import csv
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from pipeline.cli import options, report

FIELDS = ("kilde", "sagsnummer", "dokument", "udfald", "filer", "sekunder", "genbrugt", "problemer")


@click.command("runs", help="Vis kørslerne i en mappe, som batch har skrevet i.")
@click.argument("folder", metavar="MAPPE", type=click.Path(path_type=Path, file_okay=False))
@click.option("--run", "number", type=click.IntRange(min=1), metavar="N",
              help="Vis sagerne i kørsel nummer N i stedet for listen.")
@click.option("--failed", is_flag=True, help="Vis kun det, der gik galt (i den nyeste kørsel, eller N).")
@click.option("--csv", "csv_", is_flag=True, help="Skriv CSV til regneark.")
@click.option("--ledger", type=click.Path(path_type=Path, dir_okay=False), metavar="FIL",
              help="Kartoteket, hvis det ikke ligger i mappen.")
@options.together(options.json_, options.lang)
def command(folder: Path, number: int | None, failed: bool, csv_: bool, ledger: Path | None,
            json_: bool, lang: str) -> int:
    """List the runs, or the cases of one."""
    from pipeline.batch.ledger import NAME, opened, runs
    from pipeline.batch.runs import lines, listed, summary

    with contextlib.closing(opened(ledger or folder / NAME)) as database:
        known = list(runs(database))
        if number is None and not failed:
            rows = [listed(run, summary(database, run.id)) for run in known]
            _as_asked(rows, ("koersel", "begyndt", "sluttet", "tilstand", "sager", "lavet", "fejl",
                             "intet", "filer", "genbrugt"), json_, csv_)
            return 0
        chosen = [run.id for run in known if number in (None, run.id)][:1]
        if not chosen:
            raise click.UsageError("Der er ingen kørsel med det nummer.")
        found = lines(database, chosen[0], failed=failed)
        if json_ or csv_:
            _as_asked(found, FIELDS, json_, csv_)
        else:
            line = None
            for line in found:
                click.echo("  ".join(_told(line)))
            if line is None and failed:
                report.say("Intet gik galt i kørsel {nummer}.", nummer=chosen[0])
    return 0


def _told(line: dict[str, Any]) -> list[str]:
    """A case in one line: what was made of it, or what was wrong."""
    wrong = [f"{one['path']}: {one['message']}" if one["path"] else one["message"]
             for one in line["problemer"] if one["severity"] == "fejl"]
    return [line["kilde"], line["sagsnummer"] or "–", line["udfald"], " | ".join(wrong or line["filer"])]


def _as_asked(rows: Iterable[dict[str, Any]], fields: tuple[str, ...], json_: bool, csv_: bool) -> None:
    """JSON, CSV or a table."""
    if json_:
        report.as_json(list(rows))
    elif csv_:
        out = csv.writer(sys.stdout, delimiter=";", lineterminator="\r\n")
        out.writerow(fields)
        out.writerows([_cell(row[name]) for name in fields] for row in rows)
    else:
        lines = [list(fields), *([_cell(row[name]) for name in fields] for row in rows)]
        widths = [max(len(line[place]) for line in lines) for place in range(len(fields))]
        for line in lines:
            click.echo("  ".join(cell.ljust(width) for cell, width in
                                 zip(line, widths, strict=True)).rstrip())


def _cell(value: Any) -> str:
    """A value in one cell; nothing a spreadsheet would take for a formula."""
    if isinstance(value, list):
        value = " | ".join(one["message"] if isinstance(one, dict) else one for one in value)
    shown = "" if value is None else {True: "ja", False: "nej"}.get(value, str(value)) \
        if isinstance(value, bool) else str(value)
    return f"'{shown}" if shown[:1] in ("=", "+", "-", "@") else shown
