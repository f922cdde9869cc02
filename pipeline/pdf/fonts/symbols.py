"""Characters that Word takes from symbol fonts, as the Unicode characters they show."""

from __future__ import annotations

from collections.abc import Mapping

BOX_FONTS = frozenset({"ms gothic", "ms mincho", "segoe ui symbol", "yu gothic"})
"""Fonts Word gives the boxes of its check box controls; only those boxes are taken over."""
BOXES = frozenset("\u2610\u2611\u2612 ")

SYMBOL_FONTS = frozenset({
    "symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings", "zapfdingbats", "zapf dingbats",
    "itc zapf dingbats", "monotype sorts", "mt extra", "marlett", "bookshelf symbol 7", "ms outlook",
    "ms reference specialty", "opensymbol", "starsymbol"})
"""Fonts whose characters are pictures, under the codes of letters."""

_WINGDINGS = {
    0x6C: "\u25cf", 0x6E: "\u25a0", 0x6F: "\u25a1", 0x71: "\u2751", 0x76: "\u2756",
    0xA7: "\u25aa", 0xA8: "\u25fb", 0xD8: "\u27a2", 0xE0: "\u2192", 0xE8: "\u2794",
    0xFB: "\u2718", 0xFC: "\u2714", 0xFD: "\u2612", 0xFE: "\u2611",
}
_WINGDINGS_2 = {0x50: "\u2714", 0x51: "\u2612", 0x52: "\u2611", 0x54: "\u2612", 0xA3: "\u2610"}
_SYMBOL = {
    0xB7: "\u2022", 0xA3: "\u2264", 0xB3: "\u2265", 0xB1: "\u00b1", 0xAE: "\u2192",
    0xB4: "\u00d7", 0x2D: "\u2212", 0xB0: "\u00b0",
}
_GLYPHS: Mapping[str, Mapping[int, str]] = {
    "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def glyph(font: str, code: int) -> str | None:
    """The Unicode character behind a symbol font's code, where it is known."""
    table = _GLYPHS.get(font.strip().lower())
    return None if table is None else table.get(code & 0xFF)


def bullet(font: str, label: str) -> str | None:
    """A list bullet in plain Unicode; None where its glyph is not known."""
    name = font.strip().lower()
    if name in _GLYPHS:
        mapped = [glyph(name, ord(char)) for char in label if not char.isspace()]
        return None if None in mapped else "".join(char for char in mapped if char)
    if name.startswith("courier") and label.strip() == "o":
        return "\u25e6"
    if any(0xE000 <= ord(char) <= 0xF8FF for char in label):
        return None
    return label
