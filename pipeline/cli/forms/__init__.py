"""`hjemmetraening forms`: PDF forms, other people's and our own; a file here for each command."""

from __future__ import annotations

import click

from pipeline.cli.lazy import LazyGroup

COMMANDS = {
    "map": "Foreslå en kobling mellem en formulars felter og sagen.",
    "check": "Kontrollér en kobling mod dens formular.",
    "fill": "Udfyld en formular fra en sag.",
    "read": "Læs udfyldte formularer til sager.",
    "blank": "Lav en tom blanket, der kan udfyldes: PDF eller Word.",
    "inspect": "Vis felterne i en PDF-formular, og hvad der er galt med den.",
    "flatten": "Gør en udfyldt formular til sider, der ikke kan ændres.",
    "archive": "Sæt en udfyldt blanket af vores egne på ny, til arkivet.",
}


@click.group("forms", cls=LazyGroup, package=__name__, summaries=COMMANDS,
             help="Arbejd med PDF-formularer.")
def command() -> None:
    """What can be done with forms."""
