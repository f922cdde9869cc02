"""A case as its pseudonym: the same story, of other people in another place, time and price."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from pipeline.calendar import add_months
from pipeline.formats import cpr_birth_date, cpr_digits, is_cpr, is_date, is_money, parse_date
from pipeline.pseudonyms.drawn import Forbidden, Key
from pipeline.pseudonyms.material import GENERIC_IDS
from pipeline.pseudonyms.standins import StandIns, folded
from pipeline.pseudonyms.treatments import (
    CPR,
    DATE,
    ID,
    LEFT_OUT,
    MONEY,
    MONTH,
    NUMBER,
    OPEN,
    WORDS,
    kind_of,
)
from pipeline.schemas import Schema

Steps = tuple[str | int, ...]
ID_PATTERN = r"[a-z0-9]{1,30}"
WRONG = "ugyldig"
"""In place of a value of a kind that it is not: still wrong, and nobody's."""


@dataclass(frozen=True, slots=True)
class Move:
    """How far a case's dates are moved, what its amounts are multiplied with, and which stay.

    With `months` the last day of a month stays the last of its month, as terms and pay have it; with
    `days` intervals stay exact.

    Public figures (the law's, a kommune's own rates) are among those that stay: they are no secret,
    and a letter compares with them.
    """

    days: int = 0
    months: int = 0
    factor: Decimal = Decimal(1)
    public: frozenset[Decimal] = field(default=frozenset(), repr=False)

    def date(self, value: str) -> str:
        """The date as many days later. What is no date is none afterwards either."""
        day = parse_date(value)
        if day is None or not is_date(value):
            return WRONG
        return self.day(day).isoformat()

    def day(self, day: dt.date) -> dt.date:
        """The day as much later."""
        if not self.months:
            return day + dt.timedelta(self.days)
        following = day + dt.timedelta(1)
        if following.day == 1:
            return add_months(following, self.months) - dt.timedelta(1)
        return add_months(day, self.months)

    def month(self, value: str) -> str:
        """The month that its middle comes to lie in."""
        moved = self.date(f"{value}-15")
        return moved if moved == WRONG else moved[:7]

    def money(self, value: Any) -> Any:
        """The amount in kroner and øre. What is no amount stays none."""
        number = Decimal(value)
        if not is_money(value) or number < 0 or number in self.public:
            return value
        made = (number * self.factor).quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()
        return int(made) if made == made.to_integral_value() else made


