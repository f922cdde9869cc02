"""docs/fejl.md: every code that a rule or a letter can give is told by symptom."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "fejl.md").read_text(encoding="utf-8")
ROOMS = [*(ROOT / "pipeline" / "rules").glob("*.py"), *(ROOT / "pipeline" / "facts").glob("*.py"),
         ROOT / "pipeline" / "letters.py", ROOT / "pipeline" / "recipients.py"]


def codes() -> set[str]:
    """The second argument of every broken(...) and Problem(...) that is written out."""
    found = set()
    for path in ROOMS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("broken", "Problem"):
                code = node.args[1] if len(node.args) > 1 else None
                if isinstance(code, ast.Constant):
                    found.add(str(code.value))
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Pair":
                found.add(str(ast.literal_eval(node.args[3])) if isinstance(
                    node.args[3], ast.Constant) else "slut-foer-start")
    return found


def test_there_are_codes_to_look_for() -> None:
    assert len(codes()) > 60


@pytest.mark.parametrize("code", sorted(codes()))
def test_a_code_is_on_the_page(code: str) -> None:
    assert f"`{code}`" in PAGE
