"""Which sheets and columns a workbook for one kind of document has, in the schema's order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline import schemas
from pipeline.batch.sheets.headings import CASE, OWN, heading_of, number_heading
from pipeline.danish.fields import Field, fields, lists
from pipeline.danish.values import NONE
from pipeline.documents import DocumentKind

Case = Mapping[str, Any]

CASES = "Sager"
"""The title of the sheet with a row for each case."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, the path in the item (or CASE, OWN, "#0"), and its field."""

    heading: str
    path: str
    field: Field | None = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its title, the list it holds ("" for cases), and what it is for."""

    title: str
    base: str
    columns: tuple[Column, ...]
    help: str
    required: bool = False


def sheets_for(kind: DocumentKind, cases: Sequence[Case] = ()) -> tuple[Sheet, ...]:
    """The sheets for a kind of document, its own events first; and for all that these cases hold."""
    held = set().union(*(held_lists(case) for case in cases)) if cases else set[str]()
    chosen = [path for path in lists() if path in held or _wanted(path, kind)]
    first = ("parter", "barn", kind.liste)
    chosen.sort(key=lambda path: first.index(_top(path)) if _top(path) in first else len(first))
    needed = required(kind)
    return tuple(_sheet(base, chosen, needed, cases) for base in ("", *chosen))


def _wanted(path: str, kind: DocumentKind) -> bool:
    return _top(path) in ("parter", "barn", kind.liste, *kind.uses)


def _top(path: str) -> str:
    return path.replace("[]", "").split(".")[0]


def _sheet(base: str, chosen: Sequence[str], needed: frozenset[str], cases: Sequence[Case]) -> Sheet:
    columns = [*_linking(base, chosen)]
    for field in fields().values():
        if _in_row(field, base) and (field.path.split(".")[0] != "kommune" or base or
                                     any("kommune" in case for case in cases)):
            columns += _columns(field, base, field.path in needed, cases)
    if not base:
        return Sheet(CASES, "", tuple(columns), "Én række for hver sag.", required=True)
    own = lists()[base]
    return Sheet(own.title, base, tuple(columns), own.help, base in needed)


def _linking(base: str, chosen: Sequence[str]) -> Iterator[Column]:
    """The columns that say which case, and which item of the lists above, a row belongs to."""
    if base:
        yield Column("Sagsnummer", CASE, fields()["sagsnummer"], required=True)
        for n, path in enumerate(lists()[base].above):
            yield Column(number_heading(path), f"#{n}")
        if any(base in lists()[path].above for path in chosen):
            yield Column(number_heading(base), OWN)


def _in_row(field: Field, base: str) -> bool:
    """Whether a field is one of the table's rows, and not of a list within them."""
    if base and not field.path.startswith(f"{base}[]."):
        return False
    inside = field.path[len(base) + 3:] if base else field.path
    return "[]" not in inside.removesuffix("[]")


def _columns(field: Field, base: str, needed: bool, cases: Sequence[Case]) -> Iterator[Column]:
    """A field's column; numbered ones where a case's values would not stay apart in one cell."""
    inside = field.path[len(base) + 3:] if base else field.path
    path = inside.removesuffix("[]")
    values = [value for case in cases for item in items_of(case, base)
              if (value := at(item, path)) is not None]
    if field.form == "ingen":
        if [] in values:
            yield Column(heading_of(field, base), path, field)
    elif field.many and any(_runs_together(value, field) for value in values):
        for n in range(max(len(value) for value in values)):
            yield Column(heading_of(field, base, (n,)), f"{path}[{n}]", field, needed and not n)
    else:
        yield Column(heading_of(field, base), path, field, needed)


def _runs_together(values: Sequence[str], field: Field) -> bool:
    return not field.codes and any(
        "\n" in value or "\r" in value or value.casefold() in NONE for value in values)


def items_of(case: Case, base: str) -> list[Any]:
    """The items of a list in a case, of all the lists it stands in; the case itself for ""."""
    found: list[Any] = [case]
    for part in base.split("[].") if base else ():
        found = [item for node in found for item in at(node, part) or ()]
    return found


def at(node: Any, path: str) -> Any:
    """What stands at a path of names; None where there is nothing."""
    for name in path.split("."):
        node = node.get(name) if isinstance(node, Mapping) else None
    return node


def held_lists(case: Case) -> set[str]:
    """The lists of objects a case has items in."""
    return {path for path in lists() if items_of(case, path)}


def required(kind: DocumentKind) -> frozenset[str]:
    """The fields and lists that a case must always have to become the document."""
    extra = set(_demanded(schemas.resolved(f"dokumenter/{kind.id}"), ""))
    return frozenset(_required(schemas.resolved("sag"), "", extra))


def _demanded(node: Any, path: str) -> Iterator[str]:
    yield from (f"{path}.{name}".lstrip(".") for name in node.get("required", ()))
    for name, inner in node.get("properties", {}).items():
        yield from _demanded(inner, f"{path}.{name}".lstrip("."))
    if "items" in node:
        yield from _demanded(node["items"], f"{path}[]")


def _required(node: Any, path: str, extra: set[str]) -> Iterator[str]:
    """The paths at which something must stand, as far as that does not depend on other values."""
    for name, inner in node.get("properties", {}).items():
        below = f"{path}.{name}".lstrip(".")
        if name in node.get("required", ()) or below in extra:
            plain_list = "items" in inner and "properties" not in inner["items"]
            yield f"{below}[]" if plain_list else below
            yield from _required(inner, below, extra)
        elif "items" in inner:
            yield from _required(inner["items"], f"{below}[]", extra)
    if "items" in node:
        yield from _required(node["items"], f"{path}[]", extra)
