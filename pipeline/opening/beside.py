"""Which values of a document's data its pages say nothing of: nothing on the paper vouches for them.

It is tried out: a value is changed a little, the document is made again, and where that gives the
same pages, the pages do not tell what the value is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from pipeline import schemas
from pipeline.carried.payload import Carried
from pipeline.carried.restored import guarded, restored
from pipeline.errors import PipelineError
from pipeline.flow import template_of
from pipeline.formats import parse_date
from pipeline.sag import shown_key
from pipeline.templateset import Templates

MOST = 2_000
"""Values that are tried; of a longer case the rest counts as not shown. A letter's has up to 400."""

Steps = tuple[str | int, ...]
Parts = Mapping[str, bytes]


def beside(carried: Carried, templates: Templates = None) -> tuple[str, ...]:
    """The paths of the case's values that the pages would be the same without, in the case's order.

    Raises what making the document raises.
    """
    shown = _shown(carried, templates)
    found = []
    for number, (path, value, schema) in enumerate(leaves(carried.sag, schemas.resolved("sag"))):
        if number >= MOST or any(_same(carried, path, other, templates, shown)
                                 for other in others(value, schema)):
            found.append(_written(path))
    return tuple(found)


def leaves(value: Any, schema: Mapping[str, Any], path: Steps = ()) -> Iterator[
        tuple[Steps, Any, Mapping[str, Any]]]:
    """Every value that is no object and no list, with what the schema says of it."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from leaves(item, schema.get("properties", {}).get(key, {}), (*path, key))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from leaves(item, schema.get("items", {}), (*path, index))
    else:
        yield path, value, schema


def others(value: Any, schema: Mapping[str, Any]) -> Sequence[Any]:
    """What might have stood in a value's place: near it, or whatever else the schema allows."""
    if "const" in schema:
        return []
    if "enum" in schema:
        return [each for each in schema["enum"] if each != value]
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int | Decimal):
        return [value + _unit(value)]
    if not isinstance(value, str):
        return []
    day = parse_date(value) if schema.get("format") == "dato" else None
    if day is not None:
        return [(day + dt.timedelta(days=1)).isoformat()]
    last = max((at for at, char in enumerate(value) if char.isalnum()), default=-1)
    return [f"{value[:last]}{_next(value[last])}{value[last + 1:]}"] if last >= 0 else []


def _unit(number: int | Decimal) -> int | Decimal:
    """One of what the number's last digit counts."""
    exponent = number.as_tuple().exponent if isinstance(number, Decimal) else 0
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else 1


def _next(char: str) -> str:
    return str((int(char) + 1) % 10) if char.isascii() and char.isdecimal() else (
        "q" if char != "q" else "z")


def put(value: Any, path: Steps, new: Any) -> Any:
    """The same data with another value at a path; what was there before stays as it was."""
    if not path:
        return new
    step, *rest = path
    if isinstance(value, Mapping):
        return {key: put(item, tuple(rest), new) if key == step else item
                for key, item in value.items()}
    return [put(item, tuple(rest), new) if index == step else item for index, item in enumerate(value)]


def _same(carried: Carried, path: Steps, other: Any, templates: Templates, shown: Parts) -> bool:
    """Whether the pages are the same with another value there; without which there are none, is told."""
    try:
        return _shown(replace(carried, sag=put(carried.sag, path, other)), templates) == shown
    except PipelineError:
        return False


def _shown(carried: Carried, templates: Templates) -> Parts:
    """The parts of the document that are shown."""
    letter = restored(carried, templates)
    template = template_of(letter.kind, letter.author, templates, letter.view.language)
    docx = guarded(lambda: template.render(letter.context))
    return {name: content for name, content in docx.parts.items() if name.startswith("word/")}


def _written(path: Steps) -> str:
    """A path as problems write it; a key that no case has is not shown."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{shown_key(step)}"
                   for step in path).removeprefix(".")
