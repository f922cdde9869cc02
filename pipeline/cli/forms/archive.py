"""`hjemmetraening forms archive`: a filled form of ours as pages for the archive."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from pipeline.cli import newfile, options
from pipeline.cli.forms import files


@click.command("archive", help="Sæt en udfyldt blanket af vores egne på ny til arkivet: sider med "
                               "spørgsmål og svar, som tilgængelig PDF/A. Tager både PDF og Word.")
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--out", "target", required=True, metavar="FIL", type=click.Path(path_type=Path),
              help="Filen, siderne skrives i (.pdf).")
@options.lang
def command(file: Path, target: Path, lang: str) -> None:
    """Write the pages; the form itself is not changed."""
    from pipeline.forms.blank.archive import archived
    from pipeline.forms.blank.filled import read_filled

    newfile.checked(target, ".pdf")
    with files.named(file):
        filled = read_filled(files.content(file), file.name)
        pages = archived(filled.carried, filled.fields, dt.datetime.now(dt.UTC).replace(microsecond=0))
    newfile.put(target, pages)
    click.echo(target)
