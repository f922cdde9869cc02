"""docs/security.md: every promise says where it is kept and names a test that is there."""

from __future__ import annotations

import re

import pytest

from tests.cases import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split(" | ")]
        for line in PAGE.split("## Løfter\n")[1].split("\n## ")[0].splitlines()
        if re.match(r"\|\s*\d+\s*\|", line)]
POINTER = re.compile(r"`([^`:]+): ([^`]+)`")


def test_the_promises_are_numbered() -> None:
    assert [int(row[0].strip("| ")) for row in ROWS] == list(range(1, len(ROWS) + 1))
    assert len(ROWS) > 25


@pytest.mark.parametrize("row", ROWS, ids=[row[0].strip("| ") for row in ROWS])
def test_a_promise_is_kept_somewhere_and_tested(row: list[str]) -> None:
    _, promise, where, proof = row
    assert len(promise) > 20
    places, tests = POINTER.findall(where), POINTER.findall(proof)
    assert places
    assert tests
    for path, words in (*places, *tests):
        assert len(words) > 5, f"{words!r} says too little"
        assert (ROOT / path).is_file(), f"{path} is not there"
        assert words in (ROOT / path).read_text(encoding="utf-8"), f"{path} does not say {words!r}"
    for path, name in tests:
        assert path.startswith("tests/")
        said = (ROOT / path).read_text(encoding="utf-8")
        assert re.search(rf"^    (?:async )?def {name}\(|^(?:async )?def {name}\(", said, re.M), name
