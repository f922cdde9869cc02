"""A case of an earlier schema brought up to today's, by named steps, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline import schemas
from pipeline.errors import DataError, Problem, Text, text


@dataclass(frozen=True, slots=True)
class Step:
    """What makes a case of version `before` one of version `after`; `name` says what it does."""

    name: str
    before: str
    after: str
    change: Callable[[Mapping[str, Any]], Mapping[str, Any]]


STEPS: tuple[Step, ...] = ()
"""In the order of versions. Version 1 is the first: nothing leads up to it."""


def newest() -> str:
    """The version of the schema this program knows."""
    return str(schemas.resolved("sag")["properties"]["skema"]["const"])


def migrated(
    case: Mapping[str, Any], steps: Sequence[Step] = STEPS, to: str | None = None,
) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    """The case at version `to` (today's), and the names of the steps that led there.

    Raises DataError for a version that is newer, or that never was.
    """
    wanted, done = to or newest(), []
    version = case.get("skema")
    if version == wanted:
        return case, ()
    known = {step.before: step for step in steps}
    while version != wanted:
        step = known.pop(version, None) if isinstance(version, str) else None
        if step is None:
            raise _unknown(version, wanted)
        case = {**step.change(case), "skema": step.after}
        version = step.after
        done.append(step.name)
    return case, tuple(done)


def _unknown(version: object, wanted: str) -> DataError:
    if isinstance(version, str) and version.isascii() and version.isdecimal() and len(
            version) < 9 and int(version) > int(wanted):
        return _refused("skema-nyere", text(
            "Filens data er skrevet efter en nyere udgave af skemaet end den, programmet kender."),
            text("Opdatér programmet, og prøv igen."))
    return _refused("skema-ukendt", text(
        "Filens data følger ingen udgave af skemaet, der kendes."),
        text("Bed om filen igen, som den blev lavet."))


def _refused(code: str, message: Text, remedy: Text) -> DataError:
    return DataError([Problem("skema", code, text("Skemaversion"), message, remedy)])
