"""Where in a case something new stands: events by date, fields as in the schema, the rest unmoved."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline import schemas
from pipeline.merging.identity import Path, list_name
from pipeline.rules.dates import EVENT_DATE


def insert_item(items: list[Any], path: Path, item: Any) -> None:
    """An event stands behind those of its day and before; everything else comes last."""
    dated = EVENT_DATE.get(list_name(path)) if len(path) == 1 else None
    place = len(items)
    if dated:
        while place and str(items[place - 1].get(dated, "")) > str(item.get(dated, "")):
            place -= 1
    items.insert(place, copy.deepcopy(item))


def insert_field(node: dict[str, Any], name: str, value: Any, path: Path) -> None:
    """A field that is new stands where the schema has it; those that are there keep their order."""
    if name in node:
        node[name] = copy.deepcopy(value)
        return
    order = {each: at for at, each in enumerate(_properties(path))}
    own = order.get(name, len(order))
    before = [each for each in node if order.get(each, len(order)) < own]
    after = list(node)[list(node).index(before[-1]) + 1:] if before else list(node)
    moved = {each: node.pop(each) for each in after}
    node[name] = copy.deepcopy(value)
    node.update(moved)


def _properties(path: Path) -> Iterable[str]:
    """The names of the fields of the object at a path, in the schema's order."""
    node: Mapping[str, Any] = schemas.resolved("sag")
    for step in path:
        node = node["items"] if isinstance(step, tuple) else node["properties"][step]
    return tuple(node.get("properties", ()))
