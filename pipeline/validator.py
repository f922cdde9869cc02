"""One schema, two libraries: a fast yes for what is right, and every error for what is not.

jsonschema-rs says in a tenth of the time whether a case is valid, and nearly all are. Only a case
that is not goes through jsonschema, whose errors become Problems. Both must agree on what is valid:
tests/test_validator.py compares them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from pipeline.formats import FORMATS

ORE = Decimal("0.01")
"""jsonschema-rs asks formats about text only; the format of money becomes a multiple of an øre."""

TOO_ODD = (ValueError, TypeError, OverflowError, RecursionError)
"""What jsonschema-rs raises on values that no JSON file gives; jsonschema says what is wrong."""

JSON_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "boolean": (bool,), "null": (type(None),),
    "integer": (int,), "number": (int, Decimal),
}
"""The types the reader makes of JSON. A bool is an int to Python and none to JSON."""


class SchemaValidator:
    """The validator of one schema without `$ref`."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._thorough = _Thorough(schema, format_checker=FORMATS)
        self._quick = jsonschema_rs.Draft202012Validator(
            _for_quick(schema), validate_formats=True,
            formats={name: _check(name) for name in FORMATS.checkers})

    def iter_errors(self, data: Any) -> Iterator[ValidationError]:
        """Every error of the data, in jsonschema's words; none where it is valid."""
        try:
            valid = self._quick.is_valid(data)
        except TOO_ODD:
            valid = False
        if not valid:
            yield from self._thorough.iter_errors(data)


def _check(name: str) -> Callable[[str], bool]:
    check, _ = FORMATS.checkers[name]
    return lambda value: bool(check(value))


def _for_quick(node: Any) -> Any:
    """The schema in the words that the quick library knows."""
    if isinstance(node, list):
        return [_for_quick(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: _for_quick(item) for key, item in node.items()}
    if made.get("format") == "kroner":
        del made["format"]
        made["multipleOf"] = ORE
    return made


def _type(_: Any, wanted: str | list[str], instance: Any, _schema: Any) -> Iterator[ValidationError]:
    names = [wanted] if isinstance(wanted, str) else wanted
    if not any(isinstance(instance, JSON_TYPES[name]) and (
            name == "boolean" or not isinstance(instance, bool)) for name in names):
        yield ValidationError("")


_Thorough: Any = extend(Draft202012Validator, {"type": _type})  # type: ignore[no-untyped-call]
