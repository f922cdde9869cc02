"""A budget while it is written: exact sums, and the maximum of its own year."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from pipeline.money.yearly import yearly

LOWEST = {"budgetaar_sats": "laveste", "satser": [
    {"noegle": "udgifter_maksimum", "fra": "2025-01-01", "til": "2025-12-31", "beloeb": 600000,
     "kilde": "Opdigtet"}]}


def test_sums_are_exact() -> None:
    lines = [{"antal": 3, "enhedspris": Decimal("0.10")}, {"beloeb": Decimal("0.20")}, {"antal": 2}]
    found = yearly(lines, None, {})
    assert found.amounts == (Decimal("0.30"), Decimal("0.20"), None)
    assert found.total == Decimal("0.50")
    assert found.maximum is None
    assert found.rest is None


def test_the_year_is_twelve_months_from_its_first_day() -> None:
    found = yearly([{"beloeb": 706_601}], dt.date(2024, 2, 1), {})
    assert (found.fra, found.til) == (dt.date(2024, 2, 1), dt.date(2025, 1, 31))
    assert found.maximum is not None
    assert found.maximum.vaerdi == 706_600
    assert found.rest == -1


def test_the_lowest_counts_where_the_kommune_says_so() -> None:
    found = yearly([], dt.date(2024, 7, 1), LOWEST)
    assert found.rest == 600_000
    assert yearly([], dt.date(2024, 7, 1), {**LOWEST, "budgetaar_sats": "ved_start"}).rest == 706_600


def test_a_year_nobody_has_a_figure_for_is_held_against_none() -> None:
    found = yearly([{"beloeb": 1}], dt.date(2019, 1, 1), {})
    assert found.til == dt.date(2019, 12, 31)
    assert found.maximum is None
