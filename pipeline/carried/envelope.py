"""Carried data as bytes and back: the same data gives the same bytes, and nothing is taken on trust."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from json import dumps
from typing import Any, TypeVar

from pipeline.carried.payload import CARRIED, TITLE, VERSION, Carried
from pipeline.documents import KINDS, Place
from pipeline.errors import DataError, Problem, Text, text
from pipeline.formats import parse_date
from pipeline.sag import parse_sag

T = TypeVar("T")

_EXACT = re.compile(r'\{"":"([^"]*)"\}')
"""A number that waits to be one: no key of a case is empty, and a quote in a text has a backslash."""
_NO_XML = "\ufffe", "\uffff"
"""Characters that no XML can hold."""

_KEY, _DIGEST = re.compile(r"[a-z0-9]{1,40}"), re.compile(r"[0-9a-f]{64}")
_NAMES = {
    "dokument": "kind", "nr": "nr", "dato": "date", "modtager": "recipient", "forfattere": "authors",
    "laesere": "readers", "til_orientering": "til_orientering", "haendelser": "places",
    "sprog": "language", "skabelon": "template", "skema": "schema", "program": "program",
    "indstillinger": "settings", "sag": "sag"}
"""The envelope's keys, in the order they are written, and the attributes behind them."""


def as_bytes(carried: Carried) -> bytes:
    """The data as UTF-8 JSON on one line, its case in its own order, numbers as exact as they came.

    It ends with the digest of all that stands before: whoever changes a value by hand shows it.
    """
    values = {key: getattr(carried, name) for key, name in _NAMES.items()}
    written = _json({"udgave": VERSION, **values})
    try:
        if not any(each in written for each in _NO_XML):
            return _sealed(written.encode())
    except UnicodeEncodeError:
        pass
    return _sealed(_json({"udgave": VERSION, **values}, ascii_only=True).encode())


def _sealed(body: bytes) -> bytes:
    return b'%s,"segl":"%s"}' % (body[:-1], hashlib.sha256(body).hexdigest().encode())


def _json(value: Any, *, ascii_only: bool = False) -> str:
    written = dumps(value, ensure_ascii=ascii_only, separators=(",", ":"), default=_waiting)
    # The library has no way to write a Decimal as the number it is.
    return _EXACT.sub(r"\1", written) if '{"":"' in written else written


def _waiting(value: Any) -> Any:
    """A date as text, a Decimal as a mark for the number it is."""
    return value.isoformat() if isinstance(value, dt.date) else {"": str(Decimal(value))}


def of_bytes(data: bytes) -> Carried:
    """What carried data says, each part of the envelope of its own form.

    The case in it is not yet validated. Raises DataError: for what no case may be either (size,
    duplicate keys, numbers), for an envelope of a version that this program does not know, and
    naming each part that is missing or of another form.
    """
    read = parse_sag(data, CARRIED).data
    _refuse_version(read.get("udgave"))
    found: dict[str, Any] = {}
    wrong = []
    for key, name in _NAMES.items():
        value = _FORMS[key](read.get(key))
        if value is None:
            wrong.append(_problem(key, "filens-data-form", text(
                "En del af filens data mangler eller er ikke skrevet, som programmet skriver den."),
                text("Bed om filen igen, som den blev lavet.")))
        found[name] = value
    if wrong:
        raise DataError(wrong)
    return Carried(**found)


def _refuse_version(version: object) -> None:
    """Raise DataError for an envelope that is not ours to read."""
    if type(version) is int and version > VERSION:
        raise DataError([_problem("udgave", "filens-data-nyere", text(
            "Filens data er skrevet af en nyere udgave af programmet."), text(
            "Opdatér programmet, og prøv igen."))])
    if type(version) is not int or version != VERSION:
        raise DataError([_problem("udgave", "filens-data-udgave", text(
            "Filens data siger ikke, hvilken udgave de er, eller det er en, der aldrig har været."),
            text("Bed om filen igen, som den blev lavet."))])


def _problem(key: str, code: str, message: Text, remedy: Text) -> Problem:
    return Problem(f"{CARRIED}: {key}", code, TITLE, message, remedy)


def _kind(value: Any) -> str | None:
    return value if isinstance(value, str) and value in KINDS else None


def _number(value: Any) -> int | None:
    return value if type(value) is int and 1 <= value <= 9_999 else None


def _date(value: Any) -> dt.date | None:
    return parse_date(value) if isinstance(value, str) else None


def _key(value: Any) -> str | None:
    return value if isinstance(value, str) and _KEY.fullmatch(value) else None


def _keys(value: Any) -> tuple[str, ...] | None:
    return _all(value, _key)


def _all(value: Any, form: Callable[[Any], T | None]) -> tuple[T, ...] | None:
    """A list whose every item has a form; None for any other."""
    if not isinstance(value, list):
        return None
    found = tuple(each for item in value if (each := form(item)) is not None)
    return found if len(found) == len(value) else None


def _place(value: Any) -> Place | None:
    """An index in a list, and perhaps one inside it, or the name of a part."""
    if not isinstance(value, list) or not 1 <= len(value) <= 2:
        return None
    fits = [type(each) is int and 0 <= each <= 9_999 for each in value]
    if len(value) == 2 and isinstance(value[1], str):
        fits[1] = bool(_KEY.fullmatch(value[1]))
    return tuple(value) if all(fits) else None


def _places(value: Any) -> tuple[Place, ...] | None:
    return _all(value, _place) or None


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _digest(value: Any) -> str | None:
    return value if isinstance(value, str) and _DIGEST.fullmatch(value) else None


def _short(value: Any) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= 40 and value.isprintable() else None


def _object(value: Any) -> Mapping[str, Any] | None:
    return value if isinstance(value, Mapping) else None


_FORMS: Mapping[str, Callable[[Any], Any]] = {
    "dokument": _kind, "nr": _number, "dato": _date, "modtager": _key, "forfattere": _keys,
    "laesere": _keys, "til_orientering": _flag, "haendelser": _places, "sprog": _short,
    "skabelon": _digest, "skema": _short, "program": _short, "indstillinger": _object, "sag": _object}
"""What each part must be: the value, or None."""
