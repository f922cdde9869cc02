"""A value of the case as it is written in a form's field, so that it can be read back from there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal

from pipeline.danish.fields import Field as CaseField
from pipeline.danish.values import word
from pipeline.formats import cpr_digits, parse_date
from pipeline.formatting import FILTERS, LOCALE, NBSP, ord_
from pipeline.forms.entries import Given
from pipeline.forms.fields import Field
from pipeline.forms.mapping import Part, Scalar, Source
from pipeline.richtext import RichText


class Unfit(Exception):
    """Raised when a value cannot be written in a field: the field has no such option, say."""


def worded(value: Any, source: Source, known: CaseField | None, target: Field) -> Given:
    """What is put in the field for a value of the case. Raises Unfit."""
    value = value.plain if isinstance(value, RichText) else value
    if source.when is not None:
        return _tick(value, source.when, target)
    if source.part:
        return part_of(value, source.part, target.max_length)
    if source.choices:
        return _chosen(value, source.choices)
    if target.kind == "check":
        if not isinstance(value, bool):
            raise Unfit
        return value
    if target.kind in ("radio", "combo", "list"):
        return _option(value, target)
    return written(value, source.style, known, target)


def written(value: Any, style: str, known: CaseField | None, target: Field) -> str:
    """A value as text. Raises Unfit where the filter cannot take it."""
    if style:
        return styled(value, style)
    if isinstance(value, Sequence) and not isinstance(value, str):
        apart = "\n" if target.multiline else ", "
        # A code's own word: the words that letters print for it may have a comma.
        return apart.join(word(each) if known and known.codes and isinstance(each, str)
                          else written(each, "", known, target) for each in value)
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, dt.date):
        return _day(value, target)
    if isinstance(value, int | Decimal):
        return _money(value) if known and known.form == "kroner" else _figure(value)
    if not isinstance(value, str):
        raise Unfit
    if known and known.codes:
        return ord_(value)
    if known and known.form == "cpr":
        return _cpr(value, target)
    return value


def styled(value: Any, style: str) -> str:
    """A value through one of the filters that templates use. Raises Unfit where it takes none such."""
    try:
        found = FILTERS[style](value)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, ArithmeticError):
        raise Unfit from None
    return str(found).replace(NBSP, " ")


def part_of(value: Any, part: Part, room: int | None = None) -> str:
    """One part of a date or a CPR number. Raises Unfit where the value has none such."""
    if part in ("foedselsdato", "loebenummer"):
        digits = cpr_digits(value) if isinstance(value, str) else ""
        if not digits:
            raise Unfit
        return digits[:6] if part == "foedselsdato" else digits[6:]
    day = parse_date(value) if isinstance(value, str) else value
    if not isinstance(day, dt.date):
        raise Unfit
    if part == "aar":
        return f"{day.year:04}"[-2:] if room == 2 else f"{day.year:04}"
    return f"{day.day if part == 'dag' else day.month:02}"


def _tick(value: Any, when: Scalar, target: Field) -> Given:
    held = value if isinstance(value, tuple | list) else (value,)
    # True is 1 to Python, and a tick for 1 is none for true.
    ticked = any(each == when and isinstance(each, bool) == isinstance(when, bool) for each in held)
    if target.kind == "text":
        return "X" if ticked else ""
    return ticked


def _chosen(value: Any, choices: Mapping[str, Scalar]) -> Given:
    """The form's options for a value, or for each of several."""
    if isinstance(value, tuple | list):
        return [str(_chosen(each, choices)) for each in value]
    for option, meant in choices.items():
        if meant == value and isinstance(meant, bool) == isinstance(value, bool):
            return option
    raise Unfit


def _option(value: Any, target: Field) -> Given:
    """The option whose export value or text says the value."""
    if isinstance(value, tuple | list):
        return [str(_option(each, target)) for each in value]
    wanted = {folded(each) for each in sayings(value)}
    for export, shown in target.options:
        if {folded(export), folded(shown)} & wanted:
            return export
    if target.editable and isinstance(value, str):
        return ord_(value)
    raise Unfit


def sayings(value: Any) -> tuple[str, ...]:
    """What an option may say for a value: the code, or its words."""
    if isinstance(value, bool):
        return ("ja", "true") if value else ("nej", "false")
    if isinstance(value, str):
        return value, word(value), ord_(value)
    return (str(value),)


def folded(said: str) -> str:
    """A text without what does not matter when two are compared."""
    return re.sub(r"[\s_]+", " ", said).strip(" .:*").casefold()


def _day(day: dt.date, target: Field) -> str:
    """As the form's own pattern says; else 31-03-2026, or 31032026 where the digits have boxes."""
    pattern = date_pattern(target)
    return re.sub("d+|m+|y+", lambda match: {
        "d": f"{day.day:0{len(match[0])}}", "m": f"{day.month:0{len(match[0])}}",
        "y": f"{day.year:04}"[-4 if len(match[0]) > 2 else -2:]}[match[0][0]], pattern)


def date_pattern(target: Field) -> str:
    """How a day is written in a field: figures only, since the reader must know what comes first."""
    asked = target.format.pattern.lower() if target.format and target.format.kind == "date" else ""
    if re.fullmatch(r"(?=.*d)(?=.*m)(?=.*yyyy)(dd?|mm?|yyyy)([-./ ]?(dd?|mm?|yyyy)){2}", asked):
        return asked
    return "ddmmyyyy" if target.max_length in (8, 9) else "dd-mm-yyyy"


def _money(value: int | Decimal) -> str:
    """1.234,00: always with øre, since 1.234 alone may be read as a little more than one."""
    return format_decimal(value, "#,##0.00", locale=LOCALE)


def _figure(value: int | Decimal) -> str:
    said = format(value, "f")
    if "." in said:
        said = said.rstrip("0").rstrip(".")
    whole, _, decimals = said.partition(".")
    # 1,234 may be read as over a thousand; a zero more says that it is not.
    return f"{whole},{decimals.ljust(4, '0') if len(decimals) == 3 else decimals}" if decimals else whole


def _cpr(value: str, target: Field) -> str:
    digits = cpr_digits(value)
    if not digits or target.comb or (target.max_length or 11) < 11:
        return digits or value
    return f"{digits[:6]}-{digits[6:]}"
