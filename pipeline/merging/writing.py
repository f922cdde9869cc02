"""A case as a JSON file that people read: two blanks an indent, numbers as exact as they came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from json import dumps
from typing import Any

_SURROGATES = re.compile("[\ud800-\udfff]")
"""Halves of characters, which JSON can name and UTF-8 cannot hold."""


def as_json(case: Mapping[str, Any]) -> bytes:
    """The case as UTF-8 JSON in its own order, with a line break at the end."""
    written = "".join(_pieces(case, "\n")) + "\n"
    return _SURROGATES.sub(lambda found: f"\\u{ord(found[0]):04x}", written).encode()


def _pieces(value: Any, line: str) -> Iterator[str]:
    """A value in pieces. The library has no way to write a Decimal as the number it is."""
    if isinstance(value, Mapping) and value:
        yield "{"
        for n, (key, item) in enumerate(value.items()):
            yield f"{',' if n else ''}{line}  {dumps(key, ensure_ascii=False)}: "
            yield from _pieces(item, f"{line}  ")
        yield f"{line}}}"
    elif isinstance(value, list | tuple) and value:
        yield "["
        for n, item in enumerate(value):
            yield f"{',' if n else ''}{line}  "
            yield from _pieces(item, f"{line}  ")
        yield f"{line}]"
    elif isinstance(value, Decimal):
        yield str(value)
    else:
        yield dumps(value, ensure_ascii=False)
