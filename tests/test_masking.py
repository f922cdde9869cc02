"""CPR numbers are masked; what only looks a little like one stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import Problem, text
from pipeline.masking import MASK, masked


@pytest.mark.parametrize("number", [
    "010115-1234", "0101151234", "010115 1234", "010115\u20111234", "010115\u20131234",
    "010115 - 1234", "010115\u00a01234", "610115-1234", "311299-4321", "010115%201234", "290223-0000"])
@pytest.mark.parametrize("around", [
    "{}", "barn {} mangler", "CPR{}.", "({})", "'cpr': '{}'", "{},{}", "sti/{}.pdf", "x\n{}\ny"])
def test_a_number_is_masked_wherever_it_stands(number: str, around: str) -> None:
    told = masked(around.format(number, number))
    assert told == around.format(MASK, MASK)


@pytest.mark.parametrize("words", [
    "15/18085", "sag 26-1234", "26/1234", "+45 70 12 34 56", "70123456", "CVR 12345678",
    "konto 9876-0001234567", "2026-03-01", "001115-1234", "011315-1234", "320115-1234",
    "920115-1234", "1010151234567", "20260301-1234", "0101-15-1234", "tilsyn[0].dato", "", "æøå",
    "1234 5678 90", "01011512345"])
def test_other_numbers_stay(words: str) -> None:
    assert masked(words) == words


@given(st.text("0123456789- ", max_size=60))
def test_any_row_of_figures_can_be_told(words: str) -> None:
    assert masked(masked(words)) == masked(words)


def test_a_problem_never_tells_a_number() -> None:
    problem = Problem("010115-1234.json", "x", text("Sag"), text("{hvad} er forkert.",
                      hvad="0101151234"), text("Ret det."),
                      place=text("celle {celle}", celle="010115 1234"), words="født 010115-1234")
    told = problem.as_json()
    assert told["path"] == f"{MASK}.json"
    assert not any(figure in value for value in told.values() for figure in ("1234", "0101"))
