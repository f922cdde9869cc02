"""`hjemmetraening forms blank`: a form of our own to fill in."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import newfile, options, report
from pipeline.locale import LANGUAGES

if TYPE_CHECKING:
    from pipeline.forms.blank.plan import Plan

_SUFFIXES = (".pdf", ".docx")


@click.command("blank", help="Lav en tom blanket til et dokument: PDF, der kan udfyldes på skærmen, "
                             "i hånden og med skærmlæser, eller Word. Med --case står det, sagen ved, "
                             "der i forvejen.")
@click.argument("kind", metavar="DOKUMENT")
@click.option("--out", "target", required=True, metavar="FIL", type=click.Path(path_type=Path),
              help="Blanketten, der skrives (.pdf eller .docx).")
@click.option("--case", metavar="SAG", type=click.Path(path_type=Path),
              help="Udfyld med det, sagen ved, og som læseren må se. Kræver --for.")
@click.option("--for", "reader", metavar="ID",
              help="Den forælder i sagen, der skal udfylde blanketten; ung er den unge selv.")
@click.option("--sprog", type=click.Choice(LANGUAGES), default="da", show_default=True,
              help="Blankettens sprog: dansk (da) eller engelsk (en).")
@click.option("--map", "map_", metavar="FIL", type=click.Path(path_type=Path),
              help="Skriv også koblingen mellem felterne og sagen (.toml). Blanketten har den selv "
                   "med sig.")
@options.together(options.nr, options.date, options.kommune, options.json_, options.lang)
def command(kind: str, target: Path, case: Path | None, reader: str | None, sprog: str,
            map_: Path | None, nr: int | None, date: dt.date | None, kommune: Path | None, json_: bool,
            lang: str) -> None:
    """Write the form; one that is there already is never replaced: somebody may have filled it in."""
    from pipeline.forms.blank import made
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
        plan, values = _of_case(plan, case, reader, nr, date or dt.date.today(), kommune)  # noqa: DTZ011
    elif kommune is not None:
        plan = _of_kommune(plan, kommune)
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


def _of_case(plan: Plan, case: Path, reader: str, nr: int | None, day: dt.date,
             kommune: Path | None) -> tuple[Plan, Any]:
    """The plan with what the case knows, and what of it stands in the form: what the reader may see."""
    from pipeline import read_sag
    from pipeline.forms.blank.made import described
    from pipeline.forms.blank.prefill import For, planned, values
    from pipeline.forms.blank.sending import sent_to
    from pipeline.letters import Job, checked

    data, settings, _ = checked(read_sag(case), Job("", date=day, settings=options.settings(kommune)))
    public = (settings["navn"], settings["adresse"]["by"])
    whole, seen = planned(sent_to(plan, settings), For(data, reader, day, nr, public))
    _, form, mapping = described(whole)
    return whole, values(form, mapping, seen)


def _of_kommune(plan: Plan, kommune: Path) -> Plan:
    from pipeline.forms.blank.sending import sent_to
    from pipeline.validation import problems_of, refuse

    settings = options.settings(kommune) or {}
    refuse(tuple(problems_of(settings, "kommune")))
    return sent_to(plan, settings)
