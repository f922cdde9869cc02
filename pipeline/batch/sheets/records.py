"""A spreadsheet file's cases, one at a time: each with its own rows, ready to be read anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.batch.files import File, suffix
from pipeline.batch.sheets.cells import text_of
from pipeline.batch.sheets.csvfile import csv_rows
from pipeline.batch.sheets.package import SAVE_AS, refuse
from pipeline.batch.sheets.tables import HELPERS, Line, lines, list_of, problem
from pipeline.batch.sheets.xlsx import SheetRef, Workbook
from pipeline.danish.numbers import Trouble
from pipeline.errors import DataError, Problem, text
from pipeline.sag import Sag

READABLE = (".csv", ".xlsx")
OTHERS = (".xls", ".xlsm", ".xlsb", ".ods", ".numbers", ".tsv")
"""Spreadsheets that are refused with what to do."""

MAX_ROWS = 200_000
"""Rows of lists' sheets together, which are kept in memory until their case comes; the rows of cases
are not, however many there are."""


@dataclass(frozen=True, slots=True)
class Record:
    """One case's rows, the case's own first; or why there is none. Small, and picklable."""

    rows: tuple[Line, ...] = field(default=(), repr=False)
    problems: tuple[Problem, ...] = ()

    @property
    def number(self) -> int | None:
        """The row's number in its sheet; None where the trouble is with the whole file."""
        return self.rows[0].number if self.rows else None

    def sag(self, source: str) -> Sag:
        """The case. Raises DataError where there is none."""
        from pipeline.batch.sheets.cases import case_of

        if self.problems:
            raise DataError(self.problems)
        return case_of(self.rows, source)


def is_spreadsheet(name: str) -> bool:
    """Whether a file's name says that it is a spreadsheet, of whatever kind."""
    return suffix(name) in (*READABLE, *OTHERS)


def records(file: File) -> Iterator[Record]:
    """Every case of a spreadsheet in the order of its rows; what is wrong with the file comes as a
    record of its own. Raises OSError where it cannot be opened."""
    try:
        if suffix(file.name) == ".csv":
            for line in lines(csv_rows(file), "", "", []):
                yield Record((line,))
        else:
            yield from _of_workbook(file)
    except DataError as error:
        yield Record(problems=error.problems)


def _of_workbook(file: File) -> Iterator[Record]:
    if suffix(file.name) not in (".xlsx", ".xls"):
        file.open().close()
        refuse(file.name, "regneark-makroer" if suffix(file.name) == ".xlsm" else "regneark-format",
               text("Regnearket indeholder makroer.") if suffix(file.name) == ".xlsm" else
               text("Regnearket er ikke en Excel-projektmappe (.xlsx)."), SAVE_AS)
    with Workbook(file) as book:
        main, others = _sheets(book)
        waiting = Waiting(book, others)
        rows = lines(book.rows(main), main.title, "", book.merged(main))
        for line in rows:
            number = case_number(line)
            yield Record((line, *waiting.of(number)))
        if left := waiting.left():
            yield Record(problems=left)


def case_number(line: Line) -> str:
    """Which case a row is of, or belongs to; "" where it does not say."""
    raw = line.cells.get(line.table.case_column)
    try:
        return "" if raw is None else text_of(raw)
    except Trouble:
        return ""


class Waiting:
    """The rows of the lists' sheets, until the case they belong to comes by."""

    def __init__(self, book: Workbook, sheets: list[tuple[SheetRef, str]]) -> None:
        self._rows: dict[str, list[Line]] = {}
        self._given: set[str] = set()
        problems: list[Problem] = []
        count = 0
        for sheet, base in sheets:
            try:
                for line in lines(book.rows(sheet), sheet.title, base, book.merged(sheet)):
                    count += 1
                    if count > MAX_ROWS:
                        raise DataError([_too_many(sheet.title)])
                    self._rows.setdefault(case_number(line), []).append(line)
            except DataError as error:
                problems += error.problems
        if problems:
            raise DataError(problems)

    def of(self, number: str) -> tuple[Line, ...]:
        """The rows of a case."""
        if number and number in self._rows:
            self._given.add(number)
            return tuple(self._rows[number])
        return ()

    def left(self) -> tuple[Problem, ...]:
        """A problem for each row that no case has asked for: it would be lost."""
        return tuple(problem("raekke-uden-sag", text(
            "Rækken hører ikke til nogen sag: dens sagsnummer mangler eller står ikke på arket med "
            "sagerne."), text("Ret sagsnummeret, eller slet rækken."),
            line.table.cell(line.table.case_column, line.number))
            for number, rows in self._rows.items() if number not in self._given for line in rows)


def _too_many(sheet: str) -> Problem:
    return problem("for-mange-raekker", text(
        "Listernes ark har over {antal} rækker tilsammen.", antal=MAX_ROWS), text(
        "Del regnearket i flere filer med hver sine sager."), f"{sheet}!A1")


def _sheets(book: Workbook) -> tuple[SheetRef, list[tuple[SheetRef, str]]]:
    """The sheet of cases, and the lists' sheets with their lists."""
    others = [(sheet, base) for sheet in book.sheets if (base := list_of(sheet.title)) is not None]
    rest = [sheet for sheet in book.sheets if list_of(sheet.title) is None and not _aside(sheet)]
    named = [sheet for sheet in rest if sheet.title.strip().casefold() in ("sager", "sag")]
    main = next(iter(named or rest), None)
    if main is None:
        raise DataError([problem("overskrift-mangler", text(
            "Regnearket har ikke noget ark med sager."), text(
            "Kald arket Sager, og giv det en kolonne med overskriften Sagsnummer."), "")])
    unknown = [sheet for sheet in rest if sheet is not main and any(True for _ in book.rows(sheet))]
    twice = [sheet for n, (sheet, base) in enumerate(others)
             if base in [earlier for _, earlier in others[:n]]]
    if unknown or twice:
        raise DataError([_unknown(sheet, known=sheet in twice) for sheet in (*unknown, *twice)])
    return main, others


def _aside(sheet: SheetRef) -> bool:
    """Sheets that hold no cases: our own helpers, those in parentheses, hidden ones of other names."""
    title = sheet.title.strip()
    return title.casefold() in HELPERS or (title.startswith("(") and title.endswith(")")) or sheet.hidden


def _unknown(sheet: SheetRef, known: bool) -> Problem:
    message = text("To ark hører til den samme liste.") if known else text(
        "Arkets navn er hverken Sager eller navnet på en liste.")
    return problem("ark-ukendt", message, text(
        "Ret navnet, slet arket, eller sæt navnet i parentes, så læses det ikke."), f"{sheet.title}!A1")
