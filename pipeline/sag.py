"""The reader: JSON in, a Sag out, or every reason why not.

Numbers come as int or Decimal, never as float. What JSON leaves open is refused with its place:
duplicate keys, NaN and infinities, numbers of more than 15 digits, deep nesting.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from pipeline.errors import DataError, Problem, Text, UsageError, text

MAX_BYTES = 20 * 1024 * 1024
"""A case of a hundred letters is well under one megabyte."""
MAX_DEPTH = 40
MAX_DIGITS = 15
NUMBERLESS = "uden nummer"
"""What a case is called that the kommune has given no number yet: a family's first application."""


@dataclass(frozen=True, slots=True)
class Sag:
    """A case as it was read: JSON values only, not yet validated. `source` is a file's name.

    A case from a spreadsheet knows the cell of each field ("barn.navn" -> "Sager!C14") in `places`,
    and in `problems` which cells could not be read: their fields are not in `data`. One from a form
    knows the form's fields so, in words.
    """

    data: Mapping[str, Any] = field(repr=False)
    source: str = ""
    places: Mapping[str, str | Text] = field(default_factory=dict, repr=False)
    problems: tuple[Problem, ...] = ()

    def located(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """The reader's own problems and these, each with its cell where the case has cells.

        Of a field whose cell could not be read, only that is told.
        """
        if not self.places:
            return (*self.problems, *problems)
        unread = [problem.path for problem in self.problems if problem.severity == "fejl"]
        return (*self.problems, *(self._with_cell(problem) for problem in problems
                                  if not any(_follows(problem, path) for path in unread)))

    def _with_cell(self, problem: Problem) -> Problem:
        if problem.place or not re.match(r"[a-z_]+(\[|\.|$)", problem.path):
            return problem
        path = problem.path
        while path and path not in self.places:
            path = path[:max(path.rfind("."), path.rfind("["), 0)]
        if not path and problem.path.startswith("kommune"):
            return problem  # the settings have a file of their own
        cell = self.places.get(path)
        if not cell:
            return problem
        return replace(problem, place=cell if isinstance(cell, Text) else in_cell(cell))


def _follows(problem: Problem, unread: str) -> bool:
    """Whether a problem is only that a field lacks, or one of several, whose cell was not read."""
    return bool(unread) and (unread == problem.path or (
        problem.code == "anyOf" and unread.startswith(f"{problem.path}.")))


def in_cell(cell: str) -> Text:
    """A spreadsheet's cell as the place of a problem."""
    return text("celle {celle}", celle=cell)


def read_sag(path: Path) -> Sag:
    """Read a case from a JSON file. Raises UsageError (no such file) or DataError (all problems)."""
    return parse_sag(read_bytes(path), path.name)


def read_bytes(path: Path) -> bytes:
    """A file's bytes within bounds; UsageError where it cannot be read, DataError where too big."""
    return read_within(path.name, lambda: path.open("rb"))


def read_within(name: str, opened: Callable[[], BinaryIO]) -> bytes:
    """`read_bytes` of what somebody else knows how to open."""
    try:
        with opened() as file:
            return _bounded(file.read(MAX_BYTES + 1), name)
    except OSError:
        raise UsageError([_problem(name, "fil-mangler", text(
            "Filen findes ikke eller kan ikke læses."), text(
            "Kontrollér stien, og at du har adgang til filen."))]) from None


def _bounded(raw: bytes, source: str) -> bytes:
    if len(raw) > MAX_BYTES:
        raise DataError([_problem(source, "fil-for-stor", text(
            "Filen er for stor: højst {mb} MB.", mb=MAX_BYTES // 2**20), text(
            "Del filen op, så der er én sag i hver fil, eller brug JSONL til mange sager."))])
    return raw


def parse_sag(raw: bytes, source: str = "") -> Sag:
    """Parse a case from UTF-8 JSON. Raises DataError with every problem found."""
    value = parse_json(_bounded(raw, source), source)
    if not isinstance(value, dict):
        raise DataError([_problem(source, "ikke-et-objekt", text(
            "Filen skal indeholde én sag: et JSON-objekt i krøllede parenteser."), text(
            "Kontrollér, at filen er en sag."))])
    return Sag(value, source)


def parse_json(raw: bytes, source: str) -> Any:
    """Any JSON value with exact numbers. Raises DataError naming line and column, or the path."""
    try:
        content = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise DataError([_problem(source, "tegnsaet", text(
            "Filen er ikke i tegnsættet UTF-8 (linje {linje}).", linje=line), text(
            "Gem filen igen som UTF-8."))]) from None
    try:
        value = _DECODER.decode(content)
    except RecursionError:
        raise DataError([_too_deep(source)]) from None
    except json.JSONDecodeError as error:
        raise DataError([_problem(source, "json", text(
            "Filen er ikke gyldig JSON: fejl på linje {linje}, kolonne {kolonne}.",
            linje=error.lineno, kolonne=error.colno), text(
            "Ret stedet. Ofte mangler et komma, et citationstegn eller en parentes lige før."))],
        ) from None
    if not _usable(value) and (found := _unusable(value)):
        raise DataError(found)
    return value


_BAD_NUMBER = object()
"""Stands where a number was refused, until its path is known."""


@dataclass(frozen=True, slots=True)
class _Twice:
    """Stands for an object that had a key more than once."""

    keys: tuple[str, ...]
    value: dict[str, Any]


def _pairs(items: list[tuple[str, Any]]) -> Any:
    value = dict(items)
    if len(value) == len(items):
        return value
    times = Counter(key for key, _ in items)
    return _Twice(tuple(sorted(key for key, n in times.items() if n > 1)), value)


def _number(literal: str) -> Any:
    mantissa, _, exponent = literal.lower().partition("e")
    if literal.lstrip("+-") in ("inf", "nan"):  # TOML has them, and calls them numbers
        return _BAD_NUMBER
    if len(re.sub(r"\D", "", mantissa)) > MAX_DIGITS or len(exponent.lstrip("+-")) > 3:
        return _BAD_NUMBER
    if re.fullmatch(r"-?\d+", literal):
        return int(literal)
    number = Decimal(literal)
    if number == number.to_integral_value() and abs(number.adjusted()) <= MAX_DIGITS:
        return int(number)  # 6.0 is the integer 6 to JSON Schema, and to every rule
    return number if abs(number.adjusted()) <= MAX_DIGITS else _BAD_NUMBER


_DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs,
    parse_float=_number,
    parse_int=_number,
    parse_constant=lambda _: _BAD_NUMBER,
)


