"""Lists that a letter's texts bring along: each numbered one begins anew.

The lists of a template are settled when it is compiled, and all its letters share them. A letter with
numbered lists of its own is packed with a longer `word/numbering.xml`; there are few such, since their
lengths are rounded up, and each is kept.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree

from pipeline.docx.numbering import next_of, numbering_of
from pipeline.docx.package import CONTENT_TYPES, PackageWriter, parts_key, read_parts
from pipeline.docx.rich.letterhead import Letterhead
from pipeline.docx.tags import W

_NUMBERING, _RELATIONS = "word/numbering.xml", "word/_rels/document.xml.rels"
_FEWEST, _TIMES = 4, 4
"""Numbered lists are provided for 4, 16, 64 and so on."""
_LEVELS = 2
_BULLETS = (("bullet", "•"), ("bullet", "–"))
_NUMBERS = (("decimal", "%1."), ("lowerLetter", "%2)"))


@dataclass(frozen=True, slots=True)
class Shared:
    """What letters share: the parts that are the same in all of them, packed."""

    fixed: Mapping[str, bytes] = field(repr=False)
    writer: PackageWriter = field(repr=False)
    key: str

    @classmethod
    def of(cls, fixed: Mapping[str, bytes]) -> Shared:
        """These parts, packed."""
        return cls(fixed, PackageWriter(fixed), parts_key(fixed))


class Lists:
    """The lists that the texts of one letter use."""

    def __init__(self, definitions: Definitions) -> None:
        self._definitions = definitions
        self.numbered = 0
        self.own_bullets = False

    @property
    def letterhead(self) -> Letterhead:
        """The styles and lists of the template."""
        return self._definitions.letterhead

    @property
    def used(self) -> bool:
        """Whether the template's own lists are not enough."""
        return self.own_bullets or self.numbered > 0

    def bullets(self, level: int) -> str:
        """The number of the list for items with bullets."""
        own = self.letterhead.bullets
        if own is not None and level < own.levels:
            return own.number
        self.own_bullets = True
        return str(self._definitions.first)

    def begin_numbered(self) -> str:
        """The number of a list that counts from 1."""
        self.numbered += 1
        return str(self._definitions.first + self.numbered)


class Definitions:
    """A template's lists, and the longer sets of them that letters have needed so far."""

    def __init__(self, source: bytes, fixed: Mapping[str, bytes]) -> None:
        self._source, self._fixed = source, fixed
        self._made: dict[int, Shared] = {}

    @cached_property
    def letterhead(self) -> Letterhead:
        """The styles and lists of the template."""
        return Letterhead(self._fixed)

    @cached_property
    def first(self) -> int:
        """The first number that no list of the template has."""
        root = etree.fromstring(self._fixed.get(_NUMBERING, b"<none/>"))
        return int(next_of(root, "num", "numId"))

    def shared(self, lists: Lists) -> Shared:
        """What a letter with these lists shares with others."""
        provided = _FEWEST
        while provided < lists.numbered:
            provided *= _TIMES
        if provided not in self._made:
            self._made[provided] = Shared.of({**self._fixed, **self._with_lists(provided)})
        return self._made[provided]

    def _with_lists(self, numbered: int) -> Mapping[str, bytes]:
        """The parts that change when the template gets bullets of ours and this many numbered lists."""
        import docx

        document = docx.Document(io.BytesIO(self._source))
        root = numbering_of(document.part, create=True)
        style = self.letterhead.numbers
        free = int(next_of(root, "abstractNum", "abstractNumId"))
        _add(root, _definition(str(free), _BULLETS, self.letterhead.step))
        if style is None:
            _add(root, _definition(str(free + 1), _NUMBERS, self.letterhead.step))
        _add(root, _list(self.first, str(free), restart=False))
        for number in range(self.first + 1, self.first + 1 + numbered):
            _add(root, _list(number, style.definition if style else str(free + 1), restart=True))
        saved = io.BytesIO()
        document.save(saved)
        parts = read_parts(saved.getvalue())
        changed = [_NUMBERING] if _NUMBERING in self._fixed else [
            _NUMBERING, CONTENT_TYPES, _RELATIONS]
        return {name: parts[name] for name in changed}


def _add(root: Any, element: Any) -> None:
    """Definitions stand before all lists, and lists before the closing mark."""
    later = ("num", "numIdMacAtCleanup") if element.tag == f"{W}abstractNum" else ("numIdMacAtCleanup",)
    before = next((each for name in later for each in root.findall(f"{W}{name}")), None)
    if before is None:
        root.append(element)
    else:
        before.addprevious(element)


def _definition(number: str, levels: tuple[tuple[str, str], ...], step: int) -> Any:
    definition = _element("abstractNum", None, abstractNumId=number)
    _element("multiLevelType", definition, val="hybridMultilevel")
    for place, (form, label) in enumerate(levels):
        level = _element("lvl", definition, ilvl=str(place))
        for name, value in (("start", "1"), ("numFmt", form), ("lvlText", label), ("lvlJc", "left")):
            _element(name, level, val=value)
        _element("ind", _element("pPr", level), left=str(step * (place + 1)), hanging=str(step))
    return definition


def _list(number: int, definition: str, restart: bool) -> Any:
    made = _element("num", None, numId=str(number))
    _element("abstractNumId", made, val=definition)
    for level in range(_LEVELS if restart else 0):
        _element("startOverride", _element("lvlOverride", made, ilvl=str(level)), val="1")
    return made


def _element(name: str, parent: Any, **attributes: str) -> Any:
    written = {f"{W}{key}": value for key, value in attributes.items()}
    if parent is None:
        return etree.Element(f"{W}{name}", written, nsmap={"w": W[1:-1]})
    return etree.SubElement(parent, f"{W}{name}", written)
