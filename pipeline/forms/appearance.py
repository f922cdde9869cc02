"""How the form wants a field to look: its letters' size and colour, its background and border."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from pypdf.generic import DictionaryObject

from pipeline.forms.objects import dictionary, items, name, number, raw, string

Colour = tuple[float, ...]
"""One number is a grey, three are red, green and blue, four are inks; each from 0 to 1."""

BLACK: Colour = (0.0,)
_TOKEN = re.compile(r"[^\s/\[\]()<>]+|/[^\s/\[\]()<>]*")
_OPERATORS = {"g": 1, "rg": 3, "k": 4}
_LARGEST = 300.0
_DASHES: tuple[float, ...] = (3.0,)


@dataclass(frozen=True, slots=True)
class Look:
    """/DA: the size of the letters in points, 0 where the text decides, and their colour."""

    size: float = 0.0
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True)
class Frame:
    """/MK and /BS: what is drawn below a field's text."""

    background: Colour | None = None
    border: Colour | None = None
    width: float = 1.0
    style: Literal["S", "D", "B", "I", "U"] = "S"
    dashes: tuple[float, ...] = _DASHES

    @property
    def inset(self) -> float:
        """Points between the edge and the text, on each side; a carved border takes twice its own."""
        return self.width * (2.0 if self.style in ("B", "I") else 1.0)


def default_look(value: Any) -> Look:
    """The look a /DA asks for; what it says wrongly is not said."""
    size = 0.0
    colour: Colour = (0.0,)
    stack: list[str] = []
    for token in _TOKEN.findall((string(value) or "")[:2000]):
        if token == "Tf":  # noqa: S105 - an operator of a page
            size = _float(stack[-1]) if stack else 0.0
        elif token in _OPERATORS and len(stack) >= _OPERATORS[token]:
            colour = tuple(min(1.0, _float(each)) for each in stack[-_OPERATORS[token]:])
        else:
            stack.append(token)
            continue
        stack = []
    return Look(min(size, _LARGEST), colour)


def _float(word: str) -> float:
    try:
        found = float(word)
    except ValueError:
        return 0.0
    return max(0.0, found) if found < 1e7 else 0.0


def frame_of(widget: DictionaryObject) -> Frame:
    """What a widget asks to have drawn below its text."""
    look, border = dictionary(widget, "/MK"), dictionary(widget, "/BS")
    width, style, dashes = 1.0, "S", _DASHES
    if border is not None:
        found = number(raw(border, "/W"))
        width = width if found is None else found
        style = name(raw(border, "/S")) or "S"
        dashes = _dashes(raw(border, "/D"))
    else:
        old = [number(each) for each in list(items(raw(widget, "/Border")))[:3]]
        if len(old) == 3 and old[2] is not None:
            width = old[2]
    line = _colour(raw(look, "/BC")) if look is not None else None
    return Frame(
        _colour(raw(look, "/BG")) if look is not None else None,
        line if width > 0 else None, max(0.0, min(width, 50.0)),
        style if style in ("S", "D", "B", "I", "U") else "S",  # type: ignore[arg-type]
        dashes)


def _dashes(value: Any) -> tuple[float, ...]:
    found = tuple(each for part in list(items(value))[:8]
                  if (each := number(part)) is not None and each >= 0)
    return found if sum(found) > 0 else _DASHES


def _colour(value: Any) -> Colour | None:
    found = [number(each) for each in list(items(value))[:5]]
    if len(found) not in (1, 3, 4):
        return None
    return tuple(max(0.0, min(1.0, each or 0.0)) for each in found)


def caption_of(widget: DictionaryObject) -> str:
    """/CA: the letter that says which mark a button is to have."""
    look = dictionary(widget, "/MK")
    return (string(raw(look, "/CA")) or "") if look is not None else ""


def light(colour: Colour) -> float:
    """How light a colour is, from 0 to 1."""
    if len(colour) not in (3, 4):
        return colour[0]
    ink = colour[3] if len(colour) == 4 else 0.0
    shares = [(1 - each) * (1 - ink) for each in colour[:3]] if len(colour) == 4 else list(colour)
    return 0.2126 * shares[0] + 0.7152 * shares[1] + 0.0722 * shares[2]


def seen_on(colour: Colour, background: Colour | None) -> Colour:
    """The colour, or black or white where it would not be seen on the background."""
    ground = 1.0 if background is None else light(background)
    if abs(light(colour) - ground) >= 0.3:
        return colour
    return (0.0,) if ground > 0.5 else (1.0,)
