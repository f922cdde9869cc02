"""The JSON Schemas as the rest of the pipeline asks for them: validators, properties, titles."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from typing import Any

from referencing import Registry
from referencing.jsonschema import DRAFT202012

from pipeline import resources
from pipeline.errors import Problem, TemplateError, text
from pipeline.validator import SchemaValidator

BASE = "https://hjemmetraening.invalid/schemas/"
"""Identifiers only: nothing is ever fetched from there."""

Schema = Mapping[str, Any]


@functools.cache
def documents() -> Mapping[str, Schema]:
    """Every schema file by its identifier. Raises TemplateError naming an unreadable file."""
    found: dict[str, Schema] = {}
    for path in sorted(resources.schemas().rglob("*.schema.json")):
        try:
            schema = json.loads(path.read_text(encoding="utf-8"))
            found[schema["$id"]] = schema
        except (ValueError, KeyError, TypeError):
            raise TemplateError([Problem(path.name, "skema", text("Skema"), text(
                "Skemaet er ikke gyldigt JSON med et $id."), text(
                "Hent filen igen, eller ret den."))]) from None
    if not found:
        raise TemplateError([Problem("schemas", "skema-mangler", text("Skema"), text(
            "Der er ingen skemaer, hvor programmet er installeret."), text(
            "Installér programmet igen."))])
    return found


@functools.cache
def registry() -> Registry[Schema]:
    """All schemas for `$ref` to find; nothing outside them is ever retrieved."""
    pairs = ((uri, DRAFT202012.create_resource(schema)) for uri, schema in documents().items())
    empty: Registry[Schema] = Registry()
    return empty.with_resources(pairs).crawl()


@functools.cache
def validator(name: str) -> SchemaValidator:
    """The validator of one schema: "sag", "kommune" or "dokumenter/<kind>".

    It gets the schema with its references resolved and without what only people read: that takes
    two thirds off the time per case.
    """
    return SchemaValidator(_bare(resolved(name)))


@functools.cache
def resolved(name: str) -> Schema:
    """A schema with every `$ref` replaced by what it points to: one tree, to walk beside data."""
    uri = f"{BASE}{name}.schema.json"
    tree: Schema = _inline(documents()[uri], registry().resolver(uri))
    return tree


def _inline(node: Any, resolver: Any) -> Any:
    if isinstance(node, list):
        return [_inline(item, resolver) for item in node]
    if not isinstance(node, dict):
        return node
    rest = {key: _inline(item, resolver) for key, item in node.items() if key != "$ref"}
    if "$ref" not in node:
        return rest
    target = resolver.lookup(node["$ref"])
    # What stands beside $ref (title, description, x-roller) says more than the shared part.
    return {**_inline(target.contents, target.resolver), **rest}


def _bare(node: Any, names: bool = False) -> Any:
    """A schema tree without annotations; `names`: the keys are a case's field names, all kept."""
    if isinstance(node, list):
        return [_bare(item) for item in node]
    if not isinstance(node, dict):
        return node
    # The library's error for `false` does not say which field it forbids; for `not` it does.
    return {key: {"not": {}} if names and item is False
            else _bare(item, key == "properties" and not names) for key, item in node.items()
            if names or not (key.startswith(("x-", "$")) or key in ANNOTATIONS)}


ANNOTATIONS = frozenset({"title", "description", "examples"})
