"""Lines: a border of Word's as a stroke of Typst's."""

from __future__ import annotations

import functools

from pipeline.pdf.emit import colour, pt

_DASHES = {"dashed": '"dashed"', "dashSmallGap": '"densely-dashed"', "dotted": '"dotted"',
           "dotDash": '"dash-dotted"', "dotDotDash": '(3pt, 2pt, "dot", 2pt, "dot", 2pt)'}
KINDS = frozenset({"single", "thick", *_DASHES})
"""The kinds of borders that can be drawn."""
NONE = "none 0 0 auto"
"""No border, as properties tell it."""


def kind(value: str) -> str:
    """The kind of a border, "" where there is none."""
    name = value.partition(" ")[0]
    return "" if name in ("none", "nil") else name


@functools.lru_cache(maxsize=1024)
def stroke(value: str) -> tuple[float, str]:
    """A border's width in points and its Typst stroke; (0, "") where there is none."""
    name, size, _, ink = value.split(" ")
    if not kind(value):
        return 0.0, ""
    width = max(float(size or 0) / 8, 0.25)
    paint = colour(ink)
    if name in _DASHES:
        return width, f"(thickness: {pt(width)}, paint: {paint}, dash: {_DASHES[name]})"
    return width, f"{pt(width)} + {paint}"
