"""What came in a document of the kommune's: its holder sees a part of it, and does not judge it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.errors import Problem
from pipeline.rules.common import Case, events

DECIDED_BY = {
    "afgoerelser": ("brevdato", "ydelse", "part"),
    "hoeringer": ("brevdato", "art", "tilsyn", "ydelse", "part"),
    "tilsyn": ("dato",),
    "revurderinger": ("brevdato",),
    "ophoer": ("brevdato",),
}
"""The kommune's events, and the fields that name each among a source's fields."""

ANYBODYS = frozenset({"raekkefoelge"})
"""Rules that hold of a case whoever has it: the newest event is the last."""


def not_ours_to_judge(case: Case, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems without those of events that a parent or provider has from the kommune.

    A decision may name an application, an examination or a consent that its reader may not see, so
    that it looks unfounded to them.
    """
    theirs = frozenset(_received(case)) if case.get("kilder") else frozenset()
    for problem in problems:
        event = re.match(r"[a-z]+\[\d+\]", problem.path)
        if not (event and event[0] in theirs and problem.code not in ANYBODYS):
            yield problem


def _received(case: Case) -> Iterator[str]:
    """The paths of the events that a source from the kommune brought whole."""
    named = {field for source in case["kilder"] if isinstance(source, dict)
             and source.get("fra") == ["kommune"] for field in source.get("felter") or ()}
    for liste, fields in DECIDED_BY.items():
        for path, event in events(case, liste):
            key = ",".join(str(event[name]) for name in fields if event.get(name))
            if f"{liste}[{key}]" in named:
                yield path
