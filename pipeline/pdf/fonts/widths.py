"""How wide a text can be at most, without asking a font."""

from __future__ import annotations

WIDEST = 1.05
"""No glyph is wider, in em."""


def width_bound(token: str) -> float:
    """An upper bound of the token's width in em, by the widest glyph of each class."""
    return sum(
        0.56 if char.isdigit() or (char.islower() and char not in "mwæœ")
        else 0.34 if char in ".,:;/-'!|()[]iljtfI"
        else 0.84 if char.isupper() and char not in "WÆŒM"
        else WIDEST
        for char in token
    )
