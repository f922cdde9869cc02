"""The archive's copy of a filled form of ours: set anew from what the fields hold, as pages to read.

A viewer's own picture of a filled form is no archive: it may be drawn with a font that is not in the
file, and no tag tells of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from pipeline.errors import DataError, Problem, text
from pipeline.forms.blank import typeset
from pipeline.forms.blank.carried import Carried
from pipeline.forms.blank.made import AUTHOR, described
from pipeline.forms.blank.model import Form, Question
from pipeline.forms.blank.source import source
from pipeline.forms.fields import Field


def archived(carried: Carried | None, fields: Mapping[str, Field], when: dt.datetime) -> bytes:
    """The form with its answers as PDF/UA-1 and PDF/A-2a.

    What nobody had to answer, and did not, is left out. Raises DataError where the form is none of
    ours, or of a version whose questions this program does not know.
    """
    if carried is None:
        raise DataError([Problem("", "blanket-fremmed", text("Blanket"), text(
            "Blanketten er ikke en af vores egne."), text(
            "Brug forms flatten til andres blanketter."))])
    plan, form, _ = described(carried.plan)
    if form.digest != carried.digest:
        raise DataError([Problem("", "blanket-anden-udgave", text("Blanket"), text(
            "Blanketten er lavet af en anden udgave af programmet eller af skemaerne."), text(
            "Brug den udgave, blanketten er lavet med, eller forms flatten."))])
    answers = {each.name: found for each in form.questions if (found := _answer(each, form, fields))}
    return typeset.pdf(source(form, plan.kommune or AUTHOR, answers), typeset.ARCHIVE, when)


def _answer(question: Question, form: Form, fields: Mapping[str, Field]) -> str:
    """An answer in the form's words; "" where nothing was answered."""
    values = {name: fields[name].value for name in question.fields if name in fields}
    labels = {each.value: each.label for each in question.choices}
    if question.kind == "several":
        return ", ".join(labels[each.value] for each in question.choices
                         if values.get(f"{question.name}.{each.value}"))
    value = values.get(question.name)
    if not isinstance(value, str):
        return ""
    said = labels.get(value, value.strip())
    return f"{said} {form.labels['kroner']}" if said and question.kind == "amount" else said
