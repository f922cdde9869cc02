"""What has been answered so far: it travels in the page, and is saved as a file on one's own machine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.errors import DataError, Problem, text
from pipeline.forms.blank.answers import LONGEST, Answer
from pipeline.forms.blank.model import Form, Question

VERSION = 1
MOST = 5_000
"""Answers of a form; the longest of ours asks 300."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The answers to a kind's form by question, and how many rows each of its tables shows."""

    kind: str
    answers: Mapping[str, Answer] = field(default_factory=dict, repr=False)
    rows: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> str:
        """The draft for a file or a hidden field."""
        return json.dumps({
            "hjemmetraening-kladde": VERSION, "dokument": self.kind,
            "svar": {name: each if isinstance(each, str) else list(each)
                     for name, each in self.answers.items()}, "raekker": dict(self.rows)},
            ensure_ascii=False)

    def answered(self, found: Mapping[str, Answer]) -> Draft:
        """With these answers in place of what stood there; what is empty is taken away."""
        answers = {**self.answers, **found}
        return replace(self, answers={name: each for name, each in answers.items() if each})

    def shown(self, listed: str, items: Sequence[Sequence[Question]]) -> int:
        """How many of a list's items are seen: those answered or asked for, and never none."""
        last = max((nr for nr, asked in enumerate(items, 1)
                    if any(self.answers.get(each.name) for each in asked)), default=0)
        return min(max(self.rows.get(listed, 1), last, 1), len(items))

    def one_more(self, listed: str, items: Sequence[Sequence[Question]]) -> Draft:
        """With another item of a list seen."""
        return replace(self, rows={**self.rows, listed: self.shown(listed, items) + 1})


def parsed(words: str, form: Form) -> Draft:
    """A draft as it came from a page or a file, which may be anybody's: only what the form asks is kept.

    Raises DataError where it is none, or another form's.
    """
    try:
        found = json.loads(words)
        if found["hjemmetraening-kladde"] != VERSION or found["dokument"] != form.kind:
            raise ValueError
        answers, rows = dict(found["svar"]), dict(found["raekker"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise unreadable() from None
    asked = {each.name for each in form.questions}
    return Draft(form.kind, {name: answer for name, value in answers.items()
                             if name in asked and (answer := _answer(value))},
                 {str(name): count for name, count in list(rows.items())[:MOST]
                  if type(count) is int and 0 < count < MOST})


def unreadable() -> DataError:
    """What is said of a file that is no draft."""
    return DataError([Problem("", "kladde-ulaeselig", text("Kladde"), text(
        "Filen er ikke en kladde til dette skema."), text(
        "Vælg den fil, du selv har gemt med »Gem kladde«, eller begynd forfra."))])


def _answer(value: Any) -> Answer:
    if isinstance(value, str):
        return value[:LONGEST]
    if isinstance(value, Iterable) and not isinstance(value, Mapping):
        return tuple(each for each in value if isinstance(each, str) and len(each) <= LONGEST)[:MOST]
    return ""
