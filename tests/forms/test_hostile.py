"""Forms made to do harm: read, or refused by name, soon and in little memory; the next one is served."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from pipeline.errors import PipelineError
from pipeline.forms import limits
from pipeline.forms.room import Room
from tests.forms.harmful import GOOD, WAYS, harmful
from tests.forms.seeing import words

SOON = limits.WALL_SECONDS + limits.START_SECONDS
"""Seconds: the bound itself, and a new process on a busy machine."""


@pytest.fixture(scope="module")
def room() -> Iterator[Room]:
    with Room() as one:
        one.fill(GOOD, {"a": "varm"})
        yield one


def refusal(room: Room, task: str, data: bytes) -> tuple[str, ...]:
    """The codes of what a task is refused for; none where it is done."""
    try:
        if task == "fill":
            room.fill(data, {"a": "ny værdi"})
        else:
            getattr(room, task)(data)
    except PipelineError as refused:
        return tuple(each.code for each in refused.problems)
    return ()


HEAVY = ("100,000 fields", "400,000 objects", "6,000 fields")


@pytest.mark.parametrize(("task", "way"), [
    (task, way) for task in ("inspect", "fill", "flatten") for way in WAYS
    if task != "flatten" or way not in HEAVY])
def test_it_is_read_or_refused_and_the_next_is_served(room, way, task):
    data, start = harmful(way), time.monotonic()
    assert all(code.startswith("formular-") for code in refusal(room, task, data))
    assert time.monotonic() - start < SOON
    assert words(room.fill(GOOD, {"a": "stadig"}).pdf) == "stadig"


@pytest.mark.parametrize(("way", "code"), [
    ("6,000 fields", "for-mange-felter"), ("300 pages", "for-mange-sider"),
    ("30,000 options", "for-mange-felter"), ("nothing but noise", "ulaeselig"),
])
def test_what_is_too_much_is_told(room, way, code):
    assert refusal(room, "inspect", harmful(way)) == (f"formular-{code}",)


@pytest.mark.parametrize("way", [
    "a kid is its own parent", "kids in a ring", "a table of contents somewhere else",
    "a table of contents in a ring"])
def test_what_is_only_odd_is_filled(room, way):
    assert words(room.fill(harmful(way), {"a": "ny"}).pdf) == "ny"
