"""docs/fejl.md tells of every code that a spreadsheet can give."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "fejl.md").read_text(encoding="utf-8")
ROOM = sorted((ROOT / "pipeline" / "batch" / "sheets").glob("*.py"))
PLACES = {"Trouble": 0, "problem": 0, "refuse": 1, "Problem": 1}


def codes_of(path: Path) -> set[str]:
    """The codes that stand in calls; the words that are no code have no hyphen."""
    return {code for code in plain_codes_of(path) if "-" in code or code == "tegnsaet"}


def plain_codes_of(path: Path) -> set[str]:
    """The codes that stand in calls, and those in the tables of odd and shortened values."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        place = PLACES.get(getattr(node.func, "id", "")) if isinstance(node, ast.Call) else None
        if isinstance(node, ast.Call) and place is not None:
            found |= constants(ast.walk(node.args[place]))
        if isinstance(node, ast.AnnAssign | ast.Assign) and table(node) in ("ODD", "SHORTENED"):
            found |= constants(entry.elts[0] for entry in ast.walk(node)
                               if isinstance(entry, ast.Tuple) and entry.elts)
    return found


def table(node: ast.AnnAssign | ast.Assign) -> str:
    target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
    return str(getattr(target, "id", ""))


def constants(nodes: Iterable[ast.AST]) -> set[str]:
    return {str(node.value) for node in nodes if isinstance(node, ast.Constant)}


VALUES = sorted((ROOT / "pipeline" / "danish").glob("*.py"))
IN_A_CELL = {f"celle-{code}" for path in (*VALUES, ROOT / "pipeline/batch/sheets/cells.py")
             for code in plain_codes_of(path) if code.strip("-")}
CODES = sorted({code for path in ROOM if path.stem != "cells" for code in codes_of(path)} | IN_A_CELL)


def test_there_are_codes_to_look_for() -> None:
    assert len(CODES) > 25
    assert {"celle-formel", "celle-dato-tvetydig", "flettede-celler", "regneark-makroer"} <= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_on_the_page(code: str) -> None:
    assert f"`{code}`" in PAGE
