"""Every code a form can give is on the page of errors, and each says what to do."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.forms import told
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "fejl.md").read_text(encoding="utf-8")
MODULES = sorted((ROOT / "pipeline" / "forms").glob("*.py"))


def codes(path: Path) -> Iterator[str]:
    """The first argument of what makes a problem here, and the second part of a report's rows."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        parts: list[ast.expr] = []
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(
                node.func, "attr", "")) in ("problem", "refused", "_warning"):
            parts = node.args[:1]
        elif isinstance(node, ast.For) and isinstance(node.iter, ast.Tuple):
            parts = [row.elts[1] for row in node.iter.elts
                     if isinstance(row, ast.Tuple) and len(row.elts) > 3]
        elif isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):
            parts = node.value.elts[1:2]
        yield from (part.value for part in parts
                    if isinstance(part, ast.Constant) and isinstance(part.value, str))


FOUND = sorted({code for path in MODULES for code in codes(path)})


def test_there_are_codes_to_look_for():
    assert len(FOUND) > 45


@pytest.mark.parametrize("code", FOUND)
def test_a_code_is_on_the_page(code):
    assert f"`formular-{code}`" in PAGE


def test_a_problem_says_what_is_wrong_and_what_to_do():
    for error in (told.empty(), told.password(), told.too_heavy(), told.no_fields()):
        (one,) = error.problems
        assert one.code.startswith("formular-")
        assert str(one.message).endswith(".")
        assert str(one.remedy).endswith(".")
