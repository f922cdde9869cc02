"""Objects of a foreign PDF, read for what they should be: what is something else is not there."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    StreamObject,
    TextStringObject,
)

Key = tuple[int, int, int] | int
"""What tells one object from another, also where a copy still refers to the file it was made from."""

_CHAIN = 16


def resolved(value: Any) -> Any:
    """The object behind references; None for what is not there."""
    if value is None:
        return None
    for _ in range(_CHAIN):
        if not isinstance(value, IndirectObject):
            return None if isinstance(value, NullObject) else value
        value = value.get_object()
    return None


def key_of(value: Any) -> Key:
    """The number of the object a reference leads to, or the object's own identity."""
    own = value if isinstance(value, IndirectObject) else getattr(value, "indirect_reference", None)
    return (id(own.pdf), own.idnum, own.generation) if own is not None else id(value)


def raw(holder: DictionaryObject, key: str) -> Any:
    """What stands under a key, references and all."""
    return dict.get(holder, key)


def got(holder: DictionaryObject, key: str) -> Any:
    """What stands under a key; None where nothing does."""
    return resolved(raw(holder, key))


def dictionary(holder: DictionaryObject, key: str) -> DictionaryObject | None:
    """A dictionary under a key."""
    value = got(holder, key)
    return value if isinstance(value, DictionaryObject) else None


def stream(holder: DictionaryObject, key: str) -> StreamObject | None:
    """A stream under a key."""
    value = got(holder, key)
    return value if isinstance(value, StreamObject) else None


def items(value: Any) -> Iterator[Any]:
    """What an array holds, references and all; nothing of what is no array."""
    value = resolved(value)
    return list.__iter__(value) if isinstance(value, ArrayObject) else iter(())


def name(value: Any) -> str:
    """A name without its slash; empty for what is no name."""
    value = resolved(value)
    return str(value)[1:] if isinstance(value, NameObject) else ""


def string(value: Any) -> str | None:
    """A text, wherever it is kept; None for what is none."""
    value = resolved(value)
    if isinstance(value, StreamObject):
        value = value.get_data()
    if isinstance(value, TextStringObject):
        return str(value)
    return _decoded(bytes(value)) if isinstance(value, ByteStringObject | bytes) else None


def _decoded(data: bytes) -> str:
    for mark, encoding in ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"),
                           (b"\xef\xbb\xbf", "utf-8")):
        if data.startswith(mark):
            return data[len(mark):].decode(encoding, "replace")
    return data.decode("latin-1")


def number(value: Any) -> float | None:
    """A finite number; None for what is none."""
    value = resolved(value)
    if isinstance(value, BooleanObject | bool) or not isinstance(value, int | float):
        return None
    found = float(value)
    return found if math.isfinite(found) and abs(found) < 2 ** 33 else None


def integer(value: Any) -> int:
    """A whole number; 0 for what is none."""
    return int(number(value) or 0)


def true(value: Any) -> bool:
    """Whether it is the word true."""
    value = resolved(value)
    return bool(value.value) if isinstance(value, BooleanObject) else value is True


def numbers(value: Any, count: int) -> tuple[float, ...] | None:
    """An array of so many numbers; None for anything else."""
    found = tuple(number(each) for each in items(value))
    whole = tuple(each for each in found if each is not None)
    return whole if len(found) == len(whole) == count else None


def box(value: Any) -> tuple[float, float, float, float] | None:
    """A rectangle with its corners in order; None where it is none."""
    found = numbers(value, 4)
    if found is None:
        return None
    return (min(found[0], found[2]), min(found[1], found[3]),
            max(found[0], found[2]), max(found[1], found[3]))


def acroform(root: DictionaryObject) -> DictionaryObject | None:
    """The form's own dictionary in a document's catalog."""
    return dictionary(root, "/AcroForm")
