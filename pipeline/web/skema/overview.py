"""The answers to look over, in the words of the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.forms.blank.answers import Answer
from pipeline.forms.blank.model import Block, Form, Part, Question, Table
from pipeline.forms.blank.plan import Plan
from pipeline.web.skema.draft import Draft
from pipeline.web.skema.showing import kept, showing, steps


@dataclass(frozen=True, slots=True)
class Answered:
    """A question and what was answered."""

    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Overview:
    """A section's answers."""

    title: str
    answers: tuple[Answered, ...]


def overview(form: Form, plan: Plan, draft: Draft) -> tuple[Overview, ...]:
    """What was answered, section by section; what was not is left out."""
    answers = kept(form, draft.answers)
    return tuple(Overview(each.title, tuple(_answers(
        (shown.part for shown in showing(form, plan, each, draft)), answers)))
        for each in steps(form, plan, draft))


def _answers(parts: Iterable[Part], answers: Mapping[str, Answer]) -> Iterator[Answered]:
    for part in parts:
        for title, question in titled(part):
            if answer := answers.get(question.name):
                yield Answered(title, words(question, answer))


def titled(part: Part) -> Iterator[tuple[str, Question]]:
    """Each question of a part with what it is called where it stands alone."""
    if isinstance(part, Question):
        yield part.title, part
    elif isinstance(part, Block):
        yield from ((f"{part.title}: {each.title}", each) for each in part.questions)
    elif isinstance(part, Table):
        for nr, row in enumerate(part.rows, 1):
            yield from ((f"{part.title} {nr}: {each.title}", each) for each in row)


def words(question: Question, answer: Answer) -> str:
    """An answer as people read it: a choice's own words."""
    labels = {each.value: each.label for each in question.choices}
    if isinstance(answer, tuple):
        return ", ".join(labels[each] for each in answer if each in labels)
    return labels.get(answer, answer)
