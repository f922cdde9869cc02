"""What somebody answers comes back as they answered it: on a screen, filled by us, and in Word."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.forms.blank import made
from pipeline.forms.blank.binding import as_plain
from pipeline.forms.blank.word.reading import read_word
from pipeline.forms.blank.word.writing import docx
from pipeline.forms.inspect import inspect
from pipeline.forms.mapping.tocase import every_problem, read
from tests.forms.blank.cases import answerable, answered
from tests.forms.blank.hands import typed


@pytest.mark.parametrize(("name", "kind"), answerable())
def test_what_is_typed_on_a_screen_is_read(name: str, kind: str) -> None:
    case = answered(name, kind)
    blank = made.pdf(case.plan)
    form = inspect(typed(blank, inspect(blank), case.values))
    assert case.as_read(form.fields) == case.expected
    assert {one.name: lines(one.value) for one in form.fields.values() if one.value} == {
        field: case.values[field] for field in form.fields if field in case.values}


def lines(value: Any) -> Any:
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


@pytest.mark.parametrize(("name", "kind"), answerable())
def test_what_is_filled_in_is_read(name: str, kind: str) -> None:
    case = answered(name, kind)
    filled = inspect(made.pdf(case.plan, case.values))
    assert case.as_read(filled.fields) == case.expected


@pytest.mark.parametrize(("name", "kind"), answerable())
def test_what_is_written_in_word_is_read(name: str, kind: str) -> None:
    case = answered(name, kind)
    data = docx(case.form, case.plan, as_plain(case.mapping), "prøve", case.values)
    fields, carried = read_word(data)
    assert case.as_read(fields) == case.expected
    assert carried is not None
    assert carried.digest == case.form.digest


@pytest.mark.parametrize(("name", "kind"), answerable())
def test_nothing_that_was_answered_is_a_problem(name: str, kind: str) -> None:
    """Only what the kommune writes, or what the sample leaves open, is missing."""
    case = answered(name, kind)
    sag = read(inspect(made.pdf(case.plan, case.values)).fields, case.mapping)
    assert [each.path for each in every_problem(sag, whole=False) if each.severity == "fejl"
            and each.code != "felt-skal-udfyldes"] == []


def test_an_empty_form_says_nothing() -> None:
    plan, _, mapping = made.described(answered("liv-uden-leverandoer", "ansoegning-udgifter").plan)
    sag = read(inspect(made.pdf(plan)).fields, mapping)
    assert sag.data == {"skema": "1"}
    assert {each.code for each in sag.problems} == {"felt-skal-udfyldes"}
