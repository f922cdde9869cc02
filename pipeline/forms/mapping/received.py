"""The day a form came, put where its answers are: the kommune knows it, and the form does not ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline import schemas
from pipeline.documents import KINDS, DocumentKind
from pipeline.errors import Problem, UsageError, text
from pipeline.formats import is_date
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


def sent(case: Mapping[str, Any], kind: DocumentKind, day: dt.date) -> Mapping[str, Any]:
    """The case of whoever sends a document, whose event must tell when it was received.

    That is `day`, or the day it is dated where that is later; the kommune writes the day that it came.
    """
    if not kind.led or FIELD not in _inner(kind).get("required", ()) or not case.get(kind.liste):
        return case
    *others, host = case[kind.liste]
    # Before anything of it is written it is there already: what it answers is judged as answered.
    written: Sequence[Mapping[str, Any]] = host.get(kind.led) or ({},)
    own = [{FIELD: _came(each, day), **each} for each in written]
    return {**case, kind.liste: [*others, {**host, kind.led: own}]}


def _came(event: Mapping[str, Any], day: dt.date) -> str:
    dated = str(event.get("brevdato", ""))
    return max(dated, day.isoformat()) if is_date(dated) else day.isoformat()


def _inner(kind: DocumentKind) -> Mapping[str, Any]:
    events = schemas.resolved("sag")["properties"][kind.liste]["items"]
    found: Mapping[str, Any] = events["properties"][kind.led]["items"]
    return found


def _events(mapping: FormMap) -> list[Path]:
    """The field of the event that the form is about, as its other fields name the event."""
    kind = KINDS.get(mapping.kind)
    if kind is None:
        return []
    above = (kind.liste, None, kind.led, None) if kind.led else (kind.liste, None)
    paths = [each.source.path.steps for each in mapping.bound() if each.source.path]
    return [Path((*steps[:len(above)], FIELD)) for steps in paths if len(steps) > len(above) and all(
        name in (None, step) for name, step in zip(above, steps, strict=False))]
