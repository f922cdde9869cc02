"""What every rule needs: the case's events, their dates, and how a problem is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal

from pipeline.errors import Problem, Text
from pipeline.formats import parse_date

Case = Mapping[str, Any]
Rule = Callable[[Case, Case], Iterable[Problem]]
"""A rule gets the case (without the fields that are wrong by themselves) and the settings."""


def broken(path: str, code: str, title: str, message: Text, remedy: Text,
           severity: Literal["fejl", "advarsel"] = "fejl") -> Problem:
    """A problem at `path`; its title is translated with the rest."""
    return Problem(path, code, Text(title), message, remedy, severity)


def events(case: Case, liste: str) -> Iterator[tuple[str, Case]]:
    """Each event of a list with its path."""
    for index, event in enumerate(case.get(liste) or ()):
        yield f"{liste}[{index}]", event


def date_of(case: Case, key: str) -> dt.date | None:
    """A field as a date, or one inside ("periode.til"); None where it is missing."""
    value: Any = case
    for name in key.split(".") if "." in key else (key,):
        value = value.get(name) if isinstance(value, dict) else None
    return parse_date(value) if isinstance(value, str) else None


def values(case: Case, pattern: str) -> Iterator[tuple[str, Any]]:
    """Everything a pattern names, with its path: "tilsyn[].maal[].maal" is each reported goal."""
    found: list[tuple[str, Any]] = [("", case)]
    for step in pattern.split("."):
        name = step.removesuffix("[]")
        found = [(f"{path}.{name}".lstrip("."), value[name]) for path, value in found
                 if isinstance(value, dict) and name in value]
        if step != name:
            found = [(f"{path}[{i}]", item) for path, value in found if isinstance(value, list)
                     for i, item in enumerate(value)]
    yield from found
