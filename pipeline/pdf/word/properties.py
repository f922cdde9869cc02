"""Paragraph and run properties as flat dictionaries, so that a style chain is `dict.update`.

A key is the property's name, with its attribute or side where it has several ("spacing.after",
"pBdr.top"). A key that begins with "!" is a refusal code: it travels along the chain and counts
where the property is used, not where a style nobody uses defines it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pipeline.pdf.word.colours import mixed
from pipeline.pdf.word.xml import VAL, W, attributes, local, on

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Props = dict[str, str]

TOGGLES = ("b", "i", "caps", "smallCaps", "strike", "dstrike", "vanish")
SIDES = {"left": "left", "start": "left", "right": "right", "end": "right", "top": "top",
         "bottom": "bottom", "between": "between", "insideH": "insideH", "insideV": "insideV"}


_DOTTED = {f"pct{share}": (share + (share in (12, 37, 62, 87)) / 2) / 100 for share in (
    5, 10, 12, 15, 20, 25, 30, 35, 37, 40, 45, 50, 55, 60, 62, 65, 70, 75, 80, 85, 87, 90, 95)}


def read(element: Element | None, readers: dict[str, Callable[[Element, Props], None]]) -> Props:
    """The properties below `element`; what no reader knows becomes a refusal."""
    props: Props = {}
    if element is not None:
        for child in element:
            reader = readers.get(child.tag)
            if reader is not None:
                reader(child, props)
            elif child.tag.startswith(W):
                props["!pdf-ukendt"] = local(child)
            else:
                _foreign(child, props)
    return props


def paragraph(element: Element | None) -> Props:
    """The properties of a `w:pPr`."""
    return read(element, _PARAGRAPH)


def run(element: Element | None) -> Props:
    """The properties of a `w:rPr`."""
    return read(element, _RUN)


def border(element: Element) -> str:
    """A border as one value: kind, width in eighths, distance in points, colour."""
    return " ".join((element.get(VAL) or "none", element.get(W + "sz") or "0",
                     element.get(W + "space") or "0", element.get(W + "color") or "auto"))


def shade(element: Element, props: Props) -> None:
    """A `w:shd`: a plain fill, or one dotted so finely that it looks plain; others are refused."""
    props.pop("!pdf-moenster", None)
    value = element.get(VAL) or "clear"
    if value == "solid":
        props["shd"] = element.get(W + "color") or "auto"
    else:
        props["shd"] = element.get(W + "fill") or "auto"
        if (share := _DOTTED.get(value)) is not None:
            props["shd"] = mixed(props["shd"], element.get(W + "color") or "auto", share)
        elif value not in ("clear", "nil"):
            props["!pdf-moenster"] = "1"


def refused(props: Props) -> list[tuple[str, str]]:
    """The refusals that the properties carry: (code, name)."""
    return [(key[1:], value) for key, value in props.items() if key[0] == "!" and value]


def _ignore(element: Element, props: Props) -> None:
    """A property that changes nothing on the page."""


def _switch(element: Element, props: Props) -> None:
    props[local(element)] = "1" if on(element) else "0"


def _value(element: Element, props: Props) -> None:
    props[local(element)] = element.get(VAL) or ""


def _parts(element: Element, props: Props) -> None:
    name = local(element)
    for key, value in attributes(element).items():
        props[f"{name}.{SIDES.get(key, key)}"] = value


def _indent(element: Element, props: Props) -> None:
    _parts(element, props)
    # firstLine and hanging are one property: the newer one replaces the other.
    if element.get(W + "hanging") is not None:
        props.pop("ind.firstLine", None)
    elif element.get(W + "firstLine") is not None:
        props.pop("ind.hanging", None)


def _borders(element: Element, props: Props) -> None:
    for side in element:
        name = local(side)
        props[f"pBdr.{SIDES.get(name, name)}"] = border(side)


def _tabs(element: Element, props: Props) -> None:
    for tab in element:
        value = {"start": "left", "end": "right", "num": "left"}.get(
            tab.get(VAL) or "left", tab.get(VAL) or "left")
        props[f"tab.{tab.get(W + 'pos') or '0'}"] = f"{value} {tab.get(W + 'leader') or 'none'}"


def _frame(element: Element, props: Props) -> None:
    for key, value in attributes(element).items():
        if key != "anchorLock":
            props[f"frame.{key}"] = value


def _numbering(element: Element, props: Props) -> None:
    for child in element:
        if child.tag in (W + "numId", W + "ilvl"):
            props[local(child)] = child.get(VAL) or "0"
        elif child.tag == W + "ins":
            props["!pdf-sporede-aendringer"] = "1"


def _refuse(code: str) -> Callable[[Element, Props], None]:
    def reader(element: Element, props: Props) -> None:
        props["!" + code] = local(element)
    return reader


def _refuse_on(code: str) -> Callable[[Element, Props], None]:
    def reader(element: Element, props: Props) -> None:
        props["!" + code] = local(element) if on(element) else ""
    return reader


def _refuse_unless(code: str, *harmless: str) -> Callable[[Element, Props], None]:
    def reader(element: Element, props: Props) -> None:
        props["!" + code] = "" if (element.get(VAL) or "") in harmless else local(element)
    return reader


def _underline(element: Element, props: Props) -> None:
    props["u"] = element.get(VAL) or "single"
    props["u.color"] = element.get(W + "color") or "auto"


def _fonts(element: Element, props: Props) -> None:
    for key, value in attributes(element).items():
        if key.endswith("Theme"):
            props["font." + key[:-5]] = "@" + value
        elif key not in ("hint", "cstheme") and element.get(f"{W}{key}Theme") is None:
            # A theme font of the same element wins over the name beside it.
            props["font." + key] = value


def _character_spacing(element: Element, props: Props) -> None:
    props["tracking"] = element.get(VAL) or "0"


def _text_border(element: Element, props: Props) -> None:
    props["bdr"] = border(element)


def _foreign(element: Element, props: Props) -> None:
    """Word's newer text effects show; its OpenType choices do not in Arial."""
    if local(element) in ("glow", "shadow", "reflection", "textOutline", "textFill", "props3d",
                          "scene3d"):
        props["!pdf-tekstvirkning"] = local(element)


