"""Bodies to begin with: an invented family's case and an invented kommune."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from pipeline import resources
from pipeline.sag import read_settings

CASE, KOMMUNE = "bo-kun-det-noedvendige", "solbaek"
MORE: Mapping[str, Mapping[str, Any]] = {
    "validate": {}, "render": {"dokument": "revurdering", "formater": ["pdf"]},
    "due": {"senest": "2027-12-31"}, "explain": {"dokument": "revurdering"}}
"""What is asked beside the case, by operation."""


def examples(operation: str) -> dict[str, Any]:
    """Examples of an operation's body by name; none for one that is sent a file."""
    if operation == "forms-blank":
        return {"tom": {"value": {"dokument": "ansoegning-hjemmetraening", "format": "pdf"}}}
    if operation not in MORE:
        return {}
    return {CASE: {"value": {"sag": _case(), "kommune": _settings(), **MORE[operation]}}}


@cache
def _case() -> Any:
    return json.loads((resources.samples() / "sager" / f"{CASE}.json").read_text(encoding="utf-8"))


@cache
def _settings() -> Any:
    plain = read_settings(resources.samples() / "kommuner" / f"{KOMMUNE}.toml")
    return json.loads(json.dumps(plain, default=float))
