"""What filters are said to take and give is what they take and give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from pipeline.formatting import FILTERS, FILTERS_OF_JINJA
from pipeline.templates.fieldtypes import Kind
from pipeline.templates.filters import NAMES, PRINTERS, SIGNATURES
from pipeline.tools import environment

VALUES: Mapping[Kind, Any] = {
    "tekst": "0101204000", "tal": Decimal("2.5"), "heltal": 2, "dato": dt.date(2026, 3, 1),
    "liste": ["a", "b"]}

WRONG = (AttributeError, TypeError, ValueError, ArithmeticError, AssertionError)


def test_every_filter_has_a_signature() -> None:
    assert set(SIGNATURES) == {*FILTERS, *FILTERS_OF_JINJA}
    assert set(PRINTERS) <= set(NAMES)
    assert set(PRINTERS.values()) <= set(SIGNATURES)


@pytest.mark.parametrize("name", sorted(FILTERS))
@pytest.mark.parametrize("kind", sorted(VALUES))
def test_a_filter_of_ours_takes_what_it_says(name: str, kind: Kind) -> None:
    value = "2026-03" if (name, kind) == ("maaned", "tekst") else VALUES[kind]
    if kind == "tekst" and kind not in SIGNATURES[name].takes:
        value = "ord"
    if kind in SIGNATURES[name].takes:
        assert isinstance(FILTERS[name](value), str)
    elif kind != "liste" and (name, kind) != ("liste", "tekst"):
        with pytest.raises(WRONG):
            FILTERS[name](value)


@pytest.mark.parametrize("name", ["first", "last", "join", "length", "list", "lower", "upper"])
def test_a_filter_of_jinjas_takes_what_it_says(name: str) -> None:
    for kind in SIGNATURES[name].takes:
        value = VALUES.get(kind, {"a": 1})
        environment().from_string(f"{{% set y = x | {name} %}}").render(x=value)
