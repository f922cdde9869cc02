"""Answers to a form that were given elsewhere than in its fields: as those who read a form want them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pipeline.forms.blank.model import Form, Question
from pipeline.forms.blank.targets import target
from pipeline.forms.fields import Field, Value

Answer = str | tuple[str, ...]
"""What was written or chosen; several choices where several can be."""
LONGEST = 100_000
"""Letters of an answer."""


def as_fields(form: Form, answers: Mapping[str, Answer]) -> dict[str, Field]:
    """Every field of the form by name, with what was answered.

    What cannot be chosen is not chosen, and an answer to nothing that is asked is left out.
    """
    return with_answers(fields_of(form), answers)


def fields_of(form: Form) -> tuple[tuple[Question, Field], ...]:
    """Every field of the form, empty, with its question: the same however it is answered."""
    return tuple((question, field) for question in form.questions for field in target(question))


def with_answers(
    fields: Iterable[tuple[Question, Field]], answers: Mapping[str, Answer],
) -> dict[str, Field]:
    """`as_fields` for a form whose fields are known."""
    return {field.name: _answered(field, _value(question, field, answers.get(question.name, "")))
            for question, field in fields}


def _answered(field: Field, value: Value) -> Field:
    # Most of a form is not answered, and a copy costs.
    return field if field.value == value else replace(field, value=value)


def as_answers(form: Form, values: Mapping[str, object]) -> dict[str, Answer]:
    """The answers that fields of the form hold, by question: `as_fields` the other way."""
    found: dict[str, Answer] = {}
    for question in form.questions:
        if question.kind == "several":
            found[question.name] = tuple(
                each.value for each in question.choices
                if values.get(f"{question.name}.{each.value}") not in (None, False, ""))
        elif isinstance(said := values.get(question.name), str):
            found[question.name] = said
    return {name: answer for name, answer in found.items() if answer}


def _value(question: Question, field: Field, answer: Answer) -> Value:
    if question.kind == "several":
        return field.on_states[0] in answer if isinstance(answer, tuple) else False
    said = answer if isinstance(answer, str) else next(iter(answer), "")
    if question.choices:
        return said if said in {each.value for each in question.choices} else None
    return said[:LONGEST].strip() or None
