"""`hjemmetraening forms blank`: a form of our own to fill in."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import newfile, options, report
from pipeline.locale import LANGUAGES

if TYPE_CHECKING:
    from pipeline.forms.blank.plan import Plan
    from pipeline.forms.entries import Given

_SUFFIXES = (".pdf", ".docx")


@click.command("blank", help="Lav en tom blanket til et dokument: PDF, der kan udfyldes på skærmen, "
                             "i hånden og med skærmlæser, eller Word. Med --case står det, sagen ved, "
                             "der i forvejen.")
@click.argument("kind", metavar="DOKUMENT")
@click.option("--out", "target", required=True, metavar="FIL", type=click.Path(path_type=Path),
              help="Blanketten, der skrives (.pdf eller .docx).")
@click.option("--case", metavar="SAG", type=click.Path(path_type=Path),
              help="Udfyld med det, sagen ved, og som læseren må se: en sag (JSON) eller et dokument "
                   "med data i, for eksempel et tilbud. Kræver --for.")
@click.option("--for", "reader", metavar="ID",
              help="Den forælder eller leverandør i sagen, der skal udfylde blanketten; ung er den unge "
                   "selv.")
@click.option("--sprog", type=click.Choice(LANGUAGES), default="da", show_default=True,
              help="Blankettens sprog: dansk (da) eller engelsk (en).")
@click.option("--map", "map_", metavar="FIL", type=click.Path(path_type=Path),
              help="Skriv også koblingen mellem felterne og sagen (.toml). Blanketten har den selv "
                   "med sig.")
@click.option("--unproven", is_flag=True, help="Brug også et dokument, der ikke er bevist.")
@options.together(options.nr, options.date, options.kommune, options.json_, options.lang)
def command(kind: str, target: Path, case: Path | None, reader: str | None, sprog: str,
            map_: Path | None, unproven: bool, nr: int | None, date: dt.date | None,
            kommune: Path | None, json_: bool, lang: str) -> None:
    """Write the form; one that is there already is never replaced: somebody may have filled it in."""
    from pipeline.forms.blank import made, whose
    from pipeline.forms.blank.plan import Plan
    from pipeline.forms.mapping.writing import as_toml
    from pipeline.letters import kind_of

    if (case is None) != (reader is None):
        raise click.UsageError("Brug --case og --for sammen.")
    newfile.checked(target, target.suffix if target.suffix in _SUFFIXES else ".pdf")
    if map_ is not None:
        newfile.checked(map_, ".toml")
    plan, values = Plan(kind_of(kind).id, sprog), None
    if case is not None and reader is not None:
        begun = _carried if case.suffix.lower() != ".json" else _of_case
        plan, values = begun(plan, case, reader, date or dt.date.today(), nr, kommune,  # noqa: DTZ011
                             unproven)
    elif kommune is not None:
        plan = whose.of_kommune(plan, options.settings(kommune) or {})
    make = made.docx if target.suffix == ".docx" else made.pdf
    newfile.put(target, make(plan, values))
    whole, form, mapping = made.described(plan)
    if map_ is not None:
        newfile.put(map_, as_toml(mapping).encode())
    if json_:
        count = sum(len(each.fields) for each in form.questions)
        report.as_json({"fil": str(target), "dokument": whole.kind, "sprog": sprog, "felter": count})
    else:
        click.echo(target)


def _of_case(plan: Plan, case: Path, reader: str, day: dt.date, nr: int | None, kommune: Path | None,
             _: bool) -> tuple[Plan, dict[str, Given]]:
    from pipeline import read_sag
    from pipeline.forms.blank import whose

    return whose.of_case(plan, read_sag(case), reader, day, nr=nr, settings=options.settings(kommune))


def _carried(plan: Plan, document: Path, reader: str, day: dt.date, nr: int | None,
             kommune: Path | None, unproven: bool) -> tuple[Plan, dict[str, Given]]:
    from pipeline.cli.known import known_of
    from pipeline.forms.blank import whose

    case, own, _ = known_of(document, None, kommune, unproven)
    return whose.of_carried(plan, case, reader, day, nr=nr, settings=options.settings(kommune) or own)
