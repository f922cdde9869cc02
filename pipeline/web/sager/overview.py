"""What a caseworker sees of the cases that came in: a row for each, and what is due in them by a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from pipeline.duties import Duty, due
from pipeline.errors import DataError, Problem, Text, text
from pipeline.web.sager.intake import Came, Intake

T = TypeVar("T")
ROWS, LIMITS = 50, 25
"""Cases, and limits, that are shown at a time."""


@dataclass(frozen=True, slots=True)
class Row:
    """A case: its place in the intake, and its duties by the day that was asked about.

    `told`: it says until when its letters are sent; without that no letter of it waits.
    """

    place: int
    came: Came
    duties: tuple[Duty, ...] = ()
    told: bool = True
    problems: tuple[Problem, ...] = ()
    """Why its duties are not known."""

    def late(self, today: dt.date) -> int:
        """How many limits have passed."""
        return sum(duty.frist < today for duty in self.duties)

    @property
    def ready(self) -> int:
        """How many letters wait to be sent and can be made."""
        return sum(duty.klar and duty.kind is not None for duty in self.duties)

    @property
    def first(self) -> dt.date | None:
        """The earliest limit."""
        return self.duties[0].frist if self.duties else None


@dataclass(frozen=True, slots=True)
class Due:
    """A duty with the case it is of."""

    row: Row
    duty: Duty
    late: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page is to show: by which day, which cases in which order, and which part of them."""

    by: dt.date
    today: dt.date
    only: str = ""
    order: str = ""
    number: str = ""
    part: int = 0
    due_part: int = 0
    chosen: frozenset[int] = frozenset()
    trouble: Problem | None = None
    """What was wrong with the day that was written."""


ONLY: Mapping[str, tuple[Text, Callable[[Row, dt.date], object]]] = {
    "": (text("Alle sager"), lambda _row, _: True),
    "fejl": (text("Sager med fejl"), lambda row, _: row.came.wrong or row.problems),
    "advarsel": (text("Sager med advarsler"), lambda row, _: row.came.doubtful),
    "sen": (text("Sager, hvor en frist er overskredet"), lambda row, today: row.late(today)),
    "brev": (text("Sager med breve, der kan sendes"), lambda row, _: row.ready),
}
ORDERS: Mapping[str, tuple[Text, Callable[[Row], Any]]] = {
    "": (text("Som de kom"), lambda row: row.place),
    "nummer": (text("Sagsnummer"), lambda row: (row.came.number == "", row.came.number, row.place)),
    "fejl": (text("Flest fejl først"),
             lambda row: (-row.came.wrong, -row.came.doubtful, row.place)),
    "frist": (text("Tidligste frist først"), lambda row: (row.first or dt.date.max, row.place)),
}


@dataclass(frozen=True, slots=True)
class Overview:
    """The cases, all of them and those that are wanted in the wanted order, and what is due."""

    rows: tuple[Row, ...]
    wanted: tuple[Row, ...]
    due: tuple[Due, ...]
    asked: Asked

    @property
    def usable(self) -> tuple[Row, ...]:
        """Those that something can be made of."""
        return tuple(row for row in self.rows if row.came.usable)

    @property
    def shown(self) -> tuple[Row, ...]:
        """Those on this part of the page."""
        return part(self.wanted, self.asked.part, ROWS)

    @property
    def shown_due(self) -> tuple[Due, ...]:
        """The limits on this part of the page."""
        return part(self.due, self.asked.due_part, LIMITS)

    @property
    def unseen(self) -> tuple[int, ...]:
        """Cases that are chosen, and not on this part of the page."""
        here = {row.place for row in self.shown}
        return tuple(sorted(self.asked.chosen - here))

    @property
    def late(self) -> int:
        """How many limits have passed."""
        return sum(each.late for each in self.due)

    @property
    def ready(self) -> int:
        """How many letters wait to be sent and can be made."""
        return sum(row.ready for row in self.rows)

    @property
    def untold(self) -> int:
        """How many cases do not say until when their letters are sent."""
        return sum(not row.told for row in self.rows)

    @property
    def kinds(self) -> Mapping[str, int]:
        """The documents that can be made, and of how many cases."""
        found: dict[str, int] = {}
        for row in self.rows:
            for kind in row.came.kinds:
                found[kind] = found.get(kind, 0) + 1
        return found


def overview(intake: Intake, settings: Mapping[str, Any] | None, asked: Asked) -> Overview:
    """The cases with what is due in them; `settings` are the kommune's, else each case's own."""
    rows = tuple(row_of(place, came, settings, asked.by) for place, came in enumerate(intake.cases))
    keep, order = ONLY[asked.only][1], ORDERS[asked.order][1]
    wanted = sorted((row for row in rows if keep(row, asked.today)
                     and asked.number.casefold() in row.came.number.casefold()), key=order)
    usable = frozenset(row.place for row in rows if row.came.usable)
    return Overview(rows, tuple(wanted), _due(rows, asked.today),
                    _within(asked, len(wanted), sum(len(row.duties) for row in rows), usable))


def row_of(place: int, came: Came, settings: Mapping[str, Any] | None, by: dt.date) -> Row:
    """A case with its duties; one that cannot be used has none."""
    sag = came.sag if came.usable else None
    if sag is None:
        return Row(place, came)
    own = settings if settings is not None else sag.data["kommune"]
    try:
        return Row(place, came, due(sag.data, own, by), "breve_sendt_til" in sag.data)
    except DataError as error:
        return Row(place, came, problems=error.problems)


def _due(rows: Iterable[Row], today: dt.date) -> tuple[Due, ...]:
    found = [Due(row, duty, duty.frist < today) for row in rows for duty in row.duties]
    return tuple(sorted(found, key=lambda each: (
        each.duty.frist, each.row.came.number, each.row.place, each.duty.kode)))


def _within(asked: Asked, wanted: int, limits: int, usable: frozenset[int]) -> Asked:
    """With parts that there are, and only cases chosen that can be used."""
    return replace(asked, part=min(asked.part, parts(wanted, ROWS) - 1), chosen=asked.chosen & usable,
                   due_part=min(asked.due_part, parts(limits, LIMITS) - 1))


def parts(count: int, each: int) -> int:
    """How many pages of `each` so many things take; one where there is none."""
    return max(1, -(-count // each))


def part(found: Sequence[T], at: int, each: int) -> tuple[T, ...]:
    """One page of them."""
    return tuple(found[at * each:(at + 1) * each])
