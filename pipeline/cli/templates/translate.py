"""`hjemmetraening templates translate`: a catalog of own templates, for somebody to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli import options, report


@click.command("translate", help="Skriv de sætninger i egne skabeloner, som læsekopier mangler på et "
                                 "andet sprog. Det, der allerede er oversat, bliver stående.")
@click.option("--language", "code", metavar="SPROG", default="en", show_default=True,
              help="Sproget, der oversættes til.")
@options.together(options.templates, options.kommune, options.json_, options.lang)
def command(code: str, templates: Path | None, kommune: Path | None, json_: bool, lang: str) -> None:
    """Bring the set's own catalog up to date."""
    from pipeline.output import write
    from pipeline.templates.translating import updated

    found = updated(options.template_set(templates, kommune), code)
    (path,) = write(found.path.parent, found.path.stem, {"po": found.data})
    if json_:
        report.as_json({"fil": str(path), "saetninger": found.sentences, "mangler": found.lacking})
    else:
        report.say("{fil} har {alle} sætninger; {mangler} mangler en oversættelse.", fil=str(path),
                   alle=found.sentences, mangler=found.lacking)