class Rewriter:
    """One case being rewritten; `move` may be tried out many times."""

    def __init__(self, case: Mapping[str, Any], schema: Schema, key: Key, forbidden: Forbidden) -> None:
        self._case, self._schema = case, schema
        self._ids = ids_of(case)
        self._standins = StandIns(key, forbidden, women_of(case))
        self._makers = self._standins.makers
        self._texts: dict[tuple[str, str], str] = {}

    def made(self, move: Move) -> dict[str, Any]:
        """The case rewritten."""
        made: dict[str, Any] = self._value(self._case, self._schema, (), move)
        return made

    def _value(self, value: Any, schema: Schema, path: Steps, move: Move) -> Any:
        if isinstance(value, Mapping):
            return self._object(value, schema, path, move)
        if isinstance(value, list):
            return [self._value(item, schema.get("items", {}), (*path, place), move)
                    for place, item in enumerate(value)]
        if value is None or isinstance(value, bool):
            return value
        kind = kind_of(schema)
        if isinstance(value, str):
            return self._text(value, kind, schema, path, move)
        if kind == MONEY:
            return value if path[:1] == ("kommune",) else move.money(value)
        # A number where a text belongs may be a CPR number.
        return value if kind in (NUMBER, OPEN) else 0

    def _object(self, value: Mapping[str, Any], schema: Schema, path: Steps, move: Move
                ) -> dict[str, Any]:
        known = schema.get("properties", {})
        made: dict[str, Any] = {}
        for number, (name, item) in enumerate(value.items()):
            if name in LEFT_OUT and name in known:
                continue
            # A field that the schema does not know may be called by somebody's name.
            called = name if name in known else f"ukendt{number}"
            made[called] = self._value(item, known.get(name, {}), (*path, called), move)
        return made

    def _text(self, value: str, kind: str, schema: Schema, path: Steps, move: Move) -> str:
        if schema.get("type", "string") != "string" and "enum" not in schema and "const" not in schema:
            return WRONG
        if kind == OPEN:
            return value if _allowed(value, schema) else WRONG
        if kind == ID:
            return self._id(value)
        if kind in (DATE, MONTH):
            if path[:1] == ("kommune",):
                return value if is_date(value) else WRONG
            return move.date(value) if kind == DATE else move.month(value)
        if kind == CPR:
            return self._standins.cpr(value, move.day) if is_cpr(value) else WRONG
        if (kind, value) not in self._texts:
            self._texts[kind, value] = self._made(value, kind)
        return self._texts[kind, value]

    def _id(self, value: str) -> str:
        """An id; one that nobody in the case has is still one that nobody has."""
        if value not in self._ids:
            named = bool(re.fullmatch(ID_PATTERN, value))
            self._ids[value] = value if named and _generic(value) else \
                f"{WRONG}{len(self._ids)}" if named else f"{WRONG.upper()} {len(self._ids)}"
        return self._ids[value]

    def _made(self, value: str, kind: str) -> str:
        """A stand-in that is right where the value was: too long, empty, misspelled stays so."""
        from pipeline.formats import FORMATS

        if not value.strip():
            return value
        if kind in FORMATS.checkers and not FORMATS.conforms(value, kind):
            return WRONG
        if kind not in (WORDS, "tal", "enhed") and (len(value) > 200 or not FORMATS.conforms(
                value, "linje")):
            kind = WORDS
        return self._makers[kind](value)


def _allowed(value: str, schema: Schema) -> bool:
    """Whether a value is one of the schema's own words, or written as its pattern has it."""
    from pipeline.formats import FORMATS

    if "enum" in schema or "const" in schema:
        return value in schema.get("enum", ()) or value == schema.get("const")
    return bool(re.search(schema.get("pattern", ""), value)) and len(value) <= 20 and \
        FORMATS.conforms(value, schema.get("format", "linje"))


def ids_of(case: Mapping[str, Any]) -> dict[str, str]:
    """Each id that a party or a goal has, and the one it gets: the part in the story, or a number."""
    found: dict[str, str] = {}
    for name, letter in (("parter", "p"), ("maal", "m")):
        listed = case.get(name)
        for number, item in enumerate(listed if isinstance(listed, list) else (), start=1):
            own = item.get("id") if isinstance(item, Mapping) else None
            if isinstance(own, str) and re.fullmatch(ID_PATTERN, own) and own not in found:
                found[own] = own if _generic(own) else f"{letter}{number}"
    taken = [new for own, new in found.items() if new == own]
    found = {own: new if own == new or new not in taken else f"{new}x" for own, new in found.items()}
    return {**found, **{name: name for name in ("kommune", "ung", "barn")}}


def _generic(name: str) -> bool:
    return name.rstrip("0123456789") in GENERIC_IDS or bool(re.fullmatch(r"[mp][0-9]{0,2}", name))


def women_of(case: Mapping[str, Any]) -> Mapping[str, bool]:
    """Whether each person that the case says so of is a woman, by folded name."""
    listed = case.get("parter")
    people = [case.get("barn"), *(listed if isinstance(listed, list) else ())]
    found: dict[str, bool] = {}
    for person in people:
        if not (isinstance(person, Mapping) and isinstance(person.get("navn"), str)):
            continue
        number, relation = person.get("cpr"), person.get("relation")
        if relation in ("mor", "medmor", "far"):
            found[folded(person["navn"])] = relation != "far"
        elif isinstance(number, str) and cpr_birth_date(number):
            found[folded(person["navn"])] = int(cpr_digits(number)[-1]) % 2 == 0
    return found
