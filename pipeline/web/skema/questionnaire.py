"""A form as it is answered: the case its answers say, and what is wrong with them and where."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from pipeline.documents import KINDS
from pipeline.errors import DataError, Problem
from pipeline.forms.blank.answers import fields_of, with_answers
from pipeline.forms.blank.made import described
from pipeline.forms.blank.model import Form, Question, Section, questions_of
from pipeline.forms.blank.plan import Plan
from pipeline.forms.fields import Field
from pipeline.forms.mapping import FormMap
from pipeline.forms.mapping.received import sent
from pipeline.forms.mapping.tocase import every_problem as as_read
from pipeline.forms.mapping.tocase import read
from pipeline.letters import Job, every_problem
from pipeline.sag import NUMBERLESS, Sag
from pipeline.web.skema.draft import Draft
from pipeline.web.skema.growing import PEOPLE, grown, list_of
from pipeline.web.skema.showing import kept
from pipeline.web.skema.wording import UNANSWERED, plainly


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A kind's form in a language, with where its answers belong in the case."""

    plan: Plan
    form: Form
    mapping: FormMap
    fields: tuple[tuple[Question, Field], ...] = field(repr=False)

    @classmethod
    def of(cls, plan: Plan) -> Questionnaire:
        """The plan's form. Raises UsageError for a kind that does not exist."""
        whole, form, mapping = described(plan)
        return cls(whole, form, mapping, fields_of(form))

    def case(self, draft: Draft, day: dt.date) -> Sag:
        """The case that the answers say, with the problems of reading them; sent on that day."""
        sag = read(with_answers(self.fields, kept(self.form, draft.answers)), self.mapping)
        return replace(sag, data=sent({"sagsnummer": NUMBERLESS, **sag.data}, KINDS[draft.kind], day))

    def problems(self, sag: Sag, job: Job) -> Problems:
        """What is wrong with the answers of such a case, and what the document lacks."""
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
    return Questionnaire.of(plan)


def asked_of(plan: Plan, draft: Draft, *, named: bool = True) -> Questionnaire:
    """The form as the answers so far make it; one with somebody's name in it is not kept.

    Without the names that were written in it, as it can be where nobody sees it, it is made once.
    """
    paper = questionnaire(plan)
    known = draft.plan
    whole = plan if known is None else replace(plan, people=known.people, goals=known.goals)
    made = grown(whole, paper.form, draft, named=named)
    if made == plan:
        return paper
    return Questionnaire.of(made) if made.people or made.goals else questionnaire(made)


@dataclass(frozen=True, slots=True)
class Problems:
    """Problems by the question, or the list of questions, they are at, in the order of the form; ""
    are those at none."""

    at: Mapping[str, tuple[Problem, ...]]

    @classmethod
    def of(cls, problems: Iterable[Problem], form: Form) -> Problems:
        """Each at its place, in the page's words; of what lacks altogether, its first question."""
        places = dict(_places(form))
        asked = {each.name: each for each in form.questions}
        found: dict[str, list[Problem]] = {name: [] for name in places.values()}
        wrong = [each for each in problems if each.severity == "fejl"]
        for problem in wrong:
            place = _place(problem, places)
            if problem.code in UNANSWERED and place not in asked and (
                    first := _first(problem.path, form)):
                if any(_is_below(each.path, problem.path) for each in wrong):
                    continue
                place = first
            told = found.setdefault(place, [])
            said = plainly(problem, asked.get(place))
            if (said.message, said.remedy) not in {(each.message, each.remedy) for each in told}:
                told.append(said)
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


def _first(path: str, form: Form) -> str:
    """The first thing that is asked of something that is not there; "" of a list of rows."""
    below = f"{_dotted(path)}."
    name = next((each.name for each in form.questions if each.name.startswith(below)), "")
    return "" if name and name.removeprefix(below).split(".")[0].isdecimal() and path != PEOPLE else name


def _is_below(path: str, above: str) -> bool:
    return _dotted(path).startswith(f"{_dotted(above)}.")


def _dotted(path: str) -> str:
    """A path as questions are named; what is added is the first of its list."""
    return re.sub(r"\[(\d+|\+|[^\]]*=[^\]]*)\]", lambda found: (
        f".{found[1]}" if found[1].isdecimal() else ".0"), path)


def _place(problem: Problem, places: Mapping[str, str]) -> str:
    """Where a problem is: at the field it names, else by its path in the case."""
    named: Any = dict(problem.place.values).get("felt", "") if problem.place else ""
    path = named if named in places else _dotted(problem.path)
    while path and path not in places:
        path = path.rpartition(".")[0]
    return places.get(path, "")
