"""`hjemmetraening strip`: a copy of a document without the data it carries."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli import newfile, options, report


@click.command("strip", help="Lav en kopi af en PDF eller Word-fil uden de data, programmet har lagt i "
                             "den. Alt, der kan ses, bliver stående.")
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--out", "target", required=True, metavar="FIL", type=click.Path(path_type=Path),
              help="Filen, kopien skrives i (.pdf eller .docx som den første).")
@options.together(options.json_, options.lang)
def command(file: Path, target: Path, json_: bool, lang: str) -> None:
    """Write the copy, and say what was taken out."""
    from pipeline.carried.stripped import Stripped, stripped
    from pipeline.cli.forms import files
    from pipeline.forms import room

    newfile.checked(target, file.suffix)
    with files.named(file):
        found: Stripped = room.room().run(stripped, files.content(file))
    newfile.put(target, found.data)
    if json_:
        report.as_json({"fil": str(file), "kopi": str(target), "fjernet": list(found.removed)})
        return
    click.echo(target)
    if found.removed:
        report.say("Taget ud: {navne}.", navne=", ".join(found.removed))
    else:
        report.say("Filen havde ingen data med. Kopien er den samme.")
