"""What a form's scripts say of how a text is to be written; none of them is ever run."""

from __future__ import annotations

import re
from typing import Any

from pypdf.generic import DictionaryObject

from pipeline.forms.fields import Format
from pipeline.forms.objects import dictionary, raw, string
from pipeline.forms.walk import Node

_CALL = re.compile(r"AF(Date|Number|Percent|Time|Special)_(?:Format|Keystroke)(?:Ex)?\s*\(([^)]*)\)")
_QUOTED = re.compile(r"""["']([^"']*)["']""")
_DATES = ("m/d", "m/d/yy", "mm/dd/yy", "mm/yy", "d-mmm", "d-mmm-yy", "dd-mmm-yy", "yy-mm-dd", "mmm-yy",
          "mmmm-yy", "mmm d, yyyy", "mmmm d, yyyy", "m/d/yy h:MM tt", "m/d/yy HH:MM")
_TIMES = ("HH:MM", "h:MM tt", "HH:MM:ss", "h:MM:ss tt")


def actions(node: Node) -> list[DictionaryObject]:
    """The scripts of a field, those of its widgets too, by what sets them off."""
    holders = [node.dictionary, *(place.dictionary for place in node.places)]
    return [found for each in {id(holder): holder for holder in holders}.values()
            if (found := dictionary(each, "/AA")) is not None]


def calculated(node: Node) -> bool:
    """Whether a script works the field's value out."""
    return any(raw(each, "/C") is not None for each in actions(node))


def wanted(node: Node) -> Format | None:
    """How the field's scripts want it written; None where none says so in the usual way."""
    for each in actions(node):
        for event in ("/F", "/K"):
            found = _CALL.search(_script(dictionary(each, event)))
            if found is not None:
                return _format(found.group(1), found.group(2))
    return None


def _script(action: DictionaryObject | None) -> str:
    return (string(raw(action, "/JS")) or "") if action is not None else ""


def _format(kind: str, arguments: str) -> Format:
    quoted = _QUOTED.search(arguments)
    first = re.match(r"\s*(\d{1,3})", arguments)
    number = int(first.group(1)) if first else 0
    if kind == "Date":
        return Format("date", quoted.group(1) if quoted else _listed(_DATES, number))
    if kind == "Time":
        return Format("time", quoted.group(1) if quoted else _listed(_TIMES, number))
    if kind == "Special":
        return Format("special")
    return Format("number" if kind == "Number" else "percent", decimals=min(number, 15))


def _listed(patterns: tuple[str, ...], number: int) -> str:
    return patterns[number] if number < len(patterns) else ""


def has_scripts(root: Any, nodes: list[Node]) -> bool:
    """Whether the form or the document brings scripts along."""
    names = dictionary(root, "/Names")
    return any(actions(node) for node in nodes) or (
        names is not None and raw(names, "/JavaScript") is not None)
