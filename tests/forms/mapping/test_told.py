"""Every code that a mapping can give, or a form with it, is on the page of errors."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "fejl.md").read_text(encoding="utf-8")
ROOM = sorted((ROOT / "pipeline" / "forms" / "mapping").glob("*.py"))
WRITTEN = sorted((ROOT / "pipeline" / "danish").glob("*.py"))


def codes(path: Path) -> Iterator[str]:
    """What stands in calls: problem(place, code), told.problem(code), Trouble(code), Problem(path,
    code); and the second part of a report's rows."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            function = node.func
            name = getattr(function, "id", getattr(function, "attr", ""))
            of_forms = isinstance(function, ast.Attribute)
            if name == "problem":
                yield from named("formular" if of_forms else "kobling", node.args[0 if of_forms else 1])
            elif name == "refused":
                yield from named("formular", node.args[0])
            elif name == "Trouble":
                yield from named("felt", node.args[0])
            elif name == "Problem":
                yield from named("", node.args[1])
        elif isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):
            yield from named("formular", node.value.elts[1])


def named(of: str, node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value if not of or node.value.startswith(f"{of}-") else f"{of}-{node.value}"


FOUND = sorted({code for path in (*ROOM, *WRITTEN) for code in codes(path)})


def test_there_are_codes_to_look_for() -> None:
    assert len(FOUND) > 40
    assert {"kobling-ukendt-sti", "formular-beskyttet", "felt-sum", "felt-dato-tvetydig",
            "felt-findes-ikke", "vaelg-laeser"} <= set(FOUND)


@pytest.mark.parametrize("code", FOUND)
def test_a_code_is_on_the_page(code: str) -> None:
    assert f"`{code}`" in PAGE
