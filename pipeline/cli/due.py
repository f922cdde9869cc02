"""`hjemmetraening due`: what is due in which cases, by when and why."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import options, report
from pipeline.cli.forms import mappings

if TYPE_CHECKING:
    from pipeline.duties import Duty


@click.command("due", help="Vis breve, besøg og frister til og med en dato; overskredne først.")
@click.argument("sources", metavar="KILDE...", nargs=-1, required=True,
                type=click.Path(path_type=Path))
@click.option("--by", type=options.Date(), required=True, metavar="DATO",
              help="Vis det, der skal ske senest denne dag (ÅÅÅÅ-MM-DD).")
@click.option("--today", type=options.Date(), metavar="DATO",
              help="Den dag, fristerne ses fra. Ellers i dag.")
@click.option("--ics", type=click.Path(path_type=Path, dir_okay=False), metavar="FIL",
              help="Skriv også en kalenderfil. Den nævner sagsnumre, aldrig navne.")
@mappings.option
@options.together(options.kommune, options.json_, options.lang)
def command(sources: tuple[Path, ...], by: dt.date, today: dt.date | None, ics: Path | None,
            map_: Path | None, kommune: Path | None, json_: bool, lang: str) -> int:
    """List the duties of every case in the sources; a case with problems never stops the rest."""
    from pipeline.batch.sources import items
    from pipeline.duties.many import of_many

    settings, seen_from = options.settings(kommune), today or dt.date.today()  # noqa: DTZ011
    found: list[tuple[str, Duty]] = []
    code, untold = 0, 0
    items_ = list(items(sources, mappings.given(map_)))
    quiet = json_ or not sys.stderr.isatty()
    with click.progressbar(of_many(items_, settings, by), length=len(items_), label="",
                           file=sys.stderr, hidden=quiet) as bar:
        for case in bar:
            code = max(code, case.exit_code)
            report.show(case.problems, case.source)
            found += [(case.number, duty) for duty in case.duties]
            untold += not case.told
    found.sort(key=lambda pair: (pair[1].frist, pair[0], pair[1].kode))
    if ics:
        _write_calendar(ics, found, seen_from, lang)
    if json_:
        report.as_json([_as_json(number, duty, seen_from, lang) for number, duty in found])
    else:
        _show(found, seen_from, lang)
        report.say("{antal} frister i {sager} sager.", antal=len(found), sager=len(items_))
        if untold:
            report.say("Sager, der ikke siger, til hvornår brevene er sendt (breve_sendt_til): {antal}. "
                       "Deres breve er ikke talt med.", antal=untold)
    return code


def _show(found: list[tuple[str, Duty]], today: dt.date, lang: str) -> None:
    """A line for each duty: the limit, the case, what to do and why."""
    from pipeline.errors import text

    late = text("overskredet").in_language(lang)
    for number, duty in found:
        mark = f"{late:<12}" if duty.frist < today else " " * 12
        letter = f" [{duty.kind}{f' {duty.nr}' if duty.nr else ''}]" if duty.kind else ""
        click.echo(f"{duty.frist.isoformat()}  {mark}{number:<14}  {duty.hvad.in_language(lang)}"
                   f"{letter}  ({duty.kilde})")


def _as_json(number: str, duty: Duty, today: dt.date, lang: str) -> dict[str, Any]:
    return {"sagsnummer": number, "frist": duty.frist.isoformat(), "overskredet": duty.frist < today,
            "kode": duty.kode, "hvad": duty.hvad.in_language(lang), "kilde": duty.kilde,
            "felt": duty.felt, "dokument": duty.kind, "nr": duty.nr, "klar": duty.klar}


def _write_calendar(path: Path, found: list[tuple[str, Duty]], today: dt.date, lang: str) -> None:
    """The calendar file, whole or not at all."""
    from pipeline.duties.calendar_file import calendar_file
    from pipeline.output import write

    write(path.parent, path.stem, {path.suffix.lstrip(".") or "ics": calendar_file(found, today, lang)})
