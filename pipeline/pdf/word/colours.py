"""Colours by name: the document's theme, and how far each is lightened or darkened."""

from __future__ import annotations

import colorsys
from typing import TYPE_CHECKING

from pipeline.pdf.word.xml import VAL, W14, A, W, attributes, local

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_OFFICE = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6", "accent1": "4472C4",
    "accent2": "ED7D31", "accent3": "A5A5A5", "accent4": "FFC000", "accent5": "5B9BD5",
    "accent6": "70AD47", "hlink": "0563C1", "folHlink": "954F72",
}
"""The colours of a document without a theme."""
_SLOTS = {
    "dark1": "dk1", "light1": "lt1", "dark2": "dk2", "light2": "lt2", "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}
_MAPPED = {
    "text1": "t1", "background1": "bg1", "text2": "t2", "background2": "bg2",
    "tx1": "t1", "tx2": "t2", "t1": "t1", "t2": "t2", "bg1": "bg1", "bg2": "bg2",
}
_USUAL = {"t1": "dk1", "bg1": "lt1", "t2": "dk2", "bg2": "lt2"}
_THEMED = (b"themeColor", b"themeFill", b"textFill", b"textOutline")

_PRESET = {"black": "000000", "white": "FFFFFF", "red": "FF0000", "green": "008000",
           "blue": "0000FF", "yellow": "FFFF00", "gray": "808080", "silver": "C0C0C0"}

Channels = tuple[float, float, float]


class Scheme:
    """The colours of one template."""

    def __init__(self, theme: Element | None, settings: Element | None) -> None:
        self._colours = dict(_OFFICE)
        scheme = theme.find(f".//{A}clrScheme") if theme is not None else None
        for slot in scheme if scheme is not None else ():
            for colour in slot:
                self._colours[local(slot)] = colour.get("lastClr") or colour.get("val") or "000000"
        self.lines = {number: int(line.get("w") or 9525) for number, line in enumerate(
            theme.iterfind(f".//{A}lnStyleLst/{A}ln") if theme is not None else (), 1)}
        """The widths of the theme's lines by number, in EMU."""
        mapping = settings.find(W + "clrSchemeMapping") if settings is not None else None
        self._mapping = {**_USUAL, **{
            name: _SLOTS.get(slot, slot)
            for name, slot in (attributes(mapping) if mapping is not None else {}).items()}}

    def named(self, name: str) -> str | None:
        """The colour of this name as six hexadecimal digits; None where it has none."""
        role = _MAPPED.get(name, "")
        return self._colours.get(self._mapping.get(role, "") or _SLOTS.get(name, name))

    def toned(self, name: str, tint: str, shade: str) -> str | None:
        """The colour of this name; `tint` and `shade` are what of it stays, in 255ths."""
        base = self.named(name)
        if base is None:
            return None
        hue, light, strength = colorsys.rgb_to_hls(*_channels(base))
        if tint:
            light = 1 - (1 - light) * int(tint, 16) / 255
        if shade:
            light *= int(shade, 16) / 255
        return _digits(colorsys.hls_to_rgb(hue, light, strength))

    def drawn(self, fill: Element) -> str | None:
        """The colour in a `solidFill`; None where it is not known, or lets others through."""
        colour = next(iter(fill), None)
        if colour is None:
            return None
        value = attributes(colour).get("val", "")
        base = {"srgbClr": value, "schemeClr": self.named(value), "prstClr": _PRESET.get(value),
                "sysClr": attributes(colour).get("lastClr")}.get(local(colour))
        if not base:
            return None
        hue, light, strength = colorsys.rgb_to_hls(*_channels(base))
        for change in colour:
            share, name = _share(attributes(change).get("val", "")), local(change)
            if name == "lumMod":
                light *= share
            elif name == "lumOff":
                light += share
            elif name in ("shade", "tint"):
                hue, light, strength = colorsys.rgb_to_hls(*_linear(
                    colorsys.hls_to_rgb(hue, light, strength), share, name == "tint"))
            elif name != "alpha" or share not in (0.0 if change.tag[:len(W14)] == W14 else 1.0,):
                return None
        return _digits(colorsys.hls_to_rgb(hue, min(max(light, 0.0), 1.0), strength))

    def resolve(self, root: Element, data: bytes) -> Element:
        """The part with plain colours wherever it names one of the theme's."""
        if any(mark in data for mark in _THEMED):
            for element in root.iter():
                if len(element.attrib):
                    self._plain(element)
            # An element taken out would end the walk it is met on.
            for effect in list(root.iter(W14 + "textFill", W14 + "textOutline")):
                self._effect(effect)
        return root

    def _plain(self, element: Element) -> None:
        # Word keeps beside a theme's colour what it came to; only where it did not is it looked up.
        own = VAL if element.tag == W + "color" else W + "color"
        for name, key in (("themeColor", own), ("themeFill", W + "fill")):
            theme = element.get(W + name)
            if theme and element.get(key, "auto") == "auto":
                found = self.toned(theme, element.get(f"{W}{name.replace('Color', '')}Tint") or "",
                                   element.get(f"{W}{name.replace('Color', '')}Shade") or "")
                if found is not None:
                    element.set(key, found)

    def _effect(self, element: Element) -> None:
        """A text's fill of one colour is its colour, and an outline without any is none."""
        parent = element.getparent()
        assert parent is not None
        if local(element) == "textOutline":
            if element.find(W14 + "noFill") is not None:
                parent.remove(element)
            return
        solid = element.find(W14 + "solidFill")
        found = self.drawn(solid) if solid is not None else None
        if found is not None:
            for other in parent.findall(W + "color"):
                parent.remove(other)
            parent.append(parent.makeelement(W + "color", {VAL: found}))
            parent.remove(element)


def mixed(fill: str, ink: str, share: float) -> str:
    """The colour that a pattern of `ink` on `fill` looks like from afar."""
    back, front = _channels("FFFFFF" if fill == "auto" else fill), _channels(
        "000000" if ink == "auto" else ink)
    return _digits(tuple(one + (other - one) * share for one, other in zip(back, front, strict=True)))


def _linear(channels: Channels, share: float, tint: bool) -> Channels:
    """The colour with `share` of its light; a tint has white for the rest."""
    red, green, blue = (
        (bare * share + (1 - share) * tint) for bare in map(_light, channels))
    return _shown(red), _shown(green), _shown(blue)


def _light(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _shown(light: float) -> float:
    return light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


def _channels(colour: str) -> Channels:
    red, green, blue = (int(colour[at:at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _digits(channels: tuple[float, ...]) -> str:
    return "".join(f"{round(channel * 255):02X}" for channel in channels)


def _share(value: str) -> float:
    return float(value[:-1]) / 100 if value.endswith("%") else int(value or "0") / 100_000


