"""docs/fejl.md: every code that opening a file can give is there."""

from __future__ import annotations

import ast

import pytest

from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "fejl.md").read_text(encoding="utf-8")
CALLS = {"_problem": 0, "_refused": 0, "Problem": 1}


def codes():
    found = set()
    for path in (ROOT / "pipeline" / "opening").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS:
                code = node.args[CALLS[node.func.id]]
                if isinstance(code, ast.Constant):
                    found.add(code.value)
    return found


def test_there_are_codes_to_look_for():
    assert len(codes()) > 8


@pytest.mark.parametrize("code", sorted(codes()))
def test_a_code_is_on_the_page(code):
    assert f"`{code}`" in PAGE
