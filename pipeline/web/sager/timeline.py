"""What is due, as a picture: a bar for each month, so long as there are limits in it.

Months stand under each other, so that the picture is as readable on a phone as on a desk. What is
overdue is hatched and has a line of its own with its name: colour says nothing alone.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.duties import Duty

WIDTH = 320
"""Units; about as many pixels on a phone."""
LABEL, NUMBER = 112, 34
"""Units for the month's name before a bar and its number behind it."""
ROW, BAR = 30, 16
"""Units from one bar to the next, and of a bar."""
LEAST = 5
"""Units of the shortest piece of a bar that can be told from its neighbours."""
MOST_MONTHS = 24
"""Above these only months with limits in them are drawn."""
KINDS = ("sen", "brev", "andet")
"""What a piece of a bar stands for: overdue, letters that can be made, all the rest."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar: what it stands for, where it begins and how long it is."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A month by its first day, or all that is overdue (None): how many limits, and its pieces."""

    month: dt.date | None
    count: int
    y: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The picture: what its page draws."""

    bars: tuple[Bar, ...]
    late: int
    count: int

    @property
    def height(self) -> int:
        """Units."""
        return ROW * len(self.bars)


def timeline(duties: Iterable[Duty], today: dt.date, by: dt.date) -> Timeline:
    """The picture of some duties until a day, seen from today."""
    found: dict[dt.date | None, Counter[str]] = {}
    for duty in duties:
        late = duty.frist < today
        kind = "sen" if late else "brev" if duty.klar else "andet"
        found.setdefault(None if late else duty.frist.replace(day=1), Counter())[kind] += 1
    months = sorted(month for month in found if month is not None)
    if (by.year - today.year) * 12 + by.month - today.month < MOST_MONTHS:
        months = list(_months(today, by))
    listed: list[dt.date | None] = [*([None] if None in found else []), *months]
    longest = max((each.total() for each in found.values()), default=1)
    bars = tuple(_bar(month, found.get(month, Counter()), ROW * at, longest)
                 for at, month in enumerate(listed))
    return Timeline(bars, found.get(None, Counter()).total(), sum(each.count for each in bars))


def _months(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = (month + dt.timedelta(days=31)).replace(day=1)


def _bar(month: dt.date | None, found: Counter[str], y: int, longest: int) -> Bar:
    unit = (WIDTH - LABEL - NUMBER) / longest
    pieces, x = [], float(LABEL)
    for kind in KINDS:
        if found[kind]:
            width = max(LEAST, round(found[kind] * unit, 1))
            pieces.append(Piece(kind, round(x, 1), width))
            x += width
    return Bar(month, found.total(), y, tuple(pieces))