def _usable(value: Any, depth: int = 0) -> bool:
    """Whether `_unusable` would find nothing: nearly always, and without a path for every value."""
    if depth > MAX_DEPTH:
        return False
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else (value,)
    for item in items:
        if isinstance(item, dict | list):
            if not _usable(item, depth + 1):
                return False
        elif item is _BAD_NUMBER or isinstance(item, _Twice):
            return False
    return True


def _unusable(value: Any, path: str = "", depth: int = 0) -> list[Problem]:
    """What the decoder set aside, now with its path; and nesting beyond any case's."""
    if depth > MAX_DEPTH:
        return [_too_deep(path)]
    if value is _BAD_NUMBER:
        return [_problem(path, "tal", text(
            "Tallet kan ikke bruges: det har over {antal} cifre eller er ikke et almindeligt tal.",
            antal=MAX_DIGITS), text("Skriv tallet med færre cifre."))]
    if isinstance(value, _Twice):
        twice = [_problem(f"{path}.{shown_key(key)}".lstrip("."), "dobbelt-noegle", text(
            "Feltet står to gange samme sted."), text("Slet det ene."))
            for key in value.keys]
        return twice + _unusable(value.value, path, depth)
    if isinstance(value, dict):
        return [p for key, item in value.items()
                for p in _unusable(item, f"{path}.{shown_key(key)}".lstrip("."), depth + 1)]
    if isinstance(value, list):
        return [p for i, item in enumerate(value) for p in _unusable(item, f"{path}[{i}]", depth + 1)]
    return []


def shown_key(key: str) -> str:
    """A key as messages may show it: a name or a number may have been typed where a key belongs."""
    return key if re.fullmatch(r"[a-z][a-z_]{0,39}[0-9]{0,2}", key) else "?"


def _too_deep(path: str) -> Problem:
    return _problem(path, "for-dybt", text(
        "Filen har for mange parenteser inde i hinanden (højst {antal}).", antal=MAX_DEPTH), text(
        "Kontrollér, at filen er en sag."))


def read_settings(path: Path) -> Mapping[str, Any]:
    """A kommune's settings from TOML, as JSON values (dates as ISO strings, numbers exact)."""
    return parse_toml(read_bytes(path), path.name)


def parse_toml(raw: bytes, source: str) -> Mapping[str, Any]:
    """A TOML file as JSON values. Raises DataError naming line and column, or the path."""
    try:
        settings = tomllib.loads(raw.decode("utf-8-sig"), parse_float=_number)
    except (ValueError, RecursionError) as error:
        _refuse_toml(source, raw, error)
    plain: Mapping[str, Any] = _plain(settings)
    if not _usable(plain) and (found := _unusable(plain)):
        raise DataError(found)
    return plain


def _refuse_toml(source: str, raw: bytes, error: Exception) -> NoReturn:
    place = re.search(r"line (\d+), column (\d+)", str(error))
    # Without a place of its own the error is at a byte that is not UTF-8, or at the end.
    before = raw[:error.start] if isinstance(error, UnicodeDecodeError) else raw
    where = place.groups() if place else (
        before.count(b"\n") + 1, len(before) - before.rfind(b"\n"))
    raise DataError([_problem(source, "toml", text(
        "Filen er ikke gyldig TOML i UTF-8 (linje {linje}, kolonne {kolonne}).",
        linje=where[0], kolonne=where[1]), text("Ret stedet, og prøv igen."))]) from None


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**MAX_DIGITS:
        return _BAD_NUMBER
    return value.isoformat() if hasattr(value, "isoformat") else value


def _problem(path: str, code: str, message: Text, remedy: Text) -> Problem:
    return Problem(path, code, text("Indlæsning"), message, remedy)
