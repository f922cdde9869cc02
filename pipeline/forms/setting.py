"""A text set in a box: how large, where each line stands, and what there is no room for."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.forms.letters import ASCENT, CAP_HEIGHT, DESCENT, width

READABLE = 6.0
"""Points: what is smaller is told, for few can read it on paper."""
SMALLEST = 4.0
"""Points: below it nothing is set; what is left over is told."""
_LARGEST_BY_ITSELF = 12.0
_STEP = 0.5
_LEADING = 1.15
_PAD = 2.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line and where its first letter stands, in points from the box's lower left corner."""

    x: float
    y: float
    letters: str = field(repr=False)
    marked: bool = False
    """Whether it is a chosen line of a list, with a ground of its own."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A text as it is set."""

    size: float
    lines: tuple[Line, ...]
    rest: str = field(default="", repr=False)
    """What there is no room for."""
    shrunk: bool = False
    """Whether it is smaller than can be read, because there was no room."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a text may stand, and how its form wants it."""

    width: float
    height: float
    size: float
    """Of the letters in points; 0 where the text decides."""
    inset: float = 1.0
    align: int = 0
    """0 at the left, 1 in the middle, 2 at the right."""

    @property
    def pad(self) -> float:
        """Points between the edge and the text at each side."""
        return min(max(_PAD, self.inset + 1.0), max(self.width * 0.1, 0.0))

    @property
    def room(self) -> float:
        """Points a line may be wide."""
        return max(self.width - 2 * self.pad, 0.1)

    def start(self, wide: float) -> float:
        """Where a line of this width begins."""
        free = self.room - wide
        return self.pad + (free if self.align == 2 else free / 2 if self.align == 1 else 0.0)


def one_line(value: str, box: Box) -> Setting:
    """A text on one line in the middle of the box's height."""
    wide = width(value)
    tall = box.height / (ASCENT + DESCENT)
    wanted = box.size or min(_LARGEST_BY_ITSELF, tall)
    fits = min(wanted, tall, box.room / wide if wide else wanted)
    size = max(fits, min(SMALLEST, wanted))
    shown = value if fits >= size - 1e-9 else value[:reach(value, 0, box.room / size)]
    line = Line(box.start(size * width(shown)), _base(box.height, size), shown)
    return Setting(size, (line,) if shown else (), value[len(shown):],
                   shrunk=bool(value) and size < min(READABLE, wanted))


def _base(height: float, size: float) -> float:
    """The line that letters stand on: capitals in the middle, and nothing below cut off."""
    return max((height - CAP_HEIGHT * size) / 2, min(DESCENT * size, height - CAP_HEIGHT * size))


def reach(value: str, at: int, room: float) -> int:
    """Where a line ends that begins at a letter of the text and has room for so many em."""
    total = 0.0
    for end in range(at, len(value)):
        total += width(value[end])
        if total > room + 1e-9:
            return end
    return len(value)


def comb(value: str, count: int, box: Box) -> Setting:
    """Each letter in the middle of a box of its own."""
    cell = box.width / count
    widest = max((width(letter) for letter in value), default=1.0) or 1.0
    tall = box.height / (ASCENT + DESCENT)
    wanted = box.size or min(_LARGEST_BY_ITSELF, tall)
    size = max(min(wanted, tall, cell / widest), min(SMALLEST, wanted))
    free = count - len(value)
    first = {1: free // 2, 2: free}.get(box.align, 0)
    lines = tuple(
        Line((first + number) * cell + (cell - size * width(letter)) / 2, _base(box.height, size),
             letter)
        for number, letter in enumerate(value[:count]) if letter != " ")
    return Setting(size, lines, value[count:], shrunk=bool(value) and size < min(READABLE, wanted))


def paragraphs(value: str, box: Box) -> Setting:
    """A text on as many lines as it takes, from the top."""
    wanted = box.size or _LARGEST_BY_ITSELF
    for size in _sizes(wanted):
        most = _room_for(box, size)
        rows = list(itertools.islice(_wrapped(value, box.room / size), max(most, 1) + 1))
        if most >= len(rows):
            break
    kept = rows[:max(most, 1)]
    lines = tuple(Line(box.start(size * width(row)), _row(box, size, number), row)
                  for number, (row, _) in enumerate(kept) if row)
    end = kept[-1][1] if len(kept) < len(rows) else len(value)
    return Setting(size, lines, value[end:].lstrip(" "),
                   shrunk=bool(value) and size < min(READABLE, wanted))


def _sizes(wanted: float) -> Iterator[float]:
    yield wanted
    size = wanted - _STEP
    while size > SMALLEST:
        yield size
        size -= _STEP
    if wanted > SMALLEST:
        yield SMALLEST


def _top(box: Box) -> float:
    return min(box.inset + 1.0, box.height * 0.1)


def _room_for(box: Box, size: float) -> int:
    """How many lines there is room for."""
    free = box.height - 2 * _top(box) - size * (CAP_HEIGHT + DESCENT)
    return 1 + int(free / (_LEADING * size) + 1e-9) if free > -0.1 * size else 0


def _row(box: Box, size: float, number: int) -> float:
    return box.height - _top(box) - size * (CAP_HEIGHT + 0.1) - number * _LEADING * size


def _wrapped(value: str, room: float) -> Iterator[tuple[str, int]]:
    """Each line, and how many letters of the text are on it and those before."""
    start = 0
    for paragraph in value.split("\n"):
        yield from _filled(paragraph, start, room)
        start += len(paragraph) + 1


def _filled(paragraph: str, start: int, room: float) -> Iterator[tuple[str, int]]:
    """The lines of one paragraph; a word that is longer than a line is broken."""
    at = 0
    while (end := reach(paragraph, at, room)) < len(paragraph):
        space = paragraph.rfind(" ", at, end + 1)
        stop, after = (space, space + 1) if space > at else (max(end, at + 1),) * 2
        yield paragraph[at:stop].rstrip(" "), start + after
        at = after
    yield paragraph[at:].rstrip(" "), start + len(paragraph)
