"""`hjemmetraening forms inspect`: what fields a PDF form has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import options, report
from pipeline.cli.forms import files

if TYPE_CHECKING:
    from pipeline.forms.fields import Field

_HEADS = ("side", "navn", "slags", "egenskaber", "hjælpetekst")
_WIDEST = 60


@click.command("inspect", help="Vis felterne i en PDF-formular: navne, slags, valgmuligheder, og hvad "
                               "der er galt med den. Det, der står i felterne, vises ikke.")
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--schema", is_flag=True,
              help="Skriv et JSON Schema over de værdier, formularen kan udfyldes med.")
@options.together(options.json_, options.lang)
def command(file: Path, schema: bool, json_: bool, lang: str) -> int:
    """List the fields in the order of Tab, then what is wrong with the form."""
    from pipeline.forms import room
    from pipeline.forms.shown import form_json, form_schema

    if schema and json_:
        raise click.UsageError("Brug enten --schema eller --json.")
    with files.named(file):
        form = room.inspect(files.content(file))
    if schema:
        report.as_json(form_schema(form))
    elif json_:
        report.as_json(form_json(form, lang))
    else:
        files.table(_HEADS, [list(_row(one)) for one in form.fields.values()])
        report.show(form.defects, str(file))
        report.say("Felter: {felter}. Sider: {sider}.", felter=len(form.fields), sider=len(form.pages))
    return int(any(each.severity == "fejl" for each in form.defects))


def _row(one: Field) -> Iterator[str]:
    """A field in one line; its choices take the place of what it lacks, a bound on its length."""
    from pipeline.forms.shown import KINDS, flags

    kind = KINDS[one.kind]
    if one.max_length is not None:
        kind += f" ({one.max_length})"
    if one.format is not None:
        kind += f" {one.format.pattern or one.format.kind}"
    yield str(one.page + 1) if one.page >= 0 else "–"
    yield one.name
    yield kind
    yield ", ".join(flags(one))
    said = " | ".join(shown for _, shown in one.options) if one.options else ""
    whole = ": ".join(part for part in (one.tooltip, said) if part)
    yield whole if len(whole) <= _WIDEST else f"{whole[:_WIDEST]}…"
