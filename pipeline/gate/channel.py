"""One of the places in a file where words can stand."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Channel:
    """One place where something can stand: its name in `CHANNELS`, and its words.

    With `loose` the spaces between words may be lost. `marks` are not for reading: measures and
    dates stand there too, so that an amount is not looked for.
    """

    name: str
    words: str = field(repr=False)
    loose: bool = False
    marks: bool = False
