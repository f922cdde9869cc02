"""A case of an earlier schema is brought up to today's by named steps; no other is touched."""

from __future__ import annotations

import pytest

from pipeline import schemas
from pipeline.errors import DataError
from pipeline.opening.migrations import STEPS, Step, migrated, newest


def renamed(old, new):
    return lambda case: {new if key == old else key: value for key, value in case.items()}


LADDER = (Step("nummer hedder sagsnummer", "7", "8", renamed("nummer", "sagsnummer")),
          Step("born hedder barn", "8", "9", renamed("born", "barn")))


def test_a_case_of_today_stays_as_it_is():
    case = {"skema": newest(), "sagsnummer": "1"}
    assert migrated(case) == (case, ())


def test_the_schema_says_which_version_is_the_newest():
    assert newest() == schemas.resolved("sag")["properties"]["skema"]["const"]
    assert not STEPS or STEPS[-1].after == newest()


def test_the_steps_are_gone_through_in_order():
    case, steps = migrated({"skema": "7", "nummer": "1", "born": {}}, LADDER, "9")
    assert case == {"skema": "9", "sagsnummer": "1", "barn": {}}
    assert steps == ("nummer hedder sagsnummer", "born hedder barn")


def test_only_the_steps_that_are_left_are_gone_through():
    assert migrated({"skema": "8", "born": 1}, LADDER, "9") == ({"skema": "9", "barn": 1}, (
        "born hedder barn",))


def test_what_was_given_is_not_changed():
    given = {"skema": "8", "born": 1}
    migrated(given, LADDER, "9")
    assert given == {"skema": "8", "born": 1}


@pytest.mark.parametrize(("version", "code"), [
    ("2", "skema-nyere"), ("10", "skema-nyere"), ("0", "skema-ukendt"), ("", "skema-ukendt"),
    (None, "skema-ukendt"), (1, "skema-ukendt"), ("9" * 50, "skema-ukendt"),
    ("https://example.dk/sag.schema.json", "skema-ukendt"), ("²", "skema-ukendt")])
def test_any_other_version_is_refused_by_name(version, code):
    with pytest.raises(DataError) as refused:
        migrated({"skema": version})
    assert [each.code for each in refused.value.problems] == [code]


def test_steps_in_a_ring_end():
    ring = (Step("a", "1", "2", dict), Step("b", "2", "1", dict))
    with pytest.raises(DataError):
        migrated({"skema": "1"}, ring, "3")
