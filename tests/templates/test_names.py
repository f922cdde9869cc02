"""What a template may name: every fact has a type, and what samples hold is of those types."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest

from pipeline.documents import KINDS
from pipeline.letters import checked, prepared
from pipeline.templates.facts import declared
from pipeline.templates.fieldtypes import Clue, Path, Type
from pipeline.templates.names import authors_of, left_out, names_of
from tests.conftest import job_for, sample, sample_kinds

PYTHON: Mapping[str, tuple[type, ...]] = {
    "tekst": (str,), "tal": (int, Decimal), "heltal": (int,), "dato": (dt.date,), "janej": (bool,),
    "liste": (list, tuple), "objekt": (dict,)}


def faults(value: Any, found: Type, place: str, above: Any, root: Any) -> Iterator[str]:
    """Where a value is not what its type says."""
    if value is None:
        if not found.optional:
            yield f"{place} is empty"
        elif any(all(holds(clue, above, root) for clue in clues) for clues in found.known):
            yield f"{place} is empty though its clues hold"
    elif found.kind == "alt":
        return
    elif not isinstance(value, PYTHON[found.kind]) or (
            isinstance(value, bool) and found.kind != "janej"):
        yield f"{place} is {type(value).__name__}, not {found.kind}"
    elif found.kind == "tekst" and found.values and value not in found.values:
        yield f"{place} has another code"
    elif found.kind == "liste":
        for item in value:
            yield from faults(item, found.items or Type("alt"), f"{place}[]", value, root)
    elif found.kind == "objekt" and not (found.guarded and value["beskyttet"]):
        yield from faults_of_fields(value, found, place, root)


def faults_of_fields(value: Any, found: Type, place: str, root: Any) -> Iterator[str]:
    if value.get("rolle") == "ung":
        return  # the young person who answers a hearing is told of as the child is
    if found.guarded and not value["beskyttet"]:
        assert isinstance(value["beskyttet"], bool)
    for name in set(value) - set(found.fields):
        yield f"{place}.{name} has no type"
    for name, part in found.fields.items():
        if name in value:
            yield from faults(value[name], part, f"{place}.{name}", value, root)
        elif not part.absent:
            yield f"{place}.{name} is missing"


def holds(clue: Clue, above: Any, root: Any) -> bool:
    value = at(root if clue.absolute else above, clue.path)
    if clue.values == {"nej"}:
        return not value
    return value in clue.values if clue.values else bool(value)


def at(value: Any, path: Path) -> Any:
    for step in path:
        value = (value or {}).get(step)
    return value


@pytest.mark.parametrize(("name", "kind"), sample_kinds())
def test_the_names_of_a_letter_are_of_their_types(name: str, kind: str) -> None:
    sag = sample(name)
    job = job_for(sag, kind)
    case, settings, _ = checked(sag, job)
    for letter in prepared(case, settings, job):
        context = letter.context
        for found in (names_of(kind), names_of(kind, letter.author)):
            seen = {key: value for key, value in context.items() if key not in left_out(kind)}
            assert not sorted(set(faults_of_fields(seen, found, "", context)))
        assert letter.author in authors_of(KINDS[kind])


def test_every_rule_of_every_kind_has_types() -> None:
    rules = {rule.__name__ for kind in KINDS.values() for rule in kind.rules}
    assert rules == declared()
