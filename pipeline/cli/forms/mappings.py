"""What the commands about mappings share: which mapping a form is read or filled with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.errors import Problem, UsageError, text

if TYPE_CHECKING:
    from pipeline.forms.mapping import FormMap

option = click.option("--map", "map_", metavar="KOBLING", type=click.Path(path_type=Path),
                      help="Koblingen mellem formularens felter og sagen (TOML eller JSON). Vores egne "
                           "blanketter har den med sig.")


def given(path: Path | None) -> FormMap | None:
    """The mapping asked for, or none. Raises TemplateError where it cannot be used."""
    from pipeline.forms.mapping.check import refuse
    from pipeline.forms.mapping.reading import read_map

    if path is None:
        return None
    mapping = read_map(path)
    refuse(mapping)
    return mapping


def chosen(data: bytes, path: Path | None) -> FormMap:
    """The mapping asked for, else the form's own. Raises UsageError where there is none."""
    from pipeline.forms.mapping.reading import read_map
    from pipeline.forms.mapping.taken import carried_map

    found = read_map(path) if path is not None else carried_map(data)
    if found is None:
        raise UsageError([Problem("--map", "kobling-mangler", text("Kobling"), text(
            "Der er ingen kobling mellem formularens felter og sagen."), text(
            "Lav en med forms map, og angiv den med --map."))])
    return found
