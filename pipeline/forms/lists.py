"""A list's lines: from which on they are seen, how large, and what is drawn behind the chosen ones."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline.forms import drawn
from pipeline.forms.letters import width
from pipeline.forms.setting import READABLE, Box, Line, Setting, reach

_SIZE = 12.0
_LEADING = 1.15
GROUND = (0.6, 0.757, 0.855)
"""The colour behind a chosen line."""


def rows(lines: Sequence[str], chosen: Collection[int], box: Box) -> tuple[int, Setting]:
    """The first line that is seen, and how those are set that there is room for.

    It is the first of all, unless a chosen one would then be out of sight. Lines are made smaller
    for a chosen one that is too wide, but not so small that nobody can read them.
    """
    size = box.size or _SIZE
    while size > READABLE and any(width(lines[number]) * size > box.room for number in chosen):
        size -= 0.5
    seen = max(int((box.height - 2 * box.inset) / (_LEADING * size)), 1)
    first = min(chosen, default=0)
    first = 0 if first < seen else min(first, max(len(lines) - seen, 0))
    set_, over = [], []
    for number, line in enumerate(lines[first:first + seen], start=first):
        shown = line[:reach(line, 0, box.room / size)]
        top = box.height - box.inset - (number - first) * _LEADING * size
        set_.append(Line(box.start(size * width(shown)), top - 0.9 * size, shown, number in chosen))
        if number in chosen and shown != line:
            over.append(line[len(shown):])
    hidden = [lines[number] for number in sorted(chosen) if not first <= number < first + seen]
    return first, Setting(size, tuple(line for line in set_ if line.letters),
                          "\n".join(over + hidden))


def behind(chosen: Collection[int], first: int, size: float, box: Box) -> str:
    """The coloured ground of the chosen lines that are seen."""
    step = _LEADING * size
    top = box.height - box.inset
    return "\n".join(
        f"{drawn.filled(GROUND)} " + drawn.rectangle(
            box.inset, top - (number - first + 1) * step, box.width - 2 * box.inset, step) + " f"
        for number in sorted(chosen)
        if first <= number and (number - first) * step < box.height)
