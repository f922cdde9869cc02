"""What a file holds, without the proof: enough to begin from, since what comes of it is looked over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.carried.envelope import of_bytes
from pipeline.carried.payload import Carried
from pipeline.carried.restored import restored
from pipeline.errors import DataError, Problem, TemplateError, text
from pipeline.forms.blank.answers import Answer, as_answers
from pipeline.forms.blank.filled import is_word
from pipeline.forms.blank.made import described
from pipeline.forms.blank.plan import Plan
from pipeline.forms.blank.standing import standing
from pipeline.opening.forms import read_form
from pipeline.opening.migrations import migrated
from pipeline.opening.opened import attached
from pipeline.sag import parse_sag

TITLE = text("Fil")
HEARING, LIMIT = "partshoering", "frist.hoering"
"""The letter that asks for an answer, and its fact with the last day for it."""


@dataclass(frozen=True, slots=True)
class Held:
    """What was found: a case, as its readers saw it; or a form of ours with its answers.

    `people` are those the document is to, and has been written by; `kind` is its own.
    """

    case: Mapping[str, Any] = field(default_factory=dict, repr=False)
    people: tuple[str, ...] = ()
    kind: str = ""
    plan: Plan | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict, repr=False)


def held(data: bytes, name: str = "") -> Held:
    """What a document, a filled form of ours or a case holds. Nothing in it is run or believed.

    Raises DataError for a file that has nothing to begin from.
    """
    if data.startswith(b"%PDF") or is_word(data):
        found = attached(data)
        return _document(found[0]) if len(found) == 1 else _form(data, name)
    try:
        case = parse_sag(data, name).data
    except DataError:
        # What is wrong with it as JSON is of no use to who thought it was a draft.
        raise _nothing() from None
    if not isinstance(case.get("barn"), dict) or not isinstance(case.get("parter"), list):
        raise _nothing()
    return Held(migrated(case)[0])


def _document(carried: bytes) -> Held:
    """A letter of ours, made or received."""
    found = of_bytes(carried)
    case = _with_limit(migrated(found.sag)[0], found)
    return Held(case, (*found.readers, *found.authors), found.kind)


def _with_limit(case: Mapping[str, Any], found: Carried) -> Mapping[str, Any]:
    """The case with the last day to answer, where the letter had it worked out."""
    if found.kind != HEARING:
        return case
    letter = restored(found)
    day = next((each.value for each in letter.facts if each.name == LIMIT), None)
    if not isinstance(day, dt.date):
        return case
    return {**case, "hoeringer": [
        {LIMIT.partition(".")[0]: day.isoformat(), **each} if place == found.places[0][0] else each
        for place, each in enumerate(case["hoeringer"])]}


def _form(data: bytes, name: str) -> Held:
    """A form of ours, filled in or half of it."""
    try:
        read = read_form(data, name)
    except TemplateError as error:
        raise DataError(error.problems) from None
    fields, carried = read or ({}, None)
    if carried is None:
        raise _nothing()
    plan, form, _ = described(carried.plan)
    alone, answers = standing(plan, as_answers(
        form, {each.name: each.value for each in fields.values()}))
    return Held(kind=plan.kind, plan=alone, answers=answers)


def _nothing() -> DataError:
    return DataError([Problem("", "intet-at-begynde-fra", TITLE, text(
        "Filen har ingen svar med, som kan bruges igen."), text(
        "Vælg din kladde eller filen, som den blev lavet eller udfyldt: et foto, en scanning og et "
        "print kan ikke læses. Du kan også begynde på et tomt skema."))])