def _named(table: dict[Callable[[Element, Props], None], str]) -> dict[
        str, Callable[[Element, Props], None]]:
    return {W + name: reader for reader, names in table.items() for name in names.split()}


_PARAGRAPH = _named({
    _switch: "keepNext keepLines pageBreakBefore widowControl contextualSpacing "
             "snapToGrid",
    _value: "pStyle jc outlineLvl",
    _parts: "spacing",
    _indent: "ind",
    _borders: "pBdr",
    shade: "shd",
    _tabs: "tabs",
    _numbering: "numPr",
    _frame: "framePr",
    _refuse_on("pdf-hoejre-mod-venstre"): "bidi",
    _refuse_unless("pdf-tekstretning", "lrTb", "tb"): "textDirection",
    _refuse("pdf-sporede-aendringer"): "pPrChange",
    _ignore: "rPr sectPr suppressLineNumbers suppressAutoHyphens kinsoku wordWrap overflowPunct "
             "topLinePunct autoSpaceDE autoSpaceDN adjustRightInd textAlignment "
             "cnfStyle divId textboxTightWrap suppressOverlap mirrorIndents",
})

_RUN = _named({
    _switch: "b i caps smallCaps strike dstrike vanish",
    _value: "rStyle color sz highlight vertAlign position kern",
    _underline: "u",
    shade: "shd",
    _fonts: "rFonts",
    _character_spacing: "spacing",
    _refuse_on("pdf-tekstvirkning"): "outline shadow emboss imprint",
    _text_border: "bdr",
    _refuse_unless("pdf-tekstvirkning", "none"): "em",
    _refuse_unless("pdf-tekstvirkning", "100", ""): "w",
    _refuse("pdf-tekstvirkning"): "fitText eastAsianLayout",
    _refuse_on("pdf-hoejre-mod-venstre"): "rtl cs",
    _refuse("pdf-sporede-aendringer"): "rPrChange ins del moveFrom moveTo",
    _ignore: "bCs iCs szCs lang noProof webHidden specVanish effect snapToGrid oMath",
})

