"""A question's fields as the walker would find them: for those who write values without the PDF."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.forms.blank.model import Kind as Asked
from pipeline.forms.blank.model import Question
from pipeline.forms.fields import Field, Kind

_KINDS: Mapping[Asked, Kind] = {"one": "radio", "yes": "radio", "menu": "combo", "several": "check"}


def target(question: Question) -> tuple[Field, ...]:
    """The fields: one, or for what is ticked one for each choice."""
    kind = _KINDS.get(question.kind, "text")
    if kind == "check":
        return tuple(Field(f"{question.name}.{each.value}", kind, on_states=(each.value,))
                     for each in question.choices)
    return (Field(
        question.name, kind, options=tuple((each.value, each.label) for each in question.choices),
        required=question.required, multiline=question.kind == "text", comb=question.comb,
        max_length=question.longest, tooltip=question.spoken),)
