"""Sample cases to start from, and how a test says the one thing it changes."""

from __future__ import annotations

import copy
import functools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.sag import Sag, read_sag, read_settings

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
NAMES = tuple(sorted(path.stem for path in (SAMPLES / "sager").glob("*.json")))


class GONE:
    """As a new value: the field is taken out."""



@functools.cache
def _read(name: str) -> Mapping[str, Any]:
    (path,) = (SAMPLES / "sager").glob(f"{name}*.json")
    return read_sag(path).data


def case(name: str, changes: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A copy of a sample case ("bo", "alma") with some fields changed: {"tilsyn[0].dato": ...}."""
    data = copy.deepcopy(dict(_read(name)))
    for path, value in (changes or {}).items():
        change(data, path, copy.deepcopy(value))
    return data


def sag(name: str, changes: Mapping[str, Any] | None = None) -> Sag:
    return Sag(case(name, changes), name)


def settings(name: str = "solbaek", changes: Mapping[str, Any] | None = None) -> dict[str, Any]:
    data = dict(read_settings(SAMPLES / "kommuner" / f"{name}.toml"))
    for path, value in (changes or {}).items():
        change(data, path, value)
    return data


def change(data: Any, path: str, value: Any) -> None:
    """Set, add or take out what stands at a path; the index after a list's last one appends."""
    *above, last = steps(path)
    for step in above:
        data = data[step]
    if value is GONE:
        del data[last]
    elif isinstance(data, list) and last == len(data):
        data.append(value)
    else:
        data[last] = value


def steps(path: str) -> list[str | int]:
    return [int(number) if number else name
            for number, name in re.findall(r"\[(\d+)\]|([^.\[\]]+)", path)]


def leaves(data: Any, path: str = "") -> Iterator[str]:
    """The path of every value that is neither an object nor a list."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from leaves(value, f"{path}.{key}".lstrip("."))
    elif isinstance(data, list | tuple):
        for index, value in enumerate(data):
            yield from leaves(value, f"{path}[{index}]")
    else:
        yield path


def places(data: Any, path: str = "") -> Iterator[str]:
    """The path of every value, objects and lists too."""
    if path:
        yield path
    items = (((f"{path}.{k}".lstrip("."), v) for k, v in data.items()) if isinstance(data, Mapping)
             else ((f"{path}[{i}]", v) for i, v in enumerate(data)) if isinstance(data, list) else ())
    for inner, value in items:
        yield from places(value, inner)
