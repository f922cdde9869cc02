"""By how much a case's dates and amounts can move without a letter of it changing in anything else.

Dates move together, so that ages, intervals and, where that can be, weekdays stay. None moves to
the other side of the day a new law took over. Everything else that hangs on a date or an amount
(holidays, the rates of a year, limits, ceilings) is not foretold but tried out: a move is taken when
the case has the same problems and gives the same letters as before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from pipeline.documents import KINDS
from pipeline.errors import DataError
from pipeline.law import NEW_LAW, quantities
from pipeline.letters import Job, makeable, prepared, problems_of
from pipeline.pseudonyms.cases import Move
from pipeline.pseudonyms.drawn import Key
from pipeline.pseudonyms.treatments import DATE, kind_of, leaves
from pipeline.sag import Sag
from pipeline.schemas import Schema

WEEKS = 26
"""A case is moved by half a year at most: a rate of a year is a rate of that year."""
DAYS = 30
"""And by no more than a month where the weekdays cannot stay."""
FACTORS = tuple(Decimal(percent) / 100 for percent in (*range(82, 98), *range(103, 115)))
"""What amounts are multiplied with. Two decimals keep whole kroner exact, and so every sum."""

DATING = ("brevdato", "endelig_brevdato", "dato", "modtaget", "foedselsdato")
"""The dates by which law is chosen."""

Made = Callable[[Move], Mapping[str, Any]]


def move_of(case: Mapping[str, Any], settings: Mapping[str, Any] | None, schema: Schema, key: Key,
            made: Made) -> Move | None:
    """The move of a case, or None where none leaves its letters as they were.

    `made` rewrites the case with a move.
    """
    number, public = str(case.get("sagsnummer")), public_amounts(case, settings)
    story, sides = Story(case, settings), _new_law_sides(made(Move()), schema)
    for one in _moves(key, number):
        found = replace(one, public=public)
        moved = made(found)
        if _new_law_sides(moved, schema) == sides and story.told_by(moved):
            break
    else:
        return None
    scaled = (replace(found, factor=factor) for factor in key.shuffled(FACTORS, "faktor", number))
    return next((one for one in scaled if story.told_by(made(one))), None)


def _moves(key: Key, number: str) -> Iterator[Move]:
    """Whole weeks first, in an order of the case's own; then whole months; then any days."""
    weeks = [Move(days=7 * week) for week in range(-WEEKS, WEEKS + 1) if week]
    months = [Move(months=count) for count in range(-WEEKS // 4, WEEKS // 4 + 1) if count]
    days = [Move(days=day) for day in range(-DAYS, DAYS + 1) if day % 7]
    for moves, kind in ((weeks, "uger"), (months, "maaneder"), (days, "dage")):
        yield from key.shuffled(moves, kind, number)


def _new_law_sides(case: Mapping[str, Any], schema: Schema) -> list[bool]:
    """For the date of each event, whether the new law held on it; a period may go past the day."""
    return [value >= NEW_LAW.isoformat() for path, value, of in leaves(case, schema)
            if kind_of(of) == DATE and isinstance(value, str) and path[-1] in DATING]


def public_amounts(case: Mapping[str, Any], settings: Mapping[str, Any] | None) -> frozenset[Decimal]:
    """The law's figures and the kommune's own rates."""
    of_law = [value.vaerdi for quantity in quantities("satser").values() for value in quantity.vaerdier]
    own = (settings if settings is not None else case.get("kommune")) or {}
    rates = own.get("satser") if isinstance(own, Mapping) else ()
    local = [rate.get("beloeb") for rate in rates or () if isinstance(rate, Mapping)] \
        if isinstance(rates, list) else []
    return frozenset(Decimal(amount) for amount in (*of_law, *local, 0)
                     if isinstance(amount, int | Decimal) and not isinstance(amount, bool))


class Story:
    """What must stay of a case: its errors by place; where it has none, its letters.

    A letter is known by its kind, number, author and variant, whom it is for (by place among the
    parties), the names of the facts in it and what is so or not so.
    """

    def __init__(self, case: Mapping[str, Any], settings: Mapping[str, Any] | None) -> None:
        self._settings = settings
        self._errors = _errors(case, settings)
        kinds = [] if self._errors else makeable(Sag(case))
        self._letters = {kind: self._of(case, kind) for kind in kinds}

    def told_by(self, case: Mapping[str, Any]) -> bool:
        """Whether another case tells it too."""
        if _errors(case, self._settings) != self._errors:
            return False
        if self._errors:
            return True
        if set(makeable(Sag(case))) != set(self._letters):
            return False
        for kind, letters in self._letters.items():
            if self._of(case, kind) != letters:
                # What is told differently once is so again with the next move: look there first.
                self._letters = {kind: letters, **self._letters}
                return False
        return True

    def _of(self, case: Mapping[str, Any], kind: str) -> object:
        own = self._settings if self._settings is not None else case.get("kommune")
        return _letters(case, own or {}, kind)


def _errors(case: Mapping[str, Any], settings: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    try:
        return sorted((problem.path, problem.code)
                      for problem in problems_of(Sag(case), Job("", settings=settings))
                      if problem.severity == "fejl")
    except Exception:  # a case that is not valid may be anything
        return [("", "ulæselig")]


def _letters(case: Mapping[str, Any], settings: Mapping[str, Any], kind: str) -> object:
    if not settings:
        return len(KINDS[kind].events(case))
    order = {party.get("id"): place for place, party in enumerate(case["parter"])}
    try:
        made = prepared(case, settings, Job(kind, nr="alle", settings=settings, today=_late(case)))
    except DataError as error:
        return sorted((problem.path, problem.code) for problem in error.problems)
    return [(letter.number, letter.author, letter.variant,
             order.get((letter.view.til_orientering or letter.view.recipient).id, -1),
             sorted(f"{fact.name}={fact.value}" if isinstance(fact.value, bool) else fact.name
                    for fact in letter.facts)) for letter in made]


def _late(case: Mapping[str, Any]) -> dt.date:
    """A day that letters without a date of their own can have: the same in the story."""
    from pipeline.formats import parse_date

    days = [day for liste in KINDS.values() for event in case.get(liste.liste, ())
            for key in ("brevdato", "dato") if (day := parse_date(str(event.get(key))))]
    return max(days, default=NEW_LAW)
