"""`hjemmetraening templates new`: a template to begin with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import newfile, options, report

if TYPE_CHECKING:
    from pipeline.errors import Text
    from pipeline.templateset import TemplateSet


@click.command("new", help="Begynd en skabelon til et DOKUMENT: en kort, der er rigtig fra første "
                           "linje, eller med --hele en kopi af den, programmet bruger nu. Et brevpapir "
                           "eller en blok (se templates list) bliver altid en kopi.")
@click.argument("kind", metavar="DOKUMENT")
@click.option("--out", metavar="FIL", required=True, type=click.Path(path_type=Path, dir_okay=False),
              help="Skabelonen, der skrives (.docx). En fil, der findes, bliver aldrig ændret.")
@click.option("--hele", "whole", is_flag=True,
              help="Kopiér hele skabelonen, når kun få ord skal ændres.")
@options.together(options.templates, options.json_, options.lang)
def command(kind: str, out: Path, whole: bool, templates: Path | None, json_: bool, lang: str) -> None:
    """Write a started template."""
    from pipeline import resources
    from pipeline.letters import kind_of
    from pipeline.templates.skeleton import model, started

    target = newfile.checked(out, ".docx")
    chosen = options.template_set(templates)
    if (shared := _shared(kind, chosen)) is not None:
        newfile.put(target, resources.content(shared))
        _copied(target, kind, json_)
        return
    spec = kind_of(kind)
    like = model(spec.id, chosen.documents())
    if whole and like != spec.id:
        raise _none_yet(spec.titel)
    data = resources.content(chosen.document(like))
    if not whole:
        data = started(spec.id, data, {
            name: resources.content(path) for name, path in chosen.passages().items()})
    newfile.put(target, data)
    if json_:
        report.as_json({"fil": str(target), "dokument": spec.id})
        return
    report.say("{fil} er klar. Åbn den i Word, og skriv brevet.", fil=str(target))
    report.say("Se alle felter: hjemmetraening templates fields {dokument}", dokument=spec.id)
    report.say("Prøv den: hjemmetraening templates preview {fil} --kind {dokument}", fil=str(target),
               dokument=spec.id)


def _shared(name: str, chosen: TemplateSet) -> Path | None:
    """The letterhead or passage of that name, where no document has it."""
    from pipeline.documents import KINDS

    return None if name in KINDS else {**chosen.passages(), **chosen.letterheads()}.get(name)


def _copied(target: Path, name: str, json_: bool) -> None:
    if json_:
        report.as_json({"fil": str(target), "skabelon": name})
        return
    report.say("{fil} er en kopi af den, brevene bruger nu. Ret den i Word.", fil=str(target))
    report.say("Prøv den: hjemmetraening templates preview {fil}", fil=str(target))


def _none_yet(title: Text) -> Exception:
    from pipeline.errors import Problem, UsageError, text

    return UsageError([Problem("--hele", "skabelon-mangler", title, text(
        "Dokumentet har ingen skabelon endnu, som kan kopieres."), text(
        "Begynd en kort: brug kommandoen uden --hele."))])
