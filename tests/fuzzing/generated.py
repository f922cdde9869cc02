"""Cases made up from the schemas: a sample's story in which a few values are any the schema allows."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from pipeline import schemas
from tests.conftest import sample, sample_kinds

Path = tuple[str | int, ...]
Place = tuple[Path, Mapping[str, Any]]
"""Where something is, and its schema."""
KINDS = sample_kinds()
LINES = [
    "Ærø Ørsted-Åkjær", "O'Brien & søn <ApS>", "{{ barn.cpr }}", "50 % af 1.234,50 kr.", "“Bo”",
    "É", "Lang" * 60, "1) nr. 2", "http://x.dk/?a=1&b=2", "#panic()", "$x$", "a\u00a0b\u00adc", "-", "0"]
TEXTS = [
    *LINES, "Et afsnit.\n\nEt til.", "- et\n- to\n  - tre\n\n1. én\n2. to", "**fed** og *skrå* **",
    "\tx", "a\u0301e\u0308", "* ikke en liste", "{% for x in y %}", "Ord " * 400]
BY_FORMAT: Mapping[str, st.SearchStrategy[Any]] = {
    "dato": st.dates(dt.date(1990, 1, 1), dt.date(2040, 12, 31)).map(str),
    "klokkeslaet": st.times().map(lambda each: f"{each:%H:%M}"),
    "postnummer": st.integers(1000, 9990).map(str),
    "telefon": st.integers(10_000_000, 99_999_999).map(str),
    "e-mail": st.sampled_from(["a@b.dk", "navn.efternavn@example.org"]),
    "cvr": st.sampled_from(["12345674", "25313763"]),
    "cpr": st.sampled_from(["010118-4321", "311299-1239", "610118-4321"]),
    "tekst": st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3).map(" ".join),
    "linje": st.sampled_from(LINES)}
BY_PATTERN: Mapping[str, st.SearchStrategy[Any]] = {
    "^[a-z0-9]{1,30}$": st.from_regex("[a-z0-9]{1,30}", fullmatch=True),
    "^[A-Z]{2}$": st.sampled_from(["SE", "US"])}


@dataclass(frozen=True, slots=True, repr=False)
class Made:
    """A made-up case: a sample's, changed; and what is to be made of it."""

    case: Mapping[str, Any]
    kind: str
    changed: tuple[str, ...] = field(default=())
    """The texts that were put in, which no message may repeat."""

    def __repr__(self) -> str:
        """As it can be kept: the whole of it, for people are made up."""
        return json.dumps({"dokument": self.kind, "sag": self.case}, ensure_ascii=False, default=float)


def values(schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    """Any value a schema allows, as far as its keywords for a single value and its shape go."""
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema.get("type"):
        case "object":
            return _object(schema)
        case "array":
            least = schema.get("minItems", 0)
            return st.lists(values(schema.get("items", {})), min_size=least,
                            max_size=min(schema.get("maxItems", 4), max(least, 4)))
        case "boolean":
            return st.booleans()
        case "integer":
            return st.integers(*_bounds(schema)).map(Decimal)
        case "number":
            least, most = _bounds(schema)
            return st.decimals(least, most, places=2)
    return _string(schema)


def _bounds(schema: Mapping[str, Any]) -> tuple[int, int]:
    return int(schema.get("minimum", 0)), int(schema.get("maximum", 90_000))


def _string(schema: Mapping[str, Any]) -> st.SearchStrategy[str]:
    found = BY_FORMAT.get(schema.get("format", "linje")) if "format" in schema else \
        BY_PATTERN.get(schema.get("pattern", ""))
    made = found if found is not None else st.sampled_from(schema.get("examples") or LINES)
    most = schema.get("maxLength")
    return made if most is None else made.map(lambda each: each[:most])


def _object(schema: Mapping[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    needed = set(schema.get("required", ()))
    properties = {name: values(each) for name, each in schema.get("properties", {}).items()}
    return st.fixed_dictionaries(
        {name: each for name, each in properties.items() if name in needed},
        optional={name: each for name, each in properties.items() if name not in needed})


@st.composite
def cases(draw: st.DrawFn, most: int = 4) -> Made:
    """A sample with a few places changed to others that the schema allows.

    A case made of nothing but the schema would contradict itself everywhere, and every one would be
    refused by the first rules: the sample keeps the rest believable.
    """
    name, kind = draw(st.sampled_from(KINDS))
    case = copy.deepcopy(dict(sample(name).data))
    changed: list[str] = []
    for _ in range(draw(st.integers(1, most))):
        places = list(_places(case, schemas.resolved("sag"), ()))
        path, schema = draw(st.sampled_from(places))
        changed += _texts(_change(draw, case, path, schema))
    return Made(case, kind, tuple(changed))


def _places(value: Any, schema: Mapping[str, Any], path: Path) -> Iterator[Place]:
    """Every place of a case with its schema, the kommune's settings apart."""
    if path and path != ("kommune",):
        yield path, schema
    if isinstance(value, dict):
        for name, each in schema.get("properties", {}).items():
            if name in value:
                yield from _places(value[name], each, (*path, name))
            elif path != ("kommune",) and name != "kommune":
                yield (*path, name), each
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from _places(each, schema.get("items", {}), (*path, at))


def _change(draw: st.DrawFn, case: dict[str, Any], path: Path, schema: Mapping[str, Any]) -> Any:
    """Take a place out, double it, or put another value there; gives what was put there."""
    *before, last = path
    holder: Any = case
    for step in before:
        holder = holder[step]
    how = draw(st.sampled_from(("other", "other", "other", "gone", "again")))
    if how == "again" and isinstance(holder, list):
        holder.insert(int(last), copy.deepcopy(holder[int(last)]))
        return None
    if how == "gone" and (isinstance(holder, list) or last in holder):
        del holder[last]
        return None
    holder[last] = draw(values(schema))
    return holder[last]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
