"""`hjemmetraening documents`: the kinds there are."""

from __future__ import annotations

import click

from pipeline.cli import options, report


@click.command("documents", help="Vis de dokumenter, der kan laves, og deres varianter.")
@options.together(options.json_, options.lang)
def command(json_: bool, lang: str) -> None:
    """List the document kinds."""
    from pipeline.documents import KINDS

    kinds = [{"id": kind.id, "titel": kind.titel.in_language(lang), "forfatter": kind.forfatter,
              "haendelser": kind.liste, "varianter": list(kind.titles)}
             for kind in KINDS.values()]
    if json_:
        report.as_json(kinds)
        return
    width = max(len(kind) for kind in KINDS)
    for kind in kinds:
        click.echo(f"{kind['id']:<{width}}  {kind['titel']}")
        click.echo(f"{'':<{width}}  {', '.join(kind['varianter'])}")
