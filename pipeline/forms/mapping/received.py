"""The day a form came, put where its answers are: the kommune knows it, and the form does not ask."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from pipeline.documents import KINDS
from pipeline.errors import Problem, UsageError, text
from pipeline.forms.mapping import FormMap
from pipeline.forms.mapping.paths import Path
from pipeline.forms.mapping.tocase import known_at

FIELD = "modtaget"


def received(mapping: FormMap, day: dt.date) -> FormMap:
    """The mapping with the day as what every such form says.

    Raises UsageError where what the form says has no day that it came.
    """
    where = next((path for path in _events(mapping) if known_at(path)), None)
    if where is None:
        raise UsageError([Problem("--received", "ingen-modtaget", text("Modtaget"), text(
            "Det, formularen siger, har ikke en dag, det blev modtaget."), text("Udelad --received."))])
    return replace(mapping, constants={**mapping.constants, where: day.isoformat()})


def _events(mapping: FormMap) -> list[Path]:
    """The field of the event that the form is about, as its other fields name the event."""
    kind = KINDS.get(mapping.kind)
    if kind is None:
        return []
    above = (kind.liste, None, kind.led, None) if kind.led else (kind.liste, None)
    paths = [each.source.path.steps for each in mapping.bound() if each.source.path]
    return [Path((*steps[:len(above)], FIELD)) for steps in paths if len(steps) > len(above) and all(
        name in (None, step) for name, step in zip(above, steps, strict=False))]
