"""A mapping's file, TOML or JSON, to a FormMap; every problem with it at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path as File
from typing import Any

from pipeline.errors import DataError, Problem, TemplateError, Text, text
from pipeline.forms.mapping import FormMap, Rows, Source
from pipeline.forms.mapping.paths import Path, Which, parse
from pipeline.sag import parse_json, parse_toml, read_bytes
from pipeline.validation import ordered, problems_of

TITLE = text("Kobling")
SEVERAL = ("sti", "udtryk", "sum")
OF_A_PATH = ("del", "valg", "naar")


def read_map(file: File) -> FormMap:
    """The mapping in a file. Raises UsageError (no such file) or TemplateError (all problems)."""
    return parse_map(read_bytes(file), file.name)


def parse_map(raw: bytes, source: str) -> FormMap:
    """A mapping from TOML, or from JSON where the name ends so. Raises TemplateError."""
    try:
        data = parse_json(raw, source) if source.lower().endswith(".json") else parse_toml(raw, source)
    except DataError as error:
        raise TemplateError(error.problems) from None
    return map_of(data)


def map_of(data: Any) -> FormMap:
    """A mapping from JSON values. Raises TemplateError with every problem."""
    found = list(problems_of(data, "kobling"))
    if not found:
        found = list(_senseless(data))
    if found:
        raise TemplateError(ordered(found))
    form = data.get("formular", {})
    return FormMap(
        data.get("kind", ""), form.get("navn", ""), form.get("sha256", ""),
        {name: _source(value) for name, value in data.get("felter", {}).items()},
        tuple(_rows(each) for each in data.get("raekker", ())),
        {_path(where): value for where, value in data.get("faste", {}).items()},
        tuple(data.get("i_haanden", ())))


def problem(path: str, code: str, message: Text, remedy: Text) -> Problem:
    """A problem with a mapping, at a place in its file."""
    return Problem(path, f"kobling-{code}", TITLE, message, remedy)


def _rows(data: Mapping[str, Any]) -> Rows:
    return Rows(_path(data["liste"]), data["antal"],
                {name: _source(value) for name, value in data["felter"].items()}, data.get("fra", 1))


def _source(value: str | Mapping[str, Any]) -> Source:
    data: Mapping[str, Any] = {"sti": value} if isinstance(value, str) else value
    return Source(
        path=_path(data["sti"]) if "sti" in data else None, expression=data.get("udtryk", ""),
        total=_path(data["sum"]) if "sum" in data else None, part=data.get("del", ""),
        style=data.get("format", ""), choices=data.get("valg", {}), when=data.get("naar"),
        required=data.get("skal_udfyldes", False))


def _path(written: str) -> Path:
    path = parse(written)
    assert path is not None, "looked at before"
    return path


def _senseless(data: Mapping[str, Any]) -> Iterator[Problem]:
    """What the schema cannot say: paths that are none, sources that contradict each other."""
    for name, value in data.get("felter", {}).items():
        yield from _of_source(value, f"felter.{name}")
    for number, rows in enumerate(data.get("raekker", ())):
        yield from _of_rows(rows, f"raekker[{number}]")
    for written in data.get("faste", {}):
        yield from _of_path(written, f"faste.{written}")
    yield from _twice(data)


def _of_rows(rows: Mapping[str, Any], where: str) -> Iterator[Problem]:
    yield from _of_path(rows["liste"], f"{where}.liste", ends_in_field=True)
    for name, value in rows["felter"].items():
        yield from _of_source(value, f"{where}.felter.{name}")
        if rows["antal"] > 1 and "{n}" not in name and "{n:0" not in name:
            yield problem(f"{where}.felter.{name}", "raekke", text(
                "Feltets navn siger ikke, hvor rækkens nummer står."), text(
                "Skriv {plads} i navnet, hvor nummeret står.", plads="{n}"))


def _of_source(value: str | Mapping[str, Any], where: str) -> Iterator[Problem]:
    if isinstance(value, str):
        yield from _of_path(value, where)
        return
    named = [key for key in SEVERAL if key in value]
    if len(named) != 1:
        yield problem(where, "kilde", text(
            "Feltet skal have præcis én kilde: en sti, et udtryk eller en sum."), text(
            "Skriv sti, udtryk eller sum, og kun én af dem."))
    elif "sti" not in value and any(key in value for key in OF_A_PATH):
        yield problem(where, "kilde", text("del, valg og naar hører kun sammen med en sti."), text(
            "Slet dem, eller brug en sti."))
    if "valg" in value and "naar" in value:
        yield problem(where, "kilde", text("valg og naar kan ikke bruges i samme felt."), text(
            "Brug naar til et kryds og valg til et felt med flere muligheder."))
    for key in ("sti", "sum"):
        if key in value:
            yield from _of_path(value[key], f"{where}.{key}", summed=key == "sum")


def _of_path(written: str, where: str, summed: bool = False,
             ends_in_field: bool = False) -> Iterator[Problem]:
    path = parse(written)
    if path is None:
        yield problem(where, "sti", text("Stien er skrevet på en måde, som ikke kan bruges."), text(
            "Skriv den som barn.navn eller ansoegninger[-1].periode.fra."))
    elif not summed and Which.ALL in path.steps:
        yield problem(where, "sti", text("[] uden et nummer kan kun bruges i en sum."), text(
            "Skriv et nummer, for eksempel [0], eller brug rækker."))
    elif ends_in_field and not isinstance(path.steps[-1], str):
        yield problem(where, "sti", text("Stien skal ende med listens navn."), text(
            "Slet den sidste kantede parentes."))


def _twice(data: Mapping[str, Any]) -> Iterator[Problem]:
    """Fields that several lines of the mapping fill."""
    for name, count in Counter(_names(data)).items():
        if count > 1:
            yield problem(f"felter.{name}", "dobbelt", text("Feltet har flere kilder i koblingen."),
                          text("Slet alle undtagen én."))


def _names(data: Mapping[str, Any]) -> Iterable[str]:
    yield from data.get("felter", ())
    yield from data.get("i_haanden", ())
    for each in data.get("raekker", ()):
        rows = Rows(Path(()), each["antal"], {}, each.get("fra", 1))
        yield from (rows.name(name, row) for name in each["felter"] for row in range(rows.count))
