"""`hjemmetraening forms read`: filled forms to cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import options, report
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
@options.together(options.json_, options.lang)
def command(paths: tuple[Path, ...], map_: Path | None, case: Path | None, json_: bool,
            lang: str) -> int:
    """Write what the forms say as JSON; 1 where one of them has problems."""
    from pipeline.forms.mapping.check import refuse
    from pipeline.forms.mapping.reading import read_map
    from pipeline.sag import read_sag

    if case is not None and len(paths) > 1:
        raise click.UsageError("Brug --case med én formular ad gangen.")
    mapping = None if map_ is None else read_map(map_)
    if mapping is not None:
        refuse(mapping)
    base = None if case is None else read_sag(case).data
    worst = 0
    for path in paths:
        found = _taken(path, mapping, base)
        _show(found, json_, alone=len(paths) == 1)
        worst = max(worst, found["kode"])
    return worst


def _taken(path: Path, mapping: FormMap | None, base: Any) -> dict[str, Any]:
    """One form's case and problems; a file that cannot be read has no case, and stops no other."""
    from pipeline.errors import PipelineError
    from pipeline.forms.mapping.taken import taken

    try:
        with files.named(path):
            found = taken(files.content(path), mapping, base, path.name)
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
