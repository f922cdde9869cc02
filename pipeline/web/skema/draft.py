"""What has been answered so far: it travels in the page, and is saved as a file on one's own machine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.documents import KINDS
from pipeline.errors import DataError, Problem, text
from pipeline.forms.blank.answers import LONGEST, Answer
from pipeline.forms.blank.model import Form, Question
from pipeline.forms.blank.plan import Plan, from_json

VERSION = 1
MOST = 5_000
"""Answers of a form; the longest of ours asks 300."""
SECTIONS = 100
"""Sections of a form; there are fewer."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The answers to a kind's form by question, and how many rows each of its tables shows.

    `plan` names the people and goals of an earlier document that it goes on from; `at` is the section
    where it was left.
    """

    kind: str
    answers: Mapping[str, Answer] = field(default_factory=dict, repr=False)
    rows: Mapping[str, int] = field(default_factory=dict)
    plan: Plan | None = field(default=None, repr=False)
    at: int = 0

    def as_json(self) -> str:
        """The draft for a file or a hidden field."""
        found: dict[str, Any] = {
            "hjemmetraening-kladde": VERSION, "dokument": self.kind,
            "svar": {name: each if isinstance(each, str) else list(each)
                     for name, each in self.answers.items()}, "raekker": dict(self.rows)}
        if self.plan is not None:
            found["grundlag"] = self.plan.as_json()
        if self.at:
            found["trin"] = self.at
        return json.dumps(found, ensure_ascii=False)

    def answered(self, found: Mapping[str, Answer]) -> Draft:
        """With these answers in place of what stood there; what is empty is taken away."""
        answers = {**self.answers, **found}
        return replace(self, answers={name: each for name, each in answers.items() if each})

    def shown(self, listed: str, items: Sequence[Sequence[Question]]) -> int:
        """How many of a list's items are seen: those answered or asked for, and never none."""
        last = max((nr for nr, asked in enumerate(items, 1)
                    if any(self.answers.get(each.name) for each in asked)), default=0)
        return min(max(self.rows.get(listed, 1), last, 1), len(items))

    def fitting(self, form: Form) -> Draft:
        """Only what the form asks."""
        asked = {each.name for each in form.questions}
        return replace(self, answers={
            name: each for name, each in self.answers.items() if name in asked})


def parsed(words: str) -> Draft:
    """A draft as it came from a page or a file, which may be anybody's.

    Raises DataError where it is none.
    """
    try:
        found = json.loads(words)
        if found["hjemmetraening-kladde"] != VERSION or found["dokument"] not in KINDS:
            raise ValueError
        answers, rows = dict(found["svar"]), dict(found["raekker"])
        plan = _plan(found["grundlag"], found["dokument"]) if "grundlag" in found else None
        at = found.get("trin", 0)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise unreadable() from None
    return Draft(
        found["dokument"],
        {str(name): answer for name, value in list(answers.items())[:MOST]
         if (answer := _answer(value))},
        {str(name): count for name, count in list(rows.items())[:MOST]
         if type(count) is int and 0 < count < MOST},
        plan, at if type(at) is int and 0 <= at < SECTIONS else 0)


def is_draft(data: bytes) -> bool:
    """Whether a file says of itself that it is a draft."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and "hjemmetraening-kladde" in found


def unreadable() -> DataError:
    """What is said of a file that is no draft."""
    return DataError([Problem("", "kladde-ulaeselig", text("Kladde"), text(
        "Filen er ikke en kladde til dette skema."), text(
        "Vælg den fil, du selv har gemt med »Gem kladde«, eller begynd forfra."))])


def _plan(value: Any, kind: str) -> Plan:
    """Whom and what an earlier document knew; where the form is sent is for the server to say."""
    plan = from_json(value)
    if plan.kind != kind or any(len({*key}) < len(key) for key in (
            *([getattr(each, name) for each in listed] for name in ("id", "place")
              for listed in (plan.people, plan.goals)),)):
        raise ValueError
    return Plan(kind, plan.language, people=plan.people, goals=plan.goals)


def _answer(value: Any) -> Answer:
    if isinstance(value, str):
        return value[:LONGEST]
    if isinstance(value, Iterable) and not isinstance(value, Mapping):
        return tuple(each for each in value if isinstance(each, str) and len(each) <= LONGEST)[:MOST]
    return ""
