"""Which values of a document's data its pages say nothing of: nothing on the paper vouches for them.

It is tried out: a value is changed a little, the document is made again, and where that gives the
same pages, the pages do not tell what the value is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from html import escape
from typing import Any, NamedTuple

from pipeline import schemas
from pipeline.carried.payload import Carried
from pipeline.carried.restored import guarded, restored
from pipeline.errors import PipelineError
from pipeline.formats import parse_date
from pipeline.sag import shown_key
from pipeline.templateset import Templates
from pipeline.tools import template_of

MOST = 2_000
"""Values that are tried; of a longer case the rest counts as not shown. A letter's has up to 400."""

TELLING = 24
"""Letters of a text that no template has by chance."""

Steps = tuple[str | int, ...]
Parts = Mapping[str, bytes]


class Leaf(NamedTuple):
    """A value of the case, where it stands, and what the schema says of it."""

    path: Steps
    value: Any
    schema: Mapping[str, Any]


def beside(carried: Carried, templates: Templates = None) -> tuple[str, ...]:
    """The paths of the case's values that the pages would be the same without, in the case's order.

    Raises what making the document raises.
    """
    trial = _Trial(carried, templates)
    found = tuple(leaves(carried.sag, schemas.resolved("sag")))
    hidden = {leaf.path for leaf in trial.hidden([
        leaf for leaf in found[:MOST] if others(leaf) and not trial.says(leaf, found)])}
    return tuple(_written(leaf.path) for number, leaf in enumerate(found)
                 if number >= MOST or leaf.path in hidden)


class _Trial:
    """A document, and which values can be changed without changing it."""

    def __init__(self, carried: Carried, templates: Templates) -> None:
        self._carried, self._templates = carried, templates
        self._shown = _shown(carried, templates)
        self._words = "".join(content.decode("utf-8", "replace") for content in self._shown.values())

    def says(self, leaf: Leaf, all_: Sequence[Leaf]) -> bool:
        """Whether a text is so long that it stands on the page for no other reason than being there."""
        said = leaf.value
        return isinstance(said, str) and len(said) >= TELLING and said.isprintable() and escape(
            said, quote=False) in self._words and sum(
                isinstance(each.value, str) and said in each.value for each in all_) == 1

    def hidden(self, found: Sequence[Leaf]) -> Iterator[Leaf]:
        """Those that the pages do not tell. Most stand in parts that no page has: where all of a part
        can be changed at once, none of it is told."""
        if not found:
            return
        if len(found) == 1:
            if any(self._same({found[0].path: other}) for other in others(found[0])):
                yield found[0]
        elif self._same({leaf.path: others(leaf)[0] for leaf in found}):
            yield from found
        else:
            middle = len(found) // 2
            yield from self.hidden(found[:middle])
            yield from self.hidden(found[middle:])

    def _same(self, changes: Mapping[Steps, Any]) -> bool:
        """Whether the pages are the same with other values there; where there are none, it is told."""
        sag = self._carried.sag
        for path, other in changes.items():
            sag = put(sag, path, other)
        try:
            return _shown(replace(self._carried, sag=sag), self._templates) == self._shown
        except PipelineError:
            return False


def leaves(value: Any, schema: Mapping[str, Any], path: Steps = ()) -> Iterator[Leaf]:
    """Every value that is no object and no list, with what the schema says of it."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from leaves(item, schema.get("properties", {}).get(key, {}), (*path, key))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from leaves(item, schema.get("items", {}), (*path, index))
    else:
        yield Leaf(path, value, schema)


def others(leaf: Leaf) -> Sequence[Any]:
    """What might have stood in a value's place: near it, or whatever else the schema allows."""
    value, schema = leaf.value, leaf.schema
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
