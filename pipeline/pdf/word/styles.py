"""The style chain: document defaults, styles based on styles, and a table style's conditions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.pdf.word import properties
from pipeline.pdf.word.properties import TOGGLES, Props
from pipeline.pdf.word.xml import VAL, W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


DEEPEST = 200
"""Styles that one is based on."""


@dataclass(frozen=True, slots=True)
class TableLook:
    """What a table style says under one condition ("" is the whole table)."""

    paragraph: Props
    run: Props
    table: Element | None
    cell: Element | None


@dataclass(frozen=True, slots=True)
class Style:
    """One style's own words, before what it is based on."""

    id: str
    kind: str
    name: str
    based_on: str
    paragraph: Props
    run: Props
    looks: dict[str, TableLook] = field(default_factory=dict)


class Styles:
    """The styles of one template."""

    def __init__(self, root: Element | None) -> None:
        self.default_paragraph: Props = {}
        self.default_run: Props = {}
        self._styles: dict[str, Style] = {}
        self.defaults: dict[str, str] = {}
        for child in root if root is not None else ():
            if child.tag == W + "docDefaults":
                found = properties.paragraph(child.find(f"{W}pPrDefault/{W}pPr"))
                # Apple's Pages says there that a paragraph stands in a frame without any size.
                self.default_paragraph = {
                    key: value for key, value in found.items() if not key.startswith("frame.")}
                self.default_run = properties.run(child.find(f"{W}rPrDefault/{W}rPr"))
            elif child.tag == W + "style":
                style = _style(child)
                if not style.id:
                    continue
                if child.get(W + "styleId"):
                    self._styles[style.id] = style
                else:
                    self._styles.setdefault(style.id, style)
                if child.get(W + "default") in ("1", "true", "on"):
                    self.defaults[style.kind] = style.id

    def chain(self, style_id: str, kind: str) -> tuple[Style, ...]:
        """The style and what it is based on, the root first; unknown ids give the default.

        Raises ValueError where it is based on more styles than anybody makes.
        """
        style = self._styles.get(style_id)
        if style is None or style.kind != kind:
            style = self._styles.get(self.defaults.get(kind, ""))
        found: list[Style] = []
        met: set[str] = set()
        while style is not None and style.id not in met:
            if len(found) == DEEPEST:
                raise ValueError("too many styles based on each other")
            met.add(style.id)
            found.append(style)
            style = self._styles.get(style.based_on)
        return tuple(reversed(found))

    def run(self, paragraph_style: str, direct: Props, below: Props) -> Props:
        """The run's properties: defaults, table, paragraph style, character style, its own."""
        paragraph = merged(style.run for style in self.chain(paragraph_style, "paragraph"))
        character: Props = {}
        if "rStyle" in direct:
            character = merged(style.run for style in self.chain(direct["rStyle"], "character"))
        props = {**self.default_run, **below, **paragraph, **character}
        for name in TOGGLES:
            levels = [level for level in (below, paragraph, character) if name in level]
            if levels:
                # A toggle set by two levels of styles switches itself off (ISO 29500, 17.7.3).
                flag = sum(level[name] == "1" for level in levels) % 2 == 1
                props[name] = "1" if flag or self.default_run.get(name) == "1" else "0"
        props.update(direct)
        return props


def merged(levels: Iterable[Props]) -> Props:
    """The levels of a chain laid over each other."""
    props: Props = {}
    for level in levels:
        lay(props, level)
    return props


def lay(props: Props, level: Props) -> None:
    """Lay one level of properties over `props`."""
    if "ind.hanging" in level:
        props.pop("ind.firstLine", None)
    elif "ind.firstLine" in level:
        props.pop("ind.hanging", None)
    props.update(level)


def _style(element: Element) -> Style:
    name, based = element.find(W + "name"), element.find(W + "basedOn")
    looks: dict[str, TableLook] = {}
    kind = element.get(W + "type") or "paragraph"
    if kind == "table":
        looks[""] = _look(element)
        for condition in element.iterfind(W + "tblStylePr"):
            looks[condition.get(W + "type") or ""] = _look(condition)
    called = (name.get(VAL) or "") if name is not None else ""
    # Without an id it goes by its name; under none it would be what every other is based on.
    return Style(
        element.get(W + "styleId") or called, kind, called.lower(),
        (based.get(VAL) or "") if based is not None else "",
        properties.paragraph(element.find(W + "pPr")), properties.run(element.find(W + "rPr")),
        looks,
    )


def _look(element: Element) -> TableLook:
    return TableLook(
        properties.paragraph(element.find(W + "pPr")), properties.run(element.find(W + "rPr")),
        element.find(W + "tblPr"), element.find(W + "tcPr"),
    )
