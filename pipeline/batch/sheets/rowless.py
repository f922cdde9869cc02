"""Where a list would stand that a case has no rows for: a problem may be that it is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.danish.fields import lists
from pipeline.errors import Text, text


def rowless(data: Mapping[str, Any], places: Mapping[str, str]) -> Iterator[tuple[str, Text]]:
    """Each list that a case or one of its items lacks, with the sheet its rows would stand on."""
    for own in lists().values():
        above, _, names = own.path.rpartition("[].")
        for item in _items(data, above):
            if _lacks(data, f"{item}.{names}".lstrip(".")) and (cell := places.get(item)):
                yield f"{item}.{names}".lstrip("."), text(
                    "celle {celle}, ingen række på arket »{ark}«", celle=cell, ark=own.title)


def _items(data: Mapping[str, Any], above: str) -> list[str]:
    """The paths of a list's items, through the lists it stands in; the case itself is ""."""
    found = [""]
    for names in above.split("[].") if above else ():
        paths = [f"{item}.{names}".lstrip(".") for item in found]
        found = [f"{path}[{n}]" for path in paths for n in range(len(_at(data, path) or ()))]
    return found


def _lacks(data: Mapping[str, Any], path: str) -> bool:
    return _at(data, path) is None


def _at(data: Any, path: str) -> Any:
    """What stands at a path of names and numbers; None where there is nothing."""
    for number, name in re.findall(r"\[(\d+)\]|([a-z_]+)", path):
        if number:
            data = data[int(number)] if isinstance(data, list) and int(number) < len(data) else None
        else:
            data = data.get(name) if isinstance(data, Mapping) else None
    return data
