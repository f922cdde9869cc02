"""`hjemmetraening open`: the data in a document that came back, and whether its pages say the same."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import merging, options, report
from pipeline.cli.forms import mappings
from pipeline.errors import DataError, MachineError, Problem, text

if TYPE_CHECKING:
    from pipeline.forms.mapping import FormMap
    from pipeline.opening.verdict import Opened


@click.command("open", help="Læs de data, et dokument (PDF eller Word) har med, eller svarene i en "
                            "udfyldt formular, og se, om siderne siger det samme. Det, der er "
                            "forskelligt, vises på skærmen med sagens oplysninger: vis den ikke til "
                            "andre. Kode 0: bevist; 1: ikke.")
@click.argument("path", metavar="FIL", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@mappings.option
@options.together(options.templates, options.kommune)
@merging.arguments
@options.together(options.json_, options.lang)
def command(path: Path, map_: Path | None, templates: Path | None, kommune: Path | None, json_: bool,
            lang: str, into: Path | None, accept: tuple[str, ...], reject: tuple[str, ...],
            out: Path | None, received: dt.date | None, by: str, unproven: bool) -> int:
    """Show what a file holds; with --into, merge it. 0 where it is proven (or merged), else 1."""
    from pipeline.opening.opened import opened

    if into is None and (accept or reject or out or received or by or unproven):
        raise click.UsageError("Brug --accept, --reject, --out, --received, --by og --unproven sammen "
                               "med --into.")
    data, mapping = _content(path), mappings.given(map_)
    found = opened(data, options.template_set(templates, kommune), mapping, path.name)
    if not json_:
        _show(found, path.name, lang)
    code = int(not found.proven)
    merged: dict[str, Any] = {}
    if into is not None and found.case is not None:
        choice = merging.Choice(into, dt.date.today(), accept, reject, out, received,  # noqa: DTZ011
                                by, unproven)
        try:
            code, merged = _merged(found, data, path.name, mapping, choice, json_)
        except DataError as error:
            if not json_:
                raise
            code, merged = error.exit_code, {"problemer": report.problems_json(error.problems)}
    if json_:
        _as_json(found, merged, lang)
    return code


def _merged(found: Opened, data: bytes, name: str, mapping: FormMap | None, choice: merging.Choice,
            json_: bool) -> tuple[int, dict[str, Any]]:
    """Merge what came; the exit code and what was done."""
    from pipeline.opening.arriving import arriving

    if mapping is not None:
        raise click.UsageError("Læs en andens formular ind i en sag med forms read --case.")
    day = choice.received or choice.today
    return merging.into(lambda mine: arriving(found, data, name, mine, day), choice, json_)


def _content(path: Path) -> bytes:
    """A file's bytes, one more than is read of any. Raises MachineError where it cannot be read."""
    from pipeline.forms.limits import MAX_BYTES

    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise MachineError([Problem(path.name, "kan-ikke-laese", text("Fil"), text(
            "Filen kunne ikke læses ({grund}).", grund=os.strerror(error.errno or 5)), text(
            "Kontrollér, at du må læse den."))]) from None


def _show(found: Opened, name: str, lang: str) -> None:
    from pipeline.opening.shown import lines

    for line in lines(found, lang):
        click.echo(line)
    report.show(found.problems, name)


def _as_json(found: Opened, merged: dict[str, Any], lang: str) -> None:
    """The result with numbers as exact as they came."""
    from pipeline.merging.writing import as_json as written
    from pipeline.opening.shown import as_json

    whole = as_json(found, lang) | ({"fletning": merged} if merged else {})
    click.echo(written(whole), nl=False)
