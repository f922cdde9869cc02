"""What is drawn round a text or a tick: backgrounds, borders, marks. All of it paths, never letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.forms.appearance import Colour, Frame

_FILL, _STROKE = {1: "g", 3: "rg", 4: "k"}, {1: "G", 3: "RG", 4: "K"}
_BULGE = 0.5523
"""How far a curve's handles reach for a quarter of a circle."""
_MARK = 0.8
"""A mark's size, as a share of the room inside the border."""
_MARKS = {"4": "check", "8": "cross", "l": "circle", "u": "diamond", "n": "square", "H": "star",
          "✓": "check", "✔": "check", "✗": "cross", "✘": "cross", "X": "cross", "x": "cross",
          "●": "circle", "■": "square", "◆": "diamond", "★": "star"}
_CHECK = ((0.08, 0.52), (0.22, 0.62), (0.38, 0.38), (0.80, 0.94), (0.94, 0.84), (0.40, 0.10))
_STAR = ((0.5, 1.0), (0.62, 0.64), (1.0, 0.64), (0.69, 0.42), (0.81, 0.05), (0.5, 0.28),
         (0.19, 0.05), (0.31, 0.42), (0.0, 0.64), (0.38, 0.64))
_DIAMOND = ((0.5, 1.0), (1.0, 0.5), (0.5, 0.0), (0.0, 0.5))
_SQUARE = ((0.1, 0.9), (0.9, 0.9), (0.9, 0.1), (0.1, 0.1))
_CROSS = ((0.0, 0.14), (0.14, 0.0), (0.5, 0.36), (0.86, 0.0), (1.0, 0.14), (0.64, 0.5), (1.0, 0.86),
          (0.86, 1.0), (0.5, 0.64), (0.14, 1.0), (0.0, 0.86), (0.36, 0.5))
_SHAPES = {"check": _CHECK, "cross": _CROSS, "diamond": _DIAMOND, "square": _SQUARE, "star": _STAR}


def figure(value: float) -> str:
    """A number as a PDF writes it."""
    shown = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if shown in ("-0", "") else shown


def filled(colour: Colour) -> str:
    """The operator for the colour of areas and letters."""
    return f"{' '.join(map(figure, colour))} {_FILL.get(len(colour), 'g')}"


def stroked(colour: Colour) -> str:
    """The operator for the colour of lines."""
    return f"{' '.join(map(figure, colour))} {_STROKE.get(len(colour), 'G')}"


def rectangle(x: float, y: float, width: float, height: float) -> str:
    """A rectangle's path."""
    return f"{figure(x)} {figure(y)} {figure(width)} {figure(height)} re"


def frame(look: Frame, width: float, height: float, *, round_: bool = False) -> str:
    """A field's background and border; `round_` for a radio button that is marked with a circle."""
    parts = []
    if look.background is not None:
        shape = circle(width, height, 0.0) if round_ else rectangle(0, 0, width, height)
        parts.append(f"{filled(look.background)} {shape} f")
    if look.border is not None:
        parts.append(_border(look, width, height, round_))
    return f"q {' '.join(parts)} Q" if parts else ""


def _border(look: Frame, width: float, height: float, round_: bool) -> str:
    assert look.border is not None
    half = look.width / 2
    pen = f"{stroked(look.border)} {figure(look.width)} w"
    if look.style == "D":
        pen += f" [{' '.join(map(figure, look.dashes))}] 0 d"
    if round_:
        return f"{pen} {circle(width, height, half)} S"
    if look.style == "U":
        return f"{pen} 0 {figure(half)} m {figure(width)} {figure(half)} l S"
    line = f"{pen} {rectangle(half, half, width - look.width, height - look.width)} S"
    carved = {"B": ((1.0,), (0.5,)), "I": ((0.5,), (0.75,))}.get(look.style)
    return line if carved is None else f"{_carved(look.width, width, height, *carved)} {line}"


def _carved(line: float, width: float, height: float, light: Colour, dark: Colour) -> str:
    """The two angles that make a border look raised or sunk."""
    near, far = line, 2 * line
    upper = [(near, near), (near, height - near), (width - near, height - near),
             (width - far, height - far), (far, height - far), (far, far)]
    lower = [(width - near, height - near), (width - near, near), (near, near), (far, far),
             (width - far, far), (width - far, height - far)]
    return f"{filled(light)} {_path(upper)} f {filled(dark)} {_path(lower)} f"


def _path(points: list[tuple[float, float]]) -> str:
    first, *rest = points
    lines = " ".join(f"{figure(x)} {figure(y)} l" for x, y in rest)
    return f"{figure(first[0])} {figure(first[1])} m {lines} h"


def circle(width: float, height: float, inset: float) -> str:
    """The path of the largest circle in a box, this far from its edges."""
    radius = max(min(width, height) / 2 - inset, 0.1)
    x, y, reach = width / 2, height / 2, _BULGE * radius

    def curve(*points: float) -> str:
        return f"{' '.join(map(figure, points))} c"

    return " ".join((
        f"{figure(x + radius)} {figure(y)} m",
        curve(x + radius, y + reach, x + reach, y + radius, x, y + radius),
        curve(x - reach, y + radius, x - radius, y + reach, x - radius, y),
        curve(x - radius, y - reach, x - reach, y - radius, x, y - radius),
        curve(x + reach, y - radius, x + radius, y - reach, x + radius, y), "h"))


def mark_of(caption: str, *, radio: bool) -> str:
    """Which mark a button asks for: a circle for a radio and a tick for a check box, if it does not."""
    return _MARKS.get(caption[:1], "circle" if radio else "check")


def mark(kind: str, colour: Colour, width: float, height: float, inset: float) -> str:
    """A mark in the middle of a box."""
    side = max(min(width, height) - 2 * inset, 0.5)
    if kind == "circle":
        return f"q {filled(colour)} {circle(width, height, inset + side * 0.25)} f Q"
    size = side * _MARK
    left, low = (width - size) / 2, (height - size) / 2
    points = [(left + x * size, low + y * size) for x, y in _SHAPES[kind]]
    return f"q {filled(colour)} {_path(points)} f Q"
