"""The answers to look over, in the words of the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.forms.blank.answers import Answer
from pipeline.forms.blank.model import Block, Form, Question, Section, Table
from pipeline.web.skema.draft import Draft
from pipeline.web.skema.showing import kept, steps


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


def overview(form: Form, draft: Draft) -> tuple[Overview, ...]:
    """What was answered, section by section; what was not is left out."""
    answers = kept(form, draft.answers)
    return tuple(Overview(each.title, tuple(_answers(each, answers))) for each in steps(form, draft))


def _answers(section: Section, answers: Mapping[str, Answer]) -> Iterator[Answered]:
    for before, question in _titled(section):
        answer = answers.get(question.name)
        if answer:
            title = f"{before}: {question.title}" if before else question.title
            yield Answered(title, words(question, answer))


def _titled(section: Section) -> Iterator[tuple[str, Question]]:
    """Each question with the heading it stands under."""
    for part in section.parts:
        if isinstance(part, Question):
            yield "", part
        elif isinstance(part, Block):
            yield from ((part.title, each) for each in part.questions)
        elif isinstance(part, Table):
            for nr, row in enumerate(part.rows, 1):
                yield from ((f"{part.title} {nr}", each) for each in row)


def words(question: Question, answer: Answer) -> str:
    """An answer as people read it: a choice's own words."""
    labels = {each.value: each.label for each in question.choices}
    if isinstance(answer, tuple):
        return ", ".join(labels[each] for each in answer if each in labels)
    return labels.get(answer, answer)
