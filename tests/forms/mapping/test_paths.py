"""Paths of a mapping: read as they are written, and nothing else is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.forms.mapping.paths import Match, Path, Which, parse

NAMES = st.sampled_from(["barn", "navn", "a", "x9_y"])
STEPS = st.lists(st.one_of(
    NAMES, st.integers(-1, 99), st.sampled_from(Which),
    st.builds(Match, st.just("rolle"), st.sampled_from(["foraelder", "a b", "c.d"]))), max_size=6)


@given(NAMES, STEPS)
def test_a_path_is_read_as_it_is_written(first: str, more: list) -> None:
    path = Path((first, *more))
    assert parse(str(path)) == path


@pytest.mark.parametrize(("written", "generic"), [
    ("barn.navn", "barn.navn"), ("parter[rolle=foraelder][1].navn", "parter[].navn"),
    ("ansoegninger[+].udgifter[0].beloeb", "ansoegninger[].udgifter[].beloeb"),
    ("udgifter[].beloeb", "udgifter[].beloeb")])
def test_a_path_names_a_field_of_the_schema(written: str, generic: str) -> None:
    found = parse(written)
    assert found is not None
    assert found.generic == generic


@pytest.mark.parametrize("written", [
    "", "Barn.navn", "barn..navn", "barn.", ".barn", "barn[", "barn[-2]", "barn[x]", "a[b=c=d]", "a b",
    "barn.navn\n", "a[99999]", "a" * 301, "__class__", "a[b=]"])
def test_what_is_no_path(written: str) -> None:
    assert parse(written) is None


def test_items_and_what_lies_within_them() -> None:
    listed, inner = parse("ansoegninger[-1].udgifter"), parse("beloeb")
    assert listed is not None
    assert inner is not None
    assert str(listed.item(3).join(inner)) == "ansoegninger[-1].udgifter[3].beloeb"
