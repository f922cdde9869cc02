"""A form as it is answered: the case its answers say, and what is wrong with them and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from pipeline.errors import DataError, Problem
from pipeline.forms.blank.answers import as_fields
from pipeline.forms.blank.made import described
from pipeline.forms.blank.model import Form, Section
from pipeline.forms.blank.plan import Plan
from pipeline.forms.mapping import FormMap
from pipeline.forms.mapping.tocase import every_problem as as_read
from pipeline.forms.mapping.tocase import read
from pipeline.letters import Job, every_problem
from pipeline.sag import NUMBERLESS, Sag
from pipeline.web.skema.draft import Draft
from pipeline.web.skema.showing import kept, list_of, questions_of


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A kind's form in a language, with where its answers belong in the case."""

    plan: Plan
    form: Form
    mapping: FormMap

    def case(self, draft: Draft) -> Sag:
        """The case that the answers say, with the problems of reading them."""
        sag = read(as_fields(self.form, kept(self.form, draft.answers)), self.mapping)
        return replace(sag, data={"sagsnummer": NUMBERLESS, **sag.data})

    def problems(self, draft: Draft, job: Job) -> Problems:
        """What is wrong with the answers, and what the document lacks."""
        sag = self.case(draft)
        found = [*as_read(sag, whole=False)]
        known = {(each.path, each.place) for each in found}
        try:
            also = every_problem(sag, job)
        except DataError as error:
            also = error.problems
        found += (each for each in also if (each.path, each.place) not in known)
        return Problems.of(found, self.form)


@lru_cache(maxsize=64)
def questionnaire(plan: Plan) -> Questionnaire:
    """The plan's form. Raises UsageError for a kind that does not exist."""
    return Questionnaire(*described(plan))


@dataclass(frozen=True, slots=True)
class Problems:
    """Problems by the question, or the list of questions, they are at, in the order of the form; ""
    are those at none."""

    at: Mapping[str, tuple[Problem, ...]]

    @classmethod
    def of(cls, problems: Iterable[Problem], form: Form) -> Problems:
        """Each at its place."""
        places = dict(_places(form))
        found: dict[str, list[Problem]] = {name: [] for name in places.values()}
        for problem in problems:
            if problem.severity == "fejl":
                found.setdefault(_place(problem, places), []).append(problem)
        return cls({name: tuple(each) for name, each in found.items() if each})

    def of_section(self, section: Section) -> Problems:
        """Only those in a section."""
        here = {name for part in section.parts for name, _ in _places_of(part)}
        return Problems({name: each for name, each in self.at.items() if name in here})

    def __bool__(self) -> bool:
        return bool(self.at)

    def __iter__(self) -> Iterator[tuple[str, Problem]]:
        return ((name, problem) for name, each in self.at.items() for problem in each)


def _places(form: Form) -> Iterator[tuple[str, str]]:
    for section in form.sections:
        for part in section.parts:
            yield from _places_of(part)


def _places_of(part: Any) -> Iterator[tuple[str, str]]:
    """The name of each field and list, and what is seen of it on the page."""
    if listed := list_of(part):
        yield listed, listed
    for question in questions_of(part):
        yield question.name, question.name
        yield from ((name, question.name) for name in question.fields)


def _place(problem: Problem, places: Mapping[str, str]) -> str:
    """Where a problem is: at the field it names, else by its path in the case."""
    named: Any = dict(problem.place.values).get("felt", "") if problem.place else ""
    path = named if named in places else re.sub(r"\[(\d+)\]", r".\1", problem.path)
    while path and path not in places:
        path = path.rpartition(".")[0]
    return places.get(path, "")
