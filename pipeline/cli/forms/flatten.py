"""`hjemmetraening forms flatten`: a filled form made into pages that cannot be changed."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli import newfile, options
from pipeline.cli.forms import files


@click.command("flatten", help="Gør en udfyldt formular til sider: felterne kan ikke mere ændres, og "
                               "alle programmer viser det samme.")
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--out", "target", required=True, metavar="FIL", type=click.Path(path_type=Path),
              help="Filen, siderne skrives i (.pdf).")
@options.lang
def command(file: Path, target: Path, lang: str) -> None:
    """Write the pages with what the fields show, and no fields."""
    from pipeline.forms import room

    newfile.checked(target, ".pdf")
    with files.named(file):
        pages = room.flatten(files.content(file))
    newfile.put(target, pages)
    click.echo(target)
