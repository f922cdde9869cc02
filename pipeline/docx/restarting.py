"""Numbered lists of a passage begin at their first number wherever the passage stands.

A style counts through the whole letter: a passage that its author saw numbered 1 and 2 would go on
from the passage before it. So each include gets a list of its own, of the letterhead's looks.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, NamedTuple

from pipeline.docx.numbering import insert, next_of, numbering_of, with_
from pipeline.docx.tags import W

_VAL = f"{W}val"
_TIES = tuple(f"{W}{each}" for each in ("nsid", "tmpl", "styleLink", "pStyle"))
"""What makes Word take two lists for one, or a style for a list's."""
_UNCOUNTED = frozenset({"bullet", "none"})


class _Numbered(NamedTuple):
    """What a style says of its paragraphs' numbers: the list, the level and its own indent."""

    number: str
    level: str
    indent: Any


def begin_anew(body: Any, base: Any) -> None:
    """Give the paragraphs of an included text that styles number lists of their own in `base`."""
    styles = {style.get(f"{W}styleId"): style for style in base.styles.element.iter(f"{W}style")}
    numbering = numbering_of(base)
    if numbering is None:
        return
    fresh: dict[str, str] = {}
    for paragraph in body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is None or paragraph.find(f"{W}pPr/{W}numPr") is not None:
            continue
        found = _numbered(style.get(_VAL), styles, numbering)
        if found is not None:
            if found.number not in fresh:
                fresh[found.number] = _anew(numbering, found.number)
            _number(paragraph, fresh[found.number], found)


def _numbered(name: str, styles: dict[str, Any], numbering: Any) -> _Numbered | None:
    """How a style numbers, by itself or by one it builds on; None where it does not count."""
    indent = None
    for style in _chain(name, styles):
        own = style.find(f"{W}pPr/{W}ind")
        indent = own if indent is None else indent
        number = style.find(f"{W}pPr/{W}numPr/{W}numId")
        if number is not None:
            stated = style.find(f"{W}pPr/{W}numPr/{W}ilvl")
            levels = _levels(numbering, number.get(_VAL))
            level = next((level for level, each in levels.items()
                          if _value(each, "pStyle") == style.get(f"{W}styleId")),
                         "0" if stated is None else stated.get(_VAL))
            counted = level in levels and _value(levels[level], "numFmt") not in _UNCOUNTED
            return _Numbered(number.get(_VAL), level, indent) if counted else None
    return None


def _chain(name: str, styles: dict[str, Any]) -> Iterator[Any]:
    """A style and those it builds on."""
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        yield styles[name]
        name = _value(styles[name], "basedOn")


def _levels(numbering: Any, number: str) -> dict[str, Any]:
    """The levels of a list by their numbers."""
    definition = _definition(numbering, number)
    return {} if definition is None else {
        each.get(f"{W}ilvl"): each for each in definition.findall(f"{W}lvl")}


def _definition(numbering: Any, number: str) -> Any:
    found = with_(numbering, "num", "numId", number)
    return None if found is None else with_(
        numbering, "abstractNum", "abstractNumId", _value(found, "abstractNumId"))


def _anew(numbering: Any, number: str) -> str:
    """A list of the same looks that counts by itself.

    Lists of one definition count together, so it gets a definition of its own too.
    """
    made: Any = copy.deepcopy(with_(numbering, "num", "numId", number))
    definition = copy.deepcopy(_definition(numbering, number))
    for each in list(definition.iter(*_TIES)):
        each.getparent().remove(each)
    new, own = next_of(numbering, "num", "numId"), next_of(numbering, "abstractNum", "abstractNumId")
    definition.set(f"{W}abstractNumId", own)
    made.set(f"{W}numId", new)
    made.find(f"{W}abstractNumId").set(_VAL, own)
    insert(numbering, definition, made)
    return new


def _number(paragraph: Any, number: str, found: _Numbered) -> None:
    properties = paragraph.get_or_add_pPr()
    numbers = properties.get_or_add_numPr()
    numbers.get_or_add_ilvl().val = int(found.level)
    numbers.get_or_add_numId().val = int(number)
    if found.indent is not None and properties.find(f"{W}ind") is None:
        # A paragraph's own number brings the list's indent along; the style's shall hold.
        properties._insert_ind(copy.deepcopy(found.indent))


def _value(element: Any, name: str) -> str:
    found = element.find(f"{W}{name}")
    return "" if found is None else found.get(_VAL) or ""
