"""`hjemmetraening templates`: what caseworkers do with the Word templates they own."""

from __future__ import annotations

import click

from pipeline.cli.lazy import LazyGroup

COMMANDS = {
    "check": "Find fejl i skabeloner uden en sag.",
    "list": "Vis, hvilke filer brevene laves af.",
    "fields": "Vis alle felter, en skabelon kan bruge.",
    "new": "Begynd en skabelon, der er rigtig fra første linje.",
    "translate": "Skriv de sætninger, som læsekopier på et andet sprog mangler.",
    "diff": "Vis, hvilke breve en ændret skabelon ændrer, og hvordan.",
    "preview": "Se en skabelon som brev, med en prøvesag.",
}


@click.group("templates", cls=LazyGroup, package=__name__, summaries=COMMANDS,
             help="Arbejd med Word-skabeloner.")
def command() -> None:
    """What can be done with templates; a file here for each."""
