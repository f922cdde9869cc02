"""How a piece of a Word document looks: its own formatting over that of its styles."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.docx.tags import W
from pipeline.errors import Text, text
from pipeline.pdf.word.xml import OFF, VAL, parse

Look = Mapping[str, str]
"""Properties by their names in WordprocessingML, those of paragraphs with a "p:" before."""

NAMES: Mapping[str, Text] = {
    "rFonts": text("skrifttype"), "sz": text("skriftstørrelse"), "b": text("fed"),
    "i": text("kursiv"), "u": text("understregning"), "color": text("farve"),
    "highlight": text("fremhævning"), "shd": text("baggrund"), "strike": text("gennemstregning"),
    "caps": text("store bogstaver"), "smallCaps": text("små kapitæler"), "lang": text("sprog"),
    "vertAlign": text("hævet eller sænket"), "spacing": text("tegnafstand"),
    "vanish": text("skjult tekst"), "rStyle": text("tegntypografi"), "p:jc": text("justering"),
    "p:spacing": text("linjeafstand"), "p:ind": text("indrykning"),
    "p:numPr": text("punkttegn eller tal"),
    "p:keepNext": text("sideskift"), "p:keepLines": text("sideskift"),
    "p:pageBreakBefore": text("sideskift"), "p:widowControl": text("sideskift"),
    "p:pBdr": text("rammer"), "p:tabs": text("tabulatorer"), "p:shd": text("baggrund"),
    "p:outlineLvl": text("overskriftsniveau"), "p:pStyle": text("typografi"),
    "p:table": text("tabellens form"), "drawing": text("billede")}
"""What people call the properties; of any other it is only said that something differs."""
OTHER = text("andet udseende")

_TOGGLES = frozenset({"b", "i", "strike", "caps", "smallCaps", "vanish", "keepNext", "keepLines",
                      "pageBreakBefore", "widowControl", "contextualSpacing"})
_LEFT_OUT = frozenset({"rPr", "sectPr", "bCs", "iCs", "szCs", "noProof", "pPrChange", "rPrChange",
                       "cnfStyle", "kern", "rtl", "cs"})


class Styles:
    """A document's styles and lists, followed to what they come to."""

    def __init__(self, styles: bytes, numbering: bytes) -> None:
        root = parse("word/styles.xml", styles) if styles else None
        self._styles = {each.get(f"{W}styleId"): each for each in root.iter(f"{W}style")} \
            if root is not None else {}
        self._standard = next((str(name) for name, each in self._styles.items() if each.get(
            f"{W}type") == "paragraph" and each.get(f"{W}default", "0") not in OFF), "")
        defaults = root.findall(f"{W}docDefaults") if root is not None else []
        self._run = _properties(found for each in defaults
                                for found in each.iterfind(f"{W}rPrDefault/{W}rPr"))
        self._paragraph = _properties((found for each in defaults
                                       for found in each.iterfind(f"{W}pPrDefault/{W}pPr")), "p:")
        self._lists = _lists(numbering)

    def paragraph(self, own: Any) -> tuple[Look, Look]:
        """A paragraph's look and that of its plain text, by its `w:pPr` (or None)."""
        chosen = own.find(f"{W}pStyle") if own is not None else None
        style = self._standard if chosen is None else chosen.get(VAL, "")
        around, inside = self._followed(style)
        look = {**self._paragraph, **around, **_properties([own] if own is not None else [], "p:")}
        look["p:pStyle"] = self._name(style)
        if "p:numPr" in look:
            look["p:numPr"] = self._list(look["p:numPr"])
        return look, {**self._run, **inside}

    def run(self, plain: Look, own: Any) -> Look:
        """A run's look by its `w:rPr` (or None), in a paragraph whose plain text looks so."""
        if own is None:
            return plain
        chosen = own.find(f"{W}rStyle")
        if chosen is None:
            return {**plain, **_properties([own])}
        inside = self._followed(chosen.get(VAL, ""))[1]
        return {**plain, **inside, **_properties([own]), "rStyle": self._name(chosen.get(VAL, ""))}

    @functools.cache  # noqa: B019  (lives as long as the styles do)
    def _followed(self, style: str) -> tuple[Look, Look]:
        """A style's paragraph and text properties, over those it builds on."""
        around: dict[str, str] = {}
        inside: dict[str, str] = {}
        for each in reversed(list(self._chain(style))):
            around |= _properties(each.iterfind(f"{W}pPr"), "p:")
            inside |= _properties(each.iterfind(f"{W}rPr"))
        return around, inside

    def _chain(self, style: str) -> Iterable[Any]:
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            above = self._styles[style].find(f"{W}basedOn")
            style = above.get(VAL, "") if above is not None else ""

    def _name(self, style: str) -> str:
        found = self._styles.get(style)
        name = found.find(f"{W}name") if found is not None else None
        return str(name.get(VAL, style)) if name is not None else style

    def _list(self, number: str) -> str:
        """A list by what its items begin with: its number means nothing in another document."""
        return self._lists.get(number, number)


@functools.lru_cache(8)
def styles_of(styles: bytes, numbering: bytes) -> Styles:
    """The styles of a document; letters of one template share them."""
    return Styles(styles, numbering)


def _properties(groups: Iterable[Any], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for group in groups:
        for each in group:
            name = each.tag.partition("}")[2]
            if name in _LEFT_OUT:
                continue
            if name in _TOGGLES:
                found[prefix + name] = "nej" if each.get(VAL, "1") in OFF else "ja"
            else:
                found[prefix + name] = _value(each)
    return found


def _value(element: Any) -> str:
    """A property's value as one line."""
    name = element.tag.partition("}")[2]
    if name == "rFonts":
        return str(element.get(f"{W}ascii") or element.get(f"{W}asciiTheme") or "")
    own = element.get(VAL)
    if own is not None and not len(element):
        return f"{int(own) / 2:g} pkt." if name == "sz" and own.isdecimal() else str(own)
    parts = [f"{key.partition('}')[2]}={value}" for key, value in sorted(element.attrib.items())]
    return " ".join([*parts, *(_value(child) for child in element)])


def _lists(numbering: bytes) -> Mapping[str, str]:
    """What each level of each list begins its items with, by the value of a paragraph's numPr."""
    if not numbering:
        return {}
    root = parse("word/numbering.xml", numbering)
    levels = {each.get(f"{W}abstractNumId"): {
        str(level.get(f"{W}ilvl")): _begins(level) for level in each.iterfind(f"{W}lvl")}
        for each in root.iterfind(f"{W}abstractNum")}
    found: dict[str, str] = {}
    for each in root.iterfind(f"{W}num"):
        base, number = each.find(f"{W}abstractNumId"), str(each.get(f"{W}numId"))
        for level, begins in levels.get(base.get(VAL) if base is not None else "", {}).items():
            found[f"{level} {number}"] = begins
            if level == "0":
                found.setdefault(number, begins)
    return found


def _begins(level: Any) -> str:
    """What items of a level begin with."""
    marks = (level.find(f"{W}{name}") for name in ("numFmt", "lvlText"))
    return " ".join(mark.get(VAL, "") for mark in marks if mark is not None)
