"""What a case's schema says about the values people write: fields, lists, their titles."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pipeline import schemas

Form = Literal["linje", "tekst", "valg", "ja-nej", "heltal", "tal", "kroner", "dato", "klokkeslaet",
               "cpr", "cvr", "postnummer", "telefon", "e-mail", "ingen"]

FORMS: Mapping[tuple[str, str], Form] = {
    ("string", "tekst"): "tekst", ("string", "dato"): "dato", ("string", "klokkeslaet"): "klokkeslaet",
    ("string", "cpr"): "cpr", ("string", "cvr"): "cvr", ("string", "postnummer"): "postnummer",
    ("string", "telefon"): "telefon", ("string", "e-mail"): "e-mail", ("number", "kroner"): "kroner",
    ("number", ""): "tal", ("integer", ""): "heltal", ("boolean", ""): "ja-nej",
}
"""The form of a value by its schema's type and format; every other text is a line."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path, as people say it: its titles, the first one preferred."""

    names: tuple[str, ...]
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a case, as people fill it in. `path` has [] for each list: "parter[].adresse.vej".

    `many`: the cell can hold a whole list of values, one a line; such a path ends in []. The form
    "ingen" stands for a list of objects, of which a cell can only say that there are none.
    """

    path: str
    steps: tuple[Step, ...]
    form: Form
    help: str
    example: str = ""
    codes: tuple[str, ...] = ()
    many: bool = False
    names: bool = False

    @property
    def title(self) -> str:
        """The Danish title of the last step."""
        return self.steps[-1].names[0]


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of objects: its path without the last [], and what a sheet of its items is called."""

    path: str
    steps: tuple[Step, ...]
    title: str
    help: str

    @property
    def above(self) -> tuple[str, ...]:
        """The lists it stands in, from the outermost."""
        parts = self.path.split("[]")
        return tuple("[]".join(parts[:n]) for n in range(1, len(parts)))

    @property
    def item(self) -> str:
        """What one of its items is called."""
        return self.steps[-1].names[0]


@functools.cache
def fields() -> Mapping[str, Field]:
    """Every field of a case by its path, in the schema's order."""
    return {field.path: field for field in _walk(schemas.resolved("sag"), "", ())}


@functools.cache
def lists() -> Mapping[str, ListOf]:
    """Every list of objects by its path, in the schema's order."""
    return {field.path: ListOf(field.path, field.steps, _sheet(field.steps), field.help)
            for field in fields().values() if field.form == "ingen"}


@functools.cache
def constants() -> Mapping[str, Any]:
    """What every case says of itself in the same way: the version of its schema."""
    properties = schemas.resolved("sag")["properties"]
    return {name: node["const"] for name, node in properties.items() if "const" in node}


def _walk(node: Any, path: str, steps: tuple[Step, ...]) -> Iterator[Field]:
    """The fields at and below a schema's node."""
    if "properties" in node:
        for name, inner in node["properties"].items():
            step = Step((str(inner.get("title", name)),))
            yield from _walk(inner, f"{path}.{name}".lstrip("."), (*steps, step))
    elif "items" in node:
        yield from _walk_list(node, path, steps)
    elif "const" not in node:
        yield _field(node, node, path, steps)


def _walk_list(node: Any, path: str, steps: tuple[Step, ...]) -> Iterator[Field]:
    items, own = node["items"], steps[-1].names[0]
    listed = Step(tuple(dict.fromkeys((str(items.get("title", own)), own))), listed=True)
    inside = (*steps[:-1], listed)
    if "properties" in items:
        yield Field(path, inside, "ingen", str(node.get("description", "")))
        yield from _walk(items, f"{path}[]", inside)
    else:
        yield _field(items, node, f"{path}[]", inside, many=True)


def _field(node: Any, outer: Any, path: str, steps: tuple[Step, ...], many: bool = False) -> Field:
    codes = tuple(str(code) for code in node.get("enum", ()))
    form: Form = "valg" if codes else FORMS.get(
        (str(node.get("type")), str(node.get("format", ""))), "linje")
    examples = node.get("examples") or outer.get("examples") or ("",)
    return Field(path, steps, form, str(outer.get("description", "")), str(examples[0]), codes, many,
                 str(node.get("pattern", "")).startswith("^[a-z0-9]"))


LONGEST = 31
"""Characters of a sheet's title, says Excel."""


def _sheet(steps: tuple[Step, ...]) -> str:
    """A title for the sheet of a list's items, naming the list that it stands in where both fit."""
    above = [step.names[-1] for step in steps[:-1] if step.listed]
    whole = " - ".join([*above[-1:], steps[-1].names[-1]])
    return whole if len(whole) <= LONGEST else steps[-1].names[-1][:LONGEST].strip()
