"""How the table of `make bench` is printed, and kept for RESULTS.md while it is.

A theme opens with a title, and says beside its figures how they are to be read. Times against peers are
one `compared()`: who is faster, by how much, and against what floor.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Figure:
    """One measured value."""

    name: str
    value: float
    unit: str
    note: str


@dataclass(frozen=True)
class Comparison:
    """One thing done by ourselves and by others; a peer without a figure says why there is none."""

    what: str
    unit: str
    ours: float
    floor: tuple[str, float] | None
    peers: tuple[tuple[str, float | str], ...]


@dataclass
class Section:
    """What one theme measured under one title, and how to read it."""

    title: str
    reading: str
    lines: list[Figure | Comparison] = field(default_factory=list)


SHEET: list[Section] = []
"""Everything measured in this run, in order."""


def title(text: str, reading: str = "") -> None:
    """Begin a section; `reading` says what its figures mean, also where they are lost."""
    SHEET.append(Section(text, reading))
    print(f"\n{text}", flush=True)


def row(name: str, value: float, unit: str = "ms", note: str = "") -> None:
    SHEET[-1].lines.append(Figure(name, value, unit, note))
    _print(name, value, unit, note)


def compared(what: str, ours: Sequence[float], peers: Mapping[str, Sequence[float] | str],
             floor: tuple[str, Sequence[float]] | None = None) -> None:
    """Medians of seconds from paired runs, beside each other; a peer that is a text is not there."""
    weighed(what, _ms(ours), {who: each if isinstance(each, str) else _ms(each)
                              for who, each in peers.items()},
            (floor[0], _ms(floor[1])) if floor else None, unit="ms")


def weighed(what: str, ours: float, peers: Mapping[str, float | str],
            floor: tuple[str, float] | None = None, *, unit: str) -> None:
    """The same for figures that are medians already, or sizes."""
    made = Comparison(what, unit, ours, floor, tuple(peers.items()))
    SHEET[-1].lines.append(made)
    print(f"  {what}:", flush=True)
    if floor:
        _print(f"  floor: {floor[0]}", floor[1], unit, f"ours is {ours / floor[1]:.1f} times it")
    _print("  hjemmetraening", ours, unit, "")
    for who, theirs in made.peers:
        if isinstance(theirs, str):
            print(f"    {who}: {theirs}", flush=True)
        else:
            _print(f"  {who}", theirs, unit, against(theirs, ours, unit))


def against(theirs: float, ours: float, unit: str) -> str:
    """In words, who did better and by how much."""
    better, worse = ("smaller", "larger") if unit == "MiB" else ("faster", "slower")
    if theirs >= ours:
        return f"ours is {_times(theirs / ours)} times {better}"
    return f"ours is {_times(ours / theirs)} times {worse}"


def _times(ratio: float) -> str:
    return f"{ratio:.0f}" if ratio >= 10 else f"{ratio:.1f}" if ratio >= 2 else f"{ratio:.2f}"


def _ms(taken: Sequence[float]) -> float:
    return statistics.median(taken) * 1000


def _print(name: str, value: float, unit: str, note: str) -> None:
    print(f"  {name:<58} {value:>9.2f} {unit}  {note}".rstrip(), flush=True)
