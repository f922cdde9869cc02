"""What somebody writes in a form and would not write in a spreadsheet: English months, whole hours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.danish.fields import fields
from pipeline.danish.numbers import Trouble
from pipeline.forms.fields import Field
from pipeline.forms.mapping import Source
from pipeline.forms.mapping.spelling import MONTHS, plain_day, plain_time
from pipeline.forms.mapping.understanding import understood

DAY, TIME = "ansoegninger[].periode.fra", "ansoegninger[].ugeskema[].fra"


def read(path: str, said: str) -> object:
    return understood(Field("f", "text", value=said), Source(), fields()[path])


@pytest.mark.parametrize("said", [
    "1 October 2026", "October 1, 2026", "1st October 2026", "oct 1st 2026", "1 Oct. 2026",
    "1. oktober 2026", "01-10-2026", "the 1st of October 2026".removeprefix("the ")])
def test_a_day(said: str) -> None:
    assert read(DAY, said) == "2026-10-01"


@pytest.mark.parametrize("said", [
    "10/01/2026", "October 2026", "1 Foo 2026", "32 May 2026", "1 ma 2026"])
def test_what_is_no_day_or_could_be_two(said: str) -> None:
    with pytest.raises(Trouble):
        read(DAY, said)


@pytest.mark.parametrize(("said", "time"), [
    ("12", "12:00"), ("8", "08:00"), ("kl. 8", "08:00"), ("8.30", "08:30"), ("8:30 AM", "08:30"),
    ("1 pm", "13:00"), ("12 a.m.", "00:00"), ("12.15 pm", "12:15"), ("0", "00:00")])
def test_a_time(said: str, time: str) -> None:
    assert read(TIME, said) == time


@pytest.mark.parametrize("said", ["13 pm", "0 am", "halv ni", "8.3", "830"])
def test_what_is_no_time(said: str) -> None:
    with pytest.raises(Trouble):
        read(TIME, said)


@given(st.dates())
def test_every_english_day_is_the_day_it_says(day) -> None:  # type: ignore[no-untyped-def]
    for written in (f"{day.day} {MONTHS[day.month - 1].title()} {day.year:04}",
                    f"{MONTHS[day.month - 1].title()} {day.day}, {day.year:04}"):
        assert plain_day(written) == f"{day.day}-{day.month}-{day.year:04}"


@given(st.text(max_size=12))
def test_what_is_not_understood_is_left_alone(said: str) -> None:
    if not any(char.isdigit() for char in said):
        assert plain_day(said) == plain_time(said) == said
