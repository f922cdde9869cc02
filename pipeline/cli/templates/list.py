"""`hjemmetraening templates list`: the templates in use, and which file each comes from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import options, report
from pipeline.errors import text

if TYPE_CHECKING:
    from pipeline.templates.listing import Entry


@click.command("list", help="Vis de skabeloner, brevene laves af, og hvilken fil hver af dem er.")
@options.together(options.templates, options.kommune, options.json_, options.lang)
def command(templates: Path | None, kommune: Path | None, json_: bool, lang: str) -> None:
    """List documents, letterheads and passages."""
    from pipeline.templates.listing import entries

    listed = list(entries(options.template_set(templates, kommune)))
    if json_:
        report.as_json([entry.as_json(lang) for entry in listed])
        return
    heads = {"dokument": text("Dokumenter"), "brevpapir": text("Brevpapir"), "blok": text("Blokke")}
    width = max(len(entry.name) for entry in listed)
    before = ""
    for entry in listed:
        if entry.sort != before:
            click.echo(("\n" if before else "") + heads[entry.sort].in_language(lang))
            before = entry.sort
        click.echo(f"  {entry.name:<{width}}  {entry.title.in_language(lang)}".rstrip())
        for line in _details(entry, lang):
            click.echo(f"  {'':<{width}}  {line}")
    report.say("Egne: {egne}. Indbyggede: {indbyggede}.", egne=sum(entry.own for entry in listed),
               indbyggede=sum(not entry.own for entry in listed))


def _details(entry: Entry, lang: str) -> list[str]:
    """What to know of one beyond its title: its arguments; of an own one its file."""
    lines = []
    if entry.takes:
        lines.append(text("Argumenter: {liste}", liste=entry.takes).in_language(lang))
    if entry.own:
        same = text("Egen, men magen til den indbyggede: {fil}", fil=entry.path)
        lines.append((text("Egen: {fil}", fil=entry.path) if entry.changed is not False
                      else same).in_language(lang))
    return lines
