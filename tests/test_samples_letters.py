"""The sample letters a template is tried out on: all of a kind, and the one that shows most."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline import read_settings
from pipeline.documents import KINDS
from pipeline.errors import DataError, UsageError
from pipeline.samples import Sample, examples, filled, of_case, samples_of, telling
from tests.cases import SAMPLES, sag, settings


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_a_sample(kind: str) -> None:
    found = list(samples_of(kind))
    assert found
    assert all(sample.letters for sample in found)
    assert [sample.name for sample in found] == sorted(sample.name for sample in found)


def test_the_newest_of_each_case_or_all() -> None:
    newest, every = list(samples_of("afgoerelse")), list(samples_of("afgoerelse", nr="alle"))
    assert len(newest) == len({sample.name for sample in newest}) < len(every)
    assert {(s.name, s.number) for s in newest} <= {(s.name, s.number) for s in every}
    assert {s.number for s in samples_of("afgoerelse", nr=2)} == {2}


def test_the_sample_that_shows_most_is_chosen() -> None:
    found = list(samples_of("afgoerelse", nr="alle"))
    best = telling(found, [("afgoerelser", "beregning", "trin", "navn")])
    assert best is not None
    assert ("afgoerelser", "beregning", "trin", "navn") in filled(best)
    # The first of those that show as much; the same every time.
    first = next(s for s in found if ("afgoerelser", "beregning", "trin", "navn") in filled(s))
    assert (best.name, best.number) == (first.name, first.number)
    assert telling([], [("barn",)]) is None


def test_what_is_empty_is_not_filled() -> None:
    (sample,) = of_case("tilbud", sag("karla"), "karla", settings(), nr=1)
    assert ("barn", "navn") in filled(sample)
    assert ("brev", "kopi") not in filled(sample)


def test_an_example_is_a_value_of_a_letter() -> None:
    found = examples(samples_of("revurdering"))
    assert isinstance(found["barn.navn"], str)
    assert found["maalstatus[].titel"]
    assert all(value is None or not isinstance(value, dict) for value in found.values())


def test_a_sample_that_other_settings_cannot_make_is_left_out() -> None:
    usual = read_settings(SAMPLES / "kommuner" / "solbaek.toml")
    bare: dict[str, Any] = {**usual, "satser": []}
    with_rates = {s.name for s in samples_of("revurdering")}
    without = {s.name for s in samples_of("revurdering", bare)}
    assert without < with_rates


def test_a_case_without_the_event_says_so() -> None:
    with pytest.raises(UsageError) as raised:
        list(of_case("tilbud", sag("liv"), "liv", settings()))
    assert [problem.code for problem in raised.value.problems] == ["ingen-haendelse"]


def test_where_no_sample_can_be_made_the_reason_is_told() -> None:
    usual = read_settings(SAMPLES / "kommuner" / "solbaek.toml")
    bare = {name: value for name, value in usual.items() if name != "adresse"}
    with pytest.raises(DataError):
        list(samples_of("revurdering", bare))
    assert Sample.__slots__
