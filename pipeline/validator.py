"""jsonschema's validator for schemas without references: one made per subschema, once.

The library makes a new validator for every value it looks at, to follow `$ref` through nested
resources. Ours are resolved beforehand, so each subschema's validator can be kept: half the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from pipeline.formats import FORMATS

Errors = Iterator[ValidationError]

_kept: dict[int, Validator] = {}
"""By the subschema's identity; the validator holds the subschema, so the identity stays its own."""


def kept(schema: Any) -> Validator:
    """The validator of a schema without `$ref`, the same one every time."""
    validator = _kept.get(id(schema))
    if validator is None:
        validator = _kept[id(schema)] = _Kept(schema, format_checker=FORMATS)
    return validator


def _properties(_: Any, properties: Mapping[str, Any], instance: Any, _schema: Any) -> Errors:
    if isinstance(instance, dict):
        for name, part in properties.items():
            if name in instance:
                for error in kept(part).iter_errors(instance[name]):
                    error.path.appendleft(name)
                    yield error


def _items(_: Any, part: Any, instance: Any, _schema: Any) -> Errors:
    if isinstance(instance, list):
        validator = kept(part)
        for index, item in enumerate(instance):
            for error in validator.iter_errors(item):
                error.path.appendleft(index)
                yield error


def _all_of(_: Any, parts: list[Any], instance: Any, _schema: Any) -> Errors:
    for part in parts:
        yield from kept(part).iter_errors(instance)


def _if(_: Any, condition: Any, instance: Any, schema: Any) -> Errors:
    branch = "then" if kept(condition).is_valid(instance) else "else"
    if branch in schema:
        yield from kept(schema[branch]).iter_errors(instance)


JSON_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "boolean": (bool,), "null": (type(None),),
    "integer": (int,), "number": (int, Decimal),
}
"""The types the reader makes of JSON. A bool is an int to Python and none to JSON."""


def _type(_: Any, wanted: str, instance: Any, _schema: Any) -> Errors:
    if not isinstance(instance, JSON_TYPES[wanted]) or (
            isinstance(instance, bool) and wanted != "boolean"):
        yield ValidationError("")


_Kept: Any = extend(Draft202012Validator, {  # type: ignore[no-untyped-call]
    "properties": _properties, "items": _items, "allOf": _all_of, "if": _if,
    "type": _type})
