"""What tells one item of a list from another, held against the schema."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline import schemas
from pipeline.merging.difference import NEVER, OF_KOMMUNE
from pipeline.merging.identity import NAMED_BY, covers, keys_of, written
from pipeline.rules.dates import EVENT_DATE
from pipeline.rules.received import DECIDED_BY


def items_at(name: str) -> Any:
    """The schema of a list's items, or of the field at a place."""
    node: Any = schemas.resolved("sag")
    for step in name.split("."):
        node = node.get("items", node)["properties"][step]
    return node


@pytest.mark.parametrize("name", NAMED_BY)
def test_a_list_is_named_by_fields_it_has(name: str) -> None:
    properties = items_at(name)["items"]["properties"]
    assert set(NAMED_BY[name]) <= set(properties)
    needed = items_at(name)["items"]["required"]
    assert NAMED_BY[name][0] in needed, "the first is always there"


def test_every_list_of_a_case_can_be_merged() -> None:
    lists = {name for name, part in schemas.resolved("sag")["properties"].items()
             if part.get("type") == "array"}
    assert lists - NEVER <= set(NAMED_BY)
    assert set(EVENT_DATE) <= set(NAMED_BY)


def test_what_the_kommune_says_itself_is_in_the_schema() -> None:
    for place in OF_KOMMUNE:
        assert items_at(place)["title"]


def test_the_kommunes_events_are_named_alike_in_sources() -> None:
    assert {name: NAMED_BY[name] for name in DECIDED_BY} == dict(DECIDED_BY)


def test_items_alike_are_numbered() -> None:
    twice = [{"dato": "2026-01-02", "art": "kursus", "beloeb": 5}] * 2
    assert keys_of(("udgifter",), twice) == [
        ("2026-01-02", "kursus", "5"), ("2026-01-02", "kursus", "5", "nr. 2")]


@pytest.mark.parametrize(("pattern", "path", "expected"), [
    ("maal", "maal[gang1].frist", True), ("maal[gang1]", "maal[gang1].frist", True),
    ("maal[gang1].frist", "maal[gang1].frist", True), ("maal[gang1]", "maal[gang12].frist", False),
    ("parter[mor].kontakt", "parter[mor].kontakt.email", True),
    ("tilbud[2026-02-23, lev]", "tilbud[2026-02-23,lev]", True), ("maa", "maal[gang1]", False)])
def test_a_path_covers_what_stands_below_it(pattern: str, path: str, expected: bool) -> None:
    assert covers(pattern, path) == expected


def test_paths_are_written_as_people_name_things() -> None:
    assert written(("ansoegninger", ("2026-02-05", "udgifter"), "udgifter")) == \
        "ansoegninger[2026-02-05,udgifter].udgifter"
