"""The kept validators find what the library's own would, for any schema of ours and any data."""

from __future__ import annotations

import copy
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from pipeline import schemas
from pipeline.documents import KINDS
from pipeline.formats import FORMATS
from pipeline.validator import kept
from tests.cases import GONE, NAMES, case, change, places

WRONG = st.sampled_from([
    GONE, "x", "", 5, -1, True, None, [], {}, ["x", "x"], [[]], {"x": 1}, "2026-02-30"])
SCHEMAS = ("sag", *(f"dokumenter/{kind}" for kind in KINDS))


def found(validator: Any, data: Any) -> Counter[tuple[Any, ...]]:
    return Counter((tuple(error.absolute_path), error.validator, str(error.validator_value))
                   for error in validator.iter_errors(data))


@profile(max_examples=80, deadline=None)
@given(st.data(), st.sampled_from(NAMES), st.sampled_from(SCHEMAS))
def test_the_same_problems_at_the_same_places(data: st.DataObject, name: str, schema: str) -> None:
    spoilt = case(name)
    for _ in range(data.draw(st.integers(0, 4))):
        path = data.draw(st.sampled_from(sorted(places(spoilt))))
        change(spoilt, path, copy.deepcopy(data.draw(WRONG)))
        if not spoilt:
            return
    plain = Draft202012Validator(schemas._bare(schemas.resolved(schema)), format_checker=FORMATS)
    assert found(schemas.validator(schema), spoilt) == found(plain, spoilt)


@pytest.mark.parametrize("data", [None, 5, "x", [], [[]]])
def test_a_case_that_is_no_object(data: Any) -> None:
    plain = Draft202012Validator(schemas._bare(schemas.resolved("sag")), format_checker=FORMATS)
    assert found(schemas.validator("sag"), data) == found(plain, data)


def test_a_validator_is_made_once_for_each_subschema() -> None:
    part = {"type": "string"}
    assert kept(part) is kept(part)
    assert kept(part) is not kept({"type": "string"})
