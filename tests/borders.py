"""A rule's border: one changed sample that passes it and one that does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.errors import Problem
from pipeline.rules import RULES
from pipeline.validation import validate
from tests.cases import case, sag, settings

Changes = Mapping[str, Any]
Found = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Border:
    """One rule: `passes` and `fails` change a sample and differ in the one thing that counts."""

    rule: str
    says: str
    passes: Changes
    fails: Changes
    found: Found
    sample: str = "bo"
    given: Changes = field(default_factory=dict)
    severity: str = "fejl"
    local: Changes = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.rule}: {self.says}"


def found(changes: Changes, sample: str = "bo", severity: str = "fejl",
          local: Changes | None = None) -> Found:
    """What the changes bring with them: warnings that the sample had before are not counted."""
    before = validate(sag(sample), settings()) if severity == "advarsel" else ()
    problems = validate(sag(sample, changes), settings("solbaek", local))
    return listed((p for p in problems if p not in before), severity)


def listed(problems: Iterable[Problem], severity: str) -> Found:
    return tuple((p.path, p.code) for p in problems if p.severity == severity)


def passes(border: Border) -> None:
    changes = {**border.given, **border.passes}
    assert found(changes, border.sample, local=border.local) == ()
    assert own(border, changes) == set()


def fails(border: Border) -> None:
    """What the whole validation finds is what the border names, and its own rule finds it."""
    changes = {**border.given, **border.fails}
    errors = border.found if border.severity == "fejl" else ()
    assert found(changes, border.sample, local=border.local) == errors
    assert own(border, changes) == set(border.found)


def own(border: Border, changes: Changes) -> set[tuple[str, str]]:
    (rule,) = (rule for rule in RULES if rule.__name__ == border.rule)
    problems = rule(case(border.sample, changes), settings("solbaek", border.local))
    return set(listed(problems, border.severity))
