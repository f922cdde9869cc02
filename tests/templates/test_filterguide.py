"""The guide to filters and tags: nothing is left out, and what it says is what happens."""

from __future__ import annotations

import pytest

from pipeline.documents import KINDS
from pipeline.templates.filterguide import PATTERNS, guide
from pipeline.templates.filters import SIGNATURES
from pipeline.tools import environment
from tests.templates.started import found


def test_every_filter_is_told_once() -> None:
    told = [each.name for each in guide(environment())]
    assert sorted(told) == sorted(SIGNATURES)


def test_an_example_uses_its_filter_and_prints_something() -> None:
    for each in guide(environment()):
        assert f"| {each.name}" in each.tag
        assert each.printed.strip()


@pytest.mark.parametrize(("name", "printed"), [
    ("kroner", "645.867\u00a0kr."), ("ord", "delvist nået"), ("liste", "Ansøgning, Budget og Referat"),
    ("selectattr", "Cykle"), ("default", "ingen")])
def test_it_prints_what_letters_would(name: str, printed: str) -> None:
    assert {each.name: each.printed for each in guide(environment())}[name] == printed


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_patterns_are_right_in_every_letter(kind: str) -> None:
    lines = [words for pattern in PATTERNS for words in pattern.lines if "{%tr" not in words]
    looped = [words for words in lines if words != "{{ p.navn }}"]
    assert found(kind, looped) == ()
