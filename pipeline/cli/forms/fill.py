"""`hjemmetraening forms fill`: a form filled with what a case has."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import newfile, options, report
from pipeline.cli.forms import files, mappings

if TYPE_CHECKING:
    from pipeline.forms.mapping.filling import FilledForm


@click.command("fill", help="Udfyld en formular med oplysninger fra en sag. Det, der ikke er plads til, "
                            "kommer i et bilag bag formularen.")
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@mappings.option
@click.option("--case", "case", required=True, metavar="SAG", type=click.Path(path_type=Path),
              help="Sagen (JSON).")
@click.option("--out", "target", required=True, metavar="FIL", type=click.Path(path_type=Path),
              help="Den udfyldte formular (.pdf).")
@click.option("--for", "who", metavar="ID",
              help="Den part, formularen udfyldes for: kun det, parten må se, kommer med.")
@click.option("--flatten", "flat", is_flag=True, help="Gør felterne til sider, der ikke kan ændres.")
@options.together(options.nr, options.date, options.kommune, options.templates, options.json_,
                  options.lang)
def command(file: Path, map_: Path | None, case: Path, target: Path, who: str | None, flat: bool,
            nr: int | None, date: dt.date | None, kommune: Path | None, templates: Path | None,
            json_: bool, lang: str) -> int:
    """Fill the form and say what is not as it should be; 1 where something that is demanded lacks."""
    from pipeline.forms.mapping.filling import fill_form
    from pipeline.forms.mapping.seen import seen
    from pipeline.letters import Job
    from pipeline.sag import read_sag

    newfile.checked(target, ".pdf")
    chosen = options.template_set(templates, kommune)
    with files.named(file):
        data = files.content(file)
        mapping = mappings.chosen(data, map_)
    job = Job(mapping.kind, nr=nr, date=date, today=dt.date.today(),  # noqa: DTZ011
              settings=options.settings(kommune), templates=chosen)
    view = seen(read_sag(case), job, who)
    with files.named(file):
        filled = fill_form(data, mapping, view, flat=flat, templates=chosen)
    newfile.put(target, filled.pdf)
    if json_:
        report.as_json(_as_json(filled, target))
    else:
        report.show(filled.problems, file.name)
        report.say("{antal} felter er udfyldt.", antal=len(filled.report.filled))
        click.echo(target)
    return int(not filled.whole)


def _as_json(filled: FilledForm, target: Path) -> dict[str, Any]:
    """For programs: names of fields only, never what stands in them."""
    values, done = filled.values, filled.report
    return {
        "fil": str(target), "udfyldt": list(done.filled), "i_bilag": list(filled.moved),
        "flere_raekker": {str(path): len(items) for path, items in values.more.items()},
        "afkortet": list(done.cut), "ikke_plads": list(done.overflowed),
        "uden_vaerdi": list(values.empty),
        "beskyttet": list(values.protected), "passer_ikke": list(values.unfit),
        "uden_kilde": list(values.unmapped), "ikke_beregnet": list(done.stale),
        "laas_fjernet": done.password_dropped, "problemer": report.problems_json(filled.problems)}
