"""Whatever is merged into whatever: nothing that stood in the case is lost or changed unasked."""

from __future__ import annotations

import copy
import functools
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import DataError
from pipeline.merging.difference import difference
from pipeline.merging.incoming import Incoming
from pipeline.merging.merged import accepted, merged
from pipeline.merging.unseen import names
from tests.cases import case, steps
from tests.merging.sending import every_letter
from tests.merging.test_merged import DAY

NAMES = ("villads-beskyttet-adresse", "oskar-to-love", "saga-fire-aar")


@functools.cache
def of(name: str) -> tuple[Incoming, ...]:
    """Some of the letters that a sample's parties get."""
    return tuple(incoming for _, incoming in every_letter(name))


def by_name(data: Any) -> dict[str, Any]:
    """Every value of a case by identity."""
    found = {}
    for place, name in names(data):
        value = data
        for step in steps(place):
            value = value[step]
        found[name] = value
    return found


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_we_have_stays(data: Any) -> None:
    name = data.draw(st.sampled_from(NAMES))
    incoming = data.draw(st.sampled_from(of(name)))
    mine = copy.deepcopy(case(name))
    for liste in data.draw(st.sets(st.sampled_from(sorted(
            key for key, value in mine.items() if isinstance(value, list) and key != "parter")))):
        if data.draw(st.booleans()):
            mine.pop(liste)
        else:
            mine[liste] = mine[liste][:data.draw(st.integers(0, len(mine[liste])))]
    for party in mine["parter"]:
        if data.draw(st.booleans()):
            party.pop("kontakt", None)
    changes = difference(mine, incoming)
    assert all(change.art != "aendret" for change in changes)
    before = by_name(mine)
    try:
        after = by_name(merged(mine, incoming, accepted(changes, ["alle"]), DAY))
    except DataError:
        return  # the letter alone would leave something hanging
    assert {key: after.get(key) for key in before} == before
    again = merged(mine, incoming, accepted(changes, ["alle"]), DAY)
    assert [each for each in difference(again, incoming) if each.can_be_taken] == []


@pytest.mark.parametrize("name", NAMES)
def test_there_are_letters_to_merge(name: str) -> None:
    assert len(of(name)) > 5
