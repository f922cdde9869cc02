"""The quick yes and the thorough no agree, for any schema of ours and any data."""

from __future__ import annotations

import copy
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from pipeline import schemas
from pipeline.documents import KINDS
from pipeline.formats import FORMATS
from pipeline.validator import SchemaValidator, _Thorough
from tests.cases import GONE, NAMES, case, change, places

WRONG = st.sampled_from([
    GONE, "x", "", 5, -1, Decimal("2.5"), Decimal("1.234"), True, None, [], {},
    ["x", "x"], [[]], {"x": 1}, "2026-02-30"])
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
    plain = _Thorough(schemas._bare(schemas.resolved(schema)), format_checker=FORMATS)
    assert found(schemas.validator(schema), spoilt) == found(plain, spoilt)


@pytest.mark.parametrize("data", [None, 5, "x", [], [[]]])
def test_a_case_that_is_no_object(data: Any) -> None:
    plain = _Thorough(schemas._bare(schemas.resolved("sag")), format_checker=FORMATS)
    assert found(schemas.validator("sag"), data) == found(plain, data)


@pytest.mark.parametrize(("amount", "valid"), [
    (645867, True), (Decimal("1.23"), True), (Decimal("0.07"), True), (Decimal("1.234"), False),
    (Decimal("99999999999.99"), True), (True, False), ("645867", False), (-1, False),
])
def test_money_to_the_oere(amount: Any, valid: bool) -> None:
    schema = {"type": "number", "minimum": 0, "format": "kroner"}
    assert (not list(SchemaValidator(schema).iter_errors(amount))) is valid


@pytest.mark.parametrize("odd", [{1: 2}, 10**400, "\ud800", {"\ud800": 1}])
def test_what_no_file_gives_is_looked_at_thoroughly(odd: Any) -> None:
    assert list(SchemaValidator({"type": "boolean"}).iter_errors(odd))
