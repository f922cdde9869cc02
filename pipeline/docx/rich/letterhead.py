"""What a template's styles and lists are like, where that decides how a text with marks is set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from pipeline.docx.tags import W

_VAL = f"{W}val"
_DIRECT = {name: re.compile(rf"<w:{name}\b[^>]*?\bw:(?:{attribute})=\"([^\"]*)\"")
           for name, attribute in (("pStyle", "val"), ("numId", "val"), ("ilvl", "val"),
                                   ("ind", "left|start"))}
_BOX = re.compile(r"<w:(?:pBdr|shd)\b")
_OUTLINE = re.compile(r"<w:outlineLvl\b[^>]*\"[0-8]\"")

STEP = 360
"""Twips (1/1440 inch) from a list's text to that of the list inside it, where the letterhead's own
lists do not say."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a paragraph is, by its own properties and its style's. Lengths in twips."""

    heading: bool
    boxed: bool
    left: int
    item: tuple[str, int] | None
    """Its list and level, where it is a list's item."""
    size: str
    after: str
    """The space below it, "" where nothing says."""


@dataclass(frozen=True, slots=True)
class ListStyle:
    """A paragraph style for list items, with its list's number; `levels` has the lists inside too."""

    style: str
    number: str
    definition: str
    levels: int
    size: str
    """Its font's, in half points."""


class Letterhead:
    """The styles and lists of one template, read when the first text with marks is printed."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        styles = _root(parts, "word/styles.xml")
        self._styles = {each.get(f"{W}styleId", ""): each for each in styles.iter(f"{W}style")
                        if each.get(f"{W}type") == "paragraph"}
        self._standard = next((name for name, each in self._styles.items()
                               if each.get(f"{W}default") in ("1", "true")), "")
        self._defaults = styles.find(f"{W}docDefaults")
        numbering = _root(parts, "word/numbering.xml")
        self._levels = {each.get(f"{W}abstractNumId", ""): each.findall(f"{W}lvl")
                        for each in numbering.iter(f"{W}abstractNum")}
        self._lists = {each.get(f"{W}numId", ""): _value(each, "abstractNumId")
                       for each in numbering.findall(f"{W}num")}
        self._looks: dict[str, Look] = {}
        self.bullets = self._list_style("list bullet", bullets=True)
        self.numbers = self._list_style("list number", bullets=False)
        self.step = self._step()

    def look(self, properties: str) -> Look:
        """The look of a paragraph with this `w:pPr`."""
        found = self._looks.get(properties)
        if found is None:
            found = self._looks[properties] = self._look(properties)
        return found

    def _size_of(self, style: str) -> str:
        return next(filter(None, (_value(each, "rPr", "sz") for each in self._chain(style))),
                    _value(self._defaults, "rPrDefault", "rPr", "sz"))

    def _look(self, properties: str) -> Look:
        own = {name: found[1] if (found := pattern.search(properties)) else ""
               for name, pattern in _DIRECT.items()}
        style = own["pStyle"] or self._standard
        chain = list(self._chain(style))
        number, level = own["numId"], _whole(own["ilvl"])
        if not number:
            number, level = next(((_value(each, "pPr", "numPr", "numId"),
                                   _whole(_value(each, "pPr", "numPr", "ilvl"))) for each in chain
                                  if _value(each, "pPr", "numPr", "numId")), ("", 0))
        item = (number, level) if number in self._lists else None
        return Look(
            heading=bool(_OUTLINE.search(properties)) or any(
                _value(each, "pPr", "outlineLvl") not in ("", "9") for each in chain),
            boxed=bool(_BOX.search(properties)) or any(
                each.find(f"{W}pPr/{W}{name}") is not None
                for each in chain for name in ("pBdr", "shd")),
            left=_whole(own["ind"]) if own["ind"] else self._left(chain, item, bool(own["numId"])),
            item=item, size=self._size_of(style),
            after=next(filter(None, (_of(each, "after", "pPr", "spacing") for each in chain)),
                       _of(self._defaults, "after", "pPrDefault", "pPr", "spacing")))

    def _left(self, chain: list[Any], item: tuple[str, int] | None, direct: bool) -> int:
        """Where the text begins: as its list says, unless the style that brought the list says else."""
        said = "" if item and direct else next(
            filter(None, (_of(each, "left", "pPr", "ind") or _of(each, "start", "pPr", "ind")
                          for each in chain)), "")
        if said or item is None:
            return _whole(said)
        levels = self._levels.get(self._lists[item[0]], [])
        level = next((each for each in levels if each.get(f"{W}ilvl") == str(item[1])), None)
        return _whole(_of(level, "left", "pPr", "ind") or _of(level, "start", "pPr", "ind"))

    def _chain(self, style: str) -> Iterator[Any]:
        """A style, the one it is based on, and so on."""
        seen = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = _value(self._styles[style], "basedOn")

    def _list_style(self, name: str, bullets: bool) -> ListStyle | None:
        """Word's own list style of this name, where it is one with such a list."""
        for identifier, style in self._styles.items():
            number = _value(style, "pPr", "numPr", "numId")
            definition = self._lists.get(number, "")
            levels = self._levels.get(definition, [])
            if _value(style, "name").casefold() == name and levels and (
                    (_value(levels[0], "numFmt") == "bullet") is bullets):
                return ListStyle(identifier, number, definition, len(levels), self._size_of(identifier))
        return None

    def _step(self) -> int:
        style = self.bullets or self.numbers
        levels = self._levels[style.definition] if style else []
        return _whole(_of(levels[0], "hanging", "pPr", "ind")) or STEP if levels else STEP


def _root(parts: Mapping[str, bytes], name: str) -> Any:
    return etree.fromstring(parts.get(name, b"<none/>"))


def _of(element: Any, attribute: str, *path: str) -> str:
    found = None if element is None else element.find("/".join(f"{W}{name}" for name in path))
    return "" if found is None else found.get(f"{W}{attribute}", "")


def _value(element: Any, *path: str) -> str:
    return _of(element, "val", *path)


def _whole(written: str) -> int:
    """A length as a whole number; 0 where there is none, or one that Word never writes."""
    return int(written) if re.fullmatch(r"-?[0-9]{1,6}", written) else 0
