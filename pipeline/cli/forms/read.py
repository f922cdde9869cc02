"""`hjemmetraening forms read`: filled forms to cases."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import newfile, options, report
from pipeline.cli.forms import files, mappings

if TYPE_CHECKING:
    from pipeline.forms.mapping import FormMap


@click.command("read", help="Læs udfyldte formularer til sager. Flere filer giver én linje JSON for "
                            "hver. Uden kobling vises felternes egne værdier.")
@click.argument("paths", metavar="FIL...", nargs=-1, required=True,
                type=click.Path(path_type=Path, exists=True, dir_okay=False))
@mappings.option
@click.option("--case", metavar="SAG", type=click.Path(path_type=Path),
              help="Sagen (JSON), som svarene skrives ind i.")
@click.option("--sagsnummer", "number", metavar="NR",
              help="Begynd en ny sag med dette sagsnummer.")
@click.option("--received", "came", type=options.Date(), metavar="DATO",
              help="Den dag, formularen blev modtaget: skrives i ansøgningen eller høringssvaret.")
@click.option("--out", "target", metavar="FIL", type=click.Path(path_type=Path),
              help="Skriv sagen i en ny fil (.json). Det, der ikke kan læses, er ikke med.")
@options.together(options.json_, options.lang)
def command(paths: tuple[Path, ...], map_: Path | None, case: Path | None, number: str | None,
            came: dt.date | None, target: Path | None, json_: bool, lang: str) -> int:
    """Write what the forms say as JSON; 1 where one of them has problems."""
    _sensible(len(paths), case, number, target)
    mapping, base = mappings.given(map_), _base(case, number)
    worst = 0
    for path in paths:
        found = _taken(path, mapping, base, came)
        if target is None or json_:
            _show(found, json_, alone=len(paths) == 1)
        if target is not None:
            _write(found, target, json_)
        worst = max(worst, found["kode"])
    return worst


def _sensible(count: int, case: Path | None, number: str | None, target: Path | None) -> None:
    """Raise UsageError for options that do not go together."""
    if case is not None and number is not None:
        raise click.UsageError("Brug enten --case eller --sagsnummer.")
    if count > 1 and any(each is not None for each in (case, number, target)):
        raise click.UsageError("Brug --case, --sagsnummer og --out med én formular ad gangen.")
    if target is not None:
        newfile.checked(target, ".json")


def _base(case: Path | None, number: str | None) -> Mapping[str, Any] | None:
    """What the answers are put into: a case, or the beginning of one."""
    from pipeline.sag import read_sag

    if case is not None:
        return read_sag(case).data
    return None if number is None else {"sagsnummer": number}


def _write(found: Mapping[str, Any], target: Path, json_: bool) -> None:
    """Write the case to a file of its own; what could not be read is not in it, and told."""
    from pipeline.merging.writing import as_json

    if not json_:
        report.show(found["problemer"], found["fil"])
    if found.get("sag") is None:
        if not json_:
            report.say("Der er ikke skrevet nogen sag.")
        return
    newfile.put(target, as_json(found["sag"]))
    if not json_:
        if found["kode"]:
            report.say("Sagen er skrevet uden det, der er nævnt som fejl.")
        click.echo(target)


def _taken(path: Path, mapping: FormMap | None, base: Any, came: dt.date | None) -> dict[str, Any]:
    """One form's case and problems; a file that cannot be read has no case, and stops no other."""
    from pipeline.errors import PipelineError
    from pipeline.forms.mapping.taken import taken

    try:
        with files.named(path):
            found = taken(files.content(path), mapping, base, path.name, came=came)
    except PipelineError as error:
        return {"fil": path.name, "sag": None, "problemer": error.problems, "kode": error.exit_code}
    grave = any(each.severity == "fejl" for each in found.problems)
    key = "sag" if found.sag is not None else "felter"
    return {"fil": path.name, key: found.data, "problemer": found.problems, "kode": int(grave)}


def _show(found: dict[str, Any], json_: bool, alone: bool) -> None:
    """The case alone, or with --json beside its problems; one line where there are several forms."""
    data = found.get("sag", found.get("felter"))
    if json_:
        whole = {key: value for key, value in found.items() if key != "kode"}
        data = {**whole, "problemer": report.problems_json(found["problemer"])}
    else:
        report.show(found["problemer"], found["fil"])
    if data is not None:
        click.echo(json.dumps(data, ensure_ascii=False, default=_number, indent=2 if alone else None))


def _number(value: Any) -> float:
    """A decimal number; those of a case have so few digits that none is lost."""
    return float(value)
