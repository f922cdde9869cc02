"""`hjemmetraening forms map`: a first mapping between a form's fields and the case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import newfile, options, report
from pipeline.cli.forms import files
from pipeline.errors import text

if TYPE_CHECKING:
    from pipeline.forms.mapping.guess import Guessed


@click.command("map", help="Foreslå en kobling: hvilke felter i en formular der hører til hvilke "
                           "felter i sagen. Gør den færdig, og kontrollér den med forms check.")
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--kind", required=True, metavar="DOKUMENT",
              help="Det dokument, formularen svarer til, for eksempel ansoegning-udgifter.")
@click.option("--out", "target", metavar="FIL", type=click.Path(path_type=Path),
              help="Filen, koblingen skrives i (.toml). Ellers skrives den på skærmen.")
@options.together(options.json_, options.lang)
def command(file: Path, kind: str, target: Path | None, json_: bool, lang: str) -> int:
    """Write the mapping, each line with how sure it is; then how much is left to do."""
    from pipeline.forms import room
    from pipeline.forms.mapping.check import digest_of
    from pipeline.forms.mapping.guess import guessed
    from pipeline.forms.mapping.writing import as_json, as_toml
    from pipeline.letters import kind_of

    kind_of(kind)
    if target is not None:
        newfile.checked(target, ".toml")
    with files.named(file):
        data = files.content(file)
        form, phrases = room.inspect(data), room.phrases(data)
    found = guessed(form, kind, phrases, file.name, digest_of(data), lang)
    written = as_toml(found.mapping, found.comments, tuple(_head(found)))
    if target is not None:
        newfile.put(target, written.encode())
    if json_:
        report.as_json({"kobling": as_json(found.mapping), "sikkerhed": dict(found.comments),
                        "ukendte": list(found.unknown)})
    elif target is None:
        click.echo(written, nl=False)
    report.say("{fundet} af {alle} felter er koblet. Kontrollér hver linje.", alle=len(form.fillable),
               fundet=len(form.fillable) - len(found.unknown))
    return 0


def _head(found: Guessed) -> list[str]:
    """What a person should know before going on, and the fields that are left."""
    lang = report.language()
    head = [text("Et forslag. Kontrollér hver linje, og ret det, der er forkert.").in_language(lang)]
    if found.unknown:
        head += [text("Disse felter er ikke genkendt:").in_language(lang),
                 *(f'  "{" ".join(name.split())}" = ""' for name in found.unknown)]
    return head
