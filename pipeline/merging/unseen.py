"""Which of the values that came stand on no page: the sender can have put them there unseen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.merging.identity import NAMED_BY, Path, keys_of, list_name, written


def names(value: Any, path: Path = ()) -> Iterator[tuple[str, str]]:
    """Each value that is no object and no list: its place below `value` as problems name it
    ("maal[0].frist"), and by identity ("maal[gang1].frist")."""
    yield from _names(value, path, "", written(path))


def _names(value: Any, path: Path, place: str, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _names(item, (*path, key), f"{place}.{key}".lstrip("."),
                              f"{name}.{key}".lstrip("."))
    elif isinstance(value, list | tuple):
        keyed = list_name(path) in NAMED_BY and isinstance(path[-1], str)
        keys = keys_of(path, value) if keyed else [(str(at),) for at in range(len(value))]
        for at, (key, item) in enumerate(zip(keys, value, strict=True)):
            yield from _names(item, (*path, key), f"{place}[{at}]", f"{name}[{','.join(key)}]")
    else:
        yield place, name


def by_identity(sag: Mapping[str, Any], places: tuple[str, ...]) -> frozenset[str]:
    """The values at some places of a case, by identity."""
    wanted = frozenset(places)
    return frozenset(name for place, name in names(sag) if place in wanted) if wanted else wanted
