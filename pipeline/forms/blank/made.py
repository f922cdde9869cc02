"""A blank form made: the plan's form, set and made fillable, with its mapping inside."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.errors import DataError
from pipeline.forms.blank import kinds, typeset
from pipeline.forms.blank.binding import as_plain, mapping
from pipeline.forms.blank.described import form
from pipeline.forms.blank.model import Form
from pipeline.forms.blank.plan import Plan, completed
from pipeline.forms.blank.prelude import SIZE
from pipeline.forms.blank.source import source
from pipeline.forms.blank.widgets import with_fields
from pipeline.forms.entries import Given
from pipeline.forms.letters import normal
from pipeline.forms.mapping import FormMap
from pipeline.forms.setting import Box, paragraphs

AUTHOR = "hjemmetraening"
_NARROW, _TALL = 470.0, 100_000.0
"""Points a line in a box is sure to have, and of a box that has room for anything."""


def described(plan: Plan) -> tuple[Plan, Form, FormMap]:
    """A plan with room for all it asks, its form, and the form's mapping.

    Raises UsageError for a kind that does not exist.
    """
    whole = completed(plan, kinds.of(plan.kind))
    made = form(whole)
    return whole, made, mapping(made, whole)


def pdf(plan: Plan, values: Mapping[str, Given] | None = None) -> bytes:
    """The form as a fillable, tagged PDF: PDF/UA-1. The same plan and values give the same bytes.

    The values, by fields (`prefill.values`), are filled in; a box is as high as its text needs. Raises
    DataError where one of them cannot be seen as a whole, and DocumentRefused for letters that cannot
    be set.
    """
    whole, made, bound = described(plan)
    known = values or {}
    pages = typeset.pdf(source(made, plan.kommune or AUTHOR, room=_room(made, known)), typeset.FORM)
    blank = with_fields(pages, made, whole, as_plain(bound))
    if not known:
        return blank
    from pipeline.forms.fill import fill  # heavy

    filled = fill(blank, known)
    if not filled.report.whole:
        raise DataError(each for each in filled.report.problems if each.severity == "fejl")
    return filled.pdf


def docx(plan: Plan, values: Mapping[str, Given] | None = None) -> bytes:
    """The form as a Word document with content controls."""
    from pipeline.forms.blank.word.writing import docx as written

    whole, made, bound = described(plan)
    return written(made, whole, as_plain(bound), plan.kommune or AUTHOR, values or {})


def _room(made: Form, known: Mapping[str, Given]) -> dict[str, int]:
    """Lines each longer text takes, with one to go on writing on."""
    found = {each.name: known.get(each.name) for each in made.questions if each.kind == "text"}
    return {name: len(paragraphs(normal(value), Box(_NARROW, _TALL, SIZE)).lines) + 1
            for name, value in found.items() if isinstance(value, str)}
