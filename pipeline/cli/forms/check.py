"""`hjemmetraening forms check`: a mapping held against its form."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli import options, report
from pipeline.cli.forms import files


@click.command("check", help="Kontrollér en kobling mod dens formular: felter og stier, der ikke "
                             "findes, værdier, der ikke passer, og felter uden kilde.")
@click.argument("map_", metavar="KOBLING", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("file", metavar="FIL", required=False,
                type=click.Path(path_type=Path, exists=True, dir_okay=False))
@options.together(options.json_, options.lang)
def command(map_: Path, file: Path | None, json_: bool, lang: str) -> int:
    """List what is wrong: 3 where something can never work, 0 where there are warnings only."""
    from pipeline.errors import TemplateError
    from pipeline.forms import room
    from pipeline.forms.mapping.check import check, digest_of
    from pipeline.forms.mapping.reading import read_map

    try:
        mapping = read_map(map_)
        if file is None:
            found = check(mapping)
        else:
            with files.named(file):
                data = files.content(file)
                found = check(mapping, room.inspect(data), digest_of(data))
    except TemplateError as error:
        found = error.problems
    if json_:
        report.as_json({"problemer": report.problems_json(found)})
    else:
        report.show(found, map_.name)
        if not found:
            report.say("Koblingen passer til formularen.")
    return 3 if any(each.severity == "fejl" for each in found) else 0
