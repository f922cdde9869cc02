"""A sheet as a table: which row has the headings, what each column means, what is wrong with them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.batch.sheets.cells import Raw
from pipeline.batch.sheets.headings import CASE, Meant, Unclear, meaning, plain
from pipeline.batch.sheets.xlsx import RawRow, column_letters, column_number
from pipeline.danish.fields import lists
from pipeline.errors import DataError, Problem, Text, text
from pipeline.sag import in_cell

LOOK = 20
"""Rows that are looked through for the headings: a title and a note may stand above them."""


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a sheet by their number from 0. `base` is the list its rows are items of, ""
    for cases; `sheet` is its title, "" in a file that has no sheets."""

    sheet: str
    base: str
    columns: Mapping[int, Meant]
    ignored: frozenset[int] = frozenset()

    def cell(self, column: int, row: int) -> str:
        """A cell's name: "Sager!C14"."""
        name = f"{column_letters(column)}{row}"
        return f"{self.sheet}!{name}" if self.sheet else name

    @property
    def case_column(self) -> int:
        """The column with the case's number."""
        return next(n for n, meant in self.columns.items() if meant.path in (CASE, "sagsnummer"))


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table as it stands in the file."""

    table: Table
    number: int
    cells: Mapping[int, Raw]
    hidden: bool = False


def lines(rows: Iterator[RawRow], sheet: str, base: str, merged: list[str]) -> Iterator[Line]:
    """The table's rows behind its headings. Raises DataError with all that is wrong with those."""
    heading = _heading_row(rows, sheet, base)
    table = _table(heading, sheet, base)
    _refuse_merged(table, heading.number, merged)
    for row in rows:
        if kept := {n: raw for n, raw in row.cells.items() if n not in table.ignored}:
            yield Line(table, row.number, kept, row.hidden)


def _heading_row(rows: Iterator[RawRow], sheet: str, base: str) -> RawRow:
    """The first row with the heading of the case's number: every table has that column."""
    for row in itertools.takewhile(lambda row: row.number <= LOOK, rows):
        if any(isinstance(raw, str) and is_case_number(raw, base) for raw in row.cells.values()):
            return row
    raise DataError([problem("overskrift-mangler", text(
        "Arket har ingen kolonne med overskriften Sagsnummer i de første {antal} rækker.", antal=LOOK),
        text("Skriv overskrifterne i én række. hjemmetraening sheet laver et regneark, der har dem."),
        f"{sheet}!A1" if sheet else "A1")])


def is_case_number(heading: str, base: str) -> bool:
    """Whether a heading is that of the case's number."""
    found = meaning(heading, base) if plain(heading) == "sagsnummer" else None
    return isinstance(found, Meant)


def _table(row: RawRow, sheet: str, base: str) -> Table:
    seen: dict[Meant, int] = {}
    ignored, problems = set(), []
    place = Table(sheet, base, {}).cell
    for number, raw in row.cells.items():
        heading = raw.strip() if isinstance(raw, str) else ""
        if re.fullmatch(r"\(.*\)", heading, re.DOTALL):
            ignored.add(number)
            continue
        found = meaning(heading, base)
        if isinstance(found, Unclear):
            problems.append(_unclear(found, place(number, row.number)))
        elif found in seen:
            problems.append(_twice(place(number, row.number), place(seen[found], row.number)))
        else:
            seen[found] = number
    whole = {meant.path: number for meant, number in seen.items()}
    problems += [_twice(place(number, row.number), place(whole[list_], row.number))
                 for meant, number in seen.items()
                 if meant.path.endswith("]") and (list_ := meant.path.rpartition("[")[0]) in whole]
    if problems:
        raise DataError(problems)
    return Table(sheet, base, {number: meant for meant, number in seen.items()}, frozenset(ignored))


def _unclear(found: Unclear, place: str) -> Problem:
    if found.ambiguous:
        return problem("overskrift-tvetydig", text("Overskriften kan betyde flere felter."), text(
            "Skriv en af: {valg}.", valg=", ".join(f"»{name}«" for name in found.candidates)), place)
    if found.candidates:
        return problem("overskrift-ukendt", text("Overskriften svarer ikke til noget felt."), text(
            "Mente du »{felt}«? En kolonne med overskriften i parentes læses ikke.",
            felt=found.candidates[0]), place)
    return problem("overskrift-ukendt", text("Overskriften svarer ikke til noget felt."), text(
        "Ret overskriften, eller sæt den i parentes, så læses kolonnen ikke."), place)


def _twice(place: str, earlier: str) -> Problem:
    return problem("overskrift-to-gange", text(
        "Overskriften betyder det samme som den i {celle}.", celle=earlier), text(
        "Slet den ene kolonne, eller sæt dens overskrift i parentes."), place)


def _refuse_merged(table: Table, heading: int, merged: list[str]) -> None:
    """Of merged cells only the first has a value; a row would lose what people see in the others."""
    problems = []
    for ref in merged:
        first, last = (ref.replace("$", "").split(":") * 2)[:2]
        columns = range(column_number(first), column_number(last) + 1)
        if int(re.sub(r"\D", "", last)) >= heading and any(n in table.columns for n in columns):
            problems.append(problem("flettede-celler", text(
                "Cellerne er flettet, så det ikke kan ses, hvilke rækker og kolonner de hører til."),
                text("Ophæv fletningen, og skriv værdien i hver celle."),
                f"{table.sheet}!{ref}" if table.sheet else ref))
    if problems:
        raise DataError(problems)


def problem(code: str, message: Text, remedy: Text, place: str, path: str = "") -> Problem:
    """A problem of the spreadsheet itself, at a cell."""
    return Problem(path, code, text("Regneark"), message, remedy, place=in_cell(place))


HELPERS = frozenset({"hjælp", "valg"})
"""Sheets that the empty workbook has for people."""


def list_of(title: str) -> str | None:
    """The list whose items a sheet holds, by its title or the list's path; None for other sheets."""
    said = plain(title)
    for path, own in lists().items():
        if said in (plain(own.title), plain(own.title)[:31], path, path.replace("[]", "")):
            return path
    return None
